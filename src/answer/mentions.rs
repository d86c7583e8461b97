//! Which subjects a question names in full, as opposed to sharing a word with.

use super::question::Question;
use crate::fact::Value;
use crate::search::{FactDoc, How, Index, Name, TermId};
use crate::text::{Token, tokenise};

/// A meaning below this quality does not name anything.
const NAMING: f32 = 0.8;

/// A name of less weight than this is too common a word to insist on.
pub(super) const INSISTED: f32 = 0.55;

/// A plural is longer than its singular by so many letters at most.
const PLURAL: usize = 2;

/// Some words of the question that are a full name of one or more subjects.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectMention {
    /// The subjects with that name.
    pub subjects: Vec<usize>,
    /// The places of the words, in order.
    pub words: Vec<usize>,
    /// The sum of the words' weights.
    pub weight: f32,
    /// The name's telling terms.
    terms: Vec<TermId>,
}

/// The full names in a question, none within another or mostly so.
pub fn find(index: &Index, question: &Question) -> Vec<SubjectMention> {
    let mut found: Vec<SubjectMention> = Vec::new();
    for (subject, _) in question.named.iter().copied() {
        for name in &index.subject(subject).names {
            let Some((places, terms)) = full(index, question, name) else { continue };
            if let ([place], [_]) = (&places[..], &terms[..])
                && !is_the_word(index, question, subject, *place)
            {
                continue;
            }
            match found.iter_mut().find(|m| m.words == places) {
                Some(mention) => {
                    if !mention.subjects.contains(&subject) {
                        mention.subjects.push(subject);
                    }
                }
                None => {
                    let weight = terms.iter().map(|t| index.weight(*t)).sum();
                    found.push(SubjectMention { subjects: vec![subject], words: places, weight, terms });
                }
            }
        }
    }
    let all: Vec<Vec<usize>> = found.iter().map(|m| m.words.clone()).collect();
    // Nor is what is half of a longer one: "reports director of lamps" names no Director of Reports beside that of lamps.
    found.retain(|m| {
        let shared = |other: &Vec<usize>| m.words.iter().filter(|at| other.contains(at)).count();
        !all.iter().any(|other| other.len() > m.words.len() && shared(other) * 2 > m.words.len())
    });
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.words.cmp(&b.words)));
    found
}

/// Whether a word of the question is a word of a subject's names, and not only of one stem with it: "director" is not the
/// directorate. A name of one word has nothing beside it that would tell.
fn is_the_word(index: &Index, question: &Question, subject: usize, at: usize) -> bool {
    let token = &question.words[at].expanded.token;
    let doc = index.subject(subject);
    let names = std::iter::once(&doc.subject.name).chain(&doc.subject.aliases);
    let mut of_stem = names.flat_map(|name| tokenise(name)).filter(|word| word.stem == token.stem).peekable();
    let near = |word: &Token| word.text.len().abs_diff(token.text.len()) <= PLURAL || word.text.ends_with('s');
    of_stem.peek().is_none() || of_stem.any(|word| near(&word))
}

/// The words that are a name in full, close together, with the name's telling terms.
fn full(index: &Index, question: &Question, name: Name) -> Option<(Vec<usize>, Vec<TermId>)> {
    // Most names have a word that the question lacks.
    let all = || name.terms.iter().copied().filter(|t| !index.is_closed(*t));
    if all().any(|term| question.best_quality(term) < NAMING) {
        return None;
    }
    let telling: Vec<TermId> = all().collect();
    let meant = |at: usize, term: TermId| {
        let meanings = &question.words[at].expanded.meanings;
        meanings.iter().any(|m| m.term == term && m.quality >= NAMING && !matches!(m.how, How::Synonym | How::Alike))
    };
    let first = *telling.first()?;
    let anchors = (0..question.words.len()).filter(|at| meant(*at, first));
    let places = anchors.into_iter().find_map(|anchor| together(question, &telling, anchor, &meant))?;
    Some((places, telling))
}

/// The places of a name's terms around the place of its first one, if only small words stand between them.
fn together(
    question: &Question,
    telling: &[TermId],
    anchor: usize,
    meant: &impl Fn(usize, TermId) -> bool,
) -> Option<Vec<usize>> {
    let mut places = vec![anchor];
    for term in &telling[1..] {
        let free = (0..question.words.len()).filter(|at| !places.contains(at) && meant(*at, *term));
        places.push(free.min_by_key(|at| at.abs_diff(anchor))?);
    }
    // Two words of the question may be one of the name.
    for (i, term) in telling.iter().enumerate() {
        let joined = |at: usize| {
            let meanings = question.words.get(at).map(|w| &w.expanded.meanings);
            meanings.is_some_and(|m| m.iter().any(|m| m.term == *term && m.how == How::Joined))
        };
        if joined(places[i]) && joined(places[i] + 1) {
            places.push(places[i] + 1);
        }
    }
    places.sort_unstable();
    places.dedup();
    let (first, last) = (*places.first()?, *places.last()?);
    let small = (first..last).all(|at| places.contains(&at) || question.words[at].expanded.closed);
    // Half of an organisation's name is no part of another: "Map Office's Chief ..." names no "Office Chief".
    let halved = question.organisations.iter().any(|m| {
        let inside = |at: &usize| (m.words.0..m.words.1).contains(at);
        places.iter().any(inside)
            && !(m.words.0..m.words.1).all(|at| places.contains(&at) || question.words[at].expanded.closed)
    });
    (small && !halved && last - first < places.len() + 3).then_some(places)
}

/// The first mention that a fact has nothing to do with.
pub fn missed<'a>(mentions: &'a [SubjectMention], index: &Index, doc: &FactDoc) -> Option<&'a SubjectMention> {
    mentions.iter().filter(|m| m.weight >= INSISTED).find(|mention| {
        let own = mention.subjects.contains(&doc.subject);
        let spoken_of =
            || mention.subjects.iter().any(|subject| linked(index, doc, *subject)) || speaks_of(doc, mention);
        // A name within a longer one of the fact's subject (a unit's name in its chief's title).
        let within =
            || index.subject(doc.subject).names.iter().any(|n| mention.terms.iter().all(|t| n.terms.contains(t)));
        let published = || mention.terms.iter().all(|t| index.source_terms(doc).binary_search(t).is_ok());
        !(own || spoken_of() || within() || published())
    })
}

/// Whether the fact's value is the subject, or the subject said it.
fn linked(index: &Index, doc: &FactDoc, subject: usize) -> bool {
    let value = if let Value::Subject(value) = &doc.fact.value { Some(value.as_str()) } else { None };
    let said_by = doc.fact.said_by.as_deref();
    if value.is_none() && said_by.is_none() {
        return false;
    }
    let subject = index.subject(subject);
    let id = Some(subject.subject.id.as_str());
    value == id || said_by == id
}

/// Whether the fact says every telling term of a name; that people look for it by them is not enough.
pub(super) fn speaks_of(doc: &FactDoc, mention: &SubjectMention) -> bool {
    mention
        .terms
        .iter()
        .all(|t| [&doc.value, &doc.statement, &doc.named].iter().any(|said| said.binary_search(t).is_ok()))
}
