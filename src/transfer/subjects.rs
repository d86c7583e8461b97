//! What the rows of a file are about: subjects that are held, and new ones that the file describes.

use super::column::Column;
use super::held::Held;
use super::problem::Problems;
use super::row::Row;
use crate::fact::limits::{ALIAS, ID, NAME};
use crate::fact::{Subject, SubjectId, SubjectKind};
use crate::text::line::is_id;
use crate::text::suggest::{did_you_mean, expected_one_of, shown};
use crate::text::typed::{Named, Names};
use std::collections::BTreeMap;

/// The columns that describe a subject.
const DETAILS: [Column; 4] = [Column::Name, Column::Kind, Column::Aliases, Column::Organisation];

/// A new subject, and the line that describes it first.
#[derive(Debug)]
struct New {
    subject: Subject,
    line: usize,
}

/// The subjects that rows may speak of.
#[derive(Debug)]
pub(super) struct Subjects<'a> {
    held: &'a Held<'a>,
    new: Vec<New>,
    /// Ids as they are, and names, aliases and cells in lower case, each with the new subjects they stand for.
    names: BTreeMap<String, Vec<usize>>,
}

/// Names that ids stand for themselves.
pub(super) fn names<'a>(find: &'a dyn Fn(&str) -> Named) -> Names<'a> {
    Names { find, name: &|id| id.as_str().to_owned() }
}

impl<'a> Subjects<'a> {
    /// Gathers the new subjects of all rows, so that any row may speak of them.
    pub fn of(rows: &[Row], held: &'a Held<'a>, problems: &mut Problems) -> Self {
        let mut subjects = Subjects { held, new: vec![], names: BTreeMap::new() };
        for row in rows.iter().filter(|row| row.has(Column::Kind)) {
            subjects.declare(row, problems);
        }
        subjects
    }

    /// The new subjects, in order of their lines.
    pub fn into_new(self) -> Vec<Subject> {
        self.new.into_iter().map(|new| new.subject).collect()
    }

    /// The subject of an id, a name or an alias.
    pub fn find(&self, text: &str) -> Named {
        let exact = |key: &str| self.names.get(key).map(Vec::as_slice);
        let ours = exact(text).or_else(|| exact(&text.to_lowercase())).unwrap_or_default();
        let new = |at: &usize| self.new.get(*at).map(|new| new.subject.id.clone());
        match (ours, self.held.find_exactly(text)) {
            ([], held) => held,
            ([one], Named::Unknown(_)) => new(one).map_or(Named::Unknown(None), Named::One),
            (_, Named::One(id)) if id.as_str() == text => Named::One(id),
            (several, held) => {
                let mut ids: Vec<String> = several.iter().filter_map(new).map(|id| id.to_string()).collect();
                match held {
                    Named::One(id) => ids.push(id.to_string()),
                    Named::Several(others) => ids.extend(others),
                    Named::Unknown(_) => {}
                }
                Named::Several(ids)
            }
        }
    }

    /// Notes the subject that a row with a kind describes, unless it is known.
    fn declare(&mut self, row: &Row, problems: &mut Problems) {
        let Some(cell) = row.raw(Column::Subject).map(str::trim) else { return };
        if !matches!(self.find(cell), Named::Unknown(_)) {
            return;
        }
        let kinds = || SubjectKind::ALL.into_iter().map(|(_, word)| word);
        let Some(word) = row.text(Column::Kind, NAME, problems).map(|word| word.to_lowercase()) else { return };
        let Some((kind, _)) = SubjectKind::ALL.into_iter().find(|(_, name)| *name == word) else {
            let expected = did_you_mean(&word, kinds().collect::<Vec<_>>(), || expected_one_of(kinds()));
            row.wrong(Column::Kind, format!("`{}` is no kind of subject", shown(&word)), expected, problems);
            return;
        };
        let by_id = is_id(cell) && !cell.is_empty() && cell.len() <= ID;
        let name = match row.text(Column::Name, NAME, problems) {
            Some(name) => name,
            None if row.has(Column::Name) => return,
            None if by_id => {
                row.wrong(
                    Column::Name,
                    "a new subject has no name",
                    "give the name that answers are to use",
                    problems,
                );
                return;
            }
            None => cell.to_owned(),
        };
        if name.chars().count() > NAME {
            row.wrong(
                Column::Subject,
                "the name is too long",
                format!("expected at most {NAME} characters"),
                problems,
            );
            return;
        }
        let id = if by_id { SubjectId::from(cell) } else { self.free_id(&name) };
        let aliases = row.list(Column::Aliases, ALIAS, problems);
        let organisation = self.organisation(row, problems);
        let at = self.new.len();
        let keys = [name.as_str(), cell].into_iter().chain(aliases.iter().map(String::as_str)).map(str::to_lowercase);
        for key in keys.chain([id.to_string()]) {
            let bearers = self.names.entry(key).or_default();
            if !bearers.contains(&at) {
                bearers.push(at);
            }
        }
        self.new.push(New { subject: Subject { id, kind, name, aliases, organisation }, line: row.line });
    }

    /// An id made of a name.
    fn free_id(&self, name: &str) -> SubjectId {
        const LONGEST: usize = 48;
        let lower = name.to_lowercase();
        let mut base = String::new();
        for word in lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            if !base.is_empty() && base.len() + word.len() >= LONGEST {
                break;
            }
            base.push_str(if base.is_empty() { "" } else { "-" });
            base.extend(word.chars().take(LONGEST));
        }
        let base = if base.is_empty() { "subject".to_owned() } else { base };
        let taken = |id: &str| self.held.subject(id).is_some() || self.names.contains_key(id);
        let mut ids = std::iter::once(base.clone()).chain((2_u32..).map(|n| format!("{base}-{n}")));
        SubjectId::new(ids.find(|id| !taken(id)).unwrap_or(base))
    }

    fn organisation(&self, row: &Row, problems: &mut Problems) -> Option<String> {
        let text = row.text(Column::Organisation, NAME, problems)?;
        if let Some(id) = self.held.organisation(&text) {
            return Some(id.to_owned());
        }
        let expected = match (!problems.is_long()).then(|| self.held.near_organisation(&text)).flatten() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "expected an organisation of the lexicon; leave it out, and name it in the subject".to_owned(),
        };
        row.wrong(Column::Organisation, format!("unknown organisation `{}`", shown(&text)), expected, problems);
        None
    }

    /// The subject that a row is about.
    pub fn of_row(&self, row: &Row, problems: &mut Problems) -> Option<SubjectId> {
        if !row.has(Column::Subject) {
            row.wrong(Column::Subject, "the row has no subject", "give a name or an id", problems);
            return None;
        }
        let text = row.text(Column::Subject, NAME, problems)?;
        match self.find(&text) {
            Named::One(id) => {
                self.check_details(&id, row, problems);
                Some(id)
            }
            Named::Several(ids) => {
                let message = format!("`{}` names several subjects", shown(&text));
                row.wrong(Column::Subject, message, format!("give the id: {}", ids.join(" or ")), problems);
                None
            }
            // What is wrong with a new one is reported already.
            Named::Unknown(_) if row.has(Column::Kind) => None,
            Named::Unknown(_) => {
                let near = (!problems.is_long()).then(|| self.nearest(&text)).flatten();
                let near = near.map_or_else(|| "f".to_owned(), |near| format!("did you mean `{}`? F", shown(&near)));
                let expected = format!("{near}or a new subject give its `kind` and `name`");
                row.wrong(Column::Subject, format!("no subject is called `{}`", shown(&text)), expected, problems);
                None
            }
        }
    }

    fn nearest(&self, text: &str) -> Option<String> {
        let new = self.new.iter().map(|new| new.subject.name.as_str());
        let near = self.held.nearest_subject(text);
        let near = near.or_else(|| crate::text::suggest::nearest(text, new.collect::<Vec<_>>()));
        near.map(str::to_owned)
    }

    /// Reports details of a row that say otherwise than what is known of its subject: an import does not rename.
    fn check_details(&self, id: &SubjectId, row: &Row, problems: &mut Problems) {
        if !row.has_any(&DETAILS) {
            return;
        }
        let bearers = self.names.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let new = bearers.iter().filter_map(|at| self.new.get(*at)).find(|new| new.subject.id == *id);
        let Some(known) = new.map(|new| &new.subject).or_else(|| self.held.subject(id.as_str())) else { return };
        let differs = |column: Column| match column {
            Column::Name => row.raw(column).is_some_and(|name| name.trim() != known.name),
            Column::Kind => row.raw(column).is_some_and(|kind| kind.trim().to_lowercase() != known.kind.word()),
            Column::Organisation => {
                let organisation = row.raw(column).map(str::trim);
                organisation.is_some_and(|text| self.held.organisation(text) != known.organisation.as_deref())
            }
            _ => {
                let aliases = row.list(Column::Aliases, ALIAS, &mut Problems::default());
                aliases.iter().any(|alias| !known.aliases.contains(alias))
            }
        };
        for column in DETAILS.into_iter().filter(|column| row.has(*column) && differs(*column)) {
            let (message, expected) = match new {
                // The line that describes it has told of its own mistakes.
                Some(new) if new.line == row.line => continue,
                Some(new) => (
                    format!("line {} says otherwise of `{id}`", new.line),
                    "let both say the same, or one of them nothing",
                ),
                None => (
                    format!("what is held of `{id}` says otherwise"),
                    "leave it out: an import does not change subjects; a new one needs an id or name of its own",
                ),
            };
            row.wrong(column, message, expected, problems);
        }
    }
}
