//! Ten years of digests in every time zone, in seconds: stops, crashes at every point, changes of the setting, a clock
//! that is set back. One digest for each local day that is due, and none other.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::collections::{BTreeMap, HashSet};
use whitehall::digest::{CATCH_UP, Due, Outcome, Post, Record, Schedule, Task, Weekdays, zones};

const FIRST: &str = "2017-01-01T00:00:00Z";
const LAST: &str = "2027-01-01T00:00:00Z";

/// A small generator (xorshift64*), so that a failure comes again with its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % sides
    }

    fn seconds(&mut self, from: u64, to: u64) -> SignedDuration {
        SignedDuration::from_secs((from + self.roll(to - from)) as i64)
    }

    /// Times at which zones change their clocks come often.
    fn time(&mut self) -> Time {
        const TRICKY: [(i8, i8); 9] = [(0, 0), (0, 30), (1, 0), (1, 30), (2, 0), (2, 30), (3, 0), (23, 30), (23, 59)];
        match self.roll(2) {
            0 => Time::constant(0, 0, 0, 0)
                .with()
                .hour(self.roll(24) as i8)
                .minute(self.roll(60) as i8)
                .build()
                .unwrap(),
            _ => {
                let (hour, minute) = TRICKY[self.roll(TRICKY.len() as u64) as usize];
                Time::constant(hour, minute, 0, 0)
            }
        }
    }

    fn weekdays(&mut self) -> Weekdays {
        match self.roll(3) {
            0 => "tue, fri, sat".parse().unwrap(),
            1 => Weekdays::WORKING,
            _ => Weekdays::ALL,
        }
    }
}

/// One zone for each set of rules in these years: many names share theirs.
fn zones() -> Vec<TimeZone> {
    let (first, last): (Timestamp, Timestamp) = (FIRST.parse().unwrap(), LAST.parse().unwrap());
    let mut seen = HashSet::new();
    let all: Vec<TimeZone> = zones::names().iter().map(|name| zones::find(name).unwrap()).collect();
    assert!(all.len() > 550);
    let rules = |zone: &TimeZone| {
        let start = zone.to_offset(first);
        let changes: Vec<_> = zone
            .following(first)
            .take_while(|change| change.timestamp() < last)
            .map(|change| (change.timestamp(), change.offset()))
            .collect();
        (start, changes)
    };
    all.into_iter().filter(|zone| seen.insert(rules(zone))).collect()
}

/// The bot, its disk, and Discord, as far as digests go.
struct World {
    dice: Dice,
    now: Timestamp,
    schedule: Schedule,
    /// In memory.
    record: Record,
    /// On the disk.
    kept: Record,
    /// What stands in the channel: the headline's day, and when it was posted.
    channel: Vec<(Date, Timestamp)>,
    /// What has to happen, worked out from the settings alone.
    expected: Vec<Due>,
    /// What may happen instead of something expected that was missed.
    possible: Vec<Due>,
    /// When the bot was not running.
    stops: Vec<(Timestamp, Timestamp)>,
}

impl World {
    fn new(zone: &TimeZone, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let now: Timestamp = FIRST.parse().unwrap();
        let schedule = Schedule { time: dice.time(), zone: zone.clone(), weekdays: dice.weekdays() };
        let record = Record::new(&schedule, now, 0);
        let kept = record.clone();
        Self { dice, now, schedule, record, kept, channel: vec![], expected: vec![], possible: vec![], stops: vec![] }
    }

    fn keep(&mut self) {
        self.kept = self.record.clone();
    }

    /// Ends the process; it comes back after a while with what is on the disk.
    fn crash(&mut self) {
        let away = match self.dice.roll(10) {
            0 => self.dice.seconds(6 * 3600, 4 * 24 * 3600),
            1..=3 => self.dice.seconds(60, 6 * 3600),
            _ => self.dice.seconds(1, 120),
        };
        self.stops.push((self.now, self.now + away));
        self.now += away;
        self.record = self.kept.clone();
    }

    /// One step of the poster: does what is to be done now, or says until when there is nothing.
    fn step(&mut self) -> Option<Timestamp> {
        match self.record.task(&self.schedule, self.now) {
            Task::Wait(until) => return Some(until.unwrap_or(LAST.parse().unwrap())),
            Task::Compose(due) => {
                self.record.begin(due, 0, Some(5), None);
                self.keep();
                self.may_crash();
            }
            Task::Settle => {
                let found = self.looks();
                match self.record.pending().unwrap().unsettled() {
                    Some((post, _)) if found => self.record.settle(post, true, Outcome::Posted),
                    Some((post, _)) => self.record.settle(post, true, Outcome::Absent),
                    None => self.record.give_up(),
                }
                self.keep();
            }
            Task::Send { post, repeat, .. } => self.send(post, repeat),
            Task::Look { .. } => panic!("nobody asked for a digest"),
        }
        None
    }

    fn looks(&self) -> bool {
        let day = self.record.pending().unwrap().due.day;
        self.channel.iter().any(|(posted, _)| *posted == day)
    }

    fn send(&mut self, post: Post, repeat: bool) {
        self.record.attempt(post, self.now);
        self.keep();
        if self.may_crash() {
            return;
        }
        let there = repeat && self.looks();
        let lost = !there && self.dice.roll(20) == 0;
        if !there && !lost {
            self.channel.push((self.record.pending().unwrap().due.day, self.now));
        }
        if self.may_crash() {
            return;
        }
        // An answer that never came says nothing about whether it was posted.
        let unclear = lost || (!there && self.dice.roll(20) == 0);
        self.record.settle(post, repeat, if unclear { Outcome::Unclear } else { Outcome::Posted });
        self.keep();
        self.now += self.dice.seconds(1, 20);
        self.may_crash();
    }

    fn may_crash(&mut self) -> bool {
        let crashes = self.dice.roll(60) == 0;
        if crashes {
            self.crash();
        }
        crashes
    }

    /// Lives until then, without a change of the setting.
    fn live(&mut self, until: Timestamp) {
        let from = self.now;
        while self.now < until {
            match self.step() {
                None => {}
                // Stops fall anywhere, not only where something is to be done.
                Some(next) if self.dice.roll(25) == 0 => {
                    let span = (next.min(until) - self.now).total(jiff::Unit::Second).unwrap() as u64;
                    self.now += self.dice.seconds(0, span.max(1));
                    self.crash();
                }
                // The poster looks at the clock a little after the moment at most.
                Some(next) => self.now = (next + self.dice.seconds(0, 20)).max(self.now).min(until),
            }
        }
        self.note_expected(from, self.now);
    }

    /// Every day whose moment lay in this stretch, unless that local day has its digest already.
    fn note_expected(&mut self, from: Timestamp, to: Timestamp) {
        let zone = &self.schedule.zone;
        let (first, last) = (zone.to_datetime(from).date(), zone.to_datetime(to).date());
        for day in first.yesterday().unwrap().series(1.day()).take_while(|day| *day <= last.tomorrow().unwrap()) {
            let Some(moment) = self.schedule.moment(day).filter(|moment| *moment > from && *moment <= to) else {
                continue;
            };
            let taken = |other: &Due| other.day >= day || zone.to_datetime(other.moment).date() >= day;
            let due = Due { day, moment };
            match self.expected.last() {
                // Whether a missed one was taken up before the stop or never was, decides about the next.
                Some(other) if taken(other) && self.was_away(other) => self.possible.push(due),
                Some(other) if taken(other) => {}
                _ => self.expected.push(due),
            }
        }
    }

    /// Gives the setting another time, other weekdays, sometimes another zone.
    fn change_setting(&mut self, zones: &[TimeZone]) {
        // As the app does it: what is due under the old setting is taken up first.
        if let Some(due) = self.record.owed(&self.schedule, self.now) {
            self.record.begin(due, 0, Some(5), None);
        }
        let mut new = Schedule { time: self.dice.time(), weekdays: self.dice.weekdays(), ..self.schedule.clone() };
        if self.dice.roll(3) == 0 {
            new.zone = zones[self.dice.roll(zones.len() as u64) as usize].clone();
        }
        self.record.reschedule(&self.schedule, &new, self.now);
        self.schedule = new;
        self.keep();
    }

    /// Whether the bot never ran for a whole minute in the six hours in which it could have posted.
    fn was_away(&self, due: &Due) -> bool {
        let minute = SignedDuration::from_secs(60);
        let mut up_since = due.moment;
        for (from, to) in near(self, due) {
            if from.duration_since(up_since) >= minute {
                return false;
            }
            up_since = up_since.max(*to);
        }
        (due.moment + CATCH_UP).duration_since(up_since) < minute
    }
}

/// What happened against what was expected.
fn check(world: &World, what: &str) {
    let mut posted: BTreeMap<Date, Vec<Timestamp>> = BTreeMap::new();
    for (day, at) in &world.channel {
        posted.entry(*day).or_default().push(*at);
    }
    for (day, times) in &posted {
        assert_eq!(times.len(), 1, "{what}: {day} has more than one: {times:?}");
    }
    let end: Timestamp = LAST.parse().unwrap();
    let mut missed = 0;
    let in_time = |due: &Due, times: &Vec<Timestamp>| {
        let late = times[0].duration_since(due.moment);
        !late.is_negative() && late <= CATCH_UP
    };
    for due in &world.possible {
        if posted.get(&due.day).is_some_and(|times| in_time(due, times)) {
            posted.remove(&due.day);
        }
    }
    for due in &world.expected {
        match posted.remove(&due.day) {
            Some(times) => assert!(in_time(due, &times), "{what}: {due:?} was posted at {times:?}"),
            None if world.was_away(due) || due.moment + CATCH_UP > end => missed += 1,
            None => panic!("{what}: {due:?} was not posted; stops: {:?}", near(world, due)),
        }
    }
    assert!(posted.is_empty(), "{what}: these were not due: {posted:?}");
    assert!(missed * 10 < world.expected.len(), "{what}: {missed} of {} were missed", world.expected.len());
}

fn near<'w>(world: &'w World, due: &Due) -> Vec<&'w (Timestamp, Timestamp)> {
    let near = |(from, to): &&(Timestamp, Timestamp)| *from < due.moment + CATCH_UP && *to > due.moment;
    world.stops.iter().filter(near).collect()
}

fn live_ten_years(changing: bool) {
    let zones = zones();
    assert!(zones.len() > 80, "{}", zones.len());
    let end: Timestamp = LAST.parse().unwrap();
    for (at, zone) in zones.iter().enumerate() {
        let seed = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(at as u64 * 2 + u64::from(changing) + 1);
        let mut world = World::new(zone, seed);
        while world.now < end {
            let most = if changing { 20 * 24 * 3600 } else { 400 * 24 * 3600 };
            let stretch = world.dice.seconds(600, most);
            world.live((world.now + stretch).min(end));
            if changing {
                world.change_setting(&zones);
            }
        }
        check(&world, &format!("{} changing: {changing}, seed {seed:#x}", zones::name(zone)));
    }
}

#[test]
fn ten_years_in_every_zone_with_stops_and_crashes() {
    live_ten_years(false);
}

#[test]
fn ten_years_in_every_zone_with_stops_crashes_and_changes_of_the_setting() {
    live_ten_years(true);
}

/// The machine's clock goes back an hour at a random moment, and forward again days later.
#[test]
fn a_clock_set_back_an_hour_gives_no_day_two_digests_and_takes_none_away() {
    let hour = SignedDuration::from_hours(1);
    for (at, zone) in zones().iter().enumerate() {
        let mut world = World::new(zone, 0xD1B5_4A32_D192_ED03_u64.wrapping_mul(at as u64 + 1));
        world.schedule.weekdays = Weekdays::ALL;
        let end = world.now + SignedDuration::from_hours(24 * 365);
        while world.now < end {
            let right = world.dice.seconds(3600, 5 * 24 * 3600);
            world.live(world.now + right);
            world.now -= hour;
            let wrong = world.dice.seconds(3 * 3600, 5 * 24 * 3600);
            world.live(world.now + wrong);
            world.stops.push((world.now, world.now + hour));
            world.now += hour;
        }
        let days: HashSet<Date> = world.channel.iter().map(|(day, _)| *day).collect();
        assert_eq!(days.len(), world.channel.len(), "{}: no day twice", zones::name(zone));
        let unexplained = world
            .expected
            .iter()
            .find(|due| !days.contains(&due.day) && !world.was_away(due) && due.moment + CATCH_UP < world.now);
        assert_eq!(unexplained.map(|due| (due, near(&world, due))), None, "{}", zones::name(zone));
    }
}

/// The moment of a day against a clock that is looked at minute by minute, around every change of rules.
#[test]
fn the_moment_is_the_first_minute_that_a_clock_on_the_wall_shows_the_time_or_a_later_one() {
    let last: Timestamp = LAST.parse().unwrap();
    let mut dice = Dice(7);
    for zone in zones() {
        let changes = zone.following(FIRST.parse().unwrap()).take_while(|change| change.timestamp() < last);
        for change in changes.take(6) {
            let day = zone.to_datetime(change.timestamp()).date();
            for day in [day.yesterday().unwrap(), day] {
                let schedule = Schedule { time: dice.time(), zone: zone.clone(), weekdays: Weekdays::ALL };
                let wanted = day.to_datetime(schedule.time);
                let start = change.timestamp() - SignedDuration::from_hours(60);
                let minutes = (0..90 * 60).map(|minute| start + SignedDuration::from_mins(minute));
                let shown = minutes.clone().find(|at| zone.to_datetime(*at) >= wanted);
                let exists = minutes.clone().any(|at| zone.to_datetime(at).date() == day);
                let name = zones::name(&zone);
                assert_eq!(schedule.moment(day), shown.filter(|_| exists), "{name} {wanted}");
            }
        }
    }
}
