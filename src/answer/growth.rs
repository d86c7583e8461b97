//! What a figure became: two facts that say the same of one subject at different times, set against each other.

use super::amounts::{lower_article, measure};
use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::figures::figure_fits;
use super::known::HEADCOUNT;
use super::question::Question;
use super::reply::Answer;
use super::subject_view::SubjectView;
use super::time_bounds::TimeBound;
use super::{compare, compose};
use crate::fact::{Amount, Money, Value};
use crate::search::Index;
use crate::text::comparatives::Scale;
use crate::text::lexicon::Asks;
use crate::text::{Figure, comparatives, say};

/// An attribute named less clearly is not meant.
const NAMED: f32 = 0.25;

/// A word of at least this weight must be accounted for.
const TELLING: f32 = 0.3;

/// So much of a name is nearly all of it.
const NEARLY: f32 = 0.9;

/// Facts of one subject that are looked at.
const FACTS: usize = 200;

/// Of more units than this none are set against each other unnamed.
const UNITS: usize = 50;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.92;

/// Answers whether a figure rose or fell, or by how much; `None` if that is not asked, or only one is held.
pub(super) fn growth(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    let rose = is_rise_asked_for(question)?;
    // "The rise from one year to the next" says that it is asked for without a question word.
    let bare = question.asks.is_none_or(|asks| asks == Asks::What) && times(question).len() == 2;
    let far = (0..question.words.len()).any(|at| question.text(at) == "how" && question.text(at + 1) == "far");
    let measured = matches!(question.asks, Some(Asks::HowMuch | Asks::HowMany));
    if !(question.yes_no || measured || bare || far) {
        return None;
    }
    let subject = subject(index, question)?;
    let named = hits.named().into_iter().filter(|(_, strength)| *strength >= NAMED).map(|(at, _)| at);
    let named = named.into_iter().find_map(|at| first_and_last(index, question, subject, at));
    let said = |facts: &(usize, usize)| is_all_said(index, question, hits, [facts.0, facts.1]);
    // What is counted may be said, and not what it is called: "how many more lamps were lit in 2032 than in 2031".
    let counted = || {
        let doc = index.subject(subject);
        let mut attributes: Vec<usize> = doc.facts.iter().take(FACTS).map(|at| index.fact(*at).attribute).collect();
        attributes.sort_unstable();
        attributes.dedup();
        let timed = times(question).len() == 2;
        let each = attributes.into_iter().filter(|_| timed);
        each.filter_map(|at| first_and_last(index, question, subject, at)).find(said)
    };
    let (then, now) = named.filter(said).or_else(counted)?;
    let (old, new) = (index.fact(then), index.fact(now));
    let (a, b) = (measure(&old.fact.value)?, measure(&new.fact.value)?);
    let (a, b) = (ends(a.amount)?, ends(b.amount)?);
    let told = [now, then].map(|fact| compose::sentence(index, &index.fact(fact)));
    let told = lower_article(&told.join(" "));
    let text = if question.yes_no {
        // Both ends of a range must have gone the same way.
        let change = [b[0] - a[0], b[1] - a[1]];
        let went = change.iter().all(|gap| *gap >= 0) == rose && change.iter().all(|gap| *gap <= 0) != rose;
        format!("{}: {told}", if went { "Yes" } else { "No" })
    } else {
        let said = gap(&new.fact.value, [b[0] - a[0], b[1] - a[1]]);
        let (a, b) = (a[1], b[1]);
        let way = more_or_less(b >= a);
        let labels = [now, then].map(|fact| compare::label(index, fact, true));
        format!(
            "{said} {way} (computed, {} less {}): {told}",
            labels[usize::from(b < a)],
            labels[usize::from(b >= a)]
        )
    };
    Some(compose::reply(index, &text, &[now, then], CONFIDENCE))
}

/// The one subject that is named in full, or nearly so.
fn subject(index: &Index, question: &Question) -> Option<usize> {
    let in_full = question.mentions.iter().find(|mention| mention.subjects.len() == 1);
    in_full.map(|mention| mention.subjects[0]).or_else(|| {
        let nearly = SubjectView::named_so_far(index, question, NEARLY);
        if let [(subject, _)] = nearly[..] { Some(subject) } else { None }
    })
}

/// Answers whether there were more people at one time than at another, where each figure is of another unit: that is
/// said. `None` if that is not asked, or if more than two figures could be meant.
pub(super) fn of_units(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    let degree = || (0..question.words.len()).find_map(|at| comparatives::degree(question.text(at)));
    let size =
        || degree().filter(|degree| matches!(degree.scale, Scale::Size | Scale::Any)).map(|degree| degree.more);
    let more = is_rise_asked_for(question).or_else(size)?;
    let [year] = question.years[..] else { return None };
    let attribute = index.attribute_by_id(HEADCOUNT)?;
    let doc = &index.attributes()[attribute];
    if doc.facts.len() > UNITS {
        return None;
    }
    let asked = |fact: &&usize| {
        let subject = index.subject(index.fact(**fact).subject);
        let of = |m: &super::question::Mention| m.organisations.iter().any(|at| subject.organisations.contains(at));
        question.organisations.iter().all(of) && exact_of(index, **fact).is_some()
    };
    let (then, other): (Vec<usize>, Vec<usize>) = doc.facts.iter().filter(asked).partition(|fact| {
        let fact = index.fact(**fact).fact;
        fact.period.map_or(fact.as_of.year() == year, |period| period.to_string() == year.to_string())
    });
    let ([then], [other]) = (&then[..], &other[..]) else { return None };
    let said = |at: usize| [*then, *other].iter().any(|fact| is_told_by(index, question, hits, *fact, at));
    let telling = |at: &usize| question.words[*at].weight >= TELLING;
    if index.fact(*then).subject == index.fact(*other).subject || !(0..question.words.len()).filter(telling).all(said)
    {
        return None;
    }
    let (a, b) = (exact_of(index, *then)?, exact_of(index, *other)?);
    let later = index.fact(*other).fact.as_of.first_day() > index.fact(*then).fact.as_of.first_day();
    let is = if (if later { b > a } else { a > b }) == more { "is" } else { "is not" };
    let measured = matches!(question.asks, Some(Asks::HowMuch | Asks::HowMany));
    let (is, which) = match measured {
        true => ("is", format!("{} {} (computed)", say::number((a - b).abs() / 100), more_or_less(later == (b > a)))),
        false => (is, more_or_less(more).to_owned()),
    };
    let facts = if later { [*other, *then] } else { [*then, *other] };
    let told = facts.map(|fact| compose::sentence(index, &index.fact(fact)));
    let text = format!(
        "The later figure {is} {which}, but the two are not of the same people: {}",
        lower_article(&told.join(" "))
    );
    Some(compose::reply(index, &text, &facts, CONFIDENCE))
}

fn more_or_less(more: bool) -> &'static str {
    if more { "more" } else { "less" }
}

fn exact_of(index: &Index, fact: usize) -> Option<i64> {
    exact(measure(&index.fact(fact).fact.value)?.amount)
}

/// Whether a fact accounts for a word: by its subject, its attribute, itself or its source, or because the word only
/// says that something changed.
fn is_told_by(index: &Index, question: &Question, hits: &AttributeHits, fact: usize, at: usize) -> bool {
    let doc = index.fact(fact);
    let word = &question.words[at].expanded;
    if let Some(figure) = word.token.figure {
        return figure_fits(&figure, &doc);
    }
    let terms = [doc.value, doc.statement, doc.named, index.source_terms(&doc)];
    let said = terms.iter().map(|terms| word.best_in(terms)).fold(hits.qualities(doc.attribute)[at], f32::max);
    let named = SubjectView::new(index, question, doc.subject).named[at];
    comparatives::change(&word.token.stem).is_some()
        || comparatives::degree(&word.token.text).is_some()
        || said.max(named) >= EXPLAINED
}

/// Whether it is asked if, or how far, something rose; `false` of a fall, `None` of neither.
fn is_rise_asked_for(question: &Question) -> Option<bool> {
    // "over the budget" and "up to" say no change.
    let changes = |at: usize| {
        let stem = question.words[at].expanded.token.stem.as_str();
        let particle = matches!(stem, "up" | "down");
        let verb =
            at > 0 && matches!(question.text(at - 1), "go" | "goes" | "gone" | "went" | "going" | "come" | "came");
        comparatives::change(stem).filter(|_| !particle || verb)
    };
    (0..question.words.len()).find_map(changes)
}

/// The dates and periods that the question names, in its order.
fn times(question: &Question) -> Vec<Figure> {
    let figures = question.words.iter().filter_map(|word| word.expanded.token.figure);
    figures.filter(|figure| matches!(figure, Figure::Year(_) | Figure::Date(_) | Figure::Period(_))).collect()
}

/// The two facts of an attribute between which it changed: those of the two times that the question names, else the
/// oldest and the newest, where they are of different times and one period, or the only two, of a period each.
fn first_and_last(index: &Index, question: &Question, subject: usize, attribute: usize) -> Option<(usize, usize)> {
    let doc = index.subject(subject);
    let of = |fact: &&usize| {
        let doc = index.fact(**fact);
        doc.attribute == attribute && measure(&doc.fact.value).is_some()
    };
    let mut facts: Vec<usize> = doc.facts.iter().take(FACTS).filter(of).copied().collect();
    facts.sort_by_key(|fact| {
        let fact = index.fact(*fact).fact;
        (fact.period.map(|period| period.years()), fact.as_of.first_day())
    });
    let times = times(question);
    let (then, now) = match times[..] {
        [_, _, _, ..] => return None,
        [a, b] => {
            let of = |time: &Figure| {
                let mut of_time = facts.iter().filter(|fact| figure_fits(time, &index.fact(**fact)));
                of_time.next().copied().filter(|_| of_time.next().is_none())
            };
            let (a, b) = (of(&a)?, of(&b)?);
            let place = |fact: usize| facts.iter().position(|other| *other == fact);
            if place(a) < place(b) { (a, b) } else { (b, a) }
        }
        _ => (*facts.first()?, *facts.last()?),
    };
    let (old, new) = (index.fact(then), index.fact(now));
    let per = measure(&old.fact.value)?.per == measure(&new.fact.value)?.per;
    let told_apart = match (old.fact.period, new.fact.period) {
        (Some(a), Some(b)) if a != b => times.len() == 2 || facts.len() == 2,
        _ if times.len() == 2 => !old.fact.as_of.overlaps(&new.fact.as_of) || old.fact.period != new.fact.period,
        (a, b) => a == b && !old.fact.as_of.overlaps(&new.fact.as_of),
    };
    (then != now && per && told_apart).then_some((then, now))
}

/// Both ends of an amount; `None` where one is open.
fn ends(amount: Amount) -> Option<[i64; 2]> {
    exact(amount).map(|n| [n, n]).or_else(|| Some([amount.low()?, amount.high()?]))
}

/// How far both ends went, in words: "£5,000", "£5,000 to £7,000".
fn gap(value: &Value, ends: [i64; 2]) -> String {
    let said = |gap: i64| match value {
        Value::Money(money) => say::money(&Money { amount: Amount::Exact(gap.abs()), ..money.clone() }),
        _ => say::number(gap.abs() / 100),
    };
    // The top of a band that ends a pound before the next is moved with it.
    match ends.map(|end| (end.abs() + 50) / 100) {
        [low, high] if low == high => said(ends[0]),
        [low, high] if low < high => format!("{} to {}", said(ends[0]), said(ends[1])),
        _ => format!("{} to {}", said(ends[1]), said(ends[0])),
    }
}

fn exact(amount: Amount) -> Option<i64> {
    if let Amount::Exact(n) | Amount::About(n) = amount { Some(n) } else { None }
}

/// Whether nothing is said but the subject's name, the attribute, and that it changed.
fn is_all_said(index: &Index, question: &Question, hits: &AttributeHits, facts: [usize; 2]) -> bool {
    let doc = index.fact(facts[0]);
    let timed = times(question).len() == 2;
    let named = SubjectView::new(index, question, doc.subject).named;
    let said = |at: usize| {
        let word = &question.words[at].expanded;
        if let Some(figure) = word.token.figure {
            // "Since March 2031" is from what was told then.
            let since = || TimeBound::at(question, at).is_some_and(TimeBound::is_since);
            let then = || figure_fits(&figure, &index.fact(facts[0]));
            return timed && facts.iter().any(|fact| figure_fits(&figure, &index.fact(*fact))) || since() && then();
        }
        let verb = matches!(question.text(at), "go" | "goes" | "gone" | "went" | "going" | "come" | "came");
        let changes = comparatives::change(&word.token.stem).is_some()
            || verb && matches!(question.text(at + 1), "up" | "down");
        let told = facts.iter().any(|fact| {
            let doc = index.fact(*fact);
            [doc.value, doc.statement, doc.named].iter().any(|terms| word.best_in(terms) >= EXPLAINED)
        });
        changes || told || named[at] >= EXPLAINED || hits.qualities(doc.attribute)[at] >= EXPLAINED
    };
    (0..question.words.len()).filter(|at| question.words[*at].weight >= TELLING).all(said)
}
