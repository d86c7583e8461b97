//! A person stands for the post that they hold: "what is Ines Grey paid" asks what her post pays, and "who is her boss" to
//! whom the post reports. Nothing of that is held of the person.
//!
//! Where a question names people of whom nothing answers it, it is asked again with the names of their posts, and the
//! answer says who held the post, so that nobody takes for the person's what is the post's.
//! Cost: only where nothing else answers; the facts that have the rarest word of a person's name, up to a bound, and the
//! question once more.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::known::HOLDER;
use super::question::Question;
use super::reply::{Answer, Outcome};
use super::rewording::{Instead, reworded};
use super::{compose, succession};
use crate::fact::{SubjectKind, Value};
use crate::search::{Index, TermId};

/// Facts with a word of a name that are looked at.
const LOOKED_AT: usize = 256;

/// An attribute named this clearly is asked for.
const NAMED: f32 = 0.5;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// How sure it is at most that the post was meant.
const CONFIDENCE: f64 = 0.85;

/// Answers a question with the people that it names read as their posts; `None` if it names nobody with just one post, or
/// nothing of the post answers it either. `ask` answers the text that it is given.
pub(super) fn answer(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ask: impl Fn(&str) -> Answer,
) -> Option<Answer> {
    let standing: Vec<StandIn> = question.mentions.iter().filter_map(|mention| stand_in(index, mention)).collect();
    if standing.is_empty() {
        return None;
    }
    let posts: Vec<Instead> = standing.iter().map(|s| s.instead(index)).collect();
    let mut answer = ask(&reworded(question, &posts));
    let of_a_post = |held: &super::reply::Held| {
        held.fact.attribute.as_str() != HOLDER
            && standing.iter().any(|s| index.subject(s.post).subject.id == held.subject.id)
    };
    if answer.outcome != Outcome::Answer || answer.facts.is_empty() || !answer.facts.iter().all(of_a_post) {
        return None;
    }
    // Where somebody was born is not where their post is.
    let attributes = answer.facts.iter().filter_map(|held| index.attribute_by_id(held.fact.attribute.as_str()));
    if !attributes.into_iter().any(|attribute| is_all_asked(question, hits, attribute)) {
        return None;
    }
    for holding in standing.iter().map(|s| s.holding) {
        let doc = index.fact(holding);
        let told = compose::reply(index, &compose::sentence(index, &doc), &[holding], 1.0);
        answer.text = compose::fitting(&format!("{} {}", answer.text, told.text), compose::MAX_TEXT);
        answer.facts.extend(told.facts);
        let known: Vec<_> = answer.sources.iter().map(|source| source.id.clone()).collect();
        answer.sources.extend(told.sources.into_iter().filter(|source| !known.contains(&source.id)));
    }
    answer.confidence = answer.confidence.min(CONFIDENCE);
    Some(answer)
}

/// Whether a question asks for an attribute by name, and for nothing else of whom it names.
fn is_all_asked(question: &Question, hits: &AttributeHits, attribute: usize) -> bool {
    let named = |at: usize| question.mentions.iter().any(|mention| mention.words.contains(&at));
    let asked = hits.qualities(attribute);
    hits.clearest_direct(|at| at == attribute).is_some_and(|(_, strength)| strength >= NAMED)
        && (0..question.words.len()).all(|at| {
            let word = &question.words[at];
            let told = word.expanded.token.figure.is_some() || asked[at] >= EXPLAINED;
            word.weight < TELLING || told || named(at)
        })
}

/// A person with the one post that they hold.
struct StandIn {
    /// The places of the person's name in the question.
    words: Vec<usize>,
    post: usize,
    /// The fact that says that they hold it.
    holding: usize,
}

impl StandIn {
    /// The name of the post, for that of the person.
    fn instead(&self, index: &Index) -> Instead {
        let said = format!("the {}", index.subject(self.post).full_name);
        Instead { words: self.words.clone(), said }
    }
}

fn stand_in(index: &Index, mention: &super::mentions::SubjectMention) -> Option<StandIn> {
    let [person] = mention.subjects[..] else { return None };
    let doc = index.subject(person);
    if doc.subject.kind != SubjectKind::Person {
        return None;
    }
    let holds = |at: &usize| {
        let fact = index.fact(*at);
        let is_person =
            matches!(&fact.fact.value, Value::Subject(id) if index.subject_by_id(id.as_str()) == Some(person));
        is_person && fact.fact.attribute.as_str() == HOLDER && succession::is_current(index, *at)
    };
    let term = rarest(index, &doc.names.first()?.terms)?;
    let mut holdings: Vec<usize> =
        index.facts_with(term).take(LOOKED_AT).map(|at| at as usize).filter(holds).collect();
    holdings.dedup_by_key(|at| index.fact(*at).subject);
    let [holding] = holdings[..] else { return None };
    Some(StandIn { words: mention.words.clone(), post: index.fact(holding).subject, holding })
}

/// The word of a name that the fewest facts have, up to a bound.
fn rarest(index: &Index, terms: &[TermId]) -> Option<TermId> {
    terms.iter().copied().min_by_key(|term| index.facts_with(*term).take(LOOKED_AT).count())
}
