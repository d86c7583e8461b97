//! Periods, statuses and lists of words.

use super::{Unread, plain};
use crate::fact::{Period, Status};
use crate::text::suggest::{did_you_mean, expected_one_of, shown};

/// Reads a period: "2030", "2030-31", "FY2030/31", "2030 to 2035".
///
/// # Errors
/// What is no year, financial year or span of years.
pub fn period(text: &str) -> Result<Period, Unread> {
    const EXPECTED: &str = "write it like 2030, 2030-31 (a financial year) or 2030-2035";
    let lower = plain(text).trim().to_lowercase();
    let body = ["financial year", "fy"].iter().find_map(|words| lower.strip_prefix(words)).unwrap_or(&lower);
    let financial = body.len() < lower.len();
    let joined = body.trim().replace(" to ", "-").replace(" - ", "-");
    match joined.parse() {
        Ok(Period::Year(year)) if financial => {
            let (before, behind) = (Period::Financial(year - 1), Period::Financial(year));
            let message = format!("`{}` may be {before} or {behind}", shown(text.trim()));
            Err(Unread::new(message, "write both years, such as 2030-31"))
        }
        Ok(period) => Ok(period),
        Err(_) => Err(Unread::not(text.trim(), "a period", EXPECTED)),
    }
}

/// Reads a status: "advertised", "Forecast".
///
/// # Errors
/// Any other word, with the nearest status.
pub fn status(text: &str) -> Result<Status, Unread> {
    let word = text.trim().to_lowercase();
    if let Some((status, _)) = Status::ALL.iter().find(|(_, name)| *name == word) {
        return Ok(*status);
    }
    let names = || Status::ALL.into_iter().map(|(_, name)| name);
    let expected = did_you_mean(&word, names().collect::<Vec<_>>(), || expected_one_of(names()));
    Err(Unread::not(text.trim(), "a status", &expected))
}

/// The items of a list with semicolons between them: "lamp chief; keeper of lamps". Empty ones are left out. Items
/// that hold semicolons themselves stand in a JSON list: `["lamps; lenses"]`.
pub fn items(text: &str) -> Vec<String> {
    if text.trim_start().starts_with("[\"")
        && let Ok(items) = serde_json::from_str(text)
    {
        return items;
    }
    text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// A list as [`items`] reads it.
pub fn said_items(list: &[String]) -> String {
    let words = list.join("; ");
    if items(&words) == list { words } else { serde_json::to_string(list).unwrap_or(words) }
}
