//! Where the rows of a file were read: sources that are held, that the file describes in columns, or that stand in one
//! cell as people write them.

use super::column::Column;
use super::held::Held;
use super::problem::Problems;
use super::row::Row;
use crate::fact::limits::{NAME, URL, YEARS};
use crate::fact::{FuzzyDate, Source, SourceId};
use crate::text::line::is_web_address;
use crate::text::suggest::{nearest, shown};
use crate::text::typed;
use std::collections::BTreeMap;

/// The columns that describe a source.
const DETAILS: [Column; 6] =
    [Column::Title, Column::Publisher, Column::Author, Column::Published, Column::Url, Column::Inferred];
/// The longest text of a source in one cell.
const LONGEST: usize = NAME * 3 + URL;

/// The sources that rows may name.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    held: &'a Held<'a>,
    /// With the line that describes each first.
    new: Vec<(Source, usize)>,
    /// Where a new one stands in `new`, by its id.
    ids: BTreeMap<String, usize>,
    /// Held and new ones by all that they say but their ids.
    contents: BTreeMap<String, SourceId>,
}

/// Whether a text may be the id of a source: it is the name of a file in a knowledge folder.
pub(super) fn is_source_id(text: &str) -> bool {
    let sound = |c: char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '"' | ',' | ';');
    !text.is_empty() && text.len() <= NAME && !text.starts_with('.') && text.trim() == text && text.chars().all(sound)
}

impl<'a> Sources<'a> {
    /// Gathers the sources that rows describe under an id of their own, so that any row may name them.
    pub fn of(rows: &[Row], held: &'a Held<'a>) -> Self {
        let contents = held.sources().map(|source| (content(source), source.id.clone())).collect();
        let mut sources = Sources { held, new: vec![], ids: BTreeMap::new(), contents };
        for row in rows.iter().filter(|row| row.has(Column::Title)) {
            let id = row.raw(Column::Source).map(str::trim).filter(|id| is_source_id(id));
            let Some(id) = id.filter(|id| sources.get(id).is_none()) else { continue };
            // What is wrong with it is told when its row is read.
            if let Some(source) = described(row, SourceId::from(id), &mut Problems::default()) {
                sources.add(source, row.line);
            }
        }
        sources
    }

    fn add(&mut self, source: Source, line: usize) {
        self.ids.insert(source.id.to_string(), self.new.len());
        self.contents.entry(content(&source)).or_insert_with(|| source.id.clone());
        self.new.push((source, line));
    }

    /// A new source with the line that describes it first.
    fn new_one(&self, id: &str) -> Option<&(Source, usize)> {
        self.new.get(*self.ids.get(id)?)
    }

    /// Whether rows describe the source, and none is held with its id.
    pub fn is_new(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// The new sources, in order of their lines.
    pub fn into_new(self) -> Vec<Source> {
        self.new.into_iter().map(|(source, _)| source).collect()
    }

    /// A source by its id.
    pub fn get(&self, id: &str) -> Option<&Source> {
        self.new_one(id).map(|(source, _)| source).or_else(|| self.held.source(id))
    }

    /// The source of a row.
    pub fn of_row(&mut self, row: &Row, problems: &mut Problems, notes: &mut Problems) -> Option<SourceId> {
        if row.has_any(&DETAILS) {
            return self.in_columns(row, problems);
        }
        if !row.has(Column::Source) {
            let expected =
                "no fact is kept without one: write it like The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031";
            row.wrong(Column::Source, "the row has no source", expected, problems);
            return None;
        }
        let text = row.text(Column::Source, LONGEST, problems)?;
        if self.get(&text).is_some() {
            return Some(SourceId::new(text));
        }
        if is_source_id(&text) && !text.contains(' ') {
            let near = (!problems.is_long()).then(|| {
                let ids = self.new.iter().map(|(source, _)| source).chain(self.held.sources()).map(|s| s.id.as_str());
                nearest(&text, ids.collect::<Vec<_>>())
            });
            let near = near.flatten().map_or_else(String::new, |near| format!("did you mean `{}`? ", shown(near)));
            let expected =
                format!("{near}Give a source that is held, or write it out: The Beacon, \"Lamps to go\", June 2031");
            row.wrong(Column::Source, format!("no source is called `{}`", shown(&text)), expected, problems);
            return None;
        }
        let written = row.understood(Column::Source, typed::source, problems, notes)?;
        let source = written.with_id(SourceId::from(""));
        Some(self.known_or_new(source, row.line))
    }

    fn in_columns(&mut self, row: &Row, problems: &mut Problems) -> Option<SourceId> {
        let id = match row.text(Column::Source, LONGEST, problems) {
            Some(id) if is_source_id(&id) => Some(id),
            Some(id) => {
                let expected = "beside title, publisher, author and published give a short id here, or nothing";
                row.wrong(Column::Source, format!("`{}` is no source's id", shown(&id)), expected, problems);
                return None;
            }
            None => None,
        };
        let source = described(row, SourceId::new(id.clone().unwrap_or_default()), problems)?;
        let Some(id) = id else { return Some(self.known_or_new(source, row.line)) };
        if let Some((known, line)) = self.new_one(&id) {
            if *known != source {
                let message = format!("line {line} says otherwise of the source `{id}`");
                row.wrong(Column::Source, message, "let both say the same, or give another id", problems);
            }
        } else if self.held.source(&id).is_some_and(|known| *known != source) {
            let message = format!("what is held of the source `{id}` says otherwise");
            row.wrong(
                Column::Source,
                message,
                "leave title, publisher and the like out, or give another id",
                problems,
            );
        } else if self.held.source(&id).is_none() {
            self.add(source, row.line);
        }
        Some(SourceId::new(id))
    }

    /// A source that says all the same, or this one as a new one.
    fn known_or_new(&mut self, mut source: Source, line: usize) -> SourceId {
        if let Some(known) = self.contents.get(&content(&source)) {
            return known.clone();
        }
        source.id = typed::source_id(&source.title, source.published.as_ref(), |id| self.get(id).is_some());
        let id = source.id.clone();
        self.add(source, line);
        id
    }
}

/// All that a source says but its id.
fn content(source: &Source) -> String {
    let Source { id: _, title, publisher, author, published, url, inferred } = source;
    format!("{title:?} {publisher:?} {author:?} {published:?} {url:?} {inferred:?}")
}

/// The source that the columns of a row describe.
fn described(row: &Row, id: SourceId, problems: &mut Problems) -> Option<Source> {
    let Some(title) = row.text(Column::Title, NAME, problems) else {
        if !row.has(Column::Title) {
            row.wrong(Column::Title, "the source has no title", "give the headline word for word", problems);
        }
        return None;
    };
    let publisher = row.text(Column::Publisher, NAME, problems);
    let author = row.text(Column::Author, NAME, problems);
    let published = row.read(Column::Published, date, problems);
    let url = row.text(Column::Url, URL, problems);
    if let Some(url) = url.as_ref().filter(|url| !is_web_address(url)) {
        let expected = "expected one that begins with https:// or http://";
        row.wrong(Column::Url, format!("`{}` is not a web address", shown(url)), expected, problems);
    }
    let inferred = row.list(Column::Inferred, NAME, problems);
    for part in &inferred {
        if !(part == "publisher" && publisher.is_some() || part == "author" && author.is_some()) {
            let message = format!("`{}` is not given, or cannot be marked so", shown(part));
            row.wrong(
                Column::Inferred,
                message,
                "expected publisher or author; mark a date with ~ behind it",
                problems,
            );
        }
    }
    Some(Source { id, title, publisher, author, published, url, inferred })
}

/// A date as files hold it, or as people write it.
fn date(text: &str) -> Result<FuzzyDate, typed::Unread> {
    match text.parse::<FuzzyDate>() {
        Ok(date) if YEARS.contains(&date.year()) => Ok(date),
        _ => typed::date(text).map(|date| date.value),
    }
}
