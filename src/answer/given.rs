//! Whether a yes/no question gives the very value of the fact that it asks about, or another: "was it built in 1994",
//! "does it cost £3m", "is Ada Birch its head". Then the value decides, and no understanding of the verb is needed.

use super::amounts::measure;
use super::figures::figure_fits;
use super::question::Question;
use super::time_bounds::TimeBound;
use crate::fact::{Amount, FuzzyDate, SpanUnit, SubjectKind, Value};
use crate::search::{FactDoc, How, Index, TermId};
use crate::text::{Figure, Scale, grammar, tokenise};

/// From this quality on a word of the question is one of the value's.
const SAME: f32 = 0.8;

/// From this quality on a word is part of the subject's name.
const NAMING: f32 = 0.75;

/// A value of more words than this is a description, not a name.
pub(super) const NAME_WORDS: usize = 5;

/// A plain number below this many hundredths is no sum of money.
const SMALL_SUM: i64 = 100_000;

/// What a question gives for a fact's value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    /// It is the fact's own value.
    pub own: bool,
    /// The places of the words that give it.
    pub at: Vec<usize>,
}

/// What the question gives for the fact's value; `None` if nothing, or nothing that can be compared with it.
/// `by_subject` is each word's quality by the subject's names.
pub(super) fn given(index: &Index, question: &Question, doc: &FactDoc, by_subject: &[f32]) -> Option<Given> {
    let free = |at: &usize| !question.words[*at].frame && by_subject[*at] < NAMING;
    let places: Vec<usize> = (0..question.words.len()).filter(free).collect();
    match &doc.fact.value {
        Value::Date(held) => {
            bounded(question, &places, held).or_else(|| all_of(question, &places, |at| date(question, at, held)))
        }
        Value::Money(_) | Value::Count(_) | Value::Duration(_) => {
            all_of(question, &places, |at| amount(question, at, doc))
        }
        Value::Subject(id) => {
            let value = index.subject_by_id(id.as_str())?;
            let at = named(index, question, value, &places)?;
            Some(Given { own: true, at })
        }
        // "No lamp" is not given by whoever asks for a lamp.
        Value::Text(text) if is_denial(text) => None,
        Value::Text(_) | Value::Rating(_) => {
            let at = words(index, question, doc)?;
            Some(Given { own: true, at })
        }
        _ => None,
    }
}

/// Whether a value in words says what there is not.
fn is_denial(text: &str) -> bool {
    let words: Vec<String> = tokenise(text).into_iter().map(|token| token.text).collect();
    grammar::denies(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether the question names the fact's own value, whatever else it gives: "it went up to £51,000, and what was it before".
pub(super) fn names_value(index: &Index, question: &Question, doc: &FactDoc, by_subject: &[f32]) -> bool {
    let own = |is: &dyn Fn(usize) -> Option<Option<bool>>| {
        (0..question.words.len()).any(|at| by_subject[at] < NAMING && is(at) == Some(Some(true)))
    };
    match &doc.fact.value {
        Value::Date(held) => own(&|at| date(question, at, held)),
        Value::Money(_) | Value::Count(_) | Value::Duration(_) => own(&|at| amount(question, at, doc)),
        _ => given(index, question, doc, by_subject).is_some_and(|given| given.own),
    }
}

/// "Before 2031", "by the end of 2031": whether the date held lies there.
fn bounded(question: &Question, places: &[usize], held: &FuzzyDate) -> Option<Given> {
    let dated = |at: &&usize| date(question, **at, held).is_some();
    let mut dates = places.iter().filter(dated);
    let (at, None) = (*dates.next()?, dates.next()) else { return None };
    let bound = TimeBound::at(question, at)?;
    Some(Given { own: bound.holds(held)?, at: bound.words().collect() })
}

/// The figures that can be held against the value: its own if all are.
fn all_of(
    question: &Question,
    places: &[usize],
    mut own: impl FnMut(usize) -> Option<Option<bool>>,
) -> Option<Given> {
    let mut given = Given { own: true, at: Vec::new() };
    for at in places.iter().copied() {
        match own(at) {
            None => {}
            // "over 70,000", "by 2020": a bound is no figure.
            Some(_) if at > 0 && is_bound(question.text(at - 1)) => return None,
            Some(None) => return None,
            Some(Some(own)) => {
                given.own &= own;
                given.at.push(at);
            }
        }
    }
    (!given.at.is_empty()).then_some(given)
}

/// Whether a word before a figure makes a bound of it.
pub(super) fn is_bound(word: &str) -> bool {
    matches!(
        word,
        "by" | "before"
            | "after"
            | "since"
            | "until"
            | "till"
            | "from"
            | "over"
            | "under"
            | "above"
            | "below"
            | "about"
            | "around"
            | "roughly"
            | "nearly"
            | "almost"
            | "least"
            | "most"
            | "than"
            | "within"
            | "inside"
            | "past"
            | "to"
            | "between"
            | "and"
            | "half"
            | "another"
            | "other"
            | "every"
            | "each"
    )
}

/// Whether the date at a place is the one held: `None` if there is none there, `Some(None)` if it cannot be told.
fn date(question: &Question, at: usize, held: &FuzzyDate) -> Option<Option<bool>> {
    let same_month = |month: i8| held.month().map(|own| own == month);
    Some(match question.words[at].expanded.token.figure? {
        Figure::Year(year) => Some(held.year() == year),
        Figure::Date(date) if date.year() == 0 => None,
        Figure::Date(date) => Some(date.overlaps(held)),
        Figure::Month(month, day) => same_month(month).and_then(|same| match (day, held.day_of_month()) {
            (Some(day), Some(own)) => Some(same && day == own),
            (Some(_), None) if same => None,
            _ => Some(same),
        }),
        Figure::Number { .. } | Figure::Period(_) => return None,
    })
}

/// The same for the amount at a place.
fn amount(question: &Question, at: usize, doc: &FactDoc) -> Option<Option<bool>> {
    let held = measure(&doc.fact.value)?;
    let asked = question.any_number(at)?;
    if is_in_another_unit(question, at, &doc.fact.value) {
        return Some(None);
    }
    if held.amount.figures().any(|own| own == asked) {
        return Some(Some(true));
    }
    let figure = question.words[at].expanded.token.figure;
    // A figure of the statement is not given for the value.
    if figure.is_some_and(|figure| figure_fits(&figure, doc)) {
        return None;
    }
    let money = matches!(figure, Some(Figure::Number { scale: Scale::Money, .. }));
    let comparable = if held.money { money || asked >= SMALL_SUM } else { !money };
    let outside = held.amount.low().is_some_and(|low| asked < low) || held.amount.high().is_some_and(|h| asked > h);
    let vague = matches!(held.amount, Amount::About(_));
    Some((comparable && outside && !vague).then_some(false))
}

/// Whether the number at a place counts days, weeks, months or years, and the value another of these.
pub(super) fn is_in_another_unit(question: &Question, at: usize, held: &Value) -> bool {
    let Value::Duration(span) = held else { return false };
    let unit = match question.words.get(at + 1).map_or("", |word| word.expanded.token.stem.as_str()) {
        "day" => SpanUnit::Day,
        "week" => SpanUnit::Week,
        "month" => SpanUnit::Month,
        "year" => SpanUnit::Year,
        _ => return false,
    };
    unit != span.unit
}

/// The places of the words that name a subject: one of its names in full, or the last of a person's.
fn named(index: &Index, question: &Question, subject: usize, places: &[usize]) -> Option<Vec<usize>> {
    if let Some(mention) = question.mentions.iter().find(|mention| mention.subjects.contains(&subject)) {
        return Some(mention.words.clone());
    }
    let doc = index.subject(subject);
    if doc.subject.kind != SubjectKind::Person {
        return None;
    }
    let last = |at: &usize| doc.names.iter().any(|n| n.terms.last().is_some_and(|term| is(question, *at, *term)));
    places.iter().copied().find(last).map(|at| vec![at])
}

/// The places of the value's words, if the question has all of them.
pub(super) fn words(index: &Index, question: &Question, doc: &FactDoc) -> Option<Vec<usize>> {
    let terms: Vec<TermId> = doc.value.iter().copied().filter(|term| !index.is_closed(*term)).collect();
    if terms.is_empty() || terms.len() > NAME_WORDS {
        return None;
    }
    let mut found = Vec::new();
    for term in terms {
        found.push((0..question.words.len()).find(|at| !question.words[*at].frame && is(question, *at, term))?);
    }
    Some(found)
}

/// Whether a word is a term, and not only means alike.
fn is(question: &Question, at: usize, term: TermId) -> bool {
    let same = |how: How| matches!(how, How::Same | How::Typo | How::Joined);
    let word = &question.words[at].expanded;
    // One year is no slip of another.
    let figure = word.token.text.contains(|c: char| c.is_ascii_digit());
    let means = |how: How| if figure { how == How::Same } else { same(how) };
    word.meanings.iter().any(|m| m.term == term && m.quality >= SAME && means(m.how))
}
