//! How well a fact explains a question: each word that says something must be accounted for by the fact's
//! subject, attribute, organisation, own words or figures.
//!
//! The score is absolute: a share of the question's weight, not of the best hit, so that "not good enough" can
//! be seen. What a fact cannot explain and must is an [`Objection`].

use super::attributes::AttributeHits;
use super::question::Question;
use crate::fact::{FuzzyDate, Period, SubjectKind, Value, ValueKind};
use crate::search::{FactDoc, Index, Name};
use crate::text::Figure;

/// Words of a statement count a little less than key fields: they are many, and some are there by chance.
const STATEMENT: f32 = 0.92;
/// Words of the value.
const VALUE: f32 = 0.97;
/// Cues are looser than statements.
const CUE: f32 = 0.90;
/// Words of other facts of the same subject describe it.
const CONTEXT: f32 = 0.58;
/// A source's title, publisher and author say where, not what.
const SOURCE: f32 = 0.45;
/// "job", "programme": the kind of the subject.
const KIND: f32 = 0.9;

/// Less of a name, or of the question by the fact's own words, does not stand against another name in full.
const HALF_NAMED: f32 = 0.45;

/// From this quality on a word belongs to the subject's name.
const NAMING: f32 = 0.75;

/// A word this near to a typed one may be meant by it.
const NEAR: f32 = 0.8;

/// Numbers up to this, in hundredths, count the things asked for ("which 2 systems").
const SMALL_NUMBER: i64 = 1_200;

/// A word is explained from this much on.
pub const EXPLAINED: f32 = 0.55;

/// A word of at least this weight must be explained if it names what is asked for.
const TELLING: f32 = 0.3;

/// Why a fact cannot be the answer, however well the rest fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// The value can be no answer to this kind of question.
    Kind,
    /// The question names another organisation.
    Organisation(usize),
    /// The question is about another time.
    Time,
    /// The question gives a figure that the fact does not.
    Figure,
    /// The question has a name that the fact does not (the word's place).
    UnknownName(usize),
}

/// How a fact fits a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The fact's place in the index.
    pub fact: usize,
    /// The share of the question's weight that is explained, from 0 to 1.
    pub coverage: f32,
    /// How much of one of the subject's names the question has, from 0 to 1.
    pub subject: f32,
    /// How clearly the question names the attribute, from 0 to 1.
    pub attribute: f32,
    /// The share of the question's weight that only the fact's own words explain.
    pub own: f32,
    /// The share of the question's weight that the fact's own words explain, whatever else does too.
    pub itself: f32,
    /// What the question says besides the subject's name: the share that the attribute and the fact's own words
    /// explain; 1 if it says nothing else.
    pub predicate: f32,
    /// The share of the question's weight that key fields, value and statement alone explain.
    pub strict_coverage: f32,
    /// The same by attribute, value and statement alone: no cues.
    pub predicate_strict: f32,
    /// The weight of what the question says besides the subject's name.
    pub asked: f32,
    /// Each word's quality.
    pub words: Vec<f32>,
    /// Each word's quality by the subject, the attribute and the fact itself, cues too: not by other facts.
    pub direct: Vec<f32>,
    /// Each word's quality by key fields, value and statement alone: neither by cues nor by other facts.
    pub strict: Vec<f32>,
    /// Each word's quality by the subject's names alone.
    pub by_subject: Vec<f32>,
    /// What stands against it.
    pub objection: Option<Objection>,
}

/// Weighs one fact.
pub fn weigh(index: &Index, question: &Question, hits: &AttributeHits, fact: usize) -> Evidence {
    let doc = &index.facts()[fact];
    let subject = &index.subjects()[doc.subject];
    let n = question.words.len();
    let mut words = vec![0.0f32; n];
    let (mut by_subject, mut strict, mut direct) = (words.clone(), words.clone(), words.clone());
    let (mut asked, mut met, mut met_strictly, mut by_strict) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut explained, mut own, mut by_itself) = (0.0f32, 0.0f32, 0.0f32);
    let in_organisation = organisation_words(index, question, doc);
    for (at, word) in question.words.iter().enumerate() {
        let mut named = subject.names.iter().map(|name| best_unsorted(&word.expanded, name)).fold(0.0, f32::max);
        if in_organisation[at] {
            named = named.max(1.0);
        }
        named = named.max(KIND * kind_quality(index, question, at, subject.subject.kind));
        let attribute = hits.quality(doc.attribute, at);
        let said = said_quality(index, question, at, doc);
        let itself = said.max(CUE * word.expanded.best_in(&doc.cues));
        by_subject[at] = named;
        // A figure of another fact is no description.
        let described = match word.expanded.token.figure {
            None => CONTEXT * word.expanded.best_in(&subject.context),
            Some(_) => 0.0,
        };
        words[at] = named.max(attribute).max(itself).max(described);
        direct[at] = named.max(attribute).max(itself);
        strict[at] = named.max(attribute).max(said);
        let weight = question.words[at].weight.max(hits.raised_weight(at));
        by_strict += weight * strict[at];
        if named < NAMING {
            asked += weight;
            met_strictly += weight * attribute.max(said);
            met += weight * attribute.max(itself).max(0.5 * named).max(0.5 * described);
        }
        explained += weight * words[at];
        by_itself += weight * itself;
        own += weight * (itself - named.max(attribute).max(described)).max(0.0);
    }
    let total: f32 = (0..n).map(|at| question.words[at].weight.max(hits.raised_weight(at))).sum::<f32>().max(0.01);
    let mut evidence = Evidence {
        fact,
        coverage: explained / total,
        subject: subject.names.iter().map(|name| name_cover(index, question, name)).fold(0.0, f32::max),
        attribute: hits.strength(doc.attribute),
        own: own / total,
        strict_coverage: by_strict / total,
        itself: by_itself / total,
        asked,
        predicate_strict: if asked > 0.1 { met_strictly / asked } else { 1.0 },
        predicate: if asked > 0.1 { met / asked } else { 1.0 },
        words,
        direct,
        strict,
        by_subject,
        objection: None,
    };
    evidence.objection = objection(index, question, doc, &evidence);
    evidence
}

fn best_unsorted(word: &crate::search::Expanded, name: &Name) -> f32 {
    word.meanings.iter().find(|m| name.terms.contains(&m.term)).map_or(0.0, |m| m.quality)
}

/// How much of a name's weight the question has.
pub fn name_cover(index: &Index, question: &Question, name: &Name) -> f32 {
    let (mut total, mut met) = (0.0f32, 0.0f32);
    for term in &name.terms {
        let weight = if index.is_closed(*term) && name.terms.len() > 1 { 0.05 } else { index.weight(*term) };
        total += weight;
        met += weight * question.words.iter().map(|w| w.expanded.quality(*term)).fold(0.0, f32::max);
    }
    if total > 0.0 { met / total } else { 0.0 }
}

/// Which words name an organisation that the fact's subject belongs to or is.
fn organisation_words(index: &Index, question: &Question, doc: &FactDoc) -> Vec<bool> {
    let mut inside = vec![false; question.words.len()];
    let own = &index.subjects()[doc.subject].organisations;
    for mention in &question.organisations {
        if own.contains(&mention.organisation) {
            inside[mention.words.0..mention.words.1].fill(true);
        }
    }
    inside
}

fn kind_quality(index: &Index, question: &Question, at: usize, kind: SubjectKind) -> f32 {
    index.vocabulary().get(kind.word()).map_or(0.0, |term| question.words[at].expanded.quality(term))
}

/// How well value, statement and source have a word.
fn said_quality(index: &Index, question: &Question, at: usize, doc: &FactDoc) -> f32 {
    let word = &question.words[at].expanded;
    if let Some(figure) = word.token.figure {
        return f32::from(u8::from(figure_fits(&figure, doc)));
    }
    (VALUE * word.best_in(&doc.value))
        .max(STATEMENT * word.best_in(&doc.statement))
        .max(SOURCE * word.best_in(index.source_terms(doc)))
}

/// Whether a figure of the question is one of the fact's, or fits the time at which it was true.
pub fn figure_fits(asked: &Figure, doc: &FactDoc) -> bool {
    // A fact with a period of its own is about that, whenever it was said.
    // A period is a figure's own; that something was said in that year does not make it the figure's.
    let timed = doc.fact.period.is_none() && !matches!(asked, Figure::Period(_));
    let as_of = timed.then_some(Figure::Date(doc.fact.as_of));
    doc.figures.iter().chain(&as_of).any(|held| same_figure(asked, held))
}

/// Whether a word with a capital stands beside one that the subject's name explains, and is not explained itself:
/// "Sam Wilkinson" is not Sarah Wilkinson.
fn half_of_a_name(question: &Question, evidence: &Evidence, at: usize) -> bool {
    let capital = |at: usize| question.words.get(at).is_some_and(|w| w.expanded.token.capital);
    let other_half = |at: usize| capital(at) && evidence.by_subject.get(at).is_some_and(|quality| *quality >= 0.9);
    !question.shouting && capital(at) && other_half(at + 1)
}

/// Whether the question has both the subject and the value: then it asks for something else.
fn reveals_nothing(index: &Index, question: &Question, doc: &FactDoc, evidence: &Evidence) -> bool {
    if question.asks.is_none() || question.yes_no || evidence.subject < super::kinds::NAMED {
        return false;
    }
    match &doc.fact.value {
        Value::Subject(id) => index.subject_by_id(id.as_str()).is_some_and(|value| {
            question.mentions.iter().any(|m| m.subjects.contains(&value) && !m.subjects.contains(&doc.subject))
        }),
        Value::Text(_) if doc.value.len() > 1 => {
            let told = |term: &crate::search::TermId| question.words.iter().any(|w| w.expanded.quality(*term) >= 0.9);
            let in_name = |term: &crate::search::TermId| {
                index.subjects()[doc.subject].names.iter().any(|name| name.terms.contains(term))
            };
            doc.value.iter().all(|term| told(term) && !in_name(term))
        }
        _ => false,
    }
}

fn same_figure(asked: &Figure, held: &Figure) -> bool {
    match (asked, held) {
        (Figure::Number { hundredths: a, .. }, Figure::Number { hundredths: b, .. }) => a == b,
        (Figure::Year(year), Figure::Year(other)) => year == other,
        (Figure::Year(year), Figure::Date(date)) => date.year() == *year,
        (Figure::Year(year), Figure::Period(period)) => (period.years().0..=period.years().1).contains(year),
        (Figure::Period(a), Figure::Period(b)) => a == b,
        (Figure::Date(date), Figure::Period(Period::Financial(year))) => in_financial_year(date, *year),
        (Figure::Date(date), Figure::Period(period)) => (period.years().0..=period.years().1).contains(&date.year()),
        (Figure::Period(Period::Financial(year)), Figure::Date(date)) => in_financial_year(date, *year),
        (Figure::Period(period), Figure::Date(date)) => (period.years().0..=period.years().1).contains(&date.year()),
        (Figure::Date(a), Figure::Date(b)) => a.overlaps(b),
        (Figure::Date(a), Figure::Year(year)) => a.year() == *year,
        (Figure::Month(month, day), Figure::Date(date)) => {
            date.month() == Some(*month)
                && (day.is_none() || date.day_of_month().is_none() || date.day_of_month() == *day)
        }
        (Figure::Month(month, _), Figure::Month(other, _)) => month == other,
        _ => false,
    }
}

fn in_financial_year(date: &FuzzyDate, year: i16) -> bool {
    match date.month() {
        Some(month) => (date.year() == year && month >= 4) || (date.year() == year + 1 && month <= 3),
        None => date.year() == year,
    }
}

fn objection(index: &Index, question: &Question, doc: &FactDoc, evidence: &Evidence) -> Option<Objection> {
    let unexplained = |at: usize| evidence.words[at] < EXPLAINED;
    for mention in &question.organisations {
        if (mention.words.0..mention.words.1).any(unexplained) {
            return Some(Objection::Organisation(mention.organisation));
        }
    }
    for (at, word) in question.words.iter().enumerate().filter(|(at, _)| unexplained(*at)) {
        match word.expanded.token.figure {
            Some(Figure::Number { hundredths, .. })
                if question.threshold.is_none() && !question.yes_no && hundredths > SMALL_NUMBER =>
            {
                return Some(Objection::Figure);
            }
            Some(Figure::Number { .. }) | None => {}
            Some(_) if question.yes_no => {}
            Some(_) => return Some(Objection::Time),
        }
        if !question.yes_no && half_of_a_name(question, evidence, at) {
            return Some(Objection::UnknownName(at));
        }
        let known = word.expanded.known || word.expanded.meanings.iter().any(|m| m.quality >= NEAR);
        if word.expanded.token.capital && !known && !question.shouting && !question.yes_no {
            return Some(Objection::UnknownName(at));
        }
    }
    if reveals_nothing(index, question, doc, evidence) {
        return Some(Objection::Kind);
    }
    let missed = super::mentions::missed(&question.mentions, index, doc).is_some();
    if missed && evidence.subject < HALF_NAMED && evidence.itself < HALF_NAMED {
        return Some(Objection::Kind);
    }
    super::kinds::impossible(index, question, doc, evidence).then_some(Objection::Kind)
}

/// The attribute that a word asks for and that rules the fact out, if there is one.
pub fn claimed(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    doc: &FactDoc,
    evidence: &Evidence,
) -> Option<usize> {
    (0..question.words.len())
        .filter(|at| evidence.strict[*at] < EXPLAINED)
        .filter(|at| question.words[*at].weight.max(hits.raised_weight(*at)) >= TELLING)
        .find_map(|at| excluded_by(index, question, hits, at, doc))
}

/// The attribute that an unexplained word asks for, if that rules the fact out: the attribute could itself be
/// what is asked for, the fact has none of those that the word names, and either its values are of a definite
/// kind or nothing at all is held of it.
fn excluded_by(index: &Index, question: &Question, hits: &AttributeHits, at: usize, doc: &FactDoc) -> Option<usize> {
    let mut asked =
        hits.claims(at).filter(|attribute| super::kinds::can_be_asked(index, question, *attribute)).peekable();
    let first = *asked.peek()?;
    if asked.any(|attribute| attribute == doc.attribute) || hits.strength(doc.attribute) >= 0.8 {
        return None;
    }
    let definite = matches!(
        index.attributes()[first].attribute.value,
        Some(
            ValueKind::Money
                | ValueKind::Count
                | ValueKind::Date
                | ValueKind::Duration
                | ValueKind::Rating
                | ValueKind::Subject
        )
    );
    (definite || index.attributes()[first].facts.is_empty()).then_some(first)
}
