use super::*;
use crate::digest::{Weekdays, read_time, zones};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn daily(zone: &str, time: &str) -> Schedule {
    Schedule { time: read_time(time).unwrap(), zone: zones::find(zone).unwrap(), weekdays: Weekdays::ALL }
}

fn london() -> Schedule {
    daily("Europe/London", "09:00")
}

/// A record whose digest of 15 January is being posted.
fn taken_up() -> Record {
    let mut record = Record::new(&london(), at("2026-01-14T12:00:00Z"), 7);
    let Task::Compose(due) = record.task(&london(), at("2026-01-15T09:00:10Z")) else { panic!("it is due") };
    record.begin(due, 9, Some(5), None);
    record
}

/// A digest asked for at this moment.
fn request(tried: &str) -> Request {
    let asked = london().zone.to_datetime(at(tried));
    Request { asked, upto: 9, channel: 5, tried: at(tried) }
}

const SEND: Task = Task::Send { post: Post::Digest, channel: 5, repeat: false };
const REPEAT: Task = Task::Send { post: Post::Digest, channel: 5, repeat: true };

#[test]
fn the_first_digest_is_the_first_moment_after_it_was_set() {
    for (set, first) in
        [("2026-01-14T08:59:59Z", "2026-01-14T09:00:00Z"), ("2026-01-14T09:00:00Z", "2026-01-15T09:00:00Z")]
    {
        let mut record = Record::new(&london(), at(set), 0);
        assert_eq!(record.task(&london(), at(set)), Task::Wait(Some(at(first))));
        assert_eq!(record.next(&london(), at(set)).unwrap().moment, at(first));
    }
}

#[test]
fn it_is_taken_up_within_six_hours_and_not_later() {
    for (now, due) in [
        ("2026-01-15T08:59:59Z", false),
        ("2026-01-15T09:00:00Z", true),
        ("2026-01-15T15:00:00Z", true),
        ("2026-01-15T15:00:01Z", false),
        ("2026-01-18T12:00:00Z", true),
    ] {
        let mut record = Record::new(&london(), at("2026-01-14T12:00:00Z"), 0);
        let task = record.task(&london(), at(now));
        assert_eq!(matches!(task, Task::Compose(_)), due, "{now}: {task:?}");
    }
}

#[test]
fn what_is_posted_is_done_and_what_may_be_posted_is_repeated() {
    let now = at("2026-01-15T09:00:11Z");
    let mut record = taken_up();
    assert_eq!(record.task(&london(), now), SEND);
    record.attempt(Post::Digest, now);
    assert_eq!(record.task(&london(), now), REPEAT, "as after a crash");
    record.settle(Post::Digest, false, Outcome::Unclear);
    assert_eq!(record.task(&london(), now), REPEAT);
    record.settle(Post::Digest, true, Outcome::Posted);
    assert_eq!(record.told, Told { seq: 9, day: day("2026-01-15") });
    assert_eq!(record.task(&london(), now), Task::Wait(Some(at("2026-01-16T09:00:00Z"))));
}

#[test]
fn too_late_it_is_only_settled_and_the_next_covers_the_gap() {
    let late = at("2026-01-15T15:00:01Z");
    let mut record = taken_up();
    record.attempt(Post::Digest, at("2026-01-15T09:00:11Z"));
    assert_eq!(record.task(&london(), late), Task::Settle);
    assert_eq!(record.pending().unwrap().unsettled(), Some((Post::Digest, 5)));
    record.settle(Post::Digest, true, Outcome::Absent);
    assert_eq!(record.told.seq, 7, "what it would have told is still untold");
    assert_eq!(record.task(&london(), late), Task::Wait(Some(at("2026-01-16T09:00:00Z"))));

    let mut untried = taken_up();
    assert_eq!(untried.task(&london(), late), Task::Settle);
    assert_eq!(untried.pending().unwrap().unsettled(), None, "there is nothing to look for");
}

#[test]
fn three_refusals_pause_it_and_each_admin_hears_of_it_until_it_goes_on() {
    let now = at("2026-01-15T09:00:11Z");
    let mut record = taken_up();
    for refusal in 1..=3 {
        assert_eq!(record.task(&london(), now), SEND, "refused is not posted, so this is no repeat");
        record.attempt(Post::Digest, now);
        record.settle(Post::Digest, false, Outcome::Refused(403));
        assert_eq!(record.trouble.is_some(), refusal == 3);
    }
    assert_eq!(record.trouble, Some(Trouble::Paused { status: 403 }));
    assert!(matches!(record.task(&london(), now), Task::Wait(_)));
    let mut by_hand = record.clone();
    record.reschedule(&london(), &london(), now);
    assert_eq!(record.task(&london(), now), SEND, "set again, today's is still within its six hours");
    assert!(by_hand.ask(request("2026-01-15T09:00:11Z")));
    by_hand.settle(Post::Request, false, Outcome::Posted);
    assert_eq!(by_hand.task(&london(), now), Task::Wait(Some(at("2026-01-16T09:00:00Z"))), "today's was posted");
}

#[test]
fn refusals_with_a_success_between_them_pause_nothing() {
    let now = at("2026-01-15T09:00:11Z");
    let mut record = taken_up();
    record.settle(Post::Digest, false, Outcome::Refused(403));
    record.settle(Post::Digest, false, Outcome::Refused(404));
    record.settle(Post::Digest, false, Outcome::Posted);
    record.begin(Due { day: day("2026-01-16"), moment: at("2026-01-16T09:00:00Z") }, 9, Some(5), None);
    record.settle(Post::Digest, false, Outcome::Refused(403));
    assert_eq!((record.trouble.clone(), record.task(&london(), now)), (None, SEND));
}

#[test]
fn a_doubt_stays_until_somebody_was_told() {
    let mut record = taken_up();
    record.attempt(Post::Digest, at("2026-01-15T09:00:11Z"));
    record.settle(Post::Digest, true, Outcome::Unreadable);
    let doubt = Some(Trouble::Unsure { day: day("2026-01-15") });
    assert_eq!(record.trouble, doubt);
    record.give_up();
    let next = Due { day: day("2026-01-16"), moment: at("2026-01-16T09:00:00Z") };
    record.begin(next, 9, Some(5), None);
    record.settle(Post::Digest, false, Outcome::Posted);
    assert_eq!(record.trouble, doubt);
    record.informed.push(1);
    record.begin(Due { day: day("2026-01-17"), moment: at("2026-01-17T09:00:00Z") }, 9, Some(5), None);
    record.settle(Post::Digest, false, Outcome::Posted);
    assert_eq!(record.trouble, None);
}

#[test]
fn a_change_during_the_day_counts_from_then_on_and_gives_no_day_a_second_digest() {
    let noon = at("2026-01-15T12:00:00Z");
    let done = || {
        let mut record = taken_up();
        record.settle(Post::Digest, false, Outcome::Posted);
        record
    };
    let not_yet = || Record::new(&daily("Europe/London", "18:00"), at("2026-01-14T19:00:00Z"), 0);
    for (mut record, old, new, next, why) in [
        (done(), london(), daily("Europe/London", "15:00"), "2026-01-16T15:00:00Z", "today's was posted"),
        (done(), london(), daily("Europe/London", "08:00"), "2026-01-16T08:00:00Z", "today's was posted"),
        (
            not_yet(),
            daily("Europe/London", "18:00"),
            daily("Europe/London", "15:00"),
            "2026-01-15T15:00:00Z",
            "today",
        ),
        (
            not_yet(),
            daily("Europe/London", "18:00"),
            london(),
            "2026-01-16T09:00:00Z",
            "9:00 was over when it was set",
        ),
        (
            done(),
            london(),
            daily("Asia/Tokyo", "22:00"),
            "2026-01-16T13:00:00Z",
            "posted at 18:00 there: that day is done",
        ),
        (done(), london(), daily("Pacific/Honolulu", "03:00"), "2026-01-16T13:00:00Z", "no date has two digests"),
    ] {
        record.reschedule(&old, &new, noon);
        assert_eq!(record.task(&new, noon), Task::Wait(Some(at(next))), "{why}");
    }
}

#[test]
fn a_clock_set_back_an_hour_brings_no_second_digest() {
    let mut record = taken_up();
    record.settle(Post::Digest, false, Outcome::Posted);
    let back = at("2026-01-15T08:05:00Z");
    assert_eq!(record.task(&london(), back), Task::Wait(Some(at("2026-01-16T09:00:00Z"))));
}

#[test]
fn a_clock_that_was_a_year_ahead_silences_nothing() {
    let mut record = Record::new(&london(), at("2027-01-14T12:00:00Z"), 0);
    record.begin(Due { day: day("2027-01-15"), moment: at("2027-01-15T09:00:00Z") }, 0, Some(5), None);
    record.settle(Post::Digest, false, Outcome::Posted);
    let right = at("2026-01-15T08:05:00Z");
    assert_eq!(record.task(&london(), right), Task::Wait(Some(at("2026-01-15T09:00:00Z"))));
}

#[test]
fn both_posts_are_sent_one_after_the_other() {
    let now = at("2026-01-15T09:00:11Z");
    let mut record = taken_up();
    record.begin(record.pending().unwrap().due, 9, Some(5), Some(6));
    assert_eq!(record.task(&london(), now), SEND);
    record.settle(Post::Digest, false, Outcome::Posted);
    assert_eq!(record.task(&london(), now), Task::Send { post: Post::Admins, channel: 6, repeat: false });
    record.settle(Post::Admins, false, Outcome::Posted);
    assert!(record.pending().is_none());
}

#[test]
fn it_is_read_back_as_it_was_written() {
    let mut record = taken_up();
    record.attempt(Post::Digest, at("2026-01-15T09:00:11Z"));
    record.settle(Post::Digest, true, Outcome::Unreadable);
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
}

#[test]
fn what_was_not_sent_follows_the_channel_and_what_may_stand_somewhere_is_looked_for_there() {
    let now = at("2026-01-15T09:00:11Z");
    let mut record = taken_up();
    record.redirect(7, None);
    assert_eq!(record.task(&london(), now), Task::Send { post: Post::Digest, channel: 7, repeat: false });
    record.attempt(Post::Digest, now);
    record.redirect(8, None);
    assert_eq!(record.task(&london(), now), Task::Send { post: Post::Digest, channel: 7, repeat: true });
}

#[test]
fn a_digest_on_request_is_noted_before_it_is_sent_and_looked_for_after_a_crash() {
    let now = at("2026-01-15T10:00:00Z");
    let begun = || {
        let mut record = Record::new(&london(), at("2026-01-15T09:30:00Z"), 7);
        assert!(record.ask(request("2026-01-15T10:00:00Z")));
        record
    };
    let mut record = begun();
    assert_eq!(record.task(&london(), now), Task::Look { channel: 5 });
    assert!(!record.ask(request("2026-01-15T10:00:30Z")), "one at a time");
    let next = Task::Wait(Some(at("2026-01-16T09:00:00Z")));
    for (repeat, outcome, told, settled) in [
        (false, Outcome::Posted, 9, true),
        (false, Outcome::Refused(403), 7, true),
        (false, Outcome::Later, 7, true),
        (false, Outcome::Unclear, 7, false),
        (true, Outcome::Posted, 9, true),
        (true, Outcome::Absent, 7, true),
        (true, Outcome::Unreadable, 7, true),
        (true, Outcome::Refused(404), 7, true),
        (true, Outcome::Later, 7, false),
        (true, Outcome::Unclear, 7, false),
    ] {
        let mut record = begun();
        record.settle(Post::Request, repeat, outcome);
        let then = if settled { next.clone() } else { Task::Look { channel: 5 } };
        assert_eq!((record.told.seq, record.task(&london(), now)), (told, then), "{repeat} {outcome:?}");
        let doubt = matches!(record.trouble, Some(Trouble::Unsure { .. }));
        assert_eq!(doubt, outcome == Outcome::Unreadable, "{outcome:?}");
    }
}

#[test]
fn the_day_is_still_owed_while_a_request_is_open_and_what_was_told_stays_told() {
    let mut record = Record::new(&london(), at("2026-01-14T12:00:00Z"), 7);
    assert!(record.ask(request("2026-01-15T08:59:58Z")));
    let now = at("2026-01-15T09:00:01Z");
    assert_eq!(record.task(&london(), now), Task::Look { channel: 5 }, "first this");
    assert!(record.owed(&london(), now).is_some());
    record.settle(Post::Request, true, Outcome::Posted);
    let Task::Compose(due) = record.task(&london(), now) else { panic!("then the day's") };
    record.begin(due, 8, Some(5), None);
    record.attempt(Post::Digest, now);
    assert!(!record.ask(request("2026-01-15T09:00:02Z")), "the day's is on its way");
    record.settle(Post::Digest, false, Outcome::Posted);
    assert_eq!(record.told.seq, 9);
}

#[test]
fn a_digest_in_doubt_that_was_posted_by_hand_does_not_come_again() {
    let mut record = taken_up();
    record.attempt(Post::Digest, at("2026-01-15T09:00:11Z"));
    record.settle(Post::Digest, true, Outcome::Unreadable);
    assert!(record.ask(request("2026-01-15T09:20:00Z")));
    record.settle(Post::Request, false, Outcome::Posted);
    let now = at("2026-01-15T09:20:01Z");
    assert_eq!((record.task(&london(), now), record.trouble), (Task::Wait(Some(at("2026-01-16T09:00:00Z"))), None));
}
