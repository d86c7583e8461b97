//! Whether the sentence of a fact carries a bare yes. People repeat the verdict and forget the sentence, so that every
//! word that could turn it must stand in the sentence itself: what is only like it, or how people look for it, or what
//! the attribute is called, confirms nothing.

use super::attributes::AttributeHits;
use super::compose;
use super::evidence::{EXPLAINED, Evidence};
use super::given::Given;
use super::question::Question;
use crate::fact::Value;
use crate::search::{FactDoc, How, Index, Name, TermId};
use crate::text::{grammar, stem};
use rustc_hash::FxHashSet;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.2;

/// From this quality on a word is part of the subject's name.
const NAMING: f32 = 0.75;

/// Another way to write or say the same.
const SAME: f32 = 0.8;

/// The words of a fact's sentence.
struct Said {
    terms: FxHashSet<TermId>,
    texts: Vec<String>,
    stems: Vec<String>,
}

impl Said {
    fn of(index: &Index, doc: &FactDoc) -> Self {
        let texts = compose::words(index, doc);
        let terms = texts.iter().filter_map(|text| index.vocabulary().get(text));
        // A subject that is the value has other names; so has what somebody said.
        Self {
            terms: terms.chain(doc.value.iter().copied()).collect(),
            stems: texts.iter().map(|text| stem(text)).collect(),
            texts,
        }
    }

    fn has(&self, question: &Question, at: usize) -> bool {
        let word = &question.words[at].expanded;
        let same = |how: How| matches!(how, How::Same | How::Typo | How::Synonym | How::Joined);
        let mut meanings = word.meanings.iter();
        self.stems.contains(&word.token.stem)
            || meanings.any(|m| m.quality >= SAME && same(m.how) && self.terms.contains(&m.term))
    }
}

/// Whether the fact's sentence says all that the question asserts. A sentence that denies is a no to what it is found
/// by, too, if it speaks of more than the subject.
pub(super) fn supports(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    evidence: &Evidence,
    denies: bool,
) -> bool {
    let said = Said::of(index, doc);
    let mut touched = false;
    for (at, word) in question.words.iter().enumerate() {
        if is_turned(question, &said, at) {
            return false;
        }
        if !nearer_than_opposite(question, &said, at) {
            return false;
        }
        if question.any_number(at).is_some() && !says_number(question, &said, at, doc) {
            return false;
        }
        // One decade is no slip of another.
        let text = question.text(at);
        let named = word.expanded.token.figure.is_some() || evidence.by_subject[at] >= NAMING;
        if !named && text.starts_with(|c: char| c.is_ascii_digit()) && !said.texts.iter().any(|said| said == text) {
            return false;
        }
        if word.frame || word.expanded.closed || word.weight < TELLING || evidence.by_subject[at] >= NAMING {
            continue;
        }
        let attribute = hits.qualities(doc.attribute).get(at).is_some_and(|quality| *quality >= EXPLAINED);
        if said.has(question, at) || denies && !attribute && evidence.direct[at] >= EXPLAINED {
            touched = true;
        } else if !attribute {
            return false;
        }
    }
    let rating = matches!(doc.fact.value, Value::Rating(_));
    let ordered = in_order(index, question, &said, doc, evidence) && in_voice(index, question, &said, doc);
    (touched || rating) && ordered
}

/// Whether a sentence denies what is asked: not if only what somebody said in it denies something, and that is not asked
/// about. "Was she criticised" is not denied by "They criticised that she had no lamp".
pub(super) fn denies(question: &Question, said: &[&str]) -> bool {
    let Some(that) = said.iter().position(|word| *word == "that") else { return grammar::denies(said) };
    let (main, clause) = said.split_at(that);
    let named = question.named_words();
    let of_the_clause = |at: usize| {
        let token = &question.words[at].expanded.token;
        let telling =
            !named[at] && !token.capital && !grammar::is_function(&token.text) && !grammar::is_filler(&token.text);
        let has = |words: &[&str]| words.iter().any(|said| stem(said) == token.stem);
        telling && has(clause) && !has(main)
    };
    grammar::denies(main) || grammar::denies(clause) && (0..question.words.len()).any(of_the_clause)
}

/// Whether the fact's sentence has a word of the question, or one that says the same.
pub(super) fn says(index: &Index, question: &Question, doc: &FactDoc, at: usize) -> bool {
    Said::of(index, doc).has(question, at)
}

/// Whether the sentence has the word itself, not only one that means the same.
pub(super) fn has_itself(index: &Index, question: &Question, doc: &FactDoc, at: usize) -> bool {
    let said = Said::of(index, doc);
    let word = &question.words[at].expanded;
    let itself = |how: How| matches!(how, How::Same | How::Typo | How::Joined);
    let mut meanings = word.meanings.iter();
    said.stems.contains(&word.token.stem)
        || meanings.any(|m| m.quality >= SAME && itself(m.how) && said.terms.contains(&m.term))
}

/// Whether the question names the fact's subject and its value in an order that the sentence bears out, and no word of
/// it stands nearer to its opposite.
pub(super) fn keeps_order(index: &Index, question: &Question, doc: &FactDoc, evidence: &Evidence) -> bool {
    let said = Said::of(index, doc);
    let nearer = (0..question.words.len()).all(|at| nearer_than_opposite(question, &said, at));
    nearer && in_order(index, question, &said, doc, evidence) && in_voice(index, question, &said, doc)
}

/// Where both the subject and the value are named: whether the one that acts in the question acts in the sentence.
/// Whoever is replaced does not replace.
fn in_voice(index: &Index, question: &Question, said: &Said, doc: &FactDoc) -> bool {
    let Value::Subject(id) = &doc.fact.value else { return true };
    let Some(value) = index.subject_by_id(id.as_str()) else { return true };
    let place = |subject: usize| {
        let named = question.mentions.iter().find(|mention| mention.subjects.contains(&subject));
        named.and_then(|mention| mention.words.first().copied())
    };
    let (Some(subject), Some(value)) = (place(doc.subject), place(value)) else { return true };
    // The verb of the sentence stands between them; other verbs say it otherwise ("make way for").
    let between = subject.min(value)..subject.max(value);
    let verb = |at: usize| {
        !question.words[at].expanded.closed && said.stems.contains(&question.words[at].expanded.token.stem)
    };
    let named = question.named_words();
    if !between.into_iter().any(|at| !named[at] && verb(at)) {
        return true;
    }
    let asked_passive = (0..question.words.len()).any(|at| question.text(at) == "by");
    let said_passive = said.texts.iter().any(|text| text == "by");
    (subject < value) == (asked_passive == said_passive)
}

/// Whether a word turns what the question asserts, and the sentence does not have it.
fn is_turned(question: &Question, said: &Said, at: usize) -> bool {
    let text = question.text(at);
    let turns =
        grammar::turns(text) || grammar::reverses(text) || grammar::is_slippery(text) || question.sets_aside(at);
    turns && !question.words[at].frame && !said.texts.iter().any(|said| said == text)
}

/// Whether nothing but the given value is left to be said of the fact: no word turns it, and all others are its own or
/// how people ask for it. Its direction is the sentence's.
pub(super) fn is_all(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    evidence: &Evidence,
    given: &Given,
) -> bool {
    let said = Said::of(index, doc);
    let attribute = |at: usize| hits.qualities(doc.attribute).get(at).is_some_and(|quality| *quality >= EXPLAINED);
    (0..question.words.len()).all(|at| {
        let word = &question.words[at];
        let small = word.frame || word.expanded.closed || word.weight < TELLING;
        // "After 2031" turns nothing that is not held against it.
        let held_against = given.at.contains(&at);
        let accounted = small
            || evidence.by_subject[at] >= NAMING
            || attribute(at)
            || said.has(question, at)
            || question.phrasing.has(index, doc.wording, at);
        held_against || accounted && !is_turned(question, &said, at) && nearer_than_opposite(question, &said, at)
    }) && in_order(index, question, &said, doc, evidence)
        && in_voice(index, question, &said, doc)
}

/// Where a sentence has both a word of the question and its opposite ("prices high and demand low"): whether the word
/// stands nearer to the question's other words than the opposite does.
fn nearer_than_opposite(question: &Question, said: &Said, at: usize) -> bool {
    let stem = &question.words[at].expanded.token.stem;
    let places = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        said.stems.iter().enumerate().filter(|(_, said)| is(said)).map(|(at, _)| at).collect()
    };
    let opposites = places(&|said| grammar::are_opposites(said, stem));
    if opposites.is_empty() {
        return true;
    }
    let others = question.words.iter().enumerate().filter(|(i, word)| *i != at && word.weight >= TELLING);
    let others: Vec<usize> = others.flat_map(|(_, word)| places(&|said| said == word.expanded.token.stem)).collect();
    let distance =
        |from: &[usize]| from.iter().flat_map(|a| others.iter().map(|b| a.abs_diff(*b))).min().unwrap_or(usize::MAX);
    distance(&places(&|said| said == stem)) < distance(&opposites)
}

/// Whether a number of the question stands in the fact, with its unit of time.
fn says_number(question: &Question, said: &Said, at: usize, doc: &FactDoc) -> bool {
    let figure = question.words[at].expanded.token.figure;
    let held = figure.is_some_and(|figure| super::figures::figure_fits(&figure, doc));
    let in_unit = question.unit_of_time(at + 1).is_none_or(|unit| said.stems.iter().any(|said| said == unit));
    in_unit && (held || said.texts.iter().any(|text| text == question.text(at)))
}

/// Whether the subject stands first where its sentence has it first: "does the mate report to the captain" is not said
/// by a captain who reports to a mate. Behind "is" and "was" the order says nothing, nor in a passive sentence.
fn in_order(index: &Index, question: &Question, said: &Said, doc: &FactDoc, evidence: &Evidence) -> bool {
    if !matches!(doc.fact.value, Value::Subject(_)) || said.texts.iter().any(|text| text == "by") {
        return true;
    }
    let Some(opening) = (0..question.words.len()).find(|at| !question.words[*at].frame) else { return true };
    if !grammar::is_auxiliary(question.text(opening)) {
        return true;
    }
    let organisation = |at: usize| question.organisations.iter().any(|m| (m.words.0..m.words.1).contains(&at));
    let telling = |at: &usize| question.words[*at].weight >= TELLING && !organisation(*at);
    let Some(first) = (opening..question.words.len()).find(telling) else { return true };
    let other = |at: &usize| *at != doc.subject && !index.subject(*at).facts.is_empty();
    let word = &question.words[first].expanded;
    let whole = |name: Name| matches!(*name.terms, [term] if word.quality(term) >= SAME);
    match question.mentions.iter().find(|mention| mention.words.contains(&first)) {
        _ if index.subject(doc.subject).names.iter().any(whole) => true,
        Some(mention) => mention.subjects.contains(&doc.subject) || !mention.subjects.iter().any(other),
        None => evidence.by_subject[first] >= NAMING,
    }
}
