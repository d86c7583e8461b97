//! A set of weekdays, as people write it: "mon-fri", "Tue, Thu", "every day".

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// At least one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Weekdays(u8);

/// A text that names no weekdays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no weekdays: expected something like mon-fri, or Tue, Thu, or every day")]
pub struct WeekdaysError(String);

const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    const WEEKEND: Self = Self(0b110_0000);

    /// Whether a weekday is among them.
    pub fn has(self, day: Weekday) -> bool {
        self.0 >> day.to_monday_zero_offset() & 1 == 1
    }
}

impl FromStr for Weekdays {
    type Err = WeekdaysError;

    fn from_str(text: &str) -> Result<Self, WeekdaysError> {
        let error = || WeekdaysError(text.trim().to_owned());
        let low = text.trim().to_lowercase();
        match low.as_str() {
            "every day" | "everyday" | "daily" | "all" => return Ok(Self::ALL),
            "weekdays" | "working days" => return Ok(Self::WORKING),
            "weekend" | "weekends" => return Ok(Self::WEEKEND),
            _ => {}
        }
        let low = low.replace(['–', '—'], "-").replace(" to ", "-").replace(" - ", "-").replace(" and ", ",");
        let mut days = 0;
        for part in low.split([',', ';', ' ', '+', '/']).filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (index(first).ok_or_else(error)?, index(last).ok_or_else(error)?);
            // From Friday to Monday goes over the end of the week.
            let count = (last + 7 - first) % 7;
            (0..=count).for_each(|step| days |= 1 << ((first + step) % 7));
        }
        if days == 0 { Err(error()) } else { Ok(Self(days)) }
    }
}

/// The place of a weekday by its name or the start of it, at least two letters.
fn index(name: &str) -> Option<u8> {
    let name = name.trim().trim_end_matches('.');
    let singular = name.strip_suffix('s').filter(|short| NAMES.contains(short)).unwrap_or(name);
    let found = NAMES.iter().position(|full| singular.len() >= 2 && full.starts_with(singular))?;
    u8::try_from(found).ok()
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ALL => f.write_str("every day"),
            Self::WORKING => f.write_str("Mon to Fri"),
            Self(days) => {
                let set = SHORT.iter().enumerate().filter(|(at, _)| days >> at & 1 == 1);
                f.write_str(&set.map(|(_, name)| *name).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl TryFrom<String> for Weekdays {
    type Error = WeekdaysError;

    fn try_from(text: String) -> Result<Self, WeekdaysError> {
        text.parse()
    }
}

impl From<Weekdays> for String {
    fn from(days: Weekdays) -> Self {
        days.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_read_as_people_write_them() {
        for (text, words) in [
            ("mon-fri", "Mon to Fri"),
            ("Weekdays", "Mon to Fri"),
            ("Monday to Friday", "Mon to Fri"),
            ("Tue, Thu", "Tue, Thu"),
            ("tuesdays and thursdays", "Tue, Thu"),
            ("fri-mon", "Mon, Fri, Sat, Sun"),
            ("mo we", "Mon, Wed"),
            ("weekend", "Sat, Sun"),
            ("daily", "every day"),
            ("mon – sun", "every day"),
            ("wed", "Wed"),
        ] {
            let days: Weekdays = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(days.to_string(), words, "{text}");
            assert_eq!(days.to_string().parse(), Ok(days), "what is written is read again");
        }
        for text in ["", " ", ",", "m", "t", "someday", "mon-", "-fri", "mon-fri-sun", "1-5"] {
            assert!(text.parse::<Weekdays>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_range_has_its_ends() {
        let days: Weekdays = "thu-sat".parse().unwrap();
        assert!(days.has(Weekday::Thursday) && days.has(Weekday::Saturday) && !days.has(Weekday::Sunday));
    }
}
