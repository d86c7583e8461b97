//! Who came before whom: "who replaced her" and "whom did she replace" have the same words and ask for different
//! people. What is asked is told by the order of the words and the voice of the verb.

use super::known::{PREDECESSOR, SUCCESSOR};
use super::question::Question;
use crate::fact::{SubjectKind, Value};
use crate::search::{FactDoc, Index};
use crate::text::lexicon::Asks;

/// The verbs by which somebody comes after somebody, in the forms of a question.
const COMES_AFTER: &[&[&str]] = &[
    &["replace"],
    &["replaces"],
    &["replaced"],
    &["succeed"],
    &["succeeds"],
    &["succeeded"],
    &["followed"],
    &["supplanted"],
    &["take", "over", "from"],
    &["takes", "over", "from"],
    &["took", "over", "from"],
    &["taken", "over", "from"],
    &["came", "after"],
    &["come", "after"],
    &["comes", "after"],
];

/// The verbs by which somebody comes before somebody.
const COMES_BEFORE: &[&[&str]] =
    &[&["precede"], &["precedes"], &["preceded"], &["came", "before"], &["come", "before"], &["comes", "before"]];

/// Helping verbs of the passive voice.
const PASSIVE: &[&str] = &["was", "is", "were", "been", "being", "be", "got"];

/// On which side of a named person the one who is asked for stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Side::Before => Side::After,
            Side::After => Side::Before,
        }
    }
}

/// Whether the question asks who came before or after a person, and the fact does not say that.
pub(super) fn is_of_another_turn(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let Some((person, side)) = question.turn else { return false };
    says_who(index, doc, person) != Some(side)
}

/// Whether the question asks who came before or after a person, and the fact says so.
pub(super) fn tells(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    question.turn.is_some_and(|(person, side)| says_who(index, doc, person) == Some(side))
}

/// Whether the fact has two named people in the order that a yes-or-no question puts them in; `None` if the question
/// does not, or the fact does not tell.
pub(super) fn is_in_turn(index: &Index, question: &Question, doc: &FactDoc) -> Option<bool> {
    let [first, second] = people(index, question)[..] else { return None };
    let ((first, start), (second, end)) = if first.1.0 < second.1.0 { (first, second) } else { (second, first) };
    let (verb, length, side) = verb(question)?;
    if !(start.1 <= verb && verb + length <= end.0) {
        return None;
    }
    let side = if is_passive(question, verb, length) { side.other() } else { side };
    // Where the fact says who stands on the other side of the second, it must be the first.
    let said = says_who(index, doc, second)?;
    says_who(index, doc, first).map(|_| said == side)
}

/// The one person that the question names, and the side on which it asks for another.
pub(super) fn asked(index: &Index, question: &Question) -> Option<(usize, Side)> {
    if question.yes_no || !matches!(question.asks, None | Some(Asks::Who)) {
        return None;
    }
    let [(person, (start, end))] = people(index, question)[..] else { return None };
    if let Some(side) = named_side(question, start, end) {
        return Some((person, side));
    }
    let behind = |at: usize| (at..start).all(|at| question.words[at].expanded.closed);
    let preposition = (0..start).rev().find(|at| matches!(question.text(*at), "before" | "after"));
    if let Some((verb, length, side)) = verb(question) {
        // "by whom was she replaced"
        let around = end == verb && start > 0 && PASSIVE.contains(&question.text(start - 1));
        let side = if around || is_passive(question, verb, length) { side.other() } else { side };
        let named_behind = start >= verb + length;
        return Some((person, if named_behind { side } else { side.other() }));
    }
    let at = preposition.filter(|at| behind(at + 1) && end == question.words.len())?;
    Some((person, if question.text(at) == "after" { Side::After } else { Side::Before }))
}

/// The side that a noun right beside a name tells: "her predecessor", "the successor to her".
fn named_side(question: &Question, start: usize, end: usize) -> Option<Side> {
    let side = |at: usize| match question.text(at) {
        "predecessor" => Some(Side::Before),
        "successor" => Some(Side::After),
        _ => None,
    };
    let of_it = start.checked_sub(2).filter(|at| matches!(question.text(at + 1), "of" | "to")).and_then(side);
    of_it.or_else(|| side(end))
}

/// Whether a word is of a verb or a noun for coming before or after somebody.
pub(super) fn is_of_turns(word: &str) -> bool {
    let of_a_verb = |phrase: &&[&str]| phrase.contains(&word);
    let noun = matches!(word, "predecessor" | "successor" | "before" | "after");
    noun || COMES_AFTER.iter().chain(COMES_BEFORE).any(of_a_verb)
}

/// The people that the question names, with the place of the first word of each name and the one behind its last.
fn people(index: &Index, question: &Question) -> Vec<(usize, (usize, usize))> {
    let mentions = question.mentions.iter().filter_map(|mention| {
        let [subject] = mention.subjects[..] else { return None };
        let person = index.subject(subject).subject.kind == SubjectKind::Person;
        let place = (*mention.words.first()?, mention.words.last()? + 1);
        person.then_some((subject, place))
    });
    mentions.collect()
}

/// The first verb of coming before or after, its length in words, and the side on which its subject stands.
fn verb(question: &Question) -> Option<(usize, usize, Side)> {
    let stands = |at: usize, phrase: &[&str]| (at..).zip(phrase).all(|(at, word)| question.text(at) == *word);
    let verbs = COMES_AFTER.iter().map(|phrase| (phrase, Side::After));
    let verbs: Vec<_> = verbs.chain(COMES_BEFORE.iter().map(|phrase| (phrase, Side::Before))).collect();
    (0..question.words.len()).find_map(|at| {
        let (phrase, side) = verbs.iter().find(|(phrase, _)| stands(at, phrase))?;
        Some((at, phrase.len(), *side))
    })
}

/// "was replaced by": a form of "to be" right before the verb, or "by" behind it.
fn is_passive(question: &Question, verb: usize, length: usize) -> bool {
    let before = verb > 0 && PASSIVE.contains(&question.text(verb - 1));
    // "was she replaced as keeper by him"
    let behind = (verb + length..verb + length + 4).any(|at| question.text(at) == "by");
    before || behind
}

/// The one who came first and the one who came after, by a fact that names both; `None` if it names no two people.
pub(super) fn in_order(index: &Index, doc: &FactDoc) -> Option<(usize, usize)> {
    let Value::Subject(id) = &doc.fact.value else { return None };
    let value = index.subject_by_id(id.as_str())?;
    match index.attributes()[doc.attribute].attribute.id.as_str() {
        PREDECESSOR => Some((value, doc.subject)),
        SUCCESSOR => Some((doc.subject, value)),
        _ => None,
    }
}

/// On which side of a person the one stands whom the fact tells; `None` if it tells nobody of that kind.
fn says_who(index: &Index, doc: &FactDoc, person: usize) -> Option<Side> {
    let side = match index.attributes()[doc.attribute].attribute.id.as_str() {
        PREDECESSOR => Side::Before,
        SUCCESSOR => Side::After,
        _ => return None,
    };
    let value = if let Value::Subject(id) = &doc.fact.value { index.subject_by_id(id.as_str()) } else { None };
    if value == Some(person) {
        return Some(side.other());
    }
    // Of a post it is said of whoever holds it.
    let of_person = index.subject(doc.subject).subject.kind == SubjectKind::Person;
    (doc.subject == person || !of_person).then_some(side)
}
