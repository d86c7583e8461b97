//! Facts that are set against each other by their amounts: highest and lowest, thresholds, all of a kind; and what is
//! another amount than the one asked for.

use super::adherence;
use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::known::BUDGET;
use super::objections::{NAMED_AT_ALL, Objection};
use super::question::{Question, Threshold};
use super::ranking::Ranked;
use super::reply::Answer;
use super::{abstain, catalogue, compare, compose, enumerated, plain, priced, succession};
use crate::fact::{Amount, Per, SubjectKind, Value};
use crate::search::Index;
use crate::text::grammar::{self, Extreme};
use crate::text::lexicon::Asks;
use crate::text::say;

/// A word of at least this weight must be explained by every fact of a selection.
const TELLING: f32 = 0.3;

/// Facts that one answer lists.
const LISTED: usize = 6;

/// So many facts of an attribute are looked at to see what its values are like.
const LOOKED_AT: usize = 1_000;

/// A figure from here on, in hundredths, is an amount, and counts no things: "the top 3".
const LARGE: i64 = 100_000;

/// How sure a computed selection is: the rows are certain, that they were meant is not.
const CONFIDENCE: f32 = 0.87;

/// An amount with its unit of time, comparable with others of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    pub amount: Amount,
    pub per: Option<Per>,
    pub money: bool,
}

impl Measure {
    /// The end of its range on one side, in hundredths; `None` where the range is open there.
    pub(super) fn end(&self, highest: bool) -> Option<i64> {
        if highest { self.amount.high() } else { self.amount.low() }
    }
}

/// The amount of a value, if it has one.
pub(super) fn measure(value: &Value) -> Option<Measure> {
    match value {
        Value::Money(money) => Some(Measure { amount: money.amount, per: money.per, money: true }),
        Value::Count(count) => Some(Measure { amount: count.amount.scaled(100), per: None, money: false }),
        Value::Duration(span) => Some(Measure { amount: span.amount.scaled(100), per: None, money: false }),
        _ => None,
    }
}

/// Answers the highest, the lowest, or what lies beyond a bound; `None` if that is not asked, or nothing fits.
pub(super) fn select(index: &Index, question: &Question, hits: &AttributeHits, ranked: &[Ranked]) -> Option<Answer> {
    // Which are the same is another question than which is the most.
    let same = (0..question.words.len()).any(|at| matches!(question.text(at), "same" | "equal" | "identical"));
    if same || question.extreme.is_none() && question.threshold.is_none() {
        return None;
    }
    // A word for one attribute may stand for another; the one of which something accounts for the question is meant.
    let (attribute, mut rows) = measured_attributes(index, question, hits).into_iter().find_map(|attribute| {
        let rows = rows(index, question, attribute, ranked);
        (!rows.is_empty()).then_some((attribute, rows))
    })?;
    let first = rows.first()?.1;
    rows.retain(|(_, m)| m.per == first.per && m.money == first.money);
    match (question.threshold, question.extreme) {
        (None, Some(extreme)) if figure(question).is_some() => ends_at(index, &rows, extreme, figure(question)?),
        (Some(threshold), _) => Some(beyond(index, question, attribute, &mut rows, threshold)),
        (None, Some(extreme)) => extremes(index, question, attribute, &mut rows, extreme),
        (None, None) => None,
    }
}

/// The attributes with amounts that the question may be about, the likeliest first.
fn measured_attributes(index: &Index, question: &Question, hits: &AttributeHits) -> Vec<usize> {
    let measured = |attribute: usize| {
        let facts = &index.attributes()[attribute].facts;
        facts.iter().take(LOOKED_AT).any(|at| measure(&index.fact(*at).fact.value).is_some())
    };
    let clear = hits.named().into_iter().filter(|(_, strength)| *strength >= 0.4).map(|(at, _)| at);
    let cost = priced::priced(index, question);
    let named: Vec<usize> = cost.into_iter().chain(clear).filter(|at| measured(*at)).collect();
    // "any job over £100k" does not say salary: the money that most subjects of that kind have is meant.
    let spoken = || {
        let said = |kind: &SubjectKind| question.quality_of_kind(*kind).iter().any(|quality| *quality >= EXPLAINED);
        SubjectKind::ALL.iter().map(|(kind, _)| *kind).find(said).filter(|_| question.threshold.is_some())
    };
    if !named.is_empty() {
        return named;
    }
    let kind = question.asks_kind.or_else(spoken);
    kind.and_then(|kind| priced::usual_money(index, kind)).into_iter().collect()
}

/// The facts of the attribute that account for every telling word of the question.
fn rows(index: &Index, question: &Question, attribute: usize, ranked: &[Ranked]) -> Vec<(usize, Measure)> {
    let fits = |r: &&Ranked| {
        let doc = index.fact(r.evidence.fact);
        let money = matches!(doc.fact.value, Value::Money(_));
        let spoken_against = matches!(
            r.evidence.objection,
            Some(Objection::Organisation(_) | Objection::Time | Objection::UnknownName(_))
        );
        let of_kind = question.quality_of_kind(index.subject(doc.subject).subject.kind);
        let direct = r.evidence.direct.iter().zip(of_kind).map(|(direct, of_kind)| direct.max(*of_kind));
        let explained = question.words.iter().zip(direct).all(|(word, quality)| {
            let told = word.expanded.token.figure.is_some() || money && grammar::is_money(&word.expanded.token.text);
            word.weight < TELLING || quality >= EXPLAINED || told
        });
        let current = succession::is_current(index, r.evidence.fact) || !question.years.is_empty();
        doc.attribute == attribute && current && !spoken_against && explained
    };
    // A question about a subject that it names in full compares nothing with others.
    let named: Vec<usize> = question.mentions.iter().flat_map(|m| m.subjects.iter().copied()).collect();
    let of_named = |r: &&Ranked| named.contains(&index.fact(r.evidence.fact).subject);
    let has_named = ranked.iter().filter(fits).any(|r| of_named(&r));
    ranked
        .iter()
        .filter(fits)
        .filter(|r| !has_named || of_named(r))
        .filter_map(|r| Some((r.evidence.fact, measure(&index.fact(r.evidence.fact).fact.value)?)))
        .collect()
}

/// The only plain figure that the question gives, in hundredths.
fn figure(question: &Question) -> Option<i64> {
    let mut numbers = (0..question.words.len()).filter_map(|at| question.number(at));
    numbers.next().filter(|n| *n >= LARGE && numbers.next().is_none())
}

/// Those of which an end is just the figure that is given: "which lamps top out at nine miles" ranks none.
fn ends_at(index: &Index, rows: &[(usize, Measure)], extreme: Extreme, figure: i64) -> Option<Answer> {
    let ends = |m: &Measure| m.end(extreme == Extreme::Highest) == Some(figure);
    let facts: Vec<usize> = rows.iter().filter(|(_, m)| ends(m)).map(|(at, _)| *at).take(LISTED).collect();
    let sentences: Vec<String> = facts.iter().map(|at| compose::sentence(index, &index.fact(*at))).collect();
    (!facts.is_empty()).then(|| compose::reply(index, &sentences.join(" "), &facts, CONFIDENCE))
}

fn extremes(
    index: &Index,
    question: &Question,
    attribute: usize,
    rows: &mut [(usize, Measure)],
    extreme: Extreme,
) -> Option<Answer> {
    if matches!(extreme, Extreme::Latest | Extreme::Earliest) {
        return None;
    }
    let name = &index.attributes()[attribute].attribute.name;
    // With one fact only, the question is about an end of its range: the whole fact answers.
    let highest = extreme == Extreme::Highest;
    if let [(only, measure)] = rows {
        if measure.end(highest).is_none() {
            return Some(abstain::undecided(index, *only, "I do not hold that end of it."));
        }
        let sentence = compose::sentence(index, &index.fact(*only));
        let text = match question.mentions.is_empty() {
            true => format!("The only {name} I hold for that: {}", lower_article(&sentence)),
            false => sentence,
        };
        return Some(compose::reply(index, &text, &[*only], CONFIDENCE));
    }
    if compare::asks_for_both_ends(question) {
        rows.sort_by_key(|(at, m)| (std::cmp::Reverse(m.amount.headline()), *at));
        let mut answer = compare::spread(index, name, rows)?;
        let open = rows.iter().skip(1).rev().skip(1).filter(|(_, m)| m.end(false).is_none()).map(|(at, _)| *at);
        answer.text.push_str(&unless(index, &open.collect::<Vec<_>>(), "less"));
        answer.text = compose::fitting(&answer.text, compose::MAX_TEXT);
        return Some(answer);
    }
    // The end that counts; where it is open, the figure that is given.
    let end = |m: &Measure| m.end(highest);
    let figure = |m: &Measure| end(m).unwrap_or(m.amount.headline());
    if highest {
        rows.sort_by_key(|(at, m)| (std::cmp::Reverse(figure(m)), end(m).is_none(), *at));
    } else {
        rows.sort_by_key(|(at, m)| (figure(m), end(m).is_none(), *at));
    }
    if let Some(n) = enumerated::number_of_things(question).filter(|n| *n > 1) {
        return Some(first_few(index, name, rows, n, highest));
    }
    let best = rows.first()?.1;
    let wins = |m: &Measure| figure(m) == figure(&best) && end(m).is_none() == end(&best).is_none();
    let (winners, others): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, m)| wins(m));
    // "up to" may be less than the lowest, "at least" more than the highest.
    let open: Vec<usize> = others.iter().filter(|(_, m)| end(m).is_none()).map(|(at, _)| *at).collect();
    let mut used: Vec<usize> = winners.iter().map(|(at, _)| *at).take(LISTED).collect();
    let sentences: Vec<String> = used.iter().map(|at| compose::sentence(index, &index.fact(*at))).collect();
    let text = format!(
        "The {} {name} of the {} I hold: {}{}",
        if highest { "highest" } else { "lowest" },
        rows.len(),
        lower_article(&sentences.join(" ")),
        unless(index, &open, if highest { "more" } else { "less" })
    );
    used.extend(open.into_iter().take(LISTED));
    Some(compose::reply(index, &text, &used, CONFIDENCE))
}

/// So many rows of those in order: "the top 3 salaries".
fn first_few(index: &Index, name: &str, rows: &[(usize, Measure)], n: usize, highest: bool) -> Answer {
    let (names, end) = (say::plural(name), if highest { "highest" } else { "lowest" });
    let facts: Vec<usize> = rows.iter().take(n).map(|(at, _)| *at).collect();
    let opening = match rows.len() {
        held if held <= n => format!("The {held} {names} I hold, the {end} first"),
        held => format!("The {n} {end} {names} of the {held} I hold"),
    };
    catalogue::told(index, &opening, &facts)
}

/// What may lie beyond the highest or lowest: " That is so unless the Keeper, up to £9,000 (May 2031), is less.";
/// nothing, if nothing may.
fn unless(index: &Index, open: &[usize], side: &str) -> String {
    let said = |at: &usize| {
        let doc = index.fact(*at);
        let name = compose::with_article(&index.subject(doc.subject).full_name);
        format!("{name}, {}", compose::dated_value(index, &doc))
    };
    let listed: Vec<String> = open.iter().take(LISTED).map(said).collect();
    let more = match open.len().saturating_sub(LISTED) {
        0 => String::new(),
        n => format!(" or one of {n} more"),
    };
    if listed.is_empty() {
        String::new()
    } else {
        format!(" That is so unless {}{more}, is {side}.", listed.join(", or "))
    }
}

/// A sentence behind a colon begins with a small "the".
pub(super) fn lower_article(sentence: &str) -> String {
    match sentence.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => sentence.to_owned(),
    }
}

fn beyond(
    index: &Index,
    question: &Question,
    attribute: usize,
    rows: &mut [(usize, Measure)],
    threshold: Threshold,
) -> Answer {
    rows.sort_by_key(|(at, m)| (std::cmp::Reverse(m.amount.headline()), *at));
    let (bound, above) = match threshold {
        Threshold::Above(n) => (n, true),
        Threshold::Below(n) => (n, false),
    };
    let certain = |m: &Measure| {
        if above { m.amount.low().is_some_and(|n| n > bound) } else { m.amount.high().is_some_and(|n| n < bound) }
    };
    // The end of a range, or an open end ("at least"), may lie beyond it: not certain, and not left out either.
    let possible =
        |m: &Measure| !certain(m) && m.end(above).is_none_or(|n| if above { n > bound } else { n < bound });
    let facts = |wanted: &dyn Fn(&Measure) -> bool| -> Vec<usize> {
        rows.iter().filter(|(_, m)| wanted(m)).map(|(at, _)| *at).take(LISTED).collect()
    };
    let (beyond, perhaps) = (facts(&certain), facts(&possible));
    let limit = match rows.first().map(|(at, _)| index.fact(*at).fact.value.clone()) {
        Some(Value::Money(money)) => say::sum(round(bound), &money.currency),
        _ => say::number(round(bound) / 100),
    };
    // A bound that is in it is held a hundredth off.
    let side = match (above, round(bound) == bound) {
        (true, true) => "more than",
        (true, false) => "at least",
        (false, true) => "less than",
        (false, false) => "at most",
    };
    let sentences = |facts: &[usize]| -> String {
        let all: Vec<String> = facts.iter().map(|at| compose::sentence(index, &index.fact(*at))).collect();
        all.join(" ")
    };
    if beyond.is_empty() {
        let nearest = if above { rows.first() } else { rows.last() };
        let open = !perhaps.is_empty();
        let used = if open { perhaps } else { nearest.map(|(at, _)| *at).into_iter().collect() };
        let name = &index.attributes()[attribute].attribute.name;
        let found = sentences(&used);
        let text = match (rows.len(), question.yes_no) {
            (1, _) if open => {
                format!("The only {name} I hold is not certain to be {side} {limit}: {}", lower_article(&found))
            }
            (1, true) => format!("No: {}", lower_article(&found)),
            (1, false) => format!("The only {name} I hold is not {side} {limit}: {}", lower_article(&found)),
            (n, yes_no) => {
                let opening = if yes_no { "No: of" } else { "Of" };
                format!(
                    "{opening} the {n} {} I hold, none is certain to be {side} {limit}. {found}",
                    say::plural(name)
                )
            }
        };
        return compose::reply(index, &text, &used, CONFIDENCE);
    }
    let mut text = sentences(&beyond);
    if question.asks == Some(Asks::HowMany) {
        let (n, held) = (rows.iter().filter(|(_, m)| certain(m)).count(), rows.len());
        let names = say::plural(&index.attributes()[attribute].attribute.name);
        text = format!("{n} of the {held} {names} I hold: {}", lower_article(&text));
    }
    if question.yes_no {
        text = format!("Yes: {}", lower_article(&text));
    }
    if !perhaps.is_empty() {
        text = format!("{text} It may be {side} {limit} here too: {}", lower_article(&sentences(&perhaps)));
    }
    let used: Vec<usize> = beyond.into_iter().chain(perhaps).collect();
    compose::reply(index, &text, &used, CONFIDENCE)
}

/// The whole unit that a bound a hundredth off stands for, in hundredths.
fn round(bound: i64) -> i64 {
    (bound + 50).div_euclid(100) * 100
}

/// Whether an amount is asked for by its own name, and the candidate is another amount that the question does not
/// name at all.
pub(super) fn another_amount(index: &Index, question: &Question, hits: &AttributeHits, candidate: &Ranked) -> bool {
    let doc = index.fact(candidate.evidence.fact);
    let kind = doc.fact.value.kind();
    let amounts = |at: usize| index.attributes()[at].attribute.value == Some(kind);
    let measured = measure(&doc.fact.value).is_some() && amounts(doc.attribute);
    // A word of the subject's name names no attribute: "Waste Strategy" is no waste of money.
    let of_name = |at: usize| candidate.evidence.by_subject[at] >= EXPLAINED;
    let rival = hits.unsaid_rival(doc.attribute, amounts, of_name);
    // "By how much was its price put up" is not how people ask for a price.
    let as_asked = |at: usize| question.asking.fit(index, at) >= question.asking.fit(index, doc.attribute);
    let asked = rival.is_some_and(|(at, strength)| strength >= plain::CALLED && as_asked(at));
    // "Over budget" has the budget's own word, and asks for no budget.
    let beyond = || doc.fact.attribute.as_str() == BUDGET && adherence::asks_how_far_over(question);
    measured && (asked && hits.strength(doc.attribute) < NAMED_AT_ALL || beyond())
}
