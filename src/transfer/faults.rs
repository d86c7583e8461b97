//! What can be wrong with a subject, a source or a fact by itself, where it comes whole out of an export.

use super::sources::is_source_id;
use crate::fact::limits::{ALIAS, CUE, ID, LIST, NAME, QUESTION, STATEMENT, URL, YEARS};
use crate::fact::{Fact, FactId, FuzzyDate, Source, Subject, Value};
use crate::text::line::{is_fact_id, is_id, is_web_address, line};
use crate::text::suggest::shown;
use crate::text::typed;

/// What is wrong with a text, if anything.
fn text_fault(text: &str, what: &str, longest: usize) -> Option<String> {
    match line(text, longest) {
        Ok(trimmed) if trimmed.len() < text.len() => Some(format!("`{what}` has spaces around it")),
        Ok(_) => None,
        Err(error) => Some(error.message(&format!("`{what}`"))),
    }
}

fn list_fault(items: &[String], what: &str, longest: usize) -> Option<String> {
    if items.len() > LIST {
        return Some(format!("`{what}` has {} items, and at most {LIST} are kept", items.len()));
    }
    items.iter().find_map(|item| text_fault(item, what, longest))
}

fn date_fault(date: Option<&FuzzyDate>) -> Option<String> {
    let wrong = date.filter(|date| !YEARS.contains(&date.year()))?;
    Some(format!("the year {:04} cannot be right", wrong.year()))
}

/// What is wrong with it, if anything.
pub(super) fn subject_fault(subject: &Subject) -> Option<String> {
    let id = subject.id.as_str();
    let id_fault = (!is_id(id)).then(|| format!("`{}` is not an id", shown(id)));
    let organisation = subject.organisation.as_deref().and_then(|id| text_fault(id, "organisation", ID));
    text_fault(id, "id", ID)
        .or(id_fault)
        .or_else(|| text_fault(&subject.name, "name", NAME))
        .or_else(|| list_fault(&subject.aliases, "aliases", ALIAS))
        .or(organisation)
}

/// What is wrong with it, if anything.
pub(super) fn source_fault(source: &Source) -> Option<String> {
    let optional = |text: &Option<String>, what| text.as_deref().and_then(|text| text_fault(text, what, NAME));
    let id = source.id.as_str();
    let url = source.url.as_deref().filter(|url| url.chars().count() > URL || !is_web_address(url));
    (!is_source_id(id))
        .then(|| format!("`{}` is not a source's id", shown(id)))
        .or_else(|| text_fault(&source.title, "title", NAME))
        .or_else(|| optional(&source.publisher, "publisher"))
        .or_else(|| optional(&source.author, "author"))
        .or_else(|| list_fault(&source.inferred, "inferred", NAME))
        .or_else(|| date_fault(source.published.as_ref()))
        .or_else(|| url.map(|url| format!("`{}` is not a web address", shown(url))))
}

/// What is wrong with it, if anything.
pub(super) fn fact_id_fault(id: &FactId) -> Option<String> {
    let sound = is_fact_id(id.as_str()) && text_fault(id.as_str(), "id", ID * 2).is_none();
    (!sound).then(|| format!("`{}` is not a fact's id", shown(id.as_str())))
}

/// What is wrong with it, if anything.
pub(super) fn fact_fault(fact: &Fact) -> Option<String> {
    let wordless = fact.value == Value::None && fact.statement.is_none();
    fact_id_fault(&fact.id)
        .or_else(|| typed::check(&fact.value).err().map(|error| error.message))
        .or_else(|| fact.said_by.as_deref().and_then(|text| text_fault(text, "said_by", NAME)))
        .or_else(|| fact.statement.as_deref().and_then(|text| text_fault(text, "statement", STATEMENT)))
        .or_else(|| list_fault(&fact.cues, "cues", CUE))
        .or_else(|| list_fault(&fact.questions, "questions", QUESTION))
        .or_else(|| date_fault(Some(&fact.as_of)))
        .or_else(|| wordless.then(|| "the fact has neither value nor statement".to_owned()))
}
