//! Which backups are kept: one a day for a week, and one a week for four.

use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The days, today among them, whose backups are all kept.
pub const DAILY: usize = 7;
/// The weeks, this one among them, of which one backup is kept: the first, so that it stays the same one.
pub const WEEKLY: usize = 4;

/// The days whose backups have had their time. Days to come are left alone: the clock may have been set back, and what
/// it showed before may have been right.
pub(super) fn superfluous(days: &[Date], today: Date) -> Vec<Date> {
    let before = |days: i64| today.checked_sub(days.days()).unwrap_or(Date::MIN);
    let first_daily = before(DAILY as i64 - 1);
    let this_week = monday(today);
    let first_weekly = this_week.checked_sub(((WEEKLY as i64 - 1) * 7).days()).unwrap_or(Date::MIN);
    let mut weekly: BTreeMap<Date, Date> = BTreeMap::new();
    for day in days.iter().filter(|day| **day >= first_weekly) {
        let first = weekly.entry(monday(*day)).or_insert(*day);
        *first = (*first).min(*day);
    }
    let kept = |day: &Date| *day >= first_daily || weekly.get(&monday(*day)) == Some(day);
    days.iter().filter(|day| !kept(day)).copied().collect()
}

/// The first day of a day's week.
fn monday(day: Date) -> Date {
    let since = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(since.days()).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// What is there after a backup a day for so many days, on the last of them.
    fn after(days: i64, runs: impl Fn(i64) -> bool) -> (Vec<Date>, Date) {
        let start = date(2031, 1, 1);
        let (mut held, mut today) = (Vec::new(), start);
        for n in 0..days {
            today = start + n.days();
            if runs(n) {
                held.push(today);
                let gone = superfluous(&held, today);
                held.retain(|day| !gone.contains(day));
            }
        }
        (held, today)
    }

    #[test]
    fn seven_days_and_the_mondays_of_four_weeks() {
        // 12 July 2031 is a Saturday.
        let (held, today) = after(193, |_| true);
        assert_eq!(today, date(2031, 7, 12));
        let days: Vec<String> = held.iter().map(|day| day.strftime("%a %d %b").to_string()).collect();
        assert_eq!(
            days,
            [
                "Mon 16 Jun",
                "Mon 23 Jun",
                "Mon 30 Jun",
                "Sun 06 Jul",
                "Mon 07 Jul",
                "Tue 08 Jul",
                "Wed 09 Jul",
                "Thu 10 Jul",
                "Fri 11 Jul",
                "Sat 12 Jul"
            ]
        );
    }

    #[test]
    fn whenever_it_ran_a_week_of_days_and_a_backup_a_week_are_there_and_none_is_older_than_four_weeks() {
        for every in 1..9 {
            for length in 1..80 {
                let (held, today) = after(length, |n| n % every == 0);
                let made = (0..length).filter(|n| n % every == 0).map(|n| date(2031, 1, 1) + n.days());
                let last = made.clone().next_back().unwrap();
                assert!(held.len() <= DAILY + WEEKLY);
                assert_eq!(held.last(), Some(&last));
                for day in made.filter(|day| (last - *day).get_days() < DAILY as i32) {
                    assert!(held.contains(&day), "every {every}, {today}: {day} is gone");
                }
                assert!(held.iter().all(|day| (last - *day).get_days() < 28), "every {every}: {held:?}");
            }
        }
    }

    #[test]
    fn days_to_come_are_left_alone_and_a_first_backup_is_no_reason_to_remove_one() {
        let today = date(2031, 7, 12);
        assert_eq!(superfluous(&[date(2031, 7, 13), date(2099, 1, 1), today], today), []);
        assert_eq!(superfluous(&[today], today), []);
        assert_eq!(superfluous(&[date(2031, 1, 1), today], today), [date(2031, 1, 1)]);
    }
}
