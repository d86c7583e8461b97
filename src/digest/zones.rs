//! Time zones by their names in the IANA database, which is part of the binary: the rules are the same on every
//! machine, and reading them is no reading of files.

use jiff::tz::{self, TimeZone};

/// A text that names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a time zone: expected a name such as Europe/London; the list that appears while you type has them all"
)]
pub struct ZoneError(String);

/// The zone with this name, in whatever case.
///
/// # Errors
/// If there is none.
pub fn find(name: &str) -> Result<TimeZone, ZoneError> {
    let zone = tz::db().get(&name.trim().replace(' ', "_")).ok().filter(|zone| zone.iana_name().is_some());
    zone.ok_or_else(|| ZoneError(name.trim().to_owned()))
}

/// The name of a zone.
pub fn name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// All names, in the order of the alphabet.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = tz::db().available().map(|name| name.as_str().to_owned()).collect();
    names.sort();
    names
}

/// Up to `limit` names for what was typed: those that start with it, then those with a part that does, then those
/// that hold it; nothing typed offers the common ones of the United Kingdom and Europe first.
pub fn offers(typed: &str, limit: usize) -> Vec<String> {
    const FIRST: [&str; 6] =
        ["Europe/London", "UTC", "Europe/Dublin", "Europe/Paris", "Europe/Berlin", "America/New_York"];
    let typed = typed.trim().to_lowercase().replace(' ', "_");
    let rank = |name: &str| {
        let low = name.to_lowercase();
        // Old names for places ("GB", "Singapore") lead to the same rules, but say less.
        let vague = usize::from(!low.contains('/'));
        let first = FIRST.iter().position(|known| known.to_lowercase() == low).unwrap_or(FIRST.len());
        let place = low.find(&typed)?;
        let begins = place == 0 || !low.as_bytes().get(place - 1).is_some_and(u8::is_ascii_alphanumeric);
        let near = if begins { 0 } else { 1 };
        Some((near, first, vague))
    };
    let mut found: Vec<_> = names().into_iter().filter_map(|name| Some((rank(&name)?, name))).collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_whatever_case() {
        let names = names();
        assert!(names.len() > 550, "{}", names.len());
        for known in &names {
            assert_eq!(find(known).map(|zone| name(&zone).to_owned()).as_ref(), Ok(known));
        }
        assert_eq!(find(" europe/london ").map(|zone| name(&zone).to_owned()), Ok("Europe/London".to_owned()));
        assert_eq!(find("america/new york").map(|zone| name(&zone).to_owned()), Ok("America/New_York".to_owned()));
        for text in ["", "Shangri-La", "+02:00", "BST", "localtime", "../etc/passwd", "Europe/"] {
            assert!(find(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_typed_finds_its_place() {
        for (typed, first) in [
            ("", "Europe/London"),
            ("lond", "Europe/London"),
            ("new y", "America/New_York"),
            ("kath", "Asia/Kathmandu"),
            ("europe/be", "Europe/Berlin"),
            ("sing", "Asia/Singapore"),
            ("york", "America/New_York"),
        ] {
            assert_eq!(offers(typed, 25).first().map(String::as_str), Some(first), "{typed}");
        }
        assert_eq!(offers("a", 25).len(), 25);
        assert_eq!(offers("atlantis", 25), Vec::<String>::new());
    }
}
