//! Knowledge TOML: one article read into a layer, and facts written as the articles of a folder.

use super::MOST_ROWS;
use super::bytes::Form;
use super::csv_file::too_many;
use super::held::Held;
use super::problem::{ImportError, Problems};
use super::settle::{Import, settle};
use crate::fact::{Fact, Scope, Source, Subject, Value};
use crate::knowledge::{self, Around, Severity};
use crate::text::line::looks_like_an_id;
use crate::text::suggest::shown;
use std::collections::{BTreeMap, BTreeSet};

/// Reads an article into the layer `scope`; its name without `.toml` is the source's id.
pub(super) fn read(name: &str, text: &str, held: &Held<'_>, scope: Scope) -> Result<Import, ImportError> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let subjects = held.subjects().map(|subject| (subject.id.as_str(), subject)).collect();
    let around = Around { lexicon: held.lexicon(), subjects, facts: held.fact_ids().collect() };
    let loaded = knowledge::article(name, text, &around);
    let (mut problems, mut notes) = (Problems::default(), Problems::default());
    for problem in loaded.problems {
        let to = if problem.severity == Severity::Error { &mut problems } else { &mut notes };
        to.add(problem.line, None, problem.message, problem.expected);
    }
    let read = loaded.knowledge;
    if read.facts.len() > MOST_ROWS {
        return Err(too_many());
    }
    for source in &read.sources {
        if held.source(source.id.as_str()).is_some_and(|known| known != source) {
            let message = format!("what is held of the source `{}` says otherwise", shown(source.id.as_str()));
            problems.add(0, None, message, "rename the file: its name is the source's id");
        }
    }
    let facts = read.facts.into_iter().map(|fact| Fact { scope, ..fact }).collect();
    let import = Import {
        form: Some(Form::Toml),
        subjects: read.subjects,
        sources: read.sources,
        facts,
        notes,
        ..Import::default()
    };
    problems.or(settle(import, held))
}

/// Facts as the files of a knowledge folder, by their paths in it: one for each source. The subjects that they speak
/// of stand in the first file that does; facts whose source is not held are left out.
pub fn toml(facts: &[&Fact], held: &Held<'_>) -> Vec<(String, String)> {
    let mut by_source: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        by_source.entry(fact.source.as_str()).or_default().push(fact);
    }
    let mut told = BTreeSet::new();
    let mut files = Vec::new();
    for (id, facts) in by_source {
        let Some(source) = held.source(id) else { continue };
        let mut text = source_table(source);
        for subject in facts.iter().flat_map(|fact| spoken_of(fact)).filter_map(|id| held.subject(id)) {
            if told.insert(&subject.id) {
                text.push_str(&subject_table(subject));
            }
        }
        facts.iter().for_each(|fact| text.push_str(&fact_table(fact)));
        files.push((format!("articles/{id}.toml"), text));
    }
    files
}

/// The ids of the subjects that a fact names.
fn spoken_of(fact: &Fact) -> impl Iterator<Item = &str> {
    let value = match &fact.value {
        Value::Subject(id) => Some(id.as_str()),
        _ => None,
    };
    let said_by = fact.said_by.as_deref().filter(|said_by| looks_like_an_id(said_by));
    std::iter::once(fact.subject.as_str()).chain(value).chain(said_by)
}

/// A table, key by key; what is absent is left out.
struct Table(String);

impl Table {
    fn new(head: &str) -> Self {
        Table(format!("{head}\n"))
    }

    fn put<T: serde::Serialize>(mut self, key: &str, value: &T) -> Self {
        let mut text = String::new();
        // What a fact holds can all be written; the numbers are far below TOML's limits.
        let written = value.serialize(::toml::ser::ValueSerializer::new(&mut text));
        debug_assert!(written.is_ok());
        self.0.push_str(&format!("{key} = {text}\n"));
        self
    }

    fn put_some<T: serde::Serialize>(self, key: &str, value: Option<&T>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    fn put_list(self, key: &str, items: &[String]) -> Self {
        if items.is_empty() { self } else { self.put(key, &items) }
    }
}

fn source_table(source: &Source) -> String {
    let Source { id: _, title, publisher, author, published, url, inferred } = source;
    let table = Table::new("[source]")
        .put("title", title)
        .put_some("publisher", publisher.as_ref())
        .put_some("author", author.as_ref())
        .put_some("published", published.as_ref())
        .put_some("url", url.as_ref());
    table.put_list("inferred", inferred).0
}

fn subject_table(subject: &Subject) -> String {
    let Subject { id, kind, name, aliases, organisation } = subject;
    let table = Table::new("\n[[subject]]").put("id", id).put("kind", kind).put("name", name);
    table.put_list("aliases", aliases).put_some("organisation", organisation.as_ref()).0
}

fn fact_table(fact: &Fact) -> String {
    let Fact {
        id,
        scope: _,
        subject,
        attribute,
        value,
        period,
        status,
        said_by,
        as_of,
        source: _,
        statement,
        cues,
        questions,
    } = fact;
    let table = Table::new("\n[[fact]]")
        .put("id", id)
        .put("subject", subject)
        .put("attribute", attribute)
        .put("value", value)
        .put_some("period", period.as_ref())
        .put_some("status", status.as_ref())
        .put_some("said_by", said_by.as_ref())
        .put("as_of", as_of)
        .put_some("statement", statement.as_ref());
    table.put_list("cues", cues).put_list("questions", questions).0
}
