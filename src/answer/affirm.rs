//! Whether the likeliest fact affirms a yes/no question or denies it. Its own words and the words that people look for it
//! by say what the question asserts; then the verdict is told by how often the question and the sentence deny: both or
//! neither is a yes, one alone a no. What a question turns, narrows or sets in another order is left undecided.

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::question::Question;
use super::ranking::Ranked;
use super::{compose, support};
use crate::fact::Value;
use crate::search::{FactDoc, How, Index};
use crate::text::{Figure, grammar, numbers, stem, tokenise};

/// A word of at least this weight tells something.
const TELLING: f32 = 0.2;

/// From this quality on a word is part of the subject's name.
const NAMING: f32 = 0.75;

/// A word of the sentence says as much as so many by which people only look for it.
const OWN: u32 = 2;

/// Whether the fact affirms what is asked; `None` if it leaves that open. The fact must be the likeliest, and firm.
pub(super) fn affirms(index: &Index, question: &Question, hits: &AttributeHits, best: &Ranked) -> Option<bool> {
    let doc = index.fact(best.evidence.fact);
    if question.threshold.is_some() || question.extreme.is_some() || question.compares {
        return None;
    }
    let said = compose::words(index, &doc);
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let denies = support::denies(question, &said);
    if names_both(&said) || is_dated_otherwise(question, &doc, denies) {
        return None;
    }
    let has = |text: &str| said.contains(&text);
    let none = denies && is_existential(question);
    let (mut touched, mut reversed) = (0, question.denied);
    for (at, word) in question.words.iter().enumerate().filter(|(_, word)| !word.frame) {
        let text = question.text(at);
        if grammar::reverses(text) && !has(text) {
            reversed = !reversed;
            continue;
        }
        if is_contrast(question, at)
            || is_of_another_unit(question, &said, at)
            || is_another_name(index, question, best, &doc, at)
        {
            return None;
        }
        // "has anybody" is not turned where nobody has.
        let open = denies && matches!(text, "any" | "anybody" | "anyone" | "ever" | "yet");
        let said = has(text) || has(&format!("{text}ly"));
        if !open && !said && !describes_the_subject(question, best, at) && is_turning(question, at) {
            return None;
        }
        if grammar::denies(&[text]) || word.expanded.closed || word.weight < TELLING {
            continue;
        }
        if best.evidence.by_subject[at] >= NAMING {
            continue;
        }
        if !accounts(index, question, hits, best, &doc, at) {
            // A sentence that there is none says no whatever else it has.
            if none && !is_figure_or_name(question, at) {
                continue;
            }
            return None;
        }
        touched += if support::says(index, question, &doc, at) { OWN } else { 1 };
    }
    let sure = (touched >= OWN || none) && support::keeps_order(index, question, &doc, &best.evidence);
    sure.then_some(reversed == denies)
}

/// "Has anybody", "did it ever": whether there is one at all is asked.
fn is_existential(question: &Question) -> bool {
    let open = |at: usize| {
        matches!(
            question.text(at),
            "any" | "anybody" | "anyone" | "anything" | "ever" | "yet" | "someone" | "somebody"
        )
    };
    !question.denied && (0..question.words.len()).any(|at| !question.words[at].frame && open(at))
}

/// "The new lamp programme": a word before the subject's name, which narrows nothing that is said of it.
fn describes_the_subject(question: &Question, best: &Ranked, at: usize) -> bool {
    let named = |at: usize| best.evidence.by_subject.get(at).is_some_and(|quality| *quality >= NAMING);
    let article = at > 0 && matches!(question.text(at - 1), "the" | "this" | "that" | "its" | "their");
    article && grammar::is_narrowing(question.text(at)) && (named(at + 1) || named(at + 2))
}

/// Whether a word has a figure in it, or the capital of a name.
fn is_figure_or_name(question: &Question, at: usize) -> bool {
    let token = &question.words[at].expanded.token;
    token.figure.is_some() || token.capital && !question.shouting || token.text.contains(|c: char| c.is_ascii_digit())
}

/// "the mate, not the master", "had no mate, had she": a denial of one part, or one that the tag behind it may take back.
fn is_contrast(question: &Question, at: usize) -> bool {
    let text = question.text(at);
    let before = at.checked_sub(1).map_or("", |before| question.text(before));
    let of_the_verb = grammar::is_being(before) || grammar::is_auxiliary(before);
    text == "not" && !of_the_verb && at > 3 || grammar::denies(&[text]) && text != "not" && !question.denied
}

/// Whether a number counts days, weeks, months or years, and the sentence none of these.
fn is_of_another_unit(question: &Question, said: &[&str], at: usize) -> bool {
    let unit = question.unit_of_time(at + 1);
    question.any_number(at).is_some() && unit.is_some_and(|unit| !said.iter().any(|said| stem(said) == unit))
}

/// Whether a word with a capital is a name that is neither in the sentence nor the fact's subject's or value's.
fn is_another_name(index: &Index, question: &Question, best: &Ranked, doc: &FactDoc, at: usize) -> bool {
    if !question.words[at].expanded.token.capital || at == 0 || question.shouting {
        return false;
    }
    let value = if let Value::Subject(id) = &doc.fact.value { index.subject_by_id(id.as_str()) } else { None };
    let own = |subject: &usize| *subject == doc.subject || Some(*subject) == value;
    let named = question.mentions.iter().any(|m| m.words.contains(&at) && m.subjects.iter().any(own));
    let organisation = question.organisations.iter().any(|m| (m.words.0..m.words.1).contains(&at))
        && best.evidence.by_subject[at] >= NAMING;
    !named && !organisation && !support::has_itself(index, question, doc, at)
}

/// "instead of", "rather than": a sentence that says both what is so and what is not.
fn names_both(said: &[&str]) -> bool {
    said.windows(2).any(|pair| matches!(pair, ["instead", "of"] | ["rather", "than"]))
}

/// Whether a sentence that denies ("bears no date and is put at ...") has a date beside, and the question gives one: then
/// it is no denial of that.
pub(super) fn is_dated_otherwise(question: &Question, doc: &FactDoc, denies: bool) -> bool {
    let figure = question.words.iter().any(|word| word.expanded.token.figure.is_some());
    denies && figure && matches!(doc.fact.value, Value::Date(_))
}

/// Whether a word narrows or turns what the question asserts.
fn is_turning(question: &Question, at: usize) -> bool {
    let text = question.text(at);
    let letter = text.len() == 1 && !matches!(text, "a" | "i" | "s" | "t" | "d");
    // "Over the network" and "under the ministry" bound nothing.
    let bounds_nothing =
        matches!(text, "over" | "under") && matches!(question.text(at + 1), "the" | "a" | "an" | "this" | "that");
    letter
        || grammar::turns(text) && !bounds_nothing
        || grammar::is_universal(text)
        || grammar::is_limiting(text)
        || grammar::is_slippery(text)
        || grammar::is_narrowing(text)
        || numbers::number_word(text).is_some() && text != "one"
        || question.sets_aside(at)
}

/// Whether the fact accounts for a word: by its attribute, its own words, or words that people look for it by. A figure
/// or a name must be its own, and what is only like it accounts for nothing.
fn accounts(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    best: &Ranked,
    doc: &FactDoc,
    at: usize,
) -> bool {
    let token = &question.words[at].expanded.token;
    let attribute = hits.qualities(doc.attribute).get(at).is_some_and(|quality| *quality >= EXPLAINED);
    let own = support::says(index, question, doc, at);
    if token.figure.is_some() || token.text.contains(|c: char| c.is_ascii_digit()) {
        return own && exact(question, doc, index, at);
    }
    if token.capital && at > 0 && !question.shouting {
        return own;
    }
    let mut meanings = question.words[at].expanded.meanings.iter().peekable();
    let only_alike = meanings.peek().is_some() && meanings.all(|meaning| meaning.how == How::Alike);
    own || attribute || best.evidence.direct[at] >= EXPLAINED && !only_alike
}

/// Whether a figure stands in the sentence as it is typed, with the unit of time behind it; or a date within it, or around.
fn exact(question: &Question, doc: &FactDoc, index: &Index, at: usize) -> bool {
    let tokens = tokenise(&compose::sentence(index, doc));
    let in_time = |said: &Figure| match (said, question.words[at].expanded.token.figure) {
        (Figure::Date(said), Some(Figure::Date(asked))) => asked.year() != 0 && said.overlaps(&asked),
        (Figure::Date(said), Some(Figure::Year(year))) => said.year() == year,
        _ => false,
    };
    if tokens.iter().filter_map(|token| token.figure.as_ref()).any(in_time) {
        return true;
    }
    let said: Vec<String> = tokens.into_iter().map(|t| t.text).collect();
    let typed = said.iter().any(|said| said == question.text(at));
    typed && question.unit_of_time(at + 1).is_none_or(|unit| said.iter().any(|said| stem(said) == unit))
}
