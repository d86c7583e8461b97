//! In what respect things are compared: the attribute that the question names, or the one that the adjective implies.

use super::form::{self, Form, Reading};
use super::sides::FACTS;
use crate::answer::attributes::AttributeHits;
use crate::answer::known::{BUDGET, COST, FORECAST, RUNNING_COST, START};
use crate::answer::question::Question;
use crate::answer::succession;
use crate::fact::{SubjectKind, Value, ValueKind};
use crate::search::Index;
use crate::text::comparatives::{self, Scale};
use crate::text::lexicon::Asks;
use crate::text::{grammar, tokenise};

/// An attribute named less clearly is not named.
const NAMED: f32 = 0.25;

/// An attribute of which nothing is held is asked for where it is named this clearly, by a word that names nothing held.
const CLEARLY: f32 = 0.5;

/// A word is for a kind of subject from this quality on.
const SPOKEN: f32 = 0.8;

/// A word names an attribute from this quality on.
const NAMES: f32 = 0.55;

/// What something costs as a whole: what "the bigger pot of money" means where nothing else is named, the first that
/// all have.
const SUMS: [&str; 3] = [COST, BUDGET, FORECAST];

/// What is compared.
pub(super) enum Aspect {
    /// One of these attributes, the clearest first.
    Of(Vec<usize>),
    /// An attribute of which nothing is held.
    NotHeld,
    /// One of these, which the adjective alone implies.
    Implied(Vec<usize>),
    /// Nothing that is named or implied.
    Nothing,
}

/// The kinds of value that can be compared in that way.
pub(super) fn kinds(reading: Reading) -> &'static [ValueKind] {
    use ValueKind::{Count, Date, Duration, List, Money, Rating, Subject, Text};
    match (reading.form, reading.degree.scale) {
        (Form::Beside, _) => &[Text, Rating, Money, Count, Duration, Date, Subject, List],
        (Form::Alike | Form::Unlike, _) => &[Text, Rating, Money, Count, Duration, Date, Subject],
        (Form::Apart(Some(_)), _) | (_, Scale::Time) => &[Date],
        (Form::Apart(None), Scale::Any) => &[Money, Count, Duration, Date],
        (_, Scale::Length) => &[Duration],
        (_, Scale::Price) => &[Money],
        (_, Scale::Size) => &[Count, Money],
        (_, Scale::Any) => &[Money, Count, Duration],
    }
}

/// Reads it.
pub(super) fn read(index: &Index, question: &Question, hits: &AttributeHits, reading: Reading) -> Aspect {
    let kinds = kinds(reading);
    let kind = |at: usize| index.attributes()[at].attribute.value.is_none_or(|kind| kinds.contains(&kind));
    let held = |at: usize| !index.attributes()[at].facts.is_empty();
    let all = hits.named();
    // "Gap" and "difference" say how it is asked, whatever they are words for.
    let telling = |attribute: usize| {
        let mut words = (0..question.words.len()).filter(|at| hits.qualities(attribute)[*at] >= NAMES);
        words.any(|at| !comparatives::is_apart(question.text(at)) && !form::is_degree(question.text(at)))
    };
    let able = |at: usize| kind(at) && held(at) && telling(at) && !is_gone_past(question, hits, at);
    let mut named: Vec<usize> =
        all.iter().filter(|(at, strength)| *strength >= NAMED && able(*at)).map(|(at, _)| *at).collect();
    let lacking = all.iter().filter(|(at, strength)| *strength >= CLEARLY && kind(*at) && !held(*at));
    let told = |at: usize| named.iter().any(|attribute| hits.qualities(*attribute)[at] >= NAMES);
    let only_by = |attribute: usize| {
        let words = (0..question.words.len()).filter(|at| hits.qualities(attribute)[*at] >= NAMES);
        let mut words = words.filter(|at| !question.words[*at].expanded.closed);
        words.any(|at| !told(at) && !form::is_of_the_frame(question.text(at)))
    };
    if named.is_empty() && lacking.map(|(at, _)| *at).any(only_by) {
        return Aspect::NotHeld;
    }
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    let implied: Vec<usize> = match reading.degree.scale {
        Scale::Time => usual_date(index, question).into_iter().chain(index.attribute_by_id(START)).collect(),
        // What is cheaper each year is so to run.
        Scale::Price if has(&["year", "yearly", "annually", "run", "upkeep"]) => {
            [RUNNING_COST, COST].iter().filter_map(|id| index.attribute_by_id(id)).collect()
        }
        Scale::Price => index.attribute_by_id(COST).into_iter().collect(),
        // "The longer contract" is so by its length.
        Scale::Length if named.is_empty() => {
            let mut lengths = of_kind(index, ValueKind::Duration);
            lengths.retain(|at| is_called_by_a_word(index, question, *at));
            lengths
        }
        // "The bigger pot of money" is a sum, and no crew.
        Scale::Size
            if named.is_empty() && (0..question.words.len()).any(|at| grammar::is_money(question.text(at))) =>
        {
            SUMS.iter().filter_map(|id| index.attribute_by_id(id)).collect()
        }
        Scale::Size if named.is_empty() => of_kind(index, ValueKind::Count),
        // "Who is on more", "how much more does one get": money.
        Scale::Any if named.is_empty() && matches!(question.asks, Some(Asks::HowMuch | Asks::Who)) => {
            of_kind(index, ValueKind::Money)
        }
        _ => Vec::new(),
    };
    let implied = implied.into_iter().filter(|at| held(*at) && !named.contains(at)).collect::<Vec<_>>();
    if named.is_empty() {
        return if implied.is_empty() { Aspect::Nothing } else { Aspect::Implied(implied) };
    }
    if (0..question.words.len()).any(|at| comparatives::is_of_age(question.text(at))) {
        named.splice(0..0, implied);
    } else {
        named.extend(implied);
    }
    Aspect::Of(named)
}

/// Whether a word of the question stands in the attribute's name.
fn is_called_by_a_word(index: &Index, question: &Question, attribute: usize) -> bool {
    let name = tokenise(&index.attributes()[attribute].attribute.name);
    let telling = |at: &usize| !question.words[*at].expanded.closed && !question.words[*at].frame;
    let stem = |at: usize| &question.words[at].expanded.token.stem;
    (0..question.words.len()).filter(telling).any(|at| name.iter().any(|word| word.stem == *stem(at)))
}

/// Whether the question speaks of what gets past an amount and not of the amount: "over budget".
fn is_gone_past(question: &Question, hits: &AttributeHits, attribute: usize) -> bool {
    let mut words = (1..question.words.len()).filter(|at| hits.qualities(attribute)[*at] >= SPOKEN).peekable();
    let past = |at: usize| matches!(question.text(at - 1), "over" | "under" | "beyond");
    words.peek().is_some() && words.all(past)
}

/// The date that most subjects of the kind asked for have.
pub(in crate::answer) fn usual_date(index: &Index, question: &Question) -> Option<usize> {
    // A post or a person that is older is not one whose applications closed earlier.
    let kind = spoken_kind(question)?;
    if matches!(kind, SubjectKind::Role | SubjectKind::Person) {
        return None;
    }
    let dates = of_kind(index, ValueKind::Date).into_iter();
    let of = |attribute: usize| {
        let facts = index.attributes()[attribute].facts.iter().take(FACTS);
        facts.filter(|fact| index.subject(index.fact(**fact).subject).subject.kind == kind).count()
    };
    dates
        .map(|at| (of(at), at))
        .filter(|(n, _)| *n > 1)
        .max_by_key(|(n, at)| (*n, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
}

/// The kind of subject that the question asks for, or that any of its words is for.
pub(in crate::answer) fn spoken_kind(question: &Question) -> Option<SubjectKind> {
    question.asks_kind.or_else(|| (0..question.words.len()).find_map(|at| kind_spoken(question, at)))
}

/// The kind of subject that a word is for.
fn kind_spoken(question: &Question, at: usize) -> Option<SubjectKind> {
    let kinds = SubjectKind::ALL.iter().map(|(kind, _)| *kind);
    kinds.into_iter().find(|kind| question.quality_of_kind(*kind)[at] >= SPOKEN)
}

/// The attributes with values of a kind.
fn of_kind(index: &Index, kind: ValueKind) -> Vec<usize> {
    let all = index.attributes().iter().enumerate();
    all.filter(|(_, doc)| doc.attribute.value == Some(kind)).map(|(at, _)| at).collect()
}

/// The facts of an attribute that a subject has and that can be compared, of the time that the question names; what is
/// withheld is one of them.
pub(super) fn facts(
    index: &Index,
    question: &Question,
    reading: Reading,
    subject: usize,
    attribute: usize,
) -> Vec<usize> {
    let kinds = kinds(reading);
    let timeless = question.is_timeless();
    let fits = |fact: &usize| {
        let doc = index.fact(*fact);
        if doc.attribute != attribute {
            return false;
        }
        let period = doc.fact.period;
        let of_period = question.periods.is_empty() || period.is_some_and(|p| question.periods.contains(&p));
        let current = !timeless || succession::is_current(index, *fact);
        let value = kinds.contains(&doc.fact.value.kind()) || matches!(doc.fact.value, Value::Withheld(_));
        of_period && current && value
    };
    index.subject(subject).facts.iter().take(FACTS).copied().filter(fits).collect()
}
