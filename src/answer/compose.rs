//! The sentence: a stored fact put into words that can be quoted alone.

use super::reply::{Answer, Choice, Held, Nearby, Outcome};
use crate::fact::{Fact, FuzzyDate, Inference, Status, SubjectKind, Value};
use crate::search::{FactDoc, Index};
use crate::text::{Figure, Reader, say, tokenise};

/// No answer is longer, in characters.
pub const MAX_TEXT: usize = 600;

/// Facts nearby that an answer offers.
const MAX_NEARBY: usize = 10;

/// The sentence of a fact, with its date where the statement does not give it.
pub fn sentence(index: &Index, doc: &FactDoc) -> String {
    let body = match &doc.fact.statement {
        Some(statement) => statement.trim().trim_end_matches('.').to_owned(),
        None => composed(index, doc),
    };
    let dated = match date_note(&body, doc.fact) {
        Some(note) => format!("{body} ({note})"),
        None => body,
    };
    format!("{}.", capitalised(&dated))
}

/// What is to be said of when the fact was true: nothing, if the sentence gives the year and nothing is
/// inferred.
fn date_note(body: &str, fact: &Fact) -> Option<String> {
    let mut reader = Reader::default();
    reader.read(body);
    let year_said = reader.figures().iter().any(|figure| match figure {
        Figure::Year(year) => *year == fact.as_of.year(),
        Figure::Date(date) => date.year() == fact.as_of.year(),
        _ => false,
    });
    let inference = if body.contains("inferred") { Inference::Stated } else { fact.as_of.inference() };
    match (year_said, inference) {
        (false, _) => Some(short_date(&fact.as_of)),
        (true, Inference::Stated) => None,
        (true, Inference::Year) => Some("year inferred".to_owned()),
        (true, Inference::Whole) => Some("date inferred".to_owned()),
    }
}

/// Month and year: the day on which an article appeared is no part of what it says.
fn short_date(date: &FuzzyDate) -> String {
    let short = FuzzyDate::from_parts(date.year(), date.month(), None, date.inference());
    say::date_with_inference(&short.unwrap_or(*date))
}

/// A sentence from subject, attribute and value.
fn composed(index: &Index, doc: &FactDoc) -> String {
    let attribute = &index.attributes()[doc.attribute].attribute;
    let name = &index.subject(doc.subject).full_name;
    let value = say::value(&doc.fact.value, |id| value_name(index, doc, id));
    let mut body = match (&doc.fact.value, doc.fact.status, &attribute.say) {
        (Value::Withheld(reason), _, _) => {
            format!("{}: the {} is withheld ({reason})", subject(name), attribute.name)
        }
        // "Was forecast to cost" says already that it is a forecast.
        (Value::Money(_), Some(status), say) if say.is_none() || attribute.name != status.word() => {
            format!("{} {}", say::possessive(&subject(name)), status_phrase(&attribute.name, status, &value))
        }
        // A day stands "on", a month or year "in".
        (Value::Date(date), _, Some(say)) if date.day_of_month().is_some() => {
            format!("{} {}", subject(name), say.replace("in {value}", "on {value}").replace("{value}", &value))
        }
        (_, _, Some(say)) => format!("{} {}", subject(name), say.replace("{value}", &value)),
        (_, _, None) => format!("{}: {} {value}", subject(name), attribute.name),
    };
    if let Some(period) = doc.fact.period {
        body.push_str(&format!(" for {period}"));
    }
    if let Some(speaker) = &doc.fact.said_by {
        body.push_str(&format!(", according to {}", with_article(&index.name_of(speaker))));
    }
    body
}

/// What a subject is called as a fact's value: somebody of the same organisation by name alone, for that has been said.
fn value_name(index: &Index, doc: &FactDoc, id: &str) -> String {
    let value = index.subject_by_id(id).map(|at| index.subject(at));
    let subject = index.subject(doc.subject);
    let own = subject.organisations.first();
    match value.filter(|v| v.subject.kind == SubjectKind::Person && own.is_some() && v.organisations.first() == own) {
        Some(person) => person.subject.name.clone(),
        None => with_article(&index.name_of(id)),
    }
}

fn status_phrase(attribute: &str, status: Status, value: &str) -> String {
    match status {
        Status::Spent => format!("{attribute} came to {value}"),
        status => format!("{attribute} was {} at {value}", status.word()),
    }
}

/// A subject at the start of a sentence.
pub fn subject(full_name: &str) -> String {
    capitalised(&with_article(full_name))
}

/// A full name with "the" where English wants it.
pub fn with_article(full_name: &str) -> String {
    // The owner, where there is one: "the Board's", "HM Works'".
    let head = full_name.split("'s ").next().and_then(|head| head.split("s' ").next()).unwrap_or(full_name);
    let generic = |word: &str| {
        matches!(
            word,
            "Office"
                | "Department"
                | "Ministry"
                | "Agency"
                | "Authority"
                | "Service"
                | "Commission"
                | "Council"
                | "Committee"
                | "Board"
                | "Executive"
                | "Inspectorate"
                | "Government"
                | "Police"
                | "Bureau"
                | "Directorate"
                | "Treasury"
                | "Network"
                | "Index"
                | "System"
                | "Computer"
                | "Programme"
                | "Strategy"
                | "Unit"
                | "Team"
                | "Administration"
                | "Institute"
                | "Fund"
                | "Register"
                | "Platform"
                | "Project"
        )
    };
    let already = full_name.starts_with("the ") || full_name.starts_with("The ");
    let wants = head.split(' ').any(generic) && !head.starts_with("HM ");
    if wants && !already { format!("the {full_name}") } else { full_name.to_owned() }
}

/// The words of a fact's sentence, in lower case.
pub fn words(index: &Index, doc: &FactDoc) -> Vec<String> {
    tokenise(&sentence(index, doc)).into_iter().map(|token| token.text).collect()
}

/// A text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        // "e-Tax" and "iPhone" keep their small letter.
        Some(first) if text.chars().nth(1).is_some_and(|c| c == '-' || c.is_uppercase()) => {
            format!("{first}{}", chars.as_str())
        }
        Some(first) => format!("{}{}", first.to_uppercase(), chars.as_str()),
        None => String::new(),
    }
}

/// Cuts a text at a word's end so that it fits, with an ellipsis.
pub fn fitting(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ' ']))
}

/// The value of a fact in words.
pub fn value(index: &Index, doc: &FactDoc) -> String {
    match &doc.fact.value {
        Value::None => doc.fact.statement.clone().unwrap_or_default(),
        other => say::value(other, |id| index.name_of(id)),
    }
}

/// The values of facts that stand in one sentence, and what follows the last of them: the date in brackets where
/// all were true at one, else nothing, because then each value has its own.
pub fn values_with_dates(index: &Index, docs: &[FactDoc<'_>]) -> (Vec<String>, String) {
    let dates: Vec<String> = docs.iter().map(|doc| say::date_with_inference(&doc.fact.as_of)).collect();
    let one = dates.windows(2).all(|pair| pair[0] == pair[1]);
    let values = docs.iter().zip(&dates).map(|(doc, date)| {
        let words = value(index, doc);
        let words = words.trim_end_matches('.');
        if one { words.to_owned() } else { format!("{words} ({date})") }
    });
    let common = dates.first().filter(|_| one).map(|date| format!(" ({date})")).unwrap_or_default();
    (values.collect(), common)
}

/// The value of a fact in words, with when it was true.
pub fn dated_value(index: &Index, doc: &FactDoc) -> String {
    let value = value(index, doc);
    let status = doc.fact.status.map(|status| format!("{}, ", status.word())).unwrap_or_default();
    let period = doc.fact.period.map(|period| format!("for {period}, ")).unwrap_or_default();
    format!("{} ({period}{status}{})", value.trim_end_matches('.'), short_date(&doc.fact.as_of))
}

/// An answer that rests on facts.
pub fn reply(index: &Index, text: &str, facts: &[usize], confidence: f32) -> Answer {
    let mut answer = Answer {
        outcome: Outcome::Answer,
        text: fitting(text, MAX_TEXT),
        confidence: f64::from(confidence.clamp(0.0, 1.0)),
        facts: facts.iter().map(|at| held(index, *at)).collect(),
        sources: Vec::new(),
        suggestions: Vec::new(),
        nearby: Vec::new(),
    };
    for at in facts {
        let source = index.source(&index.fact(*at));
        if answer.sources.iter().all(|s| s.id != source.id) {
            answer.sources.push(source.clone());
        }
    }
    if let Some(first) = facts.first() {
        answer.nearby = nearby(index, index.fact(*first).subject, facts);
    }
    answer
}

fn held(index: &Index, at: usize) -> Held {
    let doc = index.fact(at);
    Held { fact: doc.fact.clone(), subject: index.subject(doc.subject).subject.clone() }
}

/// What else is held about a subject, one entry an attribute.
pub fn nearby(index: &Index, subject: usize, but: &[usize]) -> Vec<Nearby> {
    let used: Vec<usize> = but.iter().map(|at| index.fact(*at).attribute).collect();
    told(index, index.subject(subject).facts.iter().copied(), &used)
}

/// What is held about a subject, one entry an attribute, those first that are likeliest asked for.
pub(super) fn nearest(index: &Index, subject: usize, likely: impl Fn(usize) -> f32) -> Vec<Nearby> {
    let by_likelihood = |at: &usize| (likely(index.fact(*at).attribute), *at);
    let mut facts: Vec<(f32, usize)> = index.subject(subject).facts.iter().map(by_likelihood).collect();
    facts.sort_by(|a, b| b.0.total_cmp(&a.0));
    told(index, facts.into_iter().map(|(_, at)| at), &[])
}

/// The first fact of each attribute but some.
fn told(index: &Index, facts: impl Iterator<Item = usize>, used: &[usize]) -> Vec<Nearby> {
    let mut found: Vec<Nearby> = Vec::new();
    for at in facts {
        let doc = index.fact(at);
        let attribute = &index.attributes()[doc.attribute].attribute;
        if used.contains(&doc.attribute) || found.iter().any(|n| n.choice.attribute.as_ref() == Some(&attribute.id)) {
            continue;
        }
        let choice = Choice { subject: doc.fact.subject.clone(), attribute: Some(attribute.id.clone()) };
        found.push(Nearby {
            choice,
            attribute: attribute.name.clone(),
            value: value(index, &doc),
            scope: doc.fact.scope,
        });
        if found.len() == MAX_NEARBY {
            break;
        }
    }
    found
}
