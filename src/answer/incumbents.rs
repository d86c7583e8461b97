//! Who held a post, one after the other, and who came before or after somebody there: told by the facts that say who holds it
//! at which time, where none says who replaced whom.
//! Cost: the facts that have the rarest word of a person's name, up to a bound, and those of the posts they held.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::known::{HOLDER, PREDECESSOR, SUCCESSOR};
use super::question::Question;
use super::reply::Answer;
use super::turns::Side;
use super::{abstain, compose, turns};
use crate::fact::{SubjectKind, Value};
use crate::search::{Index, TermId};

/// Facts with a word of a name that are looked at.
const LOOKED_AT: usize = 256;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.88;

/// The facts that say which posts a person holds or held.
pub(super) fn held_by(index: &Index, person: usize) -> Vec<usize> {
    let doc = index.subject(person);
    let is_person =
        |value: &Value| matches!(value, Value::Subject(id) if index.subject_by_id(id.as_str()) == Some(person));
    let holds = |at: &usize| {
        let doc = index.fact(*at);
        doc.fact.attribute.as_str() == HOLDER && is_person(&doc.fact.value)
    };
    let term = doc.names.first().and_then(|name| rarest(index, name.terms));
    let facts = term.into_iter().flat_map(|term| index.facts_with(term)).take(LOOKED_AT);
    facts.map(|at| at as usize).filter(holds).collect()
}

/// The word of a name that the fewest facts have, up to a bound.
fn rarest(index: &Index, terms: &[TermId]) -> Option<TermId> {
    terms.iter().copied().min_by_key(|term| index.facts_with(*term).take(LOOKED_AT).count())
}

/// Answers who came before or after somebody in the one post where it is held who did; `None` if something else is asked.
pub(super) fn in_turn(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    let (person, side) = question.turn.filter(|_| says_nothing_else(index, question, hits))?;
    let mut holdings = held_by(index, person);
    holdings.retain(|own| is_meant(index, question, *own));
    let pairs: Vec<(usize, usize)> =
        holdings.iter().filter_map(|own| Some((neighbour(index, *own, side)?, *own))).collect();
    let (other, own) = match (&pairs[..], &holdings[..]) {
        ([pair], _) => *pair,
        ([], [own]) => {
            let side = if side == Side::Before { "before" } else { "after" };
            let name = &index.subject(person).full_name;
            return Some(abstain::undecided(index, *own, &format!("I hold nobody who came {side} {name}.")));
        }
        // In each of several posts it was somebody else.
        _ => return None,
    };
    let sentences = [other, own].map(|at| compose::sentence(index, &index.fact(at)));
    Some(compose::reply(index, &sentences.join(" "), &[other, own], CONFIDENCE))
}

/// Whether a holding is of the post and the organisation that the question names, if it names any.
fn is_meant(index: &Index, question: &Question, holding: usize) -> bool {
    let post = index.fact(holding).subject;
    let role = |at: &usize| index.subject(*at).subject.kind == SubjectKind::Role;
    let mut posts = question.mentions.iter().filter(|mention| mention.subjects.iter().all(role));
    let own = &index.subject(post).organisations;
    posts.all(|mention| mention.subjects.contains(&post))
        && question.organisations.iter().all(|mention| mention.organisations.iter().any(|at| own.contains(at)))
}

/// Who held the post last before, or first after, a holding: somebody else, at a time that does not overlap.
fn neighbour(index: &Index, own: usize, side: Side) -> Option<usize> {
    let doc = index.fact(own);
    let when = |at: usize| index.fact(at).fact.as_of;
    let time = when(own);
    let post = index.subject(doc.subject);
    let others = post.facts.iter().copied().filter(|at| {
        let other = index.fact(*at);
        other.attribute == doc.attribute && other.fact.value != doc.fact.value
    });
    match side {
        Side::Before => {
            others.filter(|at| when(*at).last_day() < time.first_day()).max_by_key(|at| when(*at).first_day())
        }
        Side::After => {
            others.filter(|at| when(*at).first_day() > time.last_day()).min_by_key(|at| when(*at).first_day())
        }
    }
}

/// Whether the question names people, posts and organisations, and says nothing else but who came before or after.
fn says_nothing_else(index: &Index, question: &Question, hits: &AttributeHits) -> bool {
    let of_turns = [PREDECESSOR, SUCCESSOR].into_iter().filter_map(|id| index.attribute_by_id(id));
    let of_turns: Vec<&[f32]> = of_turns.map(|attribute| hits.qualities(attribute)).collect();
    let post = question.quality_of_kind(SubjectKind::Role);
    (0..question.words.len()).all(|at| {
        let named = question.names_organisation(at) || question.mentions.iter().any(|m| m.words.contains(&at));
        let told = turns::is_of_turns(question.text(at)) || of_turns.iter().any(|words| words[at] >= EXPLAINED);
        question.words[at].weight < TELLING || named || told || post[at] >= EXPLAINED
    })
}
