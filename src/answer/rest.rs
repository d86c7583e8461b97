//! How many are not so: the rest of a count that is one of so many, or what a count leaves of a larger one.

use super::amounts::lower_article;
use super::compose;
use super::evidence::EXPLAINED;
use super::objections::Objection;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use crate::fact::{Amount, Count, Value};
use crate::search::Index;
use crate::text::lexicon::Asks;
use crate::text::{grammar, say, tokenise};

/// A word of at least this weight must be accounted for.
const TELLING: f32 = 0.3;

/// A subject is named from this much of a name on.
const NAMED: f32 = 0.6;

/// Of what is denied the count must say so much itself.
const MOST: f32 = 0.6;

/// Candidates that are looked at.
const DEPTH: usize = 60;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.92;

/// Verbs of getting away from something, as stems: what escaped a thing did not have it (Levin 1993, 51.1 and 52).
const ESCAPES: &[&str] = &["escap", "avoid", "dodg", "evad", "except"];

/// Answers how many are not so; `None` if that is not asked, or cannot be told.
pub(super) fn rest(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Answer> {
    let escapes = |at: usize| ESCAPES.contains(&question.words[at].expanded.token.stem.as_str());
    let all = 0..question.words.len();
    let asked: Vec<&str> = all.clone().map(|at| question.text(at)).collect();
    let denied = grammar::denies(&asked) || asked.iter().any(|word| is_negated(word)) || all.clone().any(escapes);
    if question.asks != Some(Asks::HowMany) || !denied {
        return None;
    }
    if is_part_of_it(question) {
        return None;
    }
    let telling: Vec<usize> = all
        .filter(|at| {
            question.words[*at].weight >= TELLING && !escapes(*at) && !grammar::denies(&[question.text(*at)])
        })
        .collect();
    let able: Vec<&Ranked> = ranked.iter().take(DEPTH).filter(|r| may_count(index, r)).collect();
    of_one(index, question, &telling, &able).or_else(|| of_two(index, question, &telling, &able))
}

/// Whether the word is a verb that has "not" in it: "weren't" is read as "weren".
fn is_negated(word: &str) -> bool {
    grammar::opens_yes_no(word) && word.ends_with('n') && word != "can"
}

/// Whether what is denied is said before, too: "red ones, not dark red ones" leaves out another part than the rest.
fn is_part_of_it(question: &Question) -> bool {
    let n = question.words.len();
    let Some(denial) = (0..n).find(|at| grammar::denies(&[question.text(*at)])) else { return false };
    let telling = |at: &usize| question.words[*at].weight >= TELLING;
    let said_before = |at: usize| (0..denial).any(|before| question.text(before) == question.text(at));
    (denial + 1..n).filter(telling).any(said_before)
}

/// Whether a candidate is a plain count of what is so, and of what the question speaks of.
fn may_count(index: &Index, r: &Ranked) -> bool {
    let doc = index.fact(r.evidence.fact);
    let said: Vec<String> = doc.fact.statement.iter().flat_map(|s| tokenise(s)).map(|token| token.text).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let against = matches!(r.evidence.objection, Some(Objection::Organisation(_) | Objection::UnknownName(_)));
    matches!(doc.fact.value, Value::Count(_)) && !against && !grammar::denies(&said)
}

fn count(index: &Index, r: &Ranked) -> Option<Count> {
    if let Value::Count(count) = &index.fact(r.evidence.fact).fact.value { Some(count.clone()) } else { None }
}

/// The rest of one count that is so many of so many.
fn of_one(index: &Index, question: &Question, telling: &[usize], able: &[&Ranked]) -> Option<Answer> {
    let all_said = |r: &Ranked| telling.iter().all(|at| r.evidence.direct[*at] >= EXPLAINED);
    let whole = |r: &Ranked| count(index, r).and_then(|count| count.of);
    let meant = |r: &&&Ranked| {
        r.evidence.subject >= NAMED
            && whole(r).is_some_and(|of| all_said(r) || is_what_is_denied(question, telling, r, of))
    };
    let r = able.iter().find(meant)?;
    let held = count(index, r)?;
    let (Amount::Exact(n), Some(of)) = (held.amount, held.of) else { return None };
    let left = Count { amount: Amount::Exact(of.checked_sub(n)?), ..held };
    let sentence = compose::sentence(index, &index.fact(r.evidence.fact));
    let text = format!("{} (computed, {of} less {n}): {}", say::count(&left), lower_article(&sentence));
    Some(compose::reply(index, &text, &[r.evidence.fact], CONFIDENCE))
}

/// Whether the question gives the whole of a count, "of the 13 lamps", and the count says most of what it denies of them.
fn is_what_is_denied(question: &Question, telling: &[usize], r: &Ranked, of: i64) -> bool {
    let n = question.words.len();
    let given = (0..n).any(|at| question.any_number(at) == of.checked_mul(100));
    let denies = |at: &usize| grammar::denies(&[question.text(*at)]) || is_negated(question.text(*at));
    let Some(denial) = (0..n).find(denies) else { return false };
    let denied: Vec<usize> = telling.iter().copied().filter(|at| *at > denial).collect();
    let weight = |words: &[usize]| -> f32 { words.iter().map(|at| question.words[*at].weight).sum() };
    let said: Vec<usize> = denied.iter().copied().filter(|at| r.evidence.strict[*at] >= EXPLAINED).collect();
    given && !said.is_empty() && weight(&said) >= MOST * weight(&denied)
}

/// What the count of one named subject leaves of another's larger one, where both count the same and together say all
/// that is asked.
fn of_two(index: &Index, question: &Question, telling: &[usize], able: &[&Ranked]) -> Option<Answer> {
    let mut subjects: Vec<usize> = question.mentions.iter().map(|mention| mention.subjects[0]).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let of = |subject: usize| {
        let own = able.iter().filter(|r| index.fact(r.evidence.fact).subject == subject);
        own.max_by(|a, b| a.evidence.predicate_strict.total_cmp(&b.evidence.predicate_strict)).copied()
    };
    let counted: Vec<&Ranked> = subjects.into_iter().filter_map(of).collect();
    let [a, b] = counted[..] else { return None };
    let says = |r: &Ranked, at: usize| r.evidence.direct[at] >= EXPLAINED;
    if !telling.iter().all(|at| says(a, *at) || says(b, *at)) {
        return None;
    }
    let (of_a, of_b) = (count(index, a)?, count(index, b)?);
    let alike = of_a.unit == of_b.unit && of_a.unit.is_some() && of_a.of.is_none() && of_b.of.is_none();
    let ((all, of_all), (part, of_part)) =
        if of_a.amount.headline() > of_b.amount.headline() { ((a, of_a), (b, of_b)) } else { ((b, of_b), (a, of_a)) };
    let left = match (of_all.amount, of_part.amount) {
        (Amount::Exact(all), Amount::Exact(part)) => Amount::Exact(all - part),
        (Amount::Exact(all) | Amount::About(all), Amount::Exact(part) | Amount::About(part)) => {
            Amount::About(all - part)
        }
        _ => return None,
    };
    let left = Count { amount: left, of: None, unit: of_all.unit.clone() };
    let facts = [all.evidence.fact, part.evidence.fact];
    let sentences = facts.map(|fact| compose::sentence(index, &index.fact(fact)));
    let of_all = Count { unit: None, ..of_all };
    let of_part = Count { unit: None, ..of_part };
    let text = format!(
        "{} (computed, {} less {}): {}",
        compose::capitalised(&say::count(&left)),
        say::count(&of_all),
        say::count(&of_part),
        lower_article(&sentences.join(" "))
    );
    alike.then(|| compose::reply(index, &text, &facts, CONFIDENCE))
}
