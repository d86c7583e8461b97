//! What a server has set of how its answers look.

use crate::app::{App, View};
use crate::fact::FuzzyDate;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

/// How answers look. The plain one is that of places without settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether a button below an answer takes corrections.
    pub corrections: bool,
    /// From which age on facts are marked as old.
    pub old: Option<Age>,
}

/// An age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// In months.
    pub months: u16,
    /// From which day it is counted back.
    pub today: Date,
}

/// How answers look in a view. Never waits for the disk.
pub fn of(app: &App, view: View, now: Timestamp) -> Style {
    let View::Server(server) = view else { return Style::default() };
    let settings = app.server_settings(server);
    let today = now.to_zoned(TimeZone::UTC).date();
    Style { corrections: settings.proposals, old: settings.stale_months.map(|months| Age { months, today }) }
}

impl Age {
    /// Whether all of a date lies farther back.
    pub fn is_over(self, date: &FuzzyDate) -> bool {
        date.last_day().checked_add(i32::from(self.months).months()).is_ok_and(|old_on| old_on < self.today)
    }

    /// "more than 18 months old".
    pub fn words(self) -> String {
        format!("more than {} {} old", self.months, if self.months == 1 { "month" } else { "months" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_old_when_all_of_it_is() {
        let age = |months| Age { months, today: "2031-07-15".parse().unwrap() };
        for (date, months, expected) in [
            ("2030-01-14", 18, true),
            ("2030-01-15", 18, false),
            ("2030-01", 18, false),
            ("2029", 18, true),
            ("2030", 18, false),
            ("2031-08", 1, false),
        ] {
            assert_eq!(age(months).is_over(&date.parse().unwrap()), expected, "{date} after {months}");
        }
    }
}
