//! Relations seen from their other side: "what is the old ledger being replaced by" is answered by the fact that the
//! new ledger replaces it. Which attribute looks back from a value to its subject is said in the lexicon (`inverse`).

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::given;
use super::question::Question;
use crate::fact::Value;
use crate::search::{FactDoc, Index};
use crate::text::grammar;
use crate::text::lexicon::Asks;
use std::borrow::Cow;

/// An attribute named less clearly is not asked for.
const NAMED: f32 = 0.3;

/// A word names an attribute itself, and not by what means alike, from this quality on.
const DIRECT: f32 = 0.9;

/// Somebody is named by words of so much weight, ...
const TELLING: f32 = 0.3;

/// ... and is whoever has so much of that in a name.
const HALF: f32 = 0.5;

/// The attribute that the question asks for if the fact answers it from its other side: the question names the fact's
/// value and not its subject, and of the value itself nothing like that is held.
pub(super) fn asked(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> Option<usize> {
    let inverse = index.attributes()[doc.attribute].attribute.inverse.as_ref()?;
    let inverse = index.attribute_by_id(inverse.as_str()).filter(|at| hits.strength(*at) >= NAMED)?;
    let value = value_beside_names(index, question, doc)?;
    let mentioned = |subject: usize| question.mentions.iter().any(|m| m.subjects.contains(&subject));
    // Of two people in turn it is told otherwise who asks for whom.
    let turned_round = || is_turned_round(index, question, hits, doc);
    let other_side = question.turn.is_none() && mentioned(value) && !mentioned(doc.subject) && !turned_round();
    let held = || index.subject(value).facts.iter().any(|at| index.fact(*at).attribute == inverse);
    (other_side && !held()).then_some(inverse)
}

/// Whether the one that does it in the question has it done to it in the fact: "what will the old ledger replace" is not
/// answered by what replaces the old ledger. It stands before the verb, and the verb is not in the passive voice.
pub(super) fn is_turned_round(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> bool {
    if !matches!(doc.fact.value, Value::Subject(_)) || question.mentions.is_empty() {
        return false;
    }
    let attribute = &index.attributes()[doc.attribute].attribute;
    // Where the sentence says "was held by", it is the value that holds.
    let by_value = attribute.say.as_ref().is_none_or(|say| say.contains("by {value}"));
    if question.yes_no || attribute.inverse.is_none() || by_value {
        return false;
    }
    if question.mentions.iter().any(|m| m.subjects.contains(&doc.subject)) {
        return false;
    }
    let Some(value) = value_beside_names(index, question, doc) else { return false };
    let Some(mention) = question.mentions.iter().find(|m| m.subjects.contains(&value)) else { return false };
    let names = hits.qualities(doc.attribute);
    let verb =
        (0..names.len()).filter(|at| !mention.words.contains(at)).max_by(|a, b| names[*a].total_cmp(&names[*b]));
    let Some(verb) = verb.filter(|at| names[*at] >= DIRECT) else { return false };
    let helped = mention.words.first().is_some_and(|first| helper_before(question, *first).is_some());
    let before = mention.words.last().is_some_and(|last| *last < verb);
    before && helped && !is_passive(question)
}

/// Whether the fact tells what somebody else does: in "who does the mate report to" it is the mate who reports, and the
/// fact's subject is not the mate, whatever its value is. `by_subject` is each word's quality by the subject's names.
pub(super) fn is_of_another_doer(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    by_subject: &[f32],
) -> bool {
    if question.asks != Some(Asks::Who) || question.yes_no || !does_to_value(index, doc) || is_passive(question) {
        return false;
    }
    let names = hits.qualities(doc.attribute);
    let Some(verb) = (0..names.len()).rev().find(|at| names[*at] >= DIRECT) else { return false };
    let Some(helper) = helper_before(question, verb) else { return false };
    let weight_of = |named: &dyn Fn(usize) -> bool| -> f32 {
        let named = (helper + 1..verb).filter(|at| named(*at));
        named.map(|at| question.words[at].weight).sum()
    };
    let doer = weight_of(&|_| true);
    let by_subject = weight_of(&|at| by_subject[at] >= EXPLAINED);
    let by_value = weight_of(&|at| question.words[at].expanded.best_in(doc.value) >= EXPLAINED);
    doer >= TELLING && by_subject < HALF * doer && by_value >= HALF * doer
}

/// Whether a fact tells what its subject does to another: "reported to", "led", and not what it has or was. What one does
/// with another both do.
fn does_to_value(index: &Index, doc: &FactDoc) -> bool {
    if !matches!(doc.fact.value, Value::Subject(_)) {
        return false;
    }
    let say = index.attributes()[doc.attribute].attribute.say.as_deref().unwrap_or_default();
    let passive = ["by {value}", "with {value}"].iter().any(|way| say.contains(way));
    let state = say.is_empty() || say.starts_with("had ") || say.starts_with("was ");
    !passive && !state
}

/// Whether the fact tells what one does to whom it is asked what others do: "who reports to the mate" is not answered by
/// to whom the mate reports.
pub(super) fn is_of_the_object(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> bool {
    if question.yes_no || question.turn.is_some() || question.mentions.is_empty() || !does_to_value(index, doc) {
        return false;
    }
    let names = hits.qualities(doc.attribute);
    let Some(verb) = (0..names.len()).find(|at| names[*at] >= DIRECT) else { return false };
    let mut own = question.mentions.iter().filter(|mention| mention.subjects.contains(&doc.subject));
    asks_for_the_doer(question, verb) && own.any(|mention| mention.words.first().is_some_and(|first| *first > verb))
}

/// The words of the fact's value, where it is asked who does to it what the fact tells: "who reports to the mate".
pub(super) fn object<'a>(
    index: &Index,
    question: &'a Question,
    hits: &AttributeHits,
    doc: &FactDoc,
) -> Option<Cow<'a, [usize]>> {
    if question.turn.is_some() || question.mentions.is_empty() || !does_to_value(index, doc) {
        return None;
    }
    let value = value_beside_names(index, question, doc)?;
    let names = hits.qualities(doc.attribute);
    let verb = (0..names.len()).find(|at| names[*at] >= DIRECT)?;
    let mut named = question.mentions.iter().filter(|mention| mention.subjects.contains(&value));
    let object = named.find(|mention| mention.words.first().is_some_and(|first| *first > verb))?;
    asks_for_the_doer(question, verb).then_some(Cow::Borrowed(object.words.as_slice()))
}

/// The words of the fact's value, where it is asked what that does or did: "what does the yard build", "everything that the
/// yard has built". The value does it where the sentence says "was built by".
pub(super) fn doer<'a>(
    index: &Index,
    question: &'a Question,
    hits: &AttributeHits,
    doc: &FactDoc,
) -> Option<Cow<'a, [usize]>> {
    let say = index.attributes()[doc.attribute].attribute.say.as_deref().unwrap_or_default();
    let of_things = question.asks == Some(Asks::What) || question.asks.is_none() && question.list;
    if question.turn.is_some() || !of_things || !say.contains("by {value}") {
        return None;
    }
    let names = hits.qualities(doc.attribute);
    let named = |subject: usize| question.mentions.iter().find(move |mention| mention.subjects.contains(&subject));
    let verb = |doer: &[usize]| (0..names.len()).any(|at| names[at] >= DIRECT && !doer.contains(&at));
    if let Value::Text(_) = doc.fact.value {
        let doer = given::words(index, question, doc).filter(|doer| verb(doer) && named(doc.subject).is_none())?;
        return Some(Cow::Owned(doer));
    }
    let value = value_beside_names(index, question, doc)?;
    let held = || index.subject(value).facts.iter().any(|at| index.fact(*at).attribute == doc.attribute);
    let doer = named(value).filter(|_| named(doc.subject).is_none())?;
    (verb(&doer.words) && !held()).then_some(Cow::Borrowed(doer.words.as_slice()))
}

/// Whether the fact tells what is done by whom it is asked who does it to: "who supplies the yard" is not answered by what
/// the yard supplies.
pub(super) fn is_done_by_the_object(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> bool {
    if question.yes_no || question.asks != Some(Asks::Who) || question.mentions.is_empty() {
        return false;
    }
    let say = index.attributes()[doc.attribute].attribute.say.as_deref().unwrap_or_default();
    if !say.contains("by {value}") || is_passive(question) {
        return false;
    }
    let named = |subject: usize| question.mentions.iter().find(move |mention| mention.subjects.contains(&subject));
    let names = hits.qualities(doc.attribute);
    let Some(object) = value_beside_names(index, question, doc).and_then(named) else { return false };
    let first = object.words.first().copied().unwrap_or(0);
    let verb = (0..first).rev().find(|at| names[*at] >= DIRECT);
    named(doc.subject).is_none() && verb.is_some_and(|verb| asks_for_the_doer(question, verb))
}

/// Whether the fact tells of its value, which the question names, what somebody else has to do with it, where the same is
/// held of the value itself: "who is the mate's boss" is not answered by whose boss the mate is. "Who reports to the mate"
/// is: what does it stands right behind who is asked for.
pub(super) fn is_of_the_value(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    by_subject: &[f32],
) -> bool {
    let Value::Subject(id) = &doc.fact.value else { return false };
    if question.yes_no || question.turn.is_some() {
        return false;
    }
    let words = &question.words;
    let names = hits.qualities(doc.attribute);
    let telling = |at: &usize| words[*at].weight >= TELLING && names[*at] < EXPLAINED;
    let weight_of = |named: &dyn Fn(usize) -> bool| -> f32 {
        (0..words.len()).filter(telling).filter(|at| named(*at)).map(|at| words[at].weight).sum()
    };
    let all = weight_of(&|_| true);
    let subject = weight_of(&|at| by_subject[at] >= EXPLAINED);
    if all < TELLING || subject >= HALF * all {
        return false;
    }
    let by_value = weight_of(&|at| words[at].expanded.best_in(doc.value) >= EXPLAINED);
    let does = (0..words.len()).find(|at| names[*at] >= DIRECT).is_some_and(|verb| asks_for_the_doer(question, verb));
    // The value lies elsewhere in memory, and so do its facts: they are looked at last.
    let same = |value: usize| index.subject(value).facts.iter().any(|at| index.fact(*at).attribute == doc.attribute);
    let held = || index.subject_by_id(id.as_str()).is_some_and(same);
    by_value > subject && by_value >= HALF * all && !does && held()
}

/// The subject that is the fact's value. Nothing where the question names no subject in full: it does not name the value
/// then, and need not wait for where that lies in memory.
fn value_beside_names(index: &Index, question: &Question, doc: &FactDoc) -> Option<usize> {
    let Value::Subject(id) = &doc.fact.value else { return None };
    if question.mentions.is_empty() { None } else { index.subject_by_id(id.as_str()) }
}

/// "Who reports", "all those who report", "which of the keepers report": a verb whose doer is asked for.
fn asks_for_the_doer(question: &Question, verb: usize) -> bool {
    let asks = |at: &usize| matches!(question.text(*at), "who" | "which" | "what" | "that");
    let Some(word) = (0..verb).rev().find(asks) else { return false };
    let helped =
        (word..verb).any(|at| grammar::is_being(question.text(at)) || grammar::is_auxiliary(question.text(at)));
    let named = |at: usize| question.words[at].weight >= TELLING;
    // "Who's the head of the lamps" has no verb of its own.
    let noun = verb > 0 && matches!(question.text(verb - 1), "the" | "a" | "an" | "its" | "their");
    let only = matches!(question.text(word), "which" | "what") || !(word + 1..verb).any(named);
    !helped && !noun && only
}

fn is_passive(question: &Question) -> bool {
    (0..question.words.len()).any(|at| {
        let text = question.text(at);
        grammar::is_being(text) || matches!(text, "by" | "being" | "gets" | "got")
    })
}

/// The last helping verb before a place: "what will the ledger ...", "what did the ledger ...".
fn helper_before(question: &Question, at: usize) -> Option<usize> {
    (0..at).rev().find(|before| {
        matches!(question.text(*before), "will" | "did" | "does" | "do" | "would" | "shall" | "has" | "had")
    })
}
