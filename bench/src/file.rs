//! A corpus as a file that `whitehall import` reads, and as the export of a store that holds it.

use crate::corpus::Corpus;
use serde_json::{Map, Value as Json, json};
use std::collections::HashSet;
use std::io::{self, Write};

/// Writes one fact a line, with its subject and its source where they come first.
///
/// # Errors
/// What writing fails with.
pub fn write_rows(corpus: &Corpus, out: &mut impl Write) -> io::Result<()> {
    let mut subjects = corpus.subjects.iter().peekable();
    let sources: std::collections::HashMap<&str, _> =
        corpus.sources.iter().map(|source| (source.id.as_str(), source)).collect();
    let mut told = HashSet::new();
    let mut known: Option<&str> = None;
    for fact in &corpus.facts {
        let mut row = Map::new();
        let mut set = |key: &str, value: Json| drop(row.insert(key.to_owned(), value));
        set("id", json!(fact.id));
        set("subject", json!(fact.subject));
        if known != Some(fact.subject.as_str()) {
            known = Some(fact.subject.as_str());
            // Those without facts are passed over.
            if let Some(subject) = subjects.by_ref().find(|subject| subject.id == fact.subject) {
                set("kind", json!(subject.kind.word()));
                set("name", json!(subject.name));
                if !subject.aliases.is_empty() {
                    set("aliases", json!(subject.aliases));
                }
                if let Some(organisation) = &subject.organisation {
                    set("organisation", json!(organisation));
                }
            }
        }
        set("attribute", json!(fact.attribute));
        set("value", serde_json::to_value(&fact.value)?);
        if let Some(period) = fact.period {
            set("period", json!(period));
        }
        set("as_of", json!(fact.as_of));
        set("source", json!(fact.source));
        if let Some(source) = sources.get(fact.source.as_str()).filter(|_| told.insert(fact.source.as_str())) {
            set("title", json!(source.title));
            set("publisher", json!(source.publisher));
            set("published", json!(source.published));
            set("url", json!(source.url));
        }
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes the corpus as an export without history.
///
/// # Errors
/// What writing fails with.
pub fn write_export(corpus: &Corpus, out: &mut impl Write) -> io::Result<()> {
    let Corpus { subjects, sources, facts } = corpus;
    let header = json!({
        "whitehall": "export", "format": 1, "exported": "1970-01-01T00:00:00Z", "subjects": subjects.len(),
        "sources": sources.len(), "facts": facts.len(), "retracted": 0, "changes": 0,
    });
    let mut write = |line: Json| -> io::Result<()> {
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")
    };
    write(header)?;
    subjects.iter().try_for_each(|subject| write(json!({ "subject": **subject })))?;
    sources.iter().try_for_each(|source| write(json!({ "source": **source })))?;
    facts.iter().try_for_each(|fact| {
        let mut fact = serde_json::to_value(&**fact)?;
        // Whose it is is for whoever imports it.
        fact.as_object_mut().map(|fact| fact.remove("scope"));
        write(json!({ "fact": fact }))
    })
}
