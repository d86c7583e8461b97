//! Reads the keys of one TOML table, and reports what is missing, misspelt or of the wrong form.
//!
//! A table is walked by hand rather than through serde, because serde stops at the first mistake of a file and
//! this room names them all.

use super::report::{Marked, Report, Spot};
use crate::fact::FuzzyDate;
use crate::fact::limits::{ID, LIST, NAME, YEARS};
use crate::text::line::{LineError, is_id, line};
use crate::text::suggest::{did_you_mean, expected_one_of, nearest, shown};
use toml::de::{DeTable, DeValue};

/// The keys of one table.
pub(super) struct Fields<'t, 'r> {
    table: &'t DeTable<'t>,
    spot: Spot,
    /// What the table describes, with its article: "a fact".
    what: &'static str,
    known: Vec<&'static str>,
    missing: Vec<(&'static str, &'static str)>,
    /// Where problems go.
    pub report: &'r mut Report,
}

impl<'t, 'r> Fields<'t, 'r> {
    /// The keys of a table that begins at `spot`.
    pub fn new(table: &'t DeTable<'t>, spot: Spot, what: &'static str, report: &'r mut Report) -> Self {
        Self { table, spot, what, known: vec![], missing: vec![], report }
    }

    /// Where the table begins.
    pub fn spot(&self) -> Spot {
        self.spot
    }

    /// The raw value of a key.
    pub fn get(&mut self, key: &'static str) -> Option<(&'t DeValue<'t>, Spot)> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let value = self.table.get(key)?;
        Some((value.get_ref(), Spot { file: self.spot.file, offset: value.span().start }))
    }

    /// Whether the table has keys that nobody asked for yet.
    pub fn has_others(&self) -> bool {
        self.table.keys().any(|key| !self.known.iter().any(|known| key.get_ref() == known))
    }

    /// Notes that a key must be there; `example` shows how it is written.
    pub fn require(&mut self, key: &'static str, example: &'static str) {
        if !self.table.contains_key(key) {
            self.missing.push((key, example));
        }
    }

    /// A text of at most `longest` characters.
    pub fn text(&mut self, key: &'static str, longest: usize) -> Option<Marked<String>> {
        let (value, spot) = self.get(key)?;
        text(value, spot, &format!("`{key}`"), longest, self.report)
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str, longest: usize) -> Vec<Marked<String>> {
        let Some((value, spot)) = self.get(key) else { return vec![] };
        texts(value, spot, key, longest, self.report)
    }

    /// An id: ASCII letters, digits and hyphens. A wrong one is reported, and still returned so that what refers
    /// to it is not reported as well.
    pub fn id(&mut self, key: &'static str) -> Option<Marked<String>> {
        let id = self.text(key, ID)?;
        if !is_id(&id.value) {
            let message = format!("`{}` is not an id", shown(&id.value));
            self.report.error(id.spot, message, "expected letters (a to z), digits and hyphens only");
        }
        Some(id)
    }

    /// One of a few words; `what` says in messages what they name.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        what: &str,
        choices: &[(T, &'static str)],
    ) -> Option<Marked<T>> {
        let text = self.text(key, NAME)?;
        let value = choose(&text, what, choices, self.report)?;
        Some(Marked { value, spot: text.spot })
    }

    /// A date.
    pub fn date(&mut self, key: &'static str) -> Option<Marked<FuzzyDate>> {
        let (value, spot) = self.get(key)?;
        date(value, spot, key, self.report)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let (value, spot) = self.get(key)?;
        if let DeValue::Boolean(flag) = value {
            return Some(*flag);
        }
        let message = format!("`{key}` is {}", kind_of(value));
        self.report.error(spot, message, "expected true or false, without quotes");
        None
    }

    /// The table under a key, such as `[source]`.
    pub fn table(&mut self, key: &'static str) -> Option<(&'t DeTable<'t>, Spot)> {
        let (value, spot) = self.get(key)?;
        match value {
            DeValue::Table(table) => Some((table, spot)),
            DeValue::Array(_) => {
                self.report.error(
                    spot,
                    format!("`{key}` is a list"),
                    format!("expected one [{key}], in single brackets"),
                );
                None
            }
            other => {
                self.report.error(spot, format!("`{key}` is {}", kind_of(other)), format!("expected [{key}]"));
                None
            }
        }
    }

    /// The tables under a key, such as each `[[fact]]`.
    pub fn tables(&mut self, key: &'static str) -> Vec<(&'t DeTable<'t>, Spot)> {
        let Some((value, spot)) = self.get(key) else { return vec![] };
        let DeValue::Array(items) = value else {
            let message = format!("`{key}` is {}", kind_of(value));
            self.report.error(spot, message, format!("expected [[{key}]], in double brackets"));
            return vec![];
        };
        let mut tables = vec![];
        for item in items.iter() {
            let spot = Spot { file: self.spot.file, offset: item.span().start };
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, spot)),
                other => {
                    let message = format!("`{key}` holds {}", kind_of(other));
                    self.report.error(spot, message, format!("expected [[{key}]]"));
                }
            }
        }
        tables
    }

    /// Reports unknown and missing keys; a missing one that an unknown one resembles is reported once.
    pub fn finish(self) {
        let mut meant = vec![];
        for (key, _) in self.table.iter() {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let free = self.known.iter().copied().filter(|known| !self.table.contains_key(*known));
            let suggestion = nearest(name, free).or_else(|| nearest(name, self.known.iter().copied()));
            let expected = match suggestion {
                Some(suggestion) => format!("did you mean `{suggestion}`?"),
                None => expected_one_of(self.known.iter().copied()),
            };
            meant.extend(suggestion);
            let spot = Spot { file: self.spot.file, offset: key.span().start };
            self.report.error(spot, format!("unknown key `{}` in {}", shown(name), self.what), expected);
        }
        for (key, example) in self.missing.iter().filter(|(key, _)| !meant.contains(key)) {
            self.report.error(self.spot, format!("{} has no `{key}`", self.what), format!("expected {example}"));
        }
    }
}

/// A text out of any value; `what` names it in messages (a key between backticks).
pub(super) fn text(
    value: &DeValue<'_>,
    spot: Spot,
    what: &str,
    longest: usize,
    report: &mut Report,
) -> Option<Marked<String>> {
    let DeValue::String(text) = value else {
        report.error(spot, format!("{what} is {}", kind_of(value)), "expected text in quotes");
        return None;
    };
    match line(text, longest) {
        Ok(text) => Some(Marked { value: text.to_owned(), spot }),
        Err(error) => {
            let expected = match error {
                LineError::Empty => "give a text, or leave the key out".to_owned(),
                _ => error.expected(),
            };
            report.error(spot, error.message(what), expected);
            None
        }
    }
}

/// A list of texts out of any value; doubles are dropped.
pub(super) fn texts(
    value: &DeValue<'_>,
    spot: Spot,
    key: &str,
    longest: usize,
    report: &mut Report,
) -> Vec<Marked<String>> {
    let DeValue::Array(items) = value else {
        let message = format!("`{key}` is {}", kind_of(value));
        report.error(spot, message, "expected a list of texts in brackets: [\"one\", \"two\"]");
        return vec![];
    };
    if items.len() > LIST {
        report.error(spot, format!("`{key}` holds {} texts", items.len()), format!("expected at most {LIST}"));
        return vec![];
    }
    let what = format!("an item of `{key}`");
    let mut list: Vec<Marked<String>> = vec![];
    for item in items.iter() {
        let spot = Spot { file: spot.file, offset: item.span().start };
        let item = text(item.get_ref(), spot, &what, longest, report);
        list.extend(item.filter(|item| list.iter().all(|held| held.value != item.value)));
    }
    list
}

/// The choice that a text names; `what` says in messages what the choices are.
pub(super) fn choose<T: Copy>(
    text: &Marked<String>,
    what: &str,
    choices: &[(T, &'static str)],
    report: &mut Report,
) -> Option<T> {
    if let Some((choice, _)) = choices.iter().find(|(_, word)| *word == text.value) {
        return Some(*choice);
    }
    let words = || choices.iter().map(|(_, word)| *word);
    let expected = did_you_mean(&text.value, words(), || expected_one_of(words()));
    report.error(text.spot, format!("unknown {what} `{}`", shown(&text.value)), expected);
    None
}

/// A date out of any value, in the years that a source can speak of.
pub(super) fn date(value: &DeValue<'_>, spot: Spot, key: &str, report: &mut Report) -> Option<Marked<FuzzyDate>> {
    const FORM: &str = "expected \"2022\", \"2022-05\" or \"2022-05-31\", with a trailing ~ where it is inferred";
    match value {
        DeValue::Datetime(date) => {
            report.error(spot, format!("`{key}` is not in quotes"), format!("expected text: \"{date}\""));
            return None;
        }
        DeValue::Integer(year) => {
            report.error(spot, format!("`{key}` is not in quotes"), format!("expected text: \"{year}\""));
            return None;
        }
        _ => {}
    }
    let text = text(value, spot, &format!("`{key}`"), NAME, report)?;
    let Ok(date) = text.value.parse::<FuzzyDate>() else {
        report.error(spot, format!("`{}` is not a date", shown(&text.value)), FORM);
        return None;
    };
    if !YEARS.contains(&date.year()) {
        report.error(spot, format!("the year {:04} cannot be right", date.year()), "expected one from 1800 to 2199");
        return None;
    }
    Some(Marked { value: date, spot })
}

/// What a value is, in the words of somebody who writes the file.
pub(super) fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
