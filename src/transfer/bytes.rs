//! From the bytes of a file to text of a known form, or why it is none.

use super::problem::ImportError;

/// The largest file that is read, in bytes: thousands of facts with a long history.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The largest export that is read, in bytes: a layer with the longest history that can be restored.
pub const MOST_ARCHIVE_BYTES: usize = 256 * 1024 * 1024;
/// How an export begins.
const ARCHIVE: &[u8] = b"{\"whitehall\"";

/// The forms of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table with a header.
    Csv,
    /// One JSON object a line, with the columns of the table as keys.
    Jsonl,
    /// What [`jsonl`](super::jsonl) writes: a layer with its history.
    Archive,
    /// One article of a knowledge folder.
    Toml,
}

impl Form {
    /// What it is called in messages.
    pub fn word(self) -> &'static str {
        match self {
            Form::Csv => "CSV",
            Form::Jsonl => "JSON lines",
            Form::Archive => "an export",
            Form::Toml => "knowledge TOML",
        }
    }
}

/// Beginnings of files that people may take for a table, with what they are.
const MAGIC: [(&[u8], &str); 8] = [
    (b"PK\x03\x04", "an Excel workbook or another packed file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook or another Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a packed file"),
    (b"Rar!", "a packed file"),
];

const SAVE_AS: &str = "save it as \"CSV UTF-8\", or as JSON lines or knowledge TOML in UTF-8, and import that";

/// The text of a file and its form, by its name or else by how it begins.
pub(super) fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<(Form, &'b str), ImportError> {
    let most = if bytes.starts_with(ARCHIVE) { MOST_ARCHIVE_BYTES } else { MOST_BYTES };
    if bytes.len() > most {
        let message = format!("the file has {} MB, and at most {} MB are read", mib(bytes.len()), mib(most));
        return Err(ImportError::file(message, "split it, and import the parts one after the other"));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ImportError::file(format!("the file is {what}, not a table as text"), SAVE_AS));
    }
    if let Some(encoding) = wide(bytes) {
        return Err(ImportError::file(format!("the file is in {encoding}, and only UTF-8 is read"), SAVE_AS));
    }
    if bytes.contains(&0) {
        return Err(ImportError::file("the file is no text", SAVE_AS));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    // Excel puts a mark in front of UTF-8.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportError::file("the file is empty", "give it a header and at least one row (docs/import.md)"));
    }
    Ok((form(name, text)?, text))
}

fn mib(bytes: usize) -> usize {
    bytes.div_ceil(1024 * 1024)
}

/// UTF-16 or UTF-32, told by the mark in front or by every other byte of ASCII text being zero.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Some("UTF-32");
    }
    let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let unmarked = matches!(bytes, [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0);
    (marked || unmarked).then_some("UTF-16")
}

fn not_utf8(bytes: &[u8], from: usize) -> ImportError {
    let before = bytes.get(..from).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count() + 1;
    ImportError::file(format!("the text is not UTF-8 from line {line}, character {column} on"), SAVE_AS)
}

fn form(name: &str, text: &str) -> Result<Form, ImportError> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim_start();
    // An export that lost its first line is one still, and says so.
    const BEGINNINGS: [&str; 6] =
        ["{\"whitehall\"", "{\"subject\":{", "{\"source\":{", "{\"fact\":{", "{\"retracted\":", "{\"change\":"];
    let is_export = BEGINNINGS.iter().any(|beginning| first.starts_with(beginning));
    let lines = if is_export { Form::Archive } else { Form::Jsonl };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("csv" | "tsv") => Ok(Form::Csv),
        Some("toml") => Ok(Form::Toml),
        Some("jsonl" | "ndjson" | "json") => Ok(lines),
        Some("xlsx" | "xls" | "ods") => Err(ImportError::file("the name is that of a workbook", SAVE_AS)),
        _ if first.starts_with('{') => Ok(lines),
        _ if text.lines().any(|line| matches!(line.trim(), "[source]" | "[[fact]]")) => Ok(Form::Toml),
        _ => Ok(Form::Csv),
    }
}
