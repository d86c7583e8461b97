//! Reads one file of `articles/`: its source, the subjects it speaks of and the facts it states, each mark kept.

use super::fields::Fields;
use super::report::{Marked, Report, Spot};
use super::values;
use crate::fact::limits::{ALIAS, CUE, ID, NAME, QUESTION, STATEMENT, URL};
use crate::fact::{FuzzyDate, Period, Source, SourceId, Status, SubjectKind, Value};
use crate::text::line::{is_fact_id, is_web_address};
use crate::text::suggest::shown;
use toml::de::DeTable;

/// What one article file says, before its references are looked up.
#[derive(Debug)]
pub(super) struct Article {
    pub source: Option<Source>,
    pub subjects: Vec<SubjectDraft>,
    pub facts: Vec<FactDraft>,
}

/// A subject whose references are not looked up yet. What is absent was missing or wrong, and is reported.
#[derive(Debug)]
pub(super) struct SubjectDraft {
    pub id: Option<Marked<String>>,
    pub kind: Option<SubjectKind>,
    pub name: Option<Marked<String>>,
    pub aliases: Vec<Marked<String>>,
    pub organisation: Option<Marked<String>>,
}

/// A fact whose references are not looked up yet. What is absent was missing or wrong, and is reported.
#[derive(Debug)]
pub(super) struct FactDraft {
    pub spot: Spot,
    pub id: Option<Marked<String>>,
    pub subject: Option<Marked<String>>,
    pub attribute: Option<Marked<String>>,
    pub value: Option<Marked<Value>>,
    pub period: Option<Period>,
    pub status: Option<Status>,
    pub said_by: Option<Marked<String>>,
    pub as_of: Option<FuzzyDate>,
    pub statement: Option<Marked<String>>,
    pub cues: Vec<String>,
    pub questions: Vec<String>,
}

/// The date that the facts of a file have where they give none.
#[derive(Debug, Clone, Copy)]
enum FileDate {
    Known(FuzzyDate),
    /// Reported already as wrong, or as missing with the whole source.
    Wrong,
    Absent,
}

/// Reads an article file whose name without `.toml` is `stem`.
pub(super) fn read(table: &DeTable<'_>, spot: Spot, stem: &str, report: &mut Report) -> Article {
    let mut fields = Fields::new(table, spot, "this file", report);
    fields.require("source", "[source] with at least title = \"...\": no fact is kept without its source");
    let source = fields.table("source");
    let subjects = fields.tables("subject");
    let facts = fields.tables("fact");
    let (source, date) = match source {
        Some((table, spot)) => read_source(table, spot, stem, fields.report),
        None => (None, FileDate::Wrong),
    };
    let subjects = subjects.into_iter().map(|(table, spot)| read_subject(table, spot, fields.report)).collect();
    let facts = facts.into_iter().map(|(table, spot)| read_fact(table, spot, date, fields.report)).collect();
    fields.finish();
    Article { source, subjects, facts }
}

fn read_source(table: &DeTable<'_>, spot: Spot, stem: &str, report: &mut Report) -> (Option<Source>, FileDate) {
    let mut fields = Fields::new(table, spot, "[source]", report);
    fields.require("title", "title = \"...\", the headline word for word");
    let title = fields.text("title", NAME);
    let publisher = fields.text("publisher", NAME);
    let author = fields.text("author", NAME);
    let published = fields.date("published");
    let url = fields.text("url", URL);
    let as_of = fields.date("as_of");
    let inferred = fields.texts("inferred", NAME);
    for name in &inferred {
        check_inferred(name, publisher.is_some(), author.is_some(), fields.report);
    }
    if let Some(url) = url.as_ref().filter(|url| !is_web_address(&url.value)) {
        let message = format!("`{}` is not a web address", shown(&url.value));
        fields.report.error(url.spot, message, "expected one that begins with https:// or http://");
    }
    fields.finish();
    let given = table.contains_key("as_of") || table.contains_key("published");
    let date = match as_of.as_ref().or(published.as_ref()) {
        Some(date) => FileDate::Known(date.value),
        None if given => FileDate::Wrong,
        None => FileDate::Absent,
    };
    let source = title.map(|title| Source {
        id: SourceId::from(stem),
        title: title.value,
        publisher: publisher.map(|text| text.value),
        author: author.map(|text| text.value),
        published: published.map(|date| date.value),
        url: url.map(|text| text.value),
        inferred: inferred.into_iter().map(|text| text.value).collect(),
    });
    (source, date)
}

fn check_inferred(name: &Marked<String>, publisher: bool, author: bool, report: &mut Report) {
    let given = match name.value.as_str() {
        "publisher" => publisher,
        "author" => author,
        other => {
            let message = format!("`inferred` names `{}`", shown(other));
            report.error(
                name.spot,
                message,
                "expected \"publisher\" or \"author\"; a date is marked with a trailing ~",
            );
            return;
        }
    };
    if !given {
        let message = format!("`inferred` names `{0}`, but the source gives no `{0}`", name.value);
        report.warning(name.spot, message, "give it, or leave it out of `inferred`");
    }
}

fn read_subject(table: &DeTable<'_>, spot: Spot, report: &mut Report) -> SubjectDraft {
    let mut fields = Fields::new(table, spot, "a subject", report);
    fields.require("id", "id = \"...\" of letters, digits and hyphens");
    fields.require("kind", "kind = \"role\" (or another kind)");
    fields.require("name", "name = \"...\", as answers are to use it");
    let draft = SubjectDraft {
        id: fields.id("id"),
        kind: fields.word("kind", "kind", &SubjectKind::ALL).map(|kind| kind.value),
        name: fields.text("name", NAME),
        aliases: fields.texts("aliases", ALIAS),
        organisation: fields.text("organisation", ID),
    };
    fields.finish();
    draft
}

fn read_fact(table: &DeTable<'_>, spot: Spot, file_date: FileDate, report: &mut Report) -> FactDraft {
    let mut fields = Fields::new(table, spot, "a fact", report);
    fields.require("subject", "subject = \"...\", the id of a subject");
    fields.require("attribute", "attribute = \"...\", the id of an attribute");
    fields.require("value", "value = { ... }, or value = \"none\" where the statement says it");
    let value = fields.get("value").and_then(|(raw, spot)| {
        let value = values::value(raw, spot, fields.report)?;
        Some(Marked { value, spot })
    });
    let as_of = fields.date("as_of").map(|date| date.value);
    let dated = table.contains_key("as_of");
    let draft = FactDraft {
        spot,
        id: fact_id(&mut fields),
        subject: fields.text("subject", ID),
        attribute: fields.text("attribute", ID),
        value,
        period: period(&mut fields),
        status: fields.word("status", "status", &Status::ALL).map(|status| status.value),
        said_by: fields.text("said_by", NAME),
        as_of: as_of.or(match file_date {
            FileDate::Known(date) => Some(date),
            FileDate::Wrong | FileDate::Absent => None,
        }),
        statement: fields.text("statement", STATEMENT),
        cues: fields.texts("cues", CUE).into_iter().map(|cue| cue.value).collect(),
        questions: fields.texts("questions", QUESTION).into_iter().map(|question| question.value).collect(),
    };
    if !dated && matches!(file_date, FileDate::Absent) {
        let expected = "give `published` or `as_of` in [source], or `as_of` here";
        fields.report.error(spot, "this fact has no date", expected);
    }
    if matches!(draft.value, Some(Marked { value: Value::None, .. })) && !table.contains_key("statement") {
        let expected = "give a statement: with value = \"none\" it is all the fact says";
        fields.report.error(spot, "this fact has neither value nor statement", expected);
    }
    fields.finish();
    draft
}

/// A fact's own id may hold full stops, as composed ids do.
fn fact_id(fields: &mut Fields<'_, '_>) -> Option<Marked<String>> {
    let id = fields.text("id", ID * 2)?;
    if !is_fact_id(&id.value) {
        let message = format!("`{}` is not a fact's id", shown(&id.value));
        fields.report.error(id.spot, message, "expected letters (a to z), digits, hyphens and full stops only");
    }
    Some(id)
}

fn period(fields: &mut Fields<'_, '_>) -> Option<Period> {
    const FORM: &str = "expected \"2015\", \"2015-16\" (a financial year) or \"2003-2015\"";
    let text = fields.text("period", NAME)?;
    let period = text.value.parse::<Period>().ok();
    if period.is_none() {
        fields.report.error(text.spot, format!("`{}` is not a period", shown(&text.value)), FORM);
    }
    period
}
