//! From rows to facts: every reference looked up, every cell read, every mistake named.

use super::bytes::Form;
use super::column::Column;
use super::held::Held;
use super::problem::{ImportError, Problems};
use super::row::{Cell, Row};
use super::settle::{Import, bare, settle};
use super::sources::Sources;
use super::subjects::{Subjects, names};
use crate::fact::limits::{CUE, ID, NAME, QUESTION, STATEMENT, YEARS};
use crate::fact::{AttributeId, Fact, FactId, FuzzyDate, Scope, Value};
use crate::text::line::{is_fact_id, looks_like_an_id};
use crate::text::suggest::shown;
use crate::text::typed::{self, Named};
use jiff::civil;
use std::collections::BTreeMap;

/// The facts of rows, with the subjects and sources that they bring.
pub(super) fn read(
    form: Form,
    (rows, mut problems): (Vec<Row>, Problems),
    held: &Held<'_>,
    scope: Scope,
    today: civil::Date,
) -> Result<Import, ImportError> {
    if rows.is_empty() && problems.is_empty() {
        return Err(ImportError::file("the file has no rows", "give at least one below the header (docs/import.md)"));
    }
    let subjects = Subjects::of(&rows, held, &mut problems);
    let sources = Sources::of(&rows, held);
    check_ids(&rows, &mut problems);
    let mut reader = Reader { held, scope, today, subjects, sources, problems, notes: Problems::default() };
    let mut facts = Vec::new();
    let mut said = BTreeMap::new();
    let all_named = rows.iter().all(|row| row.has(Column::Id));
    for row in &rows {
        let Some(fact) = reader.fact(row) else { continue };
        if all_named {
            facts.push(fact);
            continue;
        }
        // One fact, written twice; two with ids of their own are meant to be two.
        let content = serde_json::to_string(&bare(&fact)).unwrap_or_default();
        let first = *said.entry(content).or_insert(row.line);
        if first < row.line && !row.has(Column::Id) {
            reader.notes.add(row.line, None, format!("the same as line {first}, and left out"), "");
        } else {
            facts.push(fact);
        }
    }
    let Reader { subjects, sources, problems, notes, .. } = reader;
    let (subjects, sources) = (subjects.into_new(), sources.into_new());
    problems.or(settle(Import { form: Some(form), subjects, sources, facts, notes, ..Import::default() }, held))
}

/// Reports ids that two rows give.
fn check_ids(rows: &[Row], problems: &mut Problems) {
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let Some(id) = row.raw(Column::Id).map(str::trim) else { continue };
        match given.get(id) {
            Some(first) => {
                let message = format!("the id `{}` stands on line {first} already", shown(id));
                row.wrong(Column::Id, message, "give another, or none: then one is made", problems);
            }
            None => drop(given.insert(id, row.line)),
        }
    }
}

struct Reader<'a> {
    held: &'a Held<'a>,
    scope: Scope,
    today: civil::Date,
    subjects: Subjects<'a>,
    sources: Sources<'a>,
    problems: Problems,
    notes: Problems,
}

impl Reader<'_> {
    /// The fact of a row. All of its cells are read, so that all its mistakes are told at once.
    fn fact(&mut self, row: &Row) -> Option<Fact> {
        let subject = self.subjects.of_row(row, &mut self.problems);
        let attribute = self.attribute(row);
        let value = self.value(row, attribute.as_ref());
        let source = self.sources.of_row(row, &mut self.problems, &mut self.notes);
        let problems = &mut self.problems;
        let period = row.read(Column::Period, typed::period, problems);
        let status = row.read(Column::Status, typed::status, problems);
        let statement = row.text(Column::Statement, STATEMENT, problems);
        let cues = row.list(Column::Cues, CUE, problems);
        let questions = row.list(Column::Questions, QUESTION, problems);
        let said_by = self.said_by(row);
        let as_of = self.as_of(row, source.as_ref().map(crate::fact::SourceId::as_str));
        let id = self.id(row);
        if value == Some(Value::None) && !row.has(Column::Statement) {
            let expected = "give a statement: without a value it is all the fact says";
            row.wrong(Column::Statement, "the row has neither value nor statement", expected, &mut self.problems);
        }
        let (subject, attribute) = (subject?, attribute?);
        // One that no layer has is made when the fact is written.
        let id = id?.unwrap_or_else(|| FactId::new(""));
        Some(Fact {
            id,
            scope: self.scope,
            subject,
            attribute,
            value: value?,
            period,
            status,
            said_by,
            as_of: as_of?,
            source: source?,
            statement,
            cues,
            questions,
        })
    }

    fn attribute(&mut self, row: &Row) -> Option<AttributeId> {
        if !row.has(Column::Attribute) {
            row.wrong(Column::Attribute, "the row has no attribute", "give one such as `salary`", &mut self.problems);
            return None;
        }
        let text = row.text(Column::Attribute, NAME, &mut self.problems)?;
        if let Some(id) = self.held.attribute(&text) {
            return Some(AttributeId::from(id));
        }
        let near = (!self.problems.is_long()).then(|| self.held.near_attribute(&text)).flatten();
        let expected = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "expected an attribute of the lexicon; `whitehall check --attributes` lists them".to_owned(),
        };
        let message = format!("unknown attribute `{}`", shown(&text));
        row.wrong(Column::Attribute, message, expected, &mut self.problems);
        None
    }

    fn value(&mut self, row: &Row, attribute: Option<&AttributeId>) -> Option<Value> {
        if !row.has(Column::Value) {
            let expected = "give one, or `none` where the statement says it";
            row.wrong(Column::Value, "the row has no value", expected, &mut self.problems);
            return None;
        }
        // Without its attribute nobody knows what the value is to be.
        let attribute = attribute?;
        let kinds = self.held.kinds(attribute.as_str());
        let value = match row.cells.get(&Column::Value) {
            Some(Cell::Value(value)) => {
                let value = value.clone();
                self.check_typed(row, &value)?;
                value
            }
            _ => {
                let find = |text: &str| self.subjects.find(text);
                let read = |text: &str| typed::value(text, &kinds, &names(&find));
                let read = row.read(Column::Value, read, &mut self.problems)?;
                // That a statement is needed is said where there is none.
                if let Some(note) = read.note.filter(|_| read.value != Value::None) {
                    row.wrong(Column::Value, note, "", &mut self.notes);
                }
                read.value
            }
        };
        if let Some(usual) = kinds.first().filter(|usual| !value.kind().may_stand_for(**usual)) {
            let note = format!(
                "`{attribute}` has a value of the kind `{}`, and usually `{}`",
                value.kind().word(),
                usual.word()
            );
            row.wrong(Column::Value, note, "", &mut self.notes);
        }
        Some(value)
    }

    fn check_typed(&mut self, row: &Row, value: &Value) -> Option<()> {
        if let Err(error) = typed::check(value) {
            row.unread(Column::Value, error, &mut self.problems);
            return None;
        }
        match value {
            Value::Subject(id) if !self.is_subject(id.as_str()) => {
                let message = format!("no subject has the id `{}`", shown(id.as_str()));
                row.wrong(
                    Column::Value,
                    message,
                    "expected one that is held, or that a row describes",
                    &mut self.problems,
                );
                None
            }
            _ => Some(()),
        }
    }

    fn is_subject(&self, id: &str) -> bool {
        matches!(self.subjects.find(id), Named::One(found) if found.as_str() == id)
    }

    fn said_by(&mut self, row: &Row) -> Option<String> {
        let said_by = row.text(Column::SaidBy, NAME, &mut self.problems)?;
        if looks_like_an_id(&said_by) && !self.is_subject(&said_by) {
            let message = format!("`{}` looks like an id, and no subject has it", shown(&said_by));
            let expected = "expected the id of a subject, or a name as people write it";
            row.wrong(Column::SaidBy, message, expected, &mut self.problems);
        }
        Some(said_by)
    }

    /// When the fact was true: as the row says, else when its source was published.
    fn as_of(&mut self, row: &Row, source: Option<&str>) -> Option<FuzzyDate> {
        let published = source.and_then(|id| self.sources.get(id)).and_then(|source| source.published);
        let early = published.and_then(|date| typed::to_come(&date, self.today));
        // That of a source which is held was noted when it was new.
        let counts = !row.has(Column::AsOf) || source.is_some_and(|id| self.sources.is_new(id));
        if let Some(note) = early.filter(|_| counts) {
            let column = if row.has(Column::Published) { Column::Published } else { Column::Source };
            row.wrong(column, note, "", &mut self.notes);
        }
        if !row.has(Column::AsOf) {
            if published.is_none() && source.is_some() {
                let expected = "give `published` of the source, or `as_of`";
                row.wrong(Column::AsOf, "the row has no date", expected, &mut self.problems);
            }
            return published;
        }
        let today = self.today;
        // As files hold it, it is not read as a person's words are.
        let exact = row.raw(Column::AsOf).and_then(|text| text.trim().parse::<FuzzyDate>().ok());
        if let Some(date) = exact.filter(|date| YEARS.contains(&date.year())) {
            if let Some(note) = typed::to_come(&date, today) {
                row.wrong(Column::AsOf, note, "", &mut self.notes);
            }
            return Some(date);
        }
        row.understood(Column::AsOf, |text| typed::as_of(text, today), &mut self.problems, &mut self.notes)
    }

    /// The id that a row gives; the outer `None` is a wrong one.
    fn id(&mut self, row: &Row) -> Option<Option<FactId>> {
        if !row.has(Column::Id) {
            return Some(None);
        }
        let id = row.text(Column::Id, ID * 2, &mut self.problems)?;
        if !is_fact_id(&id) {
            let expected = "expected letters (a to z), digits, hyphens and full stops only";
            row.wrong(Column::Id, format!("`{}` is not a fact's id", shown(&id)), expected, &mut self.problems);
            return None;
        }
        Some(Some(FactId::new(id)))
    }
}
