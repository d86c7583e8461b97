//! How much is taken at once: from one person, from one server, and from all together. Pure: the time is passed in.
//!
//! Each limit is a bucket that leaks (the generic cell rate algorithm): so much at once, then so much a second. What is
//! refused costs nothing, so that whoever waits as long as they were told is let in.

use rustc_hash::FxHashMap;
use std::time::Duration;

/// What something costs, in quarters of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// A letter typed into an option: Discord asks for offers several times a second.
    Typing,
    /// A command or a click.
    Command,
    /// A command that reads or makes a file, or posts in a channel.
    Heavy,
}

impl Cost {
    fn quarters(self) -> u64 {
        match self {
            Cost::Typing => 1,
            Cost::Command => 4,
            Cost::Heavy => 20,
        }
    }
}

/// Whose limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The person's own.
    User,
    /// The server's.
    Server,
    /// The whole bot's.
    Bot,
}

/// Why something is not taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// The limit that takes longest to be free again.
    pub whose: Whose,
    /// For how long.
    pub wait: Duration,
}

impl Whose {
    /// A word for the metrics.
    pub fn word(self) -> &'static str {
        match self {
            Whose::User => "user",
            Whose::Server => "server",
            Whose::Bot => "bot",
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.whose {
            Whose::User => "You have sent me a lot in a short time.",
            Whose::Server => "This server has sent me a lot in a short time.",
            Whose::Bot => "More people ask me at once than I can answer.",
        })?;
        // Never shorter than it is.
        match self.wait.as_millis().div_ceil(1_000).max(1) {
            1 => f.write_str(" Try again in a second."),
            seconds => write!(f, " Try again in {seconds} seconds."),
        }
    }
}

/// So many quarters at once, and for each so many microseconds until it can be had again.
#[derive(Debug, Clone, Copy)]
struct Limit {
    at_once: u64,
    each: u64,
}

impl Limit {
    /// So many commands at once, then so many a second.
    const fn commands(at_once: u64, a_second: u64) -> Self {
        Self { at_once: at_once * 4, each: 250_000 / a_second }
    }

    /// How long something has to wait in a bucket that is empty from `free` on.
    fn wait(self, free: u64, now: u64, quarters: u64) -> u64 {
        let level = free.saturating_sub(now).saturating_add(quarters * self.each);
        level.saturating_sub(self.at_once * self.each)
    }

    /// When the bucket is empty after something was put in; never later than if it were full now.
    fn filled(self, free: u64, now: u64, quarters: u64) -> u64 {
        (free.max(now) + quarters * self.each).min(now + self.at_once * self.each)
    }
}

/// Nobody types, or clicks, a command a second for long.
const USER: Limit = Limit::commands(60, 1);
/// A large server at its busiest; it leaves room for ninety-nine others of its kind.
const SERVER: Limit = Limit::commands(300, 5);
/// A question takes about a millisecond of one core, in a crowded index some more.
const BOT: Limit = Limit::commands(1_000, 500);

/// People, or servers, that are remembered at once. One is forgotten as soon as its bucket is empty, and the bot's own
/// limit lets in so few that there are never so many. If there are, newcomers are let in and not remembered.
pub const MOST_REMEMBERED: usize = 16_384;

/// The time from one sweep of empty buckets to the next, in microseconds.
const SWEEP: u64 = 1_000_000;

/// Buckets by id. Those that are empty are as good as none.
#[derive(Debug, Default)]
struct Buckets {
    free: FxHashMap<u64, u64>,
    /// When those that are empty were last thrown away.
    swept: u64,
}

impl Buckets {
    fn free(&self, id: u64) -> u64 {
        self.free.get(&id).copied().unwrap_or_default()
    }

    fn fill(&mut self, id: u64, limit: Limit, now: u64, quarters: u64) {
        if now.abs_diff(self.swept) >= SWEEP {
            self.free.retain(|_, free| *free > now);
            self.swept = now;
        }
        let until = limit.filled(self.free(id), now, quarters);
        if self.free.len() < MOST_REMEMBERED || self.free.contains_key(&id) {
            self.free.insert(id, until);
        }
    }
}

/// The three limits and what was taken of them.
#[derive(Debug, Default)]
pub struct Limiter {
    users: Buckets,
    servers: Buckets,
    bot: u64,
}

impl Limiter {
    /// Takes something that somebody did, `now` after any fixed moment; `server` where it was in one.
    ///
    /// # Errors
    /// [`Refused`] with the time to wait. Then nothing was taken, from no limit.
    pub fn take(&mut self, now: Duration, user: u64, server: Option<u64>, cost: Cost) -> Result<(), Refused> {
        let (now, quarters) = (micros(now), cost.quarters());
        let waits = [
            (Whose::User, USER.wait(self.users.free(user), now, quarters)),
            (Whose::Server, server.map_or(0, |id| SERVER.wait(self.servers.free(id), now, quarters))),
            (Whose::Bot, BOT.wait(self.bot, now, quarters)),
        ];
        let longest = waits.into_iter().filter(|(_, wait)| *wait > 0).max_by_key(|(_, wait)| *wait);
        if let Some((whose, wait)) = longest {
            return Err(Refused { whose, wait: Duration::from_micros(wait) });
        }
        self.fill(now, user, server, quarters);
        Ok(())
    }

    /// Counts something that is taken in any case: a form that somebody filled in must not be lost, and Discord sends
    /// one only for a click or a command before it.
    pub fn count(&mut self, now: Duration, user: u64, server: Option<u64>) {
        self.fill(micros(now), user, server, Cost::Command.quarters());
    }

    fn fill(&mut self, now: u64, user: u64, server: Option<u64>, quarters: u64) {
        self.bot = BOT.filled(self.bot, now, quarters);
        self.users.fill(user, USER, now, quarters);
        if let Some(server) = server {
            self.servers.fill(server, SERVER, now, quarters);
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

    const START: Duration = Duration::from_secs(1_000);

    /// The user and the server of the n-th.
    type Who = fn(u64) -> (u64, Option<u64>);

    /// How many of these are taken at one moment before the first is refused, and that refusal.
    fn until_refused(limiter: &mut Limiter, cost: Cost, who: impl Fn(u64) -> (u64, Option<u64>)) -> (u64, Refused) {
        (0..)
            .find_map(|n| {
                let (user, server) = who(n);
                limiter.take(START, user, server, cost).err().map(|refused| (n, refused))
            })
            .expect("every limit is reached")
    }

    #[test]
    fn each_limit_takes_so_much_at_once_and_then_names_the_wait() {
        let (one, own, anywhere) = (|_| (1, Some(9)), |n| (n, Some(9)), |n| (n, Some(n)));
        let table: [(Cost, Who, u64, &str); 7] = [
            (Cost::Command, one, 60, "You have sent me a lot in a short time. Try again in a second."),
            (Cost::Typing, one, 240, "You have sent me a lot in a short time. Try again in a second."),
            (Cost::Heavy, one, 12, "You have sent me a lot in a short time. Try again in 5 seconds."),
            (Cost::Command, own, 300, "This server has sent me a lot in a short time. Try again in a second."),
            (Cost::Heavy, own, 60, "This server has sent me a lot in a short time. Try again in a second."),
            (Cost::Command, anywhere, 1_000, "More people ask me at once than I can answer. Try again in a second."),
            (
                Cost::Command,
                |n| (n, None),
                1_000,
                "More people ask me at once than I can answer. Try again in a second.",
            ),
        ];
        for (cost, who, taken, words) in table {
            let (count, refused) = until_refused(&mut Limiter::default(), cost, who);
            assert_eq!((count, refused.to_string().as_str()), (taken, words), "{cost:?}");
        }
    }

    #[test]
    fn a_wait_is_told_in_whole_seconds_and_never_too_short() {
        for (millis, words) in [(1, "a second"), (1_000, "a second"), (1_001, "2 seconds"), (12_000, "12 seconds")] {
            let refused = Refused { whose: Whose::User, wait: Duration::from_millis(millis) };
            assert!(refused.to_string().ends_with(&format!("Try again in {words}.")), "{refused}");
        }
    }

    #[test]
    fn one_person_or_server_takes_nothing_from_another() {
        let mut limiter = Limiter::default();
        until_refused(&mut limiter, Cost::Command, |_| (1, Some(9)));
        assert!(limiter.take(START, 2, Some(9), Cost::Command).is_ok(), "another person in the same server");
        until_refused(&mut limiter, Cost::Command, |n| (100 + n, Some(9)));
        assert!(limiter.take(START, 2, Some(8), Cost::Command).is_ok(), "the same person in another server");
        assert!(limiter.take(START, 2, None, Cost::Command).is_ok(), "and in a direct message");
    }

    #[test]
    fn after_a_burst_a_person_gets_one_a_second_for_ever() {
        let mut limiter = Limiter::default();
        until_refused(&mut limiter, Cost::Command, |_| (1, None));
        let tenths = (1..=600).map(|tenth| START + Duration::from_millis(100 * tenth));
        let taken = tenths.filter(|now| limiter.take(*now, 1, None, Cost::Command).is_ok()).count();
        assert_eq!(taken, 60);
    }

    #[test]
    fn a_form_is_never_refused_but_counted_and_no_debt_grows_without_end() {
        let mut limiter = Limiter::default();
        (0..10_000).for_each(|_| limiter.count(START, 1, Some(9)));
        let refused = limiter.take(START, 1, Some(9), Cost::Command).unwrap_err();
        assert_eq!(refused, Refused { whose: Whose::User, wait: Duration::from_secs(1) });
    }

    #[test]
    fn what_is_remembered_is_bounded_and_forgotten_when_it_is_over() {
        let mut limiter = Limiter::default();
        (0..200_000).for_each(|n| limiter.count(START, n, Some(n)));
        assert_eq!((limiter.users.free.len(), limiter.servers.free.len()), (MOST_REMEMBERED, MOST_REMEMBERED));
        // Ten minutes of a new person every 2 milliseconds: what the bot's own limit lets in.
        let mut most = 0;
        for n in 0..300_000_u64 {
            let now = START + Duration::from_secs(120) + Duration::from_millis(2 * n);
            assert!(limiter.take(now, n, Some(n), Cost::Command).is_ok());
            most = most.max(limiter.users.free.len()).max(limiter.servers.free.len());
        }
        assert!(most <= 2_000, "{most} were remembered");
    }

    #[test]
    fn a_clock_at_its_end_or_beginning_breaks_nothing() {
        let mut limiter = Limiter::default();
        for now in [Duration::MAX, Duration::ZERO, Duration::MAX] {
            let _ = limiter.take(now, u64::MAX, Some(u64::MAX), Cost::Heavy);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whoever_waits_as_long_as_told_is_let_in(
            acts in proptest::collection::vec((0..4_u64, 0..3_u64, 0..400_u64, 0..3_u8), 1..600)
        ) {
            let mut limiter = Limiter::default();
            let mut now = START;
            for (user, server, pause, cost) in acts {
                now += Duration::from_millis(pause / 100);
                let cost = [Cost::Typing, Cost::Command, Cost::Heavy][usize::from(cost)];
                let server = (server > 0).then_some(server);
                if let Err(refused) = limiter.take(now, user, server, cost) {
                    prop_assert!(refused.wait <= Duration::from_secs(60), "{refused:?}");
                    prop_assert!(refused.wait > Duration::ZERO);
                    now += refused.wait;
                    prop_assert_eq!(limiter.take(now, user, server, cost), Ok(()));
                }
            }
        }
    }
}
