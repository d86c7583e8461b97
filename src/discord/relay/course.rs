//! What to do when a connection to Discord's gateway has ended: go on with the session, begin a new one, or give up; and
//! how long to wait before. Nothing here reads a clock or a socket.

use super::super::ServeError;
use std::time::Duration;

/// How a connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It was never made, or nobody spoke on it in time: why.
    Unreachable(String),
    /// Discord closed it, with a code or without.
    Closed(Option<u16>),
    /// It broke off.
    Cut(String),
    /// Discord asks to connect anew (op 7).
    Asked,
    /// Discord no longer knows the session (op 9), or still does.
    Invalid {
        /// Whether it can be gone on with.
        resumable: bool,
    },
    /// A heartbeat was not acknowledged.
    Silent,
    /// It was open, but the session did not begin in time.
    Slow,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Go on with the session: what was missed comes then.
    Resume,
    /// Begin a new session.
    Identify,
}

impl End {
    /// What comes next.
    ///
    /// # Errors
    /// The reason to give up, for what no new connection mends.
    pub fn next(&self) -> Result<Next, ServeError> {
        match self {
            End::Closed(Some(code)) => after_close(*code),
            End::Invalid { resumable: false } => Ok(Next::Identify),
            _ => Ok(Next::Resume),
        }
    }

    /// In a few words for the log.
    pub fn words(&self) -> String {
        match self {
            End::Unreachable(why) => format!("it cannot be reached: {why}"),
            End::Closed(Some(code)) => format!("Discord closed it with code {code}"),
            End::Closed(None) => "Discord closed it without a code".to_owned(),
            End::Cut(why) => format!("it broke off: {why}"),
            End::Asked => "Discord asked for a new one".to_owned(),
            End::Invalid { .. } => "Discord ended the session".to_owned(),
            End::Silent => "a heartbeat was not acknowledged".to_owned(),
            End::Slow => "the session did not begin in time".to_owned(),
        }
    }
}

/// Discord's table: <https://discord.com/developers/docs/topics/opcodes-and-status-codes>.
fn after_close(code: u16) -> Result<Next, ServeError> {
    match code {
        4004 => Err(ServeError::TokenRevoked),
        4010 | 4011 => Err(ServeError::Shards(code)),
        4012 => Err(ServeError::Version(code)),
        4013 | 4014 => Err(ServeError::Intents(code)),
        // Not logged in; no such session (of old); a wrong number of the last event; a session too old.
        4003 | 4006 | 4007 | 4009 => Ok(Next::Identify),
        _ => Ok(Next::Resume),
    }
}

/// Discord takes one new session in five seconds.
pub const BETWEEN_SESSIONS: Duration = Duration::from_secs(5);
/// New sessions that may begin quickly within an hour; Discord resets the token after 1,000 in a day.
const QUICK_SESSIONS: usize = 12;
/// Between the others: with the quick ones fewer than 1,000 in a day.
const SLOW_SESSION: Duration = Duration::from_secs(180);
/// Connections that may begin at once within a minute, after one that was open.
const QUICK: usize = 5;
/// The first pause after that.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// No pause is longer: a bot is to be back within seconds.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);
/// How long a connection counts.
const MINUTE: Duration = Duration::from_secs(60);
/// How long a session counts.
const HOUR: Duration = Duration::from_secs(3_600);
/// So many sessions that could not be gone on with, and a new one is begun.
const VAIN_RESUMES: u32 = 4;

/// Remembers when connections and sessions began, so that nothing is hammered. Times count from any one moment.
#[derive(Debug, Default)]
pub struct Pauses {
    connections: Vec<Duration>,
    sessions: Vec<Duration>,
    /// Connections in a row that never opened.
    unopened: u32,
    /// The same, of those that Discord answered.
    vain: u32,
}

impl Pauses {
    /// How long to wait from `now` until a connection after one that ended like this; `opened` if a session ran on it.
    /// `chance` from 0 to 1 spreads bots that lost their connections together.
    pub fn pause(&mut self, end: &End, next: Next, opened: bool, now: Duration, chance: f64) -> Duration {
        self.connections.retain(|at| now.saturating_sub(*at) < MINUTE);
        self.sessions.retain(|at| now.saturating_sub(*at) < HOUR);
        self.unopened = if opened { 0 } else { self.unopened + 1 };
        let answered = !opened && !matches!(end, End::Unreachable(_));
        self.vain = if opened { 0 } else { self.vain + u32::from(answered) };
        let rash = self.connections.len().saturating_sub(QUICK);
        self.connections.push(now);
        let steps = rash.max(self.unopened as usize);
        let pause = match steps {
            0 => Duration::ZERO,
            steps => {
                FIRST_PAUSE.saturating_mul(1 << (steps - 1).min(8)).min(LONGEST_PAUSE).mul_f64(0.75 + chance / 4.0)
            }
        };
        match (end, next) {
            // Discord wants this to be from one to five seconds.
            (End::Invalid { resumable: false }, _) => pause.max(Duration::from_secs_f64(1.0 + 4.0 * chance)),
            _ => pause,
        }
    }

    /// How many connections in a row never opened.
    pub fn tries_in_vain(&self) -> u32 {
        self.unopened
    }

    /// Whether to stop trying to go on with a session.
    pub fn in_vain(&self) -> bool {
        self.vain >= VAIN_RESUMES
    }

    /// How long to wait from `now` until a new session may begin.
    pub fn until_session(&self, now: Duration) -> Duration {
        let wait = if self.sessions.len() < QUICK_SESSIONS { BETWEEN_SESSIONS } else { SLOW_SESSION };
        self.sessions.last().map_or(Duration::ZERO, |last| (*last + wait).saturating_sub(now))
    }

    /// A new session begins.
    pub fn session_begins(&mut self, now: Duration) {
        self.sessions.push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_after_each_end() {
        use Next::{Identify, Resume};
        for (code, expected) in [
            (None, Resume),
            (Some(1000), Resume),
            (Some(1001), Resume),
            (Some(1006), Resume),
            (Some(4000), Resume),
            (Some(4001), Resume),
            (Some(4002), Resume),
            (Some(4003), Identify),
            (Some(4005), Resume),
            (Some(4006), Identify),
            (Some(4007), Identify),
            (Some(4008), Resume),
            (Some(4009), Identify),
            (Some(4999), Resume),
        ] {
            assert_eq!(End::Closed(code).next().ok(), Some(expected), "{code:?}");
        }
        for code in [4004, 4010, 4011, 4012, 4013, 4014] {
            let told = End::Closed(Some(code)).next().expect_err("no reconnect mends it").to_string();
            assert!(told.contains(&code.to_string()), "{code}: {told}");
        }
        for end in
            [End::Asked, End::Silent, End::Slow, End::Cut("reset".to_owned()), End::Invalid { resumable: true }]
        {
            assert_eq!(end.next().ok(), Some(Resume), "{end:?}");
        }
        assert_eq!(End::Invalid { resumable: false }.next().ok(), Some(Identify));
    }

    #[test]
    fn the_first_connections_come_at_once_and_the_next_ever_slower() {
        let mut pauses = Pauses::default();
        let mut wait = |at| pauses.pause(&End::Asked, Next::Resume, true, Duration::from_secs(at), 1.0).as_millis();
        let waits: Vec<u128> = (0..12).map(&mut wait).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000]);
        assert_eq!(wait(100), 0, "a minute later all is forgotten");
    }

    #[test]
    fn whoever_is_away_is_asked_every_few_seconds() {
        let mut pauses = Pauses::default();
        let end = End::Unreachable("refused".to_owned());
        let waits: Vec<u128> = (0..50u64)
            .map(|n| pauses.pause(&end, Next::Resume, false, Duration::from_secs(n * 8), 0.0).as_millis())
            .collect();
        assert_eq!(waits[..5], [375, 750, 1500, 3000, 6000]);
        assert!(waits[5..].iter().all(|wait| *wait == 6000), "{waits:?}");
        assert!(!pauses.in_vain(), "a session outlives an outage");
    }

    #[test]
    fn a_session_that_cannot_be_gone_on_with_is_given_up() {
        let mut pauses = Pauses::default();
        for n in 0..VAIN_RESUMES {
            assert!(!pauses.in_vain(), "{n}");
            pauses.pause(&End::Closed(Some(4000)), Next::Resume, false, Duration::from_secs(n.into()), 0.5);
        }
        assert!(pauses.in_vain());
    }

    #[test]
    fn discord_never_has_a_thousand_sessions_begun_in_a_day() {
        let (mut pauses, mut now, mut begun) = (Pauses::default(), Duration::ZERO, 0);
        while now < Duration::from_secs(24 * 3_600) {
            now += pauses.until_session(now);
            pauses.session_begins(now);
            begun += 1;
            now += pauses.pause(&End::Closed(Some(4009)), Next::Identify, true, now, 0.0);
        }
        assert!((400..900).contains(&begun), "{begun}");
        let mut told = Pauses::default();
        for chance in [0.0, 0.5, 1.0] {
            let wait = told.pause(&End::Invalid { resumable: false }, Next::Identify, true, Duration::ZERO, chance);
            assert!((1.0..=5.0).contains(&wait.as_secs_f64()), "{wait:?}");
        }
    }
}
