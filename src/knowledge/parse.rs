//! From the bytes of a folder's files to knowledge: the one path for the embedded folder and those on disk.

use super::article::{self, Article};
use super::phrasing::Phrasings;
use super::problem::{Problem, Severity};
use super::report::{Report, Spot, TextFile};
use super::resolve::resolve;
use super::words::Words;
use super::{Around, Loaded};
use crate::text::suggest::shown;
use std::collections::BTreeMap;
use std::rc::Rc;
use toml::de::DeTable;

/// What a file of a knowledge folder is for, by its path inside the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Article,
    Lexicon,
    Organisations,
    Phrasings,
}

impl Role {
    /// Whether such files that are embedded apply to every folder; the others speak of the embedded facts.
    pub(super) fn is_of_every_folder(self) -> bool {
        matches!(self, Role::Lexicon | Role::Organisations)
    }
}

/// The role of a path inside the folder (with `/` between its parts); `None` for files that are not read: those
/// elsewhere, those without `.toml`, and hidden ones (an editor's).
pub(super) fn role(path: &str) -> Option<Role> {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let stem = path.strip_suffix(".toml").filter(|stem| !stem.is_empty() && !stem.ends_with('/'))?;
    match stem.split_once('/') {
        _ if hidden => None,
        Some(("articles", _)) => Some(Role::Article),
        Some(("lexicon", _)) => Some(Role::Lexicon),
        Some(("organisations", _)) => Some(Role::Organisations),
        Some(("phrasings", _)) => Some(Role::Phrasings),
        None if stem == "organisations" => Some(Role::Organisations),
        _ => None,
    }
}

/// Whether a folder (by its path inside the knowledge folder) may hold files with a role.
pub(super) fn may_hold_files(path: &str) -> bool {
    role(&format!("{path}/x.toml")).is_some()
}

/// How many syntax errors of one file are listed at most: behind the first few, a parser is guessing.
const SYNTAX_ERRORS: usize = 5;

/// Parses files given as path inside the folder and bytes, in any order, beside what is held around them. Files without
/// a role are passed over. `problems` are those of files that could not be read.
pub(super) fn parse(
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
    mut problems: Vec<Problem>,
    around: &Around<'_>,
) -> Loaded {
    let mut texts = vec![];
    for (name, bytes) in files.into_iter().filter(|(name, _)| role(name).is_some()) {
        match String::from_utf8(bytes) {
            Ok(text) => texts.push(TextFile::new(name, text)),
            Err(error) => problems.push(not_utf8(name, &error)),
        }
    }
    texts.sort_by(|a, b| a.name.cmp(&b.name));
    let texts = Rc::new(texts);
    let mut report = Report::new(Rc::clone(&texts));
    if !problems.is_empty() {
        report.note_unread();
    }
    let mut words = Words::new(around.lexicon);
    let mut articles: Vec<Article> = vec![];
    let mut phrasings = Phrasings::default();
    let mut stems = BTreeMap::new();
    for (number, file) in texts.iter().enumerate() {
        let spot = Spot { file: number, offset: 0 };
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        syntax(&errors, &file.text, spot, &mut report);
        let table = table.get_ref();
        match role(&file.name) {
            Some(Role::Article) => {
                let stem = stem(&file.name);
                check_stem(stem, spot, &mut stems, &mut report);
                articles.push(article::read(table, spot, stem, &mut report));
            }
            Some(Role::Lexicon) => words.read_lexicon(table, spot, &mut report),
            Some(Role::Organisations) => words.read_organisations(table, spot, &mut report),
            Some(Role::Phrasings) => phrasings.read(table, spot, &mut report),
            None => {}
        }
    }
    let lexicon = words.finish(&mut report);
    let mut knowledge = resolve(articles, lexicon, around, &mut report);
    phrasings.finish(&knowledge.facts, &mut knowledge.lexicon, &mut report);
    problems.extend(report.finish());
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    Loaded { knowledge, problems }
}

/// The file's name without folders and `.toml`: the id of its source.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// Two files of one name in different subfolders would be one source.
fn check_stem<'t>(stem: &'t str, spot: Spot, stems: &mut BTreeMap<&'t str, Spot>, report: &mut Report) {
    match stems.get(stem) {
        Some(first) => {
            let message = format!("another article file is called `{}` too", shown(stem));
            let expected = format!("see {}: the name is the source's id, rename one", report.place(*first, spot));
            report.error(spot, message, expected);
        }
        None => {
            stems.insert(stem, spot);
        }
    }
    if stem.chars().any(char::is_control) {
        report.error(spot, "the name of this file holds a control character", "rename it");
    }
}

fn syntax(errors: &[toml::de::Error], text: &str, spot: Spot, report: &mut Report) {
    let mut told: Vec<(String, &str)> = vec![];
    for error in errors {
        let spot = Spot { offset: error.span().map_or(0, |span| span.start), ..spot };
        let (line, message) = (report.place(spot, spot), error.message());
        // One mistake often gives several errors on its line, or the same one on every line behind it.
        if told.len() == SYNTAX_ERRORS || told.iter().any(|(place, said)| *place == line || *said == message) {
            continue;
        }
        let (message, expected) = match clearer(message, text.get(..spot.offset).unwrap_or_default()) {
            Some(clear) => clear,
            None => message.split_once(", expected ").unwrap_or((message, "")),
        };
        let expected = if expected.is_empty() { String::new() } else { format!("expected {expected}") };
        report.error(spot, format!("not valid TOML: {message}"), expected);
        told.push((line, error.message()));
        if error.message().starts_with(UNCLOSED) {
            // All that follows is read as if it stood inside the braces.
            break;
        }
    }
    if !errors.is_empty() {
        report.mute(spot.file);
    }
}

/// How the parser begins its message where an inline table goes on into the next line.
const UNCLOSED: &str = "missing comma between key-value pairs";

/// What went wrong and what was expected, for errors that the parser words from its own point of view; `before` is
/// the text before the error.
fn clearer(message: &str, before: &str) -> Option<(&'static str, &'static str)> {
    let cut_figure = || {
        let figure = before.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix(',');
        figure.is_some_and(|figure| figure.ends_with(|c: char| c.is_ascii_digit()))
    };
    if message.starts_with("extra comma") && cut_figure() {
        return Some(("a comma inside a figure", "figures without commas, 85000 or 85_000"));
    }
    if message.starts_with("string values must be quoted") {
        return Some((
            "neither a number nor text in quotes",
            "quotes around text, and numbers without signs or letters",
        ));
    }
    if message.starts_with(UNCLOSED) {
        return Some(("a comma or a closing brace is missing", "`,` here, or `}` at the end of the line before"));
    }
    None
}

fn not_utf8(file: String, error: &std::string::FromUtf8Error) -> Problem {
    let bytes = error.as_bytes();
    let start = error.utf8_error().valid_up_to();
    let sound = String::from_utf8_lossy(bytes.get(..start).unwrap_or_default());
    let line = sound.matches('\n').count() + 1;
    let column = sound.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Problem {
        severity: Severity::Error,
        file,
        line,
        column,
        message: "the text is not UTF-8 from here on".to_owned(),
        expected: "save the file as UTF-8".to_owned(),
    }
}
