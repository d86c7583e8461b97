//! Two facts set against each other: which is more, by how much.

use super::amounts::{Measure, lower_article, measure};
use super::objections::Objection;
use super::question::Question;
use super::ranking::Ranked;
use super::reply::Answer;
use super::{compose, succession};
use crate::fact::{Amount, Money, Value};
use crate::search::{FactDoc, Index, TermId};
use crate::text::lexicon::Asks;
use crate::text::{grammar, say};
use std::cmp::Ordering;

/// Both facts together must explain this share of the question.
const ENOUGH: f32 = 0.72;

/// The second fact must explain at least this much weight that the first does not.
const ADDED: f32 = 0.25;

/// A name of less weight than this may be there by chance.
pub(super) const NAMED: f32 = 0.5;

/// Each of two facts must have its subject named to this share, or both have one subject and attributes named.
const HALF: f32 = 0.6;

/// Subjects with a word of a name that are looked at for the same name.
const NAMESAKES: usize = 200;

/// How sure a comparison is that it was meant.
const CONFIDENCE: f32 = 0.9;

/// From this quality on a word is said itself, not only one like it.
const ITSELF: f32 = 0.88;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// Which end of a range the question speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    Top,
    Bottom,
}

/// Answers a comparison of two amounts; `None` if none is asked, or two cannot be found.
pub(super) fn compare(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Answer> {
    let by_how_much = question.asks == Some(Asks::HowMuch)
        || question.words.iter().any(|w| matches!(w.expanded.token.text.as_str(), "difference" | "gap" | "differ"));
    if matches!(question.asks, Some(Asks::Why | Asks::Who | Asks::When | Asks::Where)) {
        return None;
    }
    if !(question.compares || question.extreme.is_some() && has_or(question)) {
        return None;
    }
    if let Some(answer) = by_how_much.then(|| width(index, question, ranked)).flatten() {
        return Some(answer);
    }
    let (first, second) = two_named(index, question, ranked).or_else(|| {
        let of = |fact: usize| ranked.iter().find(|r| r.evidence.fact == fact);
        let likeliest = pair(index, question, ranked);
        likeliest.filter(|(x, y)| of(*x).zip(of(*y)).is_some_and(|(x, y)| says_what_is_counted(question, x, y)))
    })?;
    let (a, b) = (measure(&index.fact(first).fact.value)?, measure(&index.fact(second).fact.value)?);
    let end = end_of_range(question);
    let text = if by_how_much {
        difference(index, (first, a), (second, b), end)?
    } else {
        ranking(index, question, (first, a), (second, b), end)
    };
    Some(compose::reply(index, &text, &[first, second], CONFIDENCE))
}

/// Answers how wide the range of a fact is; `None` if that is not asked.
pub(super) fn whole_width(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Answer> {
    let wide = (0..question.words.len()).any(|at| matches!(question.text(at), "wide" | "width"));
    (wide || asks_for_both_ends(question)).then(|| width(index, question, ranked)).flatten()
}

/// "How far are the top and the bottom apart", "the gap between the highest and the lowest".
pub(super) fn asks_for_both_ends(question: &Question) -> bool {
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    let between = has(&["apart", "gap", "difference", "differ", "spread", "range"]);
    between && names_both_ends(question)
}

fn names_both_ends(question: &Question) -> bool {
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    has(&["top", "maximum", "max", "highest", "most", "upper", "best"])
        && has(&["bottom", "minimum", "min", "lowest", "least", "lower", "floor", "worst"])
}

fn has_or(question: &Question) -> bool {
    question.words.iter().any(|w| matches!(w.expanded.token.text.as_str(), "or" | "versus" | "vs"))
}

fn end_of_range(question: &Question) -> End {
    let has = |words: &[&str]| question.words.iter().any(|w| words.contains(&w.expanded.token.text.as_str()));
    if has(&["maximum", "max", "ceiling", "top", "highest", "most"]) {
        End::Top
    } else if has(&["minimum", "min", "floor", "bottom", "lowest", "least"]) {
        End::Bottom
    } else {
        End::Whole
    }
}

/// From end to end of the range of the likeliest fact, where both ends are named.
fn width(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Answer> {
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    let wide = has(&["wide", "width", "spread"]);
    let both_ends = wide || names_both_ends(question);
    let first =
        ranked.first().filter(|r| both_ends && r.evidence.objection.is_none() && r.evidence.subject >= HALF)?;
    let doc = index.fact(first.evidence.fact);
    let amount = measure(&doc.fact.value)?.amount;
    let (low, high) = (amount.low()?, amount.high()?);
    let Value::Money(money) = &doc.fact.value else { return None };
    let gap = say::money(&Money { amount: Amount::Exact(high.saturating_sub(low)), ..money.clone() });
    let sentence = compose::sentence(index, &doc);
    let text = format!("The range is {gap} wide (computed): {}", lower_article(&sentence));
    (high > low).then(|| compose::reply(index, &text, &[first.evidence.fact], CONFIDENCE))
}

/// The facts of two subjects that are both named in full: those of the attribute that is named, or of the one
/// measured attribute that both have.
fn two_named(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<(usize, usize)> {
    let mut subjects: Vec<usize> = Vec::new();
    for subject in question.mentions.iter().filter(|m| m.weight >= NAMED).map(|m| m.subjects[0]) {
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let [a, b, ..] = subjects[..] else { return None };
    let measured = |subject: usize| -> Vec<&Ranked> {
        let of = |r: &&Ranked| {
            let doc = index.fact(r.evidence.fact);
            succession::is_current(index, r.evidence.fact)
                && doc.subject == subject
                && measure(&doc.fact.value).is_some()
        };
        ranked.iter().filter(of).collect()
    };
    let mut best: Option<(f32, usize, usize)> = None;
    for x in measured(a) {
        for y in measured(b) {
            let same = index.fact(x.evidence.fact).attribute == index.fact(y.evidence.fact).attribute;
            let clear = x.evidence.attribute.min(y.evidence.attribute);
            if (same || clear >= 0.5)
                && says_what_is_counted(question, x, y)
                && explained(question, x, y) >= ENOUGH
                && best.is_none_or(|(score, _, _)| clear + 0.1 * f32::from(u8::from(same)) > score)
            {
                best = Some((clear + 0.1 * f32::from(u8::from(same)), x.evidence.fact, y.evidence.fact));
            }
        }
    }
    best.map(|(_, x, y)| (x, y))
}

/// Whether the noun behind "more" or "fewer" is what the facts measure: more lighthouses are no more pay.
fn says_what_is_counted(question: &Question, x: &Ranked, y: &Ranked) -> bool {
    let sets = |at: usize| grammar::is_more(question.text(at)) || grammar::is_less(question.text(at));
    let counted = (0..question.words.len()).filter(|at| sets(*at)).map(|at| at + 1);
    let telling = |at: &usize| question.words.get(*at).is_some_and(|w| !w.expanded.closed && w.weight >= TELLING);
    // That a name has the word says nothing of how many there are.
    let says = |r: &Ranked, at: usize| r.evidence.strict[at] >= ITSELF && r.evidence.by_subject[at] < ITSELF;
    counted.filter(telling).all(|at| says(x, at) || says(y, at))
}

/// The share of the question's weight that one of two facts explains, or the other.
fn explained(question: &Question, x: &Ranked, y: &Ranked) -> f32 {
    let weights = question.words.iter().map(|word| word.weight);
    let total: f32 = weights.clone().sum();
    let best = x.evidence.words.iter().zip(&y.evidence.words).map(|(x, y)| x.max(*y));
    weights.zip(best).map(|(weight, quality)| weight * quality).sum::<f32>() / total.max(0.01)
}

/// The two facts that together explain most: the best, and the one that explains most of what it leaves.
fn pair(index: &Index, question: &Question, ranked: &[Ranked]) -> Option<(usize, usize)> {
    let usable: Vec<&Ranked> = ranked
        .iter()
        .filter(|r| measure(&index.fact(r.evidence.fact).fact.value).is_some())
        .filter(|r| succession::is_current(index, r.evidence.fact))
        .filter(|r| {
            !matches!(
                r.evidence.objection,
                Some(Objection::Organisation(_) | Objection::Time | Objection::UnknownName(_))
            )
        })
        .take(40)
        .collect();
    let weight = |at: usize| question.words[at].weight;
    let mut best: Option<(f32, usize, usize)> = None;
    for (i, a) in usable.iter().enumerate() {
        for b in &usable[i + 1..] {
            let (fa, fb) = (index.fact(a.evidence.fact), &index.fact(b.evidence.fact));
            let (ma, mb) = (measure(&fa.fact.value)?, measure(&fb.fact.value)?);
            let comparable = ma.money == mb.money
                && (fa.subject == fb.subject || fa.attribute == fb.attribute || question.compares);
            let adds = |x: &Ranked, y: &Ranked| -> f32 {
                (0..question.words.len())
                    .map(|at| weight(at) * (y.evidence.words[at] - x.evidence.words[at]).max(0.0))
                    .sum()
            };
            let subjects = a.evidence.subject.min(b.evidence.subject) >= HALF;
            let attributes = a.evidence.attribute.min(b.evidence.attribute) >= 0.45;
            if !(subjects && (fa.attribute == fb.attribute || attributes)) {
                continue;
            }
            if !comparable || adds(a, b) < ADDED || adds(b, a) < ADDED {
                continue;
            }
            let union = explained(question, a, b);
            let score = union
                + 0.1 * (a.evidence.attribute + b.evidence.attribute)
                + 0.05 * (a.evidence.subject + b.evidence.subject);
            if union >= ENOUGH && best.is_none_or(|(s, _, _)| score > s) {
                best = Some((score, a.evidence.fact, b.evidence.fact));
            }
        }
    }
    best.map(|(_, a, b)| (a, b))
}

fn bounds(measure: &Measure, end: End) -> (Option<i64>, Option<i64>) {
    match end {
        End::Whole => (measure.amount.low(), measure.amount.high()),
        End::Top => (measure.amount.high(), measure.amount.high()),
        End::Bottom => (measure.amount.low(), measure.amount.low()),
    }
}

/// Which of two is more; `None` where the ranges overlap.
fn order(a: &Measure, b: &Measure, end: End) -> Option<Ordering> {
    let ((a_low, a_high), (b_low, b_high)) = (bounds(a, end), bounds(b, end));
    if a_low.is_some() && a_low == a_high && (a_low, a_high) == (b_low, b_high) {
        return Some(Ordering::Equal);
    }
    if a_low? > b_high.unwrap_or(i64::MAX) {
        return Some(Ordering::Greater);
    }
    (a_high.unwrap_or(i64::MAX) < b_low.unwrap_or(i64::MIN)).then_some(Ordering::Less)
}

fn ranking(index: &Index, question: &Question, a: (usize, Measure), b: (usize, Measure), end: End) -> String {
    let decided = order(&a.1, &b.1, end).or_else(|| order(&b.1, &a.1, end).map(Ordering::reverse));
    let sentence = |at: usize| compose::sentence(index, &index.fact(at));
    let caveat = if a.1.per == b.1.per { "" } else { " One figure is for a stretch of time, the other is not." };
    let less_wanted = asks_for_less(question);
    let verdict = |as_asked: bool| match question.yes_no {
        true if as_asked => "Yes: ",
        true => "No: ",
        false => "",
    };
    let first_named = named_first(question, index, a.0, b.0);
    match decided {
        Some(Ordering::Equal) => {
            format!("{}They are the same: {} {}", verdict(false), lower_article(&sentence(a.0)), sentence(b.0))
        }
        Some(order) => {
            let (more, less) = if order == Ordering::Greater { (a.0, b.0) } else { (b.0, a.0) };
            let (one, other, is) =
                if less_wanted { (less, more, "is less than") } else { (more, less, "is more than") };
            let one_subject = index.fact(one).subject == index.fact(other).subject;
            let [name, other_name] = [one, other].map(|at| label(index, at, one_subject));
            let name = if question.yes_no { name } else { compose::capitalised(&name) };
            format!(
                "{}{name} {is} {other_name}: {} {}{caveat}",
                verdict(one == first_named),
                lower_article(&sentence(one)),
                sentence(other)
            )
        }
        None => format!(
            "I cannot tell which is more, since the figures overlap: {} {}",
            lower_article(&sentence(a.0)),
            sentence(b.0)
        ),
    }
}

/// Whether the lesser of two is asked for.
fn asks_for_less(question: &Question) -> bool {
    let texts = || (0..question.words.len()).map(|at| question.text(at));
    texts().any(grammar::is_less) && !texts().any(grammar::is_more)
}

/// The fact whose own words stand first in the question.
fn named_first(question: &Question, index: &Index, a: usize, b: usize) -> usize {
    let place = |at: usize, other: usize| {
        let subject = |fact: usize| index.subject(index.fact(fact).subject);
        let (this, that) = (subject(at), subject(other));
        question.words.iter().position(|w| {
            let own = this.names.iter().any(|n| n.terms.iter().any(|t| w.expanded.quality(*t) >= 0.8));
            let others = that.names.iter().any(|n| n.terms.iter().any(|t| w.expanded.quality(*t) >= 0.8));
            own && !others
        })
    };
    match (place(a, b), place(b, a)) {
        (Some(x), Some(y)) if y < x => b,
        (None, Some(_)) => b,
        _ => a,
    }
}

/// How to call one of two facts: by the subject, or by the attribute where both have one subject.
pub(super) fn label(index: &Index, at: usize, of_one_subject: bool) -> String {
    let doc = index.fact(at);
    let attribute = &index.attributes()[doc.attribute].attribute.name;
    let value = compose::value(index, &doc);
    if of_one_subject {
        return format!("the {attribute} ({value})");
    }
    format!("the {attribute} of {} ({value})", called(index, doc.subject))
}

/// A subject's full name. A post that several organisations have is called by its organisation last: there it differs.
fn called(index: &Index, subject: usize) -> String {
    let doc = index.subject(subject);
    match doc.full_name.split_once("'s ") {
        Some((organisation, post)) if post == doc.subject.name => {
            let several = doc.names.first().is_some_and(|name| shared(index, subject, name.terms));
            let at = compose::with_article(organisation);
            if several { format!("the {post} at {at}") } else { compose::with_article(&doc.full_name) }
        }
        _ => compose::with_article(&doc.full_name),
    }
}

/// Whether another subject has the very same name.
fn shared(index: &Index, subject: usize, terms: &[TermId]) -> bool {
    let name = &index.subject(subject).subject.name;
    let others = terms.iter().min_by_key(|term| index.subjects_with(**term).count());
    let others = others.into_iter().flat_map(|term| index.subjects_with(*term)).take(NAMESAKES);
    others.map(|at| at as usize).any(|at| at != subject && index.subject(at).subject.name == *name)
}

/// When two facts were true: one date where it is the same.
pub(super) fn dates(a: &FactDoc, b: &FactDoc) -> String {
    let [first, second] = [a, b].map(|doc| say::date_with_inference(&doc.fact.as_of));
    if a.fact.as_of == b.fact.as_of { first } else { format!("{first} and {second}") }
}

/// How far the highest and the lowest of several lie apart: the ends of the rows, which are in order.
pub(super) fn spread(index: &Index, name: &str, rows: &[(usize, Measure)]) -> Option<Answer> {
    let (highest, lowest) = (*rows.first()?, *rows.last()?);
    let apart = difference(index, highest, lowest, End::Whole)?;
    let names = say::plural(name);
    let text = format!("Of the {} {names} I hold these are the highest and the lowest. {apart}", rows.len());
    (highest.0 != lowest.0).then(|| compose::reply(index, &text, &[highest.0, lowest.0], CONFIDENCE))
}

/// How far two amounts lie apart, with what they are; `None` where one is for a stretch of time and the other is not.
fn difference(index: &Index, a: (usize, Measure), b: (usize, Measure), end: End) -> Option<String> {
    if a.1.per != b.1.per {
        return None;
    }
    let (more, less) = match order(&a.1, &b.1, end).or_else(|| order(&b.1, &a.1, end).map(Ordering::reverse)) {
        Some(Ordering::Less) => (b, a),
        Some(_) => (a, b),
        // Overlapping ranges: the tops can still be compared, and that is said.
        None => {
            if a.1.amount.headline() >= b.1.amount.headline() {
                (a, b)
            } else {
                (b, a)
            }
        }
    };
    let (top, base) = (more.1.amount.headline(), less.1.amount.headline());
    let exact = |m: &Measure| matches!(m.amount, Amount::Exact(_));
    let gap = top.saturating_sub(base);
    let (more_doc, less_doc) = (index.fact(more.0), &index.fact(less.0));
    let say_amount = |n: i64| match &more_doc.fact.value {
        Value::Money(money) => say::money(&Money { amount: Amount::Exact(n), ..money.clone() }),
        _ => say::number(n / 100),
    };
    let hedge = if exact(&more.1) && exact(&less.1) { "" } else { " between the top figures" };
    let one_subject = more_doc.subject == less_doc.subject;
    let names = [more.0, less.0].map(|at| label(index, at, one_subject));
    let dates = dates(&more_doc, less_doc);
    let period = more_doc.fact.period.map(|p| format!(" for {p}")).unwrap_or_default();
    let subject = if one_subject {
        format!(", {}", compose::with_article(&index.subject(more_doc.subject).full_name))
    } else {
        String::new()
    };
    Some(format!(
        "The difference{hedge} is {} (computed): {} less {}{period}{subject} ({dates}).",
        say_amount(gap),
        names[0],
        names[1]
    ))
}
