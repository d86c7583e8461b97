//! A layer with its history as JSON lines, written and read without loss.

use super::MOST_CHANGES;
use super::bytes::Form;
use super::faults::{fact_fault, fact_id_fault, source_fault, subject_fault};
use super::forms::{ChangeForm, FORMAT, FactForm, Header, Line};
use super::held::Held;
use super::json_rows::reason;
use super::problem::{ImportError, Problems};
use super::settle::{Import, settle_layer};
use crate::fact::{Fact, FactId, Scope, Source, Subject, Value};
use crate::store::Change;
use crate::text::suggest::shown;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// All that one layer says, and all that happened to it.
#[derive(Debug, Clone, Default)]
pub struct Layer<'a> {
    /// Its own subjects.
    pub subjects: Vec<&'a Subject>,
    /// Its own sources.
    pub sources: Vec<&'a Source>,
    /// Its own facts.
    pub facts: Vec<&'a Fact>,
    /// What it hides.
    pub retracted: Vec<&'a FactId>,
    /// Its changes, in any order.
    pub history: Vec<&'a Change>,
}

/// A layer as JSON lines that [`read`](super::read) reads again. Two exports of the same layer differ in the date of
/// their first line only, wherever the layer is kept: changes are numbered anew, from 1.
pub fn jsonl(layer: &Layer<'_>, at: Timestamp) -> String {
    let mut layer = layer.clone();
    layer.subjects.sort_by_key(|subject| &subject.id);
    layer.sources.sort_by_key(|source| &source.id);
    layer.facts.sort_by_key(|fact| &fact.id);
    layer.retracted.sort();
    layer.history.sort_by_key(|change| change.seq);
    let header = Header {
        whitehall: "export".to_owned(),
        format: FORMAT,
        exported: at.to_string(),
        subjects: layer.subjects.len(),
        sources: layer.sources.len(),
        facts: layer.facts.len(),
        retracted: layer.retracted.len(),
        changes: layer.history.len(),
    };
    let mut text = serde_json::to_string(&header).unwrap_or_default();
    let mut write = |line: Line| {
        text.push('\n');
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
    };
    layer.subjects.into_iter().for_each(|subject| write(Line::Subject(subject.clone())));
    layer.sources.into_iter().for_each(|source| write(Line::Source(source.clone())));
    layer.facts.into_iter().for_each(|fact| write(Line::Fact(Box::new(FactForm::from(fact)))));
    layer.retracted.into_iter().for_each(|id| write(Line::Retracted(id.clone())));
    let mut batches = BTreeMap::new();
    for (number, change) in (1..).zip(layer.history) {
        let batch = *batches.entry(change.batch).or_insert(number);
        let undoes = change.undoes.and_then(|undone| batches.get(&undone).copied());
        write(Line::Change(Box::new(ChangeForm::of(change, number, batch, undoes))));
    }
    text.push('\n');
    text
}

/// Reads what [`jsonl`] wrote, into the layer `scope`.
pub(super) fn read(text: &str, held: &Held<'_>, scope: Scope) -> Result<Import, ImportError> {
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let (_, first) = lines.next().unwrap_or_default();
    let header = header(first)?;
    let mut reader = Reader {
        scope,
        problems: Problems::default(),
        subjects: vec![],
        sources: vec![],
        facts: vec![],
        retracted: vec![],
        history: vec![],
    };
    for (number, line) in lines {
        reader.line(number, line);
        let entries = reader.facts.len() + reader.retracted.len();
        if entries.max(reader.history.len()) > MOST_CHANGES {
            let message = format!("the export has more than {MOST_CHANGES} facts or entries of history");
            return Err(ImportError::file(message, "import its facts as CSV, in parts"));
        }
    }
    reader.check_counts(&header)?;
    reader.check_references(held);
    let Reader { problems, subjects, sources, facts, retracted, history, .. } = reader;
    fn bare<T>(numbered: Vec<(usize, T)>) -> Vec<T> {
        numbered.into_iter().map(|(_, item)| item).collect()
    }
    let import = Import {
        form: Some(Form::Archive),
        subjects: bare(subjects),
        sources: bare(sources),
        facts: bare(facts),
        retracted: bare(retracted),
        history: bare(history),
        ..Import::default()
    };
    problems.or(settle_layer(import, held))
}

fn header(line: &str) -> Result<Header, ImportError> {
    let format = serde_json::from_str::<serde_json::Value>(line).ok();
    let format = format.as_ref().and_then(|header| header.get("format")).and_then(serde_json::Value::as_u64);
    if format.is_some_and(|format| format > u64::from(FORMAT)) {
        return Err(ImportError::file(
            "the export is of a newer version of Whitehall",
            "update this one, and import it again",
        ));
    }
    match serde_json::from_str::<Header>(line) {
        Ok(header) if header.whitehall == "export" => Ok(header),
        _ => Err(ImportError::file(
            "the first line of the export is damaged",
            "export it again, and import the file as it is",
        )),
    }
}

/// What was read so far, with the line of each.
struct Reader {
    scope: Scope,
    problems: Problems,
    subjects: Vec<(usize, Subject)>,
    sources: Vec<(usize, Source)>,
    facts: Vec<(usize, Fact)>,
    retracted: Vec<(usize, FactId)>,
    history: Vec<(usize, Change)>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        match serde_json::from_str::<Line>(line) {
            Ok(Line::Subject(subject)) => {
                self.wrong(number, subject_fault(&subject));
                self.subjects.push((number, subject));
            }
            Ok(Line::Source(source)) => {
                self.wrong(number, source_fault(&source));
                self.sources.push((number, source));
            }
            Ok(Line::Fact(fact)) => {
                let fact = fact.in_layer(self.scope);
                self.wrong(number, fact_fault(&fact));
                self.facts.push((number, fact));
            }
            Ok(Line::Retracted(id)) => {
                self.wrong(number, fact_id_fault(&id));
                self.retracted.push((number, id));
            }
            Ok(Line::Change(change)) => self.change(number, *change),
            Err(error) => {
                let message = format!("the line is not of an export: {}", reason(&error));
                self.problems.add(number, None, message, "export it again, and import the file as it is");
            }
        }
    }

    fn wrong(&mut self, number: usize, fault: Option<String>) {
        if let Some(fault) = fault {
            self.problems.add(number, None, fault, "");
        }
    }

    fn change(&mut self, number: usize, form: ChangeForm) {
        let expected = self.history.last().map_or(1, |(_, last)| last.seq + 1);
        let starts_before = form.batch == form.number || self.has_batch(form.batch);
        if form.number != expected || !starts_before {
            let message = format!("the change is number {} of batch {}", form.number, form.batch);
            self.problems.add(
                number,
                None,
                message,
                format!("expected number {expected}, of a batch that begins there or before"),
            );
        }
        if let Some(undone) = form.undoes.filter(|undone| *undone >= form.batch || !self.has_batch(*undone)) {
            let message = format!("the change undoes batch {undone}");
            self.problems.add(number, None, message, "expected a batch that ends before its own begins");
        }
        let id_fault = fact_id_fault(&form.id);
        let seq = expected;
        match form.in_layer(self.scope) {
            Ok(change) => {
                let facts = [&change.before, &change.after].into_iter().flatten().filter_map(|entry| entry.fact());
                let fault = id_fault.or_else(|| facts.filter_map(fact_fault).next());
                self.wrong(number, fault);
                self.history.push((number, Change { seq, ..change }));
            }
            Err(fault) => self.problems.add(number, None, format!("the change cannot be: {fault}"), ""),
        }
    }

    /// Whether a batch has begun; its number is that of its first change.
    fn has_batch(&self, batch: u64) -> bool {
        let first = usize::try_from(batch).ok().and_then(|batch| self.history.get(batch.checked_sub(1)?));
        first.is_some_and(|(_, first)| first.batch == batch)
    }

    /// A file that was cut off is whole lines up to some point, and would pass for a smaller layer.
    fn check_counts(&self, header: &Header) -> Result<(), ImportError> {
        let pairs = [
            (header.subjects, self.subjects.len(), "subjects"),
            (header.sources, self.sources.len(), "sources"),
            (header.facts, self.facts.len(), "facts"),
            (header.retracted, self.retracted.len(), "retractions"),
            (header.changes, self.history.len(), "entries of history"),
        ];
        match pairs.into_iter().find(|(said, found, _)| said != found) {
            Some((said, found, what)) if self.problems.is_empty() => Err(ImportError::file(
                format!("the export says that it has {said} {what}, and it has {found}"),
                "it was cut off or edited: export it again; facts edited by hand are imported as CSV",
            )),
            _ => Ok(()),
        }
    }

    /// What lines refer to, and ids that stand there twice.
    fn check_references(&mut self, held: &Held<'_>) {
        let problems = &mut self.problems;
        let mut subjects = BTreeSet::new();
        for (number, subject) in &self.subjects {
            if !subjects.insert(subject.id.as_str()) {
                problems.add(*number, None, format!("the subject `{}` stands here twice", subject.id), "");
            }
            if let Some(id) = subject.organisation.as_ref().filter(|id| held.organisation(id).is_none()) {
                problems.add(*number, None, format!("unknown organisation `{}`", shown(id)), ORGANISATION);
            }
        }
        let mut sources = BTreeSet::new();
        for (number, source) in &self.sources {
            if !sources.insert(source.id.as_str()) {
                problems.add(*number, None, format!("the source `{}` stands here twice", source.id), "");
            }
        }
        let is_subject = |id: &str| subjects.contains(id) || held.subject(id).is_some();
        let mut facts = BTreeSet::new();
        for (number, fact) in &self.facts {
            if !facts.insert(&fact.id) {
                problems.add(*number, None, format!("the fact `{}` stands here twice", fact.id), "");
            }
            let value = match &fact.value {
                Value::Subject(id) => Some(id),
                _ => None,
            };
            for id in std::iter::once(&fact.subject).chain(value).filter(|id| !is_subject(id.as_str())) {
                problems.add(
                    *number,
                    None,
                    format!("no subject `{}` is held, nor in the file", shown(id.as_str())),
                    "",
                );
            }
            if held.source(fact.source.as_str()).is_none() && !sources.contains(fact.source.as_str()) {
                let message = format!("no source `{}` is held, nor in the file", shown(fact.source.as_str()));
                problems.add(*number, None, message, "");
            }
            if !held.lexicon().attributes.contains_key(&fact.attribute) {
                let near = (!problems.is_long()).then(|| held.near_attribute(fact.attribute.as_str())).flatten();
                let expected = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
                problems.add(
                    *number,
                    None,
                    format!("unknown attribute `{}`", shown(fact.attribute.as_str())),
                    expected,
                );
            }
        }
        for (number, id) in &self.retracted {
            if !facts.insert(id) {
                problems.add(*number, None, format!("the fact `{id}` stands here twice"), "");
            }
        }
    }
}

const ORGANISATION: &str = "expected one of the lexicon; the export comes from a bot with other organisations";
