//! What a verdict must not rest on, however well the words fit: that something was planned is no yes to whether it happened,
//! that somebody and a post stand in one fact is none to whether they hold it, a sum within a range is neither a yes nor a
//! no, and what was spent in one year denies no total.

use super::amounts::measure;
use super::attributes::AttributeHits;
use super::known::{HOLDER, POSITION, PREDECESSOR, PREVIOUS, SUCCESSOR};
use super::mentions::SubjectMention;
use super::question::Question;
use super::verdict::Verdict;
use super::{compose, mentions, objections, priced};
use crate::fact::{Status, SubjectKind, Value};
use crate::search::{FactDoc, Index};
use crate::text::{Figure, Scale, grammar, stem, tokenise};

/// An attribute named less clearly is not asked about.
const NAMED: f32 = 0.5;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// Whether a fact does not bear out the verdict on a question that the words of both suggest.
pub(super) fn is_unwarranted(index: &Index, question: &Question, hits: &AttributeHits, verdict: &Verdict) -> bool {
    let unwarranted = |fact: &usize| {
        let doc = index.fact(*fact);
        let planned = || asks_what_happened(question, &doc) && is_planned(index, &doc);
        let unsaid = || planned() || !bears_out_the_post(index, question, &doc);
        is_within_its_range(question, &doc)
            || objections::counts_a_part(index, question, &doc)
            || verdict.yes && unsaid()
            || !verdict.yes
                && (is_another_sum(index, question, hits, &doc) || names_nobody_else(index, question, &doc))
    };
    verdict.facts.iter().any(unwarranted)
}

/// Whether the question gives a sum that a fact's value leaves open: one between its ends, or below "up to".
fn is_within_its_range(question: &Question, doc: &FactDoc) -> bool {
    let Some(held) = measure(&doc.fact.value).filter(|held| held.money) else { return false };
    let (low, high) = (held.amount.low(), held.amount.high());
    let exact = low == high && low.is_some();
    let within = |asked: i64| {
        let end = held.amount.figures().any(|own| own == asked);
        !end && low.is_none_or(|low| asked > low) && high.is_none_or(|high| asked < high)
    };
    let sum = |at: usize| match question.words[at].expanded.token.figure {
        Some(Figure::Number { hundredths, scale: Scale::Money, .. }) => Some(hundredths),
        _ => None,
    };
    !exact && question.threshold.is_none() && (0..question.words.len()).filter_map(sum).any(within)
}

/// Whether a fact's sum is another than the question asks about: of an attribute that it does not name, or of one year where
/// it names none and a sum of all is held.
fn is_another_sum(index: &Index, question: &Question, hits: &AttributeHits, doc: &FactDoc) -> bool {
    let sum = |doc: &FactDoc| measure(&doc.fact.value).is_some_and(|held| held.money);
    let whole = |at: &usize| sum(&index.fact(*at)) && index.fact(*at).fact.period.is_none();
    let of_a_year = || doc.fact.period.is_some() && question.is_timeless();
    // What a post is advertised at is its pay.
    let kind = index.subject(doc.subject).subject.kind;
    let pay = || kind == SubjectKind::Role && priced::usual_money(index, kind) == Some(doc.attribute);
    sum(doc)
        && question.threshold.is_none()
        && !pay()
        && (hits.strength(doc.attribute) < NAMED || of_a_year() && index.subject(doc.subject).facts.iter().any(whole))
}

/// Whether the question names somebody of whom the fact says nothing, and its value is no other person: where the mate went
/// denies nothing of who came instead.
fn names_nobody_else(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let person = |at: &usize| index.subject(*at).subject.kind == SubjectKind::Person;
    let said =
        |mention: &SubjectMention| mention.subjects.contains(&doc.subject) || mentions::speaks_of(doc, mention);
    let missed = question.mentions.iter().find(|m| m.subjects.iter().all(person) && !said(m));
    let value = match &doc.fact.value {
        Value::Subject(id) => index.subject_by_id(id.as_str()),
        Value::Text(_) => None,
        _ => return false,
    };
    let asked = |value: &usize| question.mentions.iter().any(|mention| mention.subjects.contains(value));
    missed.is_some() && value.is_none_or(|value| !person(&value) || asked(&value))
}

/// "Did it end", "has it been replaced", "is it switched off": what happened is asked, and not what was to.
fn asks_what_happened(question: &Question, doc: &FactDoc) -> bool {
    let texts = || (0..question.words.len()).map(|at| question.text(at));
    let happened = texts().any(|word| matches!(word, "did" | "has" | "have" | "had" | "was" | "were"))
        || texts().any(|word| matches!(word, "is" | "are"))
            && matches!(doc.fact.value, Value::Date(_) | Value::Subject(_));
    let plans = |word: &str| PLANS.contains(&stem(word).as_str());
    let planned = texts().any(plans)
        || (1..question.words.len()).any(|at| {
            question.text(at) == "to" && (grammar::is_being(question.text(at - 1)) || question.text(at + 1) == "be")
        });
    happened && !planned
}

/// Words by which a question asks what was to be, as stems.
const PLANS: &[&str] = &[
    "plan", "aim", "intend", "expect", "forecast", "predict", "due", "meant", "suppos", "schedul", "propos",
    "promis", "hope", "will", "would", "estim",
];

/// Whether a fact tells what was to be.
fn is_planned(index: &Index, doc: &FactDoc) -> bool {
    let intends = |word: &str| matches!(word, "due" | "aimed" | "planned" | "sought" | "intended" | "predicted");
    let said = compose::words(index, doc);
    let was_to = |pair: &[String]| grammar::is_being(&pair[0]) && pair[1] == "to";
    let lay_ahead = matches!(doc.fact.value, Value::Date(day) if day.first_day() > doc.fact.as_of.last_day());
    lay_ahead
        || matches!(doc.fact.status, Some(Status::Planned | Status::Forecast))
        || said.windows(2).any(was_to)
        || said.iter().any(|word| intends(word))
}

/// Whether a question that only asks if somebody has a post, "is she the mate", is asked of a fact that says so.
fn bears_out_the_post(index: &Index, question: &Question, doc: &FactDoc) -> bool {
    let kind_of = |subject: usize| index.subject(subject).subject.kind;
    let of_kind = |kind: SubjectKind| {
        let mut mentions = question.mentions.iter();
        mentions.find(move |mention| mention.subjects.iter().any(|at| kind_of(*at) == kind))
    };
    let (Some(person), Some(post)) = (of_kind(SubjectKind::Person), of_kind(SubjectKind::Role)) else { return true };
    let named = |at: usize| person.words.contains(&at) || post.words.contains(&at) || question.names_organisation(at);
    let time = |at: usize| question.words[at].expanded.token.figure.is_some();
    let beside = |at: usize| question.words[at].weight >= TELLING && !named(at) && !time(at);
    // "Is the mate under Ada Birch" asks how they stand to each other.
    let stands = |at: usize| {
        matches!(
            question.text(at),
            "under" | "below" | "beneath" | "above" | "over" | "to" | "for" | "with" | "by" | "from" | "behind"
        )
    };
    if (0..question.words.len()).any(|at| beside(at) || stands(at)) {
        return true;
    }
    let attribute = doc.fact.attribute.as_str();
    let of_posts = matches!(attribute, HOLDER | POSITION | PREDECESSOR | SUCCESSOR) || PREVIOUS.contains(&attribute);
    let value = if let Value::Subject(id) = &doc.fact.value { index.subject_by_id(id.as_str()) } else { None };
    let has_post = post.subjects.contains(&doc.subject)
        || value.is_some_and(|value| post.subjects.contains(&value))
        || post.subjects.iter().any(|at| says_name(index, doc, *at));
    of_posts && has_post
}

/// Whether a fact's sentence has the name of a post, word for word.
fn says_name(index: &Index, doc: &FactDoc, post: usize) -> bool {
    let sentence = compose::words(index, doc);
    let name: Vec<String> = tokenise(&index.subject(post).subject.name).into_iter().map(|token| token.text).collect();
    !name.is_empty() && sentence.windows(name.len()).any(|run| run == name)
}
