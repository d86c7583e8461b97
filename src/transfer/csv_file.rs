//! CSV: rows out of a table, and facts into one.

use super::MOST_ROWS;
use super::column::Column;
use super::held::Held;
use super::problem::{ImportError, Problems};
use super::row::{Cell, Row};
use super::subjects::names;
use crate::fact::Fact;
use crate::text::suggest::shown;
use crate::text::typed;
use ::csv::{ReaderBuilder, StringRecord, WriterBuilder};
use std::collections::BTreeMap;

/// The columns without which no row says anything.
const NEEDED: [Column; 3] = [Column::Subject, Column::Attribute, Column::Value];

/// The rows of a table; its first line names the columns.
///
/// # Errors
/// A file that is no table, or a header with a mistake: then the rows are not looked at.
pub(super) fn rows(text: &str) -> Result<(Vec<Row>, Problems), ImportError> {
    let lines = Lines::new(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let unreadable = |error: ::csv::Error| ImportError::file(format!("the table cannot be read: {error}"), TABLE);
    let header = records.next().transpose().map_err(unreadable)?.unwrap_or_default();
    let columns = header_columns(&header, lines.of(&header))?;
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    let mut count = 0;
    for record in records {
        let record = record.map_err(unreadable)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        count += 1;
        if count > MOST_ROWS {
            return Err(too_many());
        }
        let line = lines.of(&record);
        if record.len() > columns.len() {
            let message = format!("the row has {} cells, and the header {}", record.len(), columns.len());
            problems.add(line, None, message, "put text that holds a comma between double quotes");
            continue;
        }
        let cells = columns.iter().copied().zip(record.iter()).filter(|(_, cell)| !cell.trim().is_empty());
        let cells = cells.map(|(column, cell)| (column, Cell::Text(opened(cell.trim())))).collect();
        rows.push(Row { line, cells });
    }
    Ok((rows, problems))
}

const TABLE: &str = "expected a table with commas whose first line names the columns (docs/import.md has a template)";

pub(super) fn too_many() -> ImportError {
    let message = format!("the file has more than {MOST_ROWS} rows");
    ImportError::file(message, "split it, and import the parts one after the other")
}

/// The sign between the cells: the one that cuts the header into most names of columns.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let named = |sign: u8| {
        let cells =
            header.split(char::from(sign)).filter(|cell| Column::named(cell.trim().trim_matches('"')).is_some());
        cells.count()
    };
    // Of equals the last wins, so the usual one stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|sign| named(*sign)).unwrap_or(b',')
}

fn header_columns(header: &StringRecord, line: usize) -> Result<Vec<Column>, ImportError> {
    if !header.iter().any(|cell| Column::named(cell).is_some()) {
        let first: Vec<String> = header.iter().take(3).map(|cell| format!("`{}`", shown(cell))).collect();
        let message = format!("the first line names no columns: {}", first.join(", "));
        return Err(ImportError::file(message, TABLE));
    }
    let mut problems = Problems::default();
    let mut columns = Vec::new();
    for cell in header {
        match Column::named(cell) {
            Some(column) if columns.contains(&column) => {
                problems.add(line, Some(column.word()), "the column stands here twice", "leave one out");
            }
            Some(column) => columns.push(column),
            None if cell.trim().is_empty() => {
                problems.add(line, None, "a column has no name", "name it, or leave it out");
            }
            None => problems.add(line, None, format!("unknown column `{}`", shown(cell.trim())), Column::meant(cell)),
        }
    }
    let missing = NEEDED.iter().filter(|column| !columns.contains(column)).map(|column| column.word());
    for column in missing {
        problems.add(line, Some(column), "the column is missing", "every row needs it");
    }
    if !columns.iter().any(|column| matches!(column, Column::Source | Column::Title)) {
        let expected = "no fact is kept without its source: add it, or title, publisher, author and published";
        problems.add(line, Some(Column::Source.word()), "the column is missing", expected);
    }
    problems.or(columns)
}

/// Where lines begin, to tell on which a record does.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = |at: &usize| match bytes.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let starts = std::iter::once(0).chain((0..bytes.len()).filter(ends).map(|at| at + 1)).collect();
        Self { text, starts }
    }

    /// The line on which a record begins, from 1. The reader counts line ends before a record to it.
    fn of(&self, record: &StringRecord) -> usize {
        let at = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let at = at + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.starts.partition_point(|start| *start <= at)
    }
}

/// Facts as a table that [`read`](super::read) reads again. Their subjects and sources stand in every row.
pub fn csv(facts: &[&Fact], held: &Held<'_>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory does not fail.
    let mut failed = writer.write_record(Column::words()).is_err();
    for fact in facts {
        let cells = cells(fact, held);
        let record = Column::ALL.iter().map(|column| cells.get(column).map_or_else(String::new, |cell| closed(cell)));
        failed |= writer.write_record(record).is_err();
    }
    debug_assert!(!failed);
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn cells(fact: &Fact, held: &Held<'_>) -> BTreeMap<Column, String> {
    let find = |text: &str| held.find_exactly(text);
    let names = names(&find);
    let mut cells = BTreeMap::new();
    let mut put = |column: Column, text: String| drop(cells.insert(column, text));
    put(Column::Id, fact.id.to_string());
    put(Column::Subject, fact.subject.to_string());
    if let Some(subject) = held.subject(fact.subject.as_str()) {
        put(Column::Name, subject.name.clone());
        put(Column::Kind, subject.kind.word().to_owned());
        put(Column::Aliases, typed::said_items(&subject.aliases));
        put(Column::Organisation, subject.organisation.clone().unwrap_or_default());
    }
    put(Column::Attribute, fact.attribute.to_string());
    put(Column::Value, typed::said(&fact.value, &held.kinds(fact.attribute.as_str()), &names));
    put(Column::Period, fact.period.map(|period| period.to_string()).unwrap_or_default());
    put(Column::Status, fact.status.map(|status| status.word().to_owned()).unwrap_or_default());
    put(Column::SaidBy, fact.said_by.clone().unwrap_or_default());
    put(Column::AsOf, fact.as_of.to_string());
    put(Column::Source, fact.source.to_string());
    if let Some(source) = held.source(fact.source.as_str()) {
        put(Column::Title, source.title.clone());
        put(Column::Publisher, source.publisher.clone().unwrap_or_default());
        put(Column::Author, source.author.clone().unwrap_or_default());
        put(Column::Published, source.published.map(|date| date.to_string()).unwrap_or_default());
        put(Column::Url, source.url.clone().unwrap_or_default());
        put(Column::Inferred, typed::said_items(&source.inferred));
    }
    put(Column::Statement, fact.statement.clone().unwrap_or_default());
    put(Column::Cues, typed::said_items(&fact.cues));
    put(Column::Questions, typed::said_items(&fact.questions));
    cells
}

/// Whether a spreadsheet would take a cell for a formula, an apostrophe or several before it left aside.
fn looks_like_a_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// A cell with an apostrophe before what a spreadsheet would run as a formula.
fn closed(cell: &str) -> String {
    if looks_like_a_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe that [`closed`] puts before it.
fn opened(cell: &str) -> String {
    let inner = cell.strip_prefix('\'').filter(|_| looks_like_a_formula(cell));
    inner.unwrap_or(cell).to_owned()
}
