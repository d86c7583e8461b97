//! Which of two came first: by a date that both have, or by who followed whom.

use super::attributes::AttributeHits;
use super::known::{HOLDER, START};
use super::question::Question;
use super::reply::Answer;
use super::{amounts::lower_article, compare::NAMED};
use super::{compose, succession, turns};
use crate::fact::{FuzzyDate, SubjectKind, Value};
use crate::search::Index;
use crate::text::comparatives;
use crate::text::lexicon::Asks;

/// Words that ask for the one that came first.
const EARLIER: &[&str] = &["first", "earlier", "older", "oldest", "earliest", "before", "sooner"];
/// Words that ask for the one that came last.
const LATER: &[&str] =
    &["later", "newer", "younger", "newest", "latest", "youngest", "last", "after", "recently", "recent"];

/// Of several dates that both have, one that is named less clearly than this is not chosen.
const NAMED_AT_ALL: f32 = 0.25;

/// Facts that say who holds a post that are looked at.
const HOLDERS: usize = 1_000;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.9;

/// Answers which of two subjects, named in full, came first or last; `None` if that is not asked, or not held of both.
pub(super) fn earlier(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    let first_wanted = first_is_wanted(question)?;
    let (a, b) = two_subjects(index, question)?;
    // Of age only their beginnings tell: neither when applications closed nor who followed whom.
    let of_age = (0..question.words.len()).any(|at| comparatives::is_of_age(question.text(at)));
    let in_a_post = || by_turns(index, a, b).or_else(|| by_holdings(index, question, a, b));
    let order = by_dates(index, hits, a, b, of_age).or_else(|| in_a_post().filter(|_| !of_age))?;
    Some(answer_of(index, question, (a, b), first_wanted, order))
}

/// Answers which of two people had a post first or last, where the post is named, too; `None` if that is not asked.
pub(super) fn in_a_post(index: &Index, question: &Question) -> Option<Answer> {
    let first_wanted = first_is_wanted(question)?;
    let (a, b) = two_subjects(index, question)?;
    if (0..question.words.len()).any(|at| comparatives::is_of_age(question.text(at))) {
        return None;
    }
    let order = by_turns(index, a, b).or_else(|| by_holdings(index, question, a, b))?;
    Some(answer_of(index, question, (a, b), first_wanted, order))
}

fn answer_of(index: &Index, question: &Question, (a, b): (usize, usize), first_wanted: bool, order: Order) -> Answer {
    let (facts, text) = match order {
        Order::Known { first, facts } => {
            let second = if first == a { b } else { a };
            let wanted = if first_wanted { first } else { second };
            let verdict = match (question.yes_no, wanted == a, first_wanted) {
                (true, true, _) => "Yes".to_owned(),
                (true, false, _) => "No".to_owned(),
                (false, _, first) => {
                    let name = compose::with_article(&index.subject(wanted).full_name);
                    format!("{} came {}", compose::capitalised(&name), if first { "first" } else { "later" })
                }
            };
            (facts.clone(), format!("{verdict}: {}", told(index, &facts)))
        }
        Order::Unknown { facts } => {
            let why = "I cannot tell which came first, since the dates overlap";
            (facts.clone(), format!("{why}: {}", told(index, &facts)))
        }
    };
    compose::reply(index, &text, &facts, CONFIDENCE)
}

/// What two dates say of two subjects.
enum Order {
    Known { first: usize, facts: Vec<usize> },
    Unknown { facts: Vec<usize> },
}

/// Whether the first or the last is asked for; `None` if neither.
fn first_is_wanted(question: &Question) -> Option<bool> {
    if !matches!(question.asks, None | Some(Asks::What | Asks::Who)) {
        return None;
    }
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    match (has(EARLIER), has(LATER)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The two subjects that the question names, in its order: all, or two people beside the post that they held.
fn two_subjects(index: &Index, question: &Question) -> Option<(usize, usize)> {
    let mut named: Vec<(usize, usize)> = question
        .mentions
        .iter()
        .filter(|mention| mention.weight >= NAMED)
        .filter_map(|mention| Some((*mention.words.first()?, *mention.subjects.first()?)))
        .collect();
    named.sort_unstable();
    if named.len() > 2 {
        named.retain(|(_, subject)| index.subject(*subject).subject.kind == SubjectKind::Person);
    }
    match named[..] {
        [(_, a), (_, b)] if a != b => Some((a, b)),
        _ => None,
    }
}

/// By the dates of the attribute that is named, or of the only one of which both have a date.
fn by_dates(index: &Index, hits: &AttributeHits, a: usize, b: usize, of_age: bool) -> Option<Order> {
    let (mut of_a, of_b) = (dates(index, a), dates(index, b));
    let person = |at: usize| index.subject(at).subject.kind == SubjectKind::Person;
    of_a.retain(|fact| !of_age || !person(a) && index.fact(*fact).fact.attribute.as_str() == START);
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for x in &of_a {
        let same = |y: &&usize| index.fact(**y).attribute == index.fact(*x).attribute;
        shared.extend(of_b.iter().find(same).map(|y| (*x, *y)));
    }
    let strength = |pair: &(usize, usize)| hits.strength(index.fact(pair.0).attribute);
    let clearest = shared.iter().copied().max_by(|x, y| strength(x).total_cmp(&strength(y)))?;
    if shared.len() > 1 && strength(&clearest) < NAMED_AT_ALL {
        return None;
    }
    let (x, y) = (date(index, clearest.0)?, date(index, clearest.1)?);
    let facts = vec![clearest.0, clearest.1];
    Some(if x.overlaps(&y) {
        Order::Unknown { facts }
    } else {
        Order::Known { first: if x.first_day() < y.first_day() { a } else { b }, facts }
    })
}

/// By a fact that says that one followed the other.
fn by_turns(index: &Index, a: usize, b: usize) -> Option<Order> {
    let facts = [a, b].map(|subject| index.subject(subject));
    let told = facts.iter().flat_map(|subject| subject.facts.iter().copied()).find_map(|fact| {
        let (first, second) = turns::in_order(index, &index.fact(fact))?;
        ([first, second] == [a, b] || [first, second] == [b, a]).then_some((first, fact))
    });
    told.map(|(first, fact)| Order::Known { first, facts: vec![fact] })
}

/// By when each of two people is told to have held the one post that both have held, and that the question speaks of.
fn by_holdings(index: &Index, question: &Question, a: usize, b: usize) -> Option<Order> {
    let attribute = index.attribute_by_id(HOLDER)?;
    let of = |person: usize| -> Vec<usize> {
        let facts = index.attributes()[attribute].facts.iter().take(HOLDERS).copied();
        let holds = |fact: &usize| match &index.fact(*fact).fact.value {
            Value::Subject(id) => index.subject_by_id(id.as_str()) == Some(person),
            _ => false,
        };
        facts.filter(holds).collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    let post = |fact: usize| index.fact(fact).subject;
    let pairs: Vec<(usize, usize)> =
        of_a.iter().flat_map(|x| of_b.iter().filter(|y| post(*x) == post(**y)).map(|y| (*x, *y))).collect();
    let [(x, y)] = pairs[..] else { return None };
    let named = |at: &(usize, f32)| at.0 == post(x) && at.1 >= NAMED;
    if !question.named.iter().any(named) {
        return None;
    }
    let (then, later) = (index.fact(x).fact.as_of, index.fact(y).fact.as_of);
    let (first, facts) = if then.first_day() < later.first_day() { (a, vec![x, y]) } else { (b, vec![y, x]) };
    (!then.overlaps(&later)).then_some(Order::Known { first, facts })
}

/// The facts of a subject that are dates and not outdated.
fn dates(index: &Index, subject: usize) -> Vec<usize> {
    let subject = index.subject(subject);
    let facts = subject.facts.iter().copied();
    facts.filter(|fact| date(index, *fact).is_some() && succession::is_current(index, *fact)).collect()
}

fn date(index: &Index, fact: usize) -> Option<FuzzyDate> {
    if let Value::Date(date) = &index.fact(fact).fact.value { Some(*date) } else { None }
}

/// The facts as sentences, to stand behind a colon.
fn told(index: &Index, facts: &[usize]) -> String {
    let sentences: Vec<String> = facts.iter().map(|fact| compose::sentence(index, &index.fact(*fact))).collect();
    lower_article(&sentences.join(" "))
}
