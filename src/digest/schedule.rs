//! When a digest is due: a time of day on some weekdays in one time zone.
//!
//! The moment of a local day is the first one at which the clocks there show the set time or a later one. So a day on
//! which the clock jumps over the set time has its moment at the jump, a day on which that time comes twice has it at
//! the first, and a day that a zone leaves out (a change of the date line) has none.

use super::weekdays::Weekdays;
use super::zones;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// A weekday that a zone leaves out comes again a week later; more than this is never looked ahead.
const DAYS_AHEAD: usize = 16;

/// A time of day, on some weekdays, in a time zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Schedule {
    /// Hour and minute.
    pub time: Time,
    /// Where the clock hangs.
    pub zone: TimeZone,
    /// The days on which it counts.
    pub weekdays: Weekdays,
}

/// A local day and the moment at which its digest is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The day by the calendar of the schedule's zone.
    pub day: Date,
    /// When.
    pub moment: Timestamp,
}

/// How a schedule is written down.
#[derive(Serialize, Deserialize)]
struct Form {
    time: String,
    zone: String,
    weekdays: Weekdays,
}

/// A text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a time of day: expected hours and minutes from 00:00 to 23:59, such as 09:00 or 17:30")]
pub struct TimeError(String);

/// Reads "9:00", "09:00" or "17.30".
///
/// # Errors
/// If it is none of these.
pub fn read_time(text: &str) -> Result<Time, TimeError> {
    let read = || {
        let (hour, minute) = text.trim().split_once([':', '.'])?;
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i8>().ok())?;
        let sized = (1..=2).contains(&hour.len()) && minute.len() == 2;
        Time::new(digits(hour)?, digits(minute)?, 0, 0).ok().filter(|_| sized)
    };
    read().ok_or_else(|| TimeError(text.trim().to_owned()))
}

/// "09:00".
pub fn time_words(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

impl Schedule {
    /// The name of its zone.
    pub fn zone_name(&self) -> &str {
        zones::name(&self.zone)
    }

    /// The day by the calendar of its zone.
    pub fn day_of(&self, now: Timestamp) -> Date {
        self.zone.to_datetime(now).date()
    }

    /// When the digest of a day is due; `None` on a weekday that does not count, and on a day the zone leaves out.
    pub fn moment(&self, day: Date) -> Option<Timestamp> {
        if !self.weekdays.has(day.weekday()) || !exists(&self.zone, day) {
            return None;
        }
        reached(&self.zone, day.to_datetime(self.time))
    }

    /// The last day whose moment is not after `now`, if that was within the two days before.
    pub fn last_due(&self, now: Timestamp) -> Option<Due> {
        let today = self.day_of(now);
        // Where the clock goes back over midnight, tomorrow's moment may be over while it is today again.
        let days = [today.tomorrow(), Ok(today), today.yesterday()];
        let due = |day| self.moment(day).filter(|moment| *moment <= now).map(|moment| Due { day, moment });
        days.into_iter().filter_map(Result::ok).find_map(due)
    }

    /// The first day after `done` whose moment is after `after`.
    pub fn next_due(&self, after: Timestamp, done: Option<Date>) -> Option<Due> {
        let start = self.day_of(after).yesterday().ok()?;
        let start = match done.and_then(|done| done.tomorrow().ok()) {
            Some(next) => start.max(next),
            None => start,
        };
        let due = |day| self.moment(day).filter(|moment| *moment > after).map(|moment| Due { day, moment });
        start.series(1.day()).take(DAYS_AHEAD).find_map(due)
    }
}

/// Whether the clocks of a zone ever show this day.
fn exists(zone: &TimeZone, day: Date) -> bool {
    let midnight = day.to_datetime(Time::midnight());
    match zone.to_ambiguous_timestamp(midnight).offset() {
        AmbiguousOffset::Gap { .. } => {
            reached(zone, midnight).is_some_and(|moment| zone.to_datetime(moment).date() == day)
        }
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => true,
    }
}

/// The first moment at which the clocks show this or later.
fn reached(zone: &TimeZone, local: DateTime) -> Option<Timestamp> {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok(),
        AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local).ok(),
        // Counted by the clock after the jump it would have been before the jump.
        AmbiguousOffset::Gap { after, .. } => {
            let before_jump = after.to_timestamp(local).ok()?;
            zone.following(before_jump).next().map(|jump| jump.timestamp())
        }
    }
}

impl TryFrom<Form> for Schedule {
    type Error = String;

    fn try_from(form: Form) -> Result<Self, String> {
        let time = read_time(&form.time).map_err(|error| error.to_string())?;
        let zone = zones::find(&form.zone).map_err(|error| error.to_string())?;
        Ok(Self { time, zone, weekdays: form.weekdays })
    }
}

impl From<Schedule> for Form {
    fn from(schedule: Schedule) -> Self {
        let zone = schedule.zone_name().to_owned();
        Self { time: time_words(schedule.time), zone, weekdays: schedule.weekdays }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(zone: &str, time: &str) -> Schedule {
        Schedule { time: read_time(time).unwrap(), zone: zones::find(zone).unwrap(), weekdays: Weekdays::ALL }
    }

    #[test]
    fn the_moment_of_a_day_follows_the_clocks_of_its_zone() {
        for (zone, time, day, moment, why) in [
            ("Europe/London", "09:00", "2026-01-15", "2026-01-15T09:00:00Z", "winter"),
            ("Europe/London", "09:00", "2026-07-15", "2026-07-15T08:00:00Z", "summer"),
            ("Europe/London", "01:30", "2026-03-29", "2026-03-29T01:00:00Z", "the clock jumps from 1:00 to 2:00"),
            ("Europe/London", "01:30", "2026-10-25", "2026-10-25T00:30:00Z", "1:30 comes twice: the first counts"),
            ("America/Nuuk", "23:30", "2025-03-29", "2025-03-30T01:00:00Z", "it jumps from 23:00 to midnight"),
            ("America/Nuuk", "00:00", "2025-03-30", "2025-03-30T01:00:00Z", "and the next day begins there"),
            ("Pacific/Apia", "09:00", "2011-12-29", "2011-12-29T19:00:00Z", "the day before the one left out"),
            ("Pacific/Apia", "09:00", "2011-12-31", "2011-12-30T19:00:00Z", "the day after it"),
            ("Africa/Cairo", "00:00", "2026-04-24", "2026-04-23T22:00:00Z", "there is no midnight: 1:00 counts"),
            ("America/St_Johns", "00:00", "2010-11-07", "2010-11-07T02:30:00Z", "midnight comes twice"),
        ] {
            let found = schedule(zone, time).moment(day.parse().unwrap());
            assert_eq!(found, Some(moment.parse().unwrap()), "{zone} {day} {time}: {why}");
        }
        assert_eq!(schedule("Pacific/Apia", "09:00").moment("2011-12-30".parse().unwrap()), None);
    }

    #[test]
    fn only_the_weekdays_that_count_are_due() {
        let mut weekly = schedule("Europe/London", "09:00");
        weekly.weekdays = "mon-fri".parse().unwrap();
        let friday_noon = "2026-07-17T12:00:00Z".parse().unwrap();
        let next = weekly.next_due(friday_noon, None).unwrap();
        assert_eq!(next.day, "2026-07-20".parse().unwrap());
        assert_eq!(weekly.last_due(friday_noon).unwrap().day, "2026-07-17".parse().unwrap());
        let sunday_noon = "2026-07-19T12:00:00Z".parse().unwrap();
        assert_eq!(weekly.last_due(sunday_noon), None, "nothing was due on Saturday and Sunday");
    }

    #[test]
    fn the_only_weekday_may_be_one_that_is_left_out() {
        let mut weekly = schedule("Pacific/Apia", "09:00");
        weekly.weekdays = "fri".parse().unwrap();
        let after = "2011-12-28T00:00:00Z".parse().unwrap();
        assert_eq!(weekly.next_due(after, None).unwrap().day, "2012-01-06".parse().unwrap());
    }

    #[test]
    fn a_day_that_was_done_is_not_due_again() {
        let daily = schedule("Europe/London", "09:00");
        let early = "2026-07-17T01:00:00Z".parse().unwrap();
        let today = "2026-07-17".parse().unwrap();
        assert_eq!(daily.next_due(early, None).unwrap().day, today);
        assert_eq!(daily.next_due(early, Some(today)).unwrap().day, today.tomorrow().unwrap());
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, words) in [("9:00", "09:00"), (" 17.30 ", "17:30"), ("00:00", "00:00"), ("23:59", "23:59")] {
            assert_eq!(read_time(text).map(time_words), Ok(words.to_owned()));
        }
        for text in ["", "9", "24:00", "12:60", "9:0", "-1:00", "+1:00", "9 am", "12:00:00", "١٢:٠٠", "1:2:3"] {
            assert!(read_time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_schedule_is_written_down_by_names() {
        let daily = schedule("Asia/Kathmandu", "06:45");
        let json = serde_json::to_string(&daily).unwrap();
        assert_eq!(json, r#"{"time":"06:45","zone":"Asia/Kathmandu","weekdays":"every day"}"#);
        assert_eq!(serde_json::from_str::<Schedule>(&json).unwrap(), daily);
        assert!(serde_json::from_str::<Schedule>(&json.replace("Kathmandu", "Shangri-La")).is_err());
    }
}
