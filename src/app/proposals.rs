//! Proposals: what members think is wrong or missing, in a queue for those who may write.

use super::curate::Form;
use super::{App, View};
use crate::fact::{FactId, Scope};
use crate::store::{Desk, Drawer, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A member may propose this much in a server in a day.
pub const PER_MEMBER: u32 = 5;
/// A server takes this much in a day.
pub const PER_DAY: u32 = 50;
/// A queue holds at most this many.
pub const MOST_PROPOSALS: usize = 500;
/// The longest text of a proposal, in characters.
pub const LONGEST_PROPOSAL: usize = 1_000;
/// The longest value and the longest source in one, in characters.
pub const LONGEST_DETAIL: usize = 500;

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// Names a proposal within its view; later ones have larger numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProposalId(pub u64);

impl ProposalId {
    /// Its name in the store: numbers in the order of their names.
    pub(super) fn name(self) -> String {
        format!("{:020}", self.0)
    }
}

/// What a member says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// In the member's words: what is wrong, or what to add.
    pub text: String,
    /// The right value, as the member writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where it stands, as the member writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The question whose answer is said to be wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The facts that the answer rested on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactId>,
    /// What was filled in, where it is a whole fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// A remark in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its number.
    pub id: ProposalId,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it, by Discord id; `None` is a former member.
    pub member: Option<u64>,
    /// What was said.
    pub remark: Remark,
}

/// Why a proposal was not taken or found.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// The member has made enough for a day.
    #[error("you have made {PER_MEMBER} suggestions here today, which is the most for a day\ncome back in {0}")]
    MemberLimit(Wait),
    /// The server has enough for a day.
    #[error("this server has had {PER_DAY} suggestions today, which is the most for a day\ncome back in {0}")]
    ServerLimit(Wait),
    /// The queue is full.
    #[error(
        "{MOST_PROPOSALS} suggestions wait here for somebody to read them, and I take no more\n\
         tell those who manage the server; when they have read some, come back"
    )]
    Full,
    /// The text is empty or too long.
    #[error(
        "a suggestion has 1 to {LONGEST_PROPOSAL} characters, this one has {0}\nshorten it, or say what is wrong"
    )]
    Length(usize),
    /// The value or the source is too long.
    #[error("{what} has {length} characters, which is too many\nshorten it to {LONGEST_DETAIL}")]
    Detail {
        /// Which: "the right value".
        what: &'static str,
        /// Characters.
        length: usize,
    },
    /// There is no such proposal in this view: somebody was faster, or it belongs elsewhere.
    #[error("this suggestion is not in the queue any more\nsomebody may have settled it already")]
    Gone,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How long somebody has to wait, in seconds; shown as people say it, never shorter than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub i64);

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.max(1).div_euclid(60) + i64::from(self.0.rem_euclid(60) > 0);
        let hours = minutes.div_euclid(60) + i64::from(minutes.rem_euclid(60) > 0);
        match (minutes, hours) {
            (..=1, _) => f.write_str("a minute"),
            (..60, _) => write!(f, "{minutes} minutes"),
            (60, _) => f.write_str("an hour"),
            _ => write!(f, "{hours} hours"),
        }
    }
}

impl App {
    /// Whether a member could propose something now, to be asked before they write it.
    ///
    /// # Errors
    /// The limit that is reached.
    pub fn may_propose(&self, view: View, member: u64, now: Timestamp) -> Result<(), ProposalError> {
        let scope = view.layer();
        let (theirs, all) = tallies(member, now);
        let count =
            |name: &str| Ok::<_, StoreError>(self.store.paper::<u32>(Drawer::Tallies, scope, name)?.unwrap_or(0));
        within_limits(count(&theirs)? + 1, count(&all)? + 1, now)?;
        self.has_room(scope)
    }

    fn has_room(&self, scope: Scope) -> Result<(), ProposalError> {
        let waiting = self.store.papers::<Kept>(Drawer::Proposals, scope, "")?.len();
        if waiting < MOST_PROPOSALS { Ok(()) } else { Err(ProposalError::Full) }
    }

    /// Puts a member's remark into the queue of a view.
    pub fn propose(
        &self,
        view: View,
        member: u64,
        remark: Remark,
        now: Timestamp,
    ) -> Result<Proposal, ProposalError> {
        let length = remark.text.trim().chars().count();
        if !(1..=LONGEST_PROPOSAL).contains(&length) {
            return Err(ProposalError::Length(length));
        }
        let remark = Remark {
            text: remark.text.trim().to_owned(),
            value: detail(remark.value, "the right value")?,
            source: detail(remark.source, "the source")?,
            ..remark
        };
        let scope = view.layer();
        let _alone = self.alone();
        self.has_room(scope)?;
        let (theirs, all) = tallies(member, now);
        self.store.file(|desk| {
            within_limits(tally(desk, scope, &theirs)?, tally(desk, scope, &all)?, now)?;
            let id = ProposalId(desk.number());
            let kept = Kept { at: now.as_second(), member: Some(member), remark };
            desk.put(Drawer::Proposals, scope, &id.name(), &kept)?;
            Ok(kept.proposal(id))
        })
    }

    /// The queue of a view, the oldest first: up to `limit` behind `after`, and how many there are in all.
    pub fn proposals(
        &self,
        view: View,
        after: Option<ProposalId>,
        limit: usize,
    ) -> Result<(Vec<Proposal>, usize), ProposalError> {
        let all = self.store.papers::<Kept>(Drawer::Proposals, view.layer(), "")?;
        let count = all.len();
        let named = all.into_iter().filter_map(|(name, kept)| Some(kept.proposal(ProposalId(name.parse().ok()?))));
        let behind = named.filter(|proposal| after.is_none_or(|after| proposal.id > after));
        Ok((behind.take(limit).collect(), count))
    }

    /// One proposal of a view. To accept it, name it in [`super::By`]; the change takes it away.
    pub fn proposal(&self, view: View, id: ProposalId) -> Result<Proposal, ProposalError> {
        let kept = self.store.paper::<Kept>(Drawer::Proposals, view.layer(), &id.name())?;
        Ok(kept.ok_or(ProposalError::Gone)?.proposal(id))
    }

    /// Takes a proposal out of the queue without a change, and gives it back so that its maker can be told.
    pub fn reject(&self, view: View, id: ProposalId) -> Result<Proposal, ProposalError> {
        let scope = view.layer();
        self.store.file(|desk| {
            let kept = desk.get::<Kept>(Drawer::Proposals, scope, &id.name())?.ok_or(ProposalError::Gone)?;
            desk.remove(Drawer::Proposals, scope, &id.name())?;
            Ok(kept.proposal(id))
        })
    }
}

/// A proposal as it lies in the store.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    /// Seconds since 1970.
    at: i64,
    pub member: Option<u64>,
    remark: Remark,
}

impl Kept {
    fn proposal(self, id: ProposalId) -> Proposal {
        let at = Timestamp::from_second(self.at).unwrap_or_default();
        Proposal { id, at, member: self.member, remark: self.remark }
    }

    /// The same by nobody.
    pub(super) fn by_nobody(self) -> Self {
        Self { member: None, ..self }
    }
}

/// The names under which a member's proposals of a day are counted, and all of them.
fn tallies(member: u64, now: Timestamp) -> (String, String) {
    let day = day_of(now);
    (format!("{day}.propose.{member}"), format!("{day}.propose"))
}

fn within_limits(theirs: u32, all: u32, now: Timestamp) -> Result<(), ProposalError> {
    let wait = Wait(DAY - now.as_second().rem_euclid(DAY));
    match (theirs > PER_MEMBER, all > PER_DAY) {
        (true, _) => Err(ProposalError::MemberLimit(wait)),
        (_, true) => Err(ProposalError::ServerLimit(wait)),
        _ => Ok(()),
    }
}

/// A value or a source without white space around it; nothing where nothing was written.
fn detail(text: Option<String>, what: &'static str) -> Result<Option<String>, ProposalError> {
    let Some(text) = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) else { return Ok(None) };
    let length = text.chars().count();
    if length > LONGEST_DETAIL { Err(ProposalError::Detail { what, length }) } else { Ok(Some(text)) }
}

/// The day of a moment, counted from 1970; five digits until the year 2243.
pub(super) fn day_of(at: Timestamp) -> String {
    format!("{:05}", at.as_second().div_euclid(DAY).max(0))
}

/// Counts one more under a name that begins with a day, and tells how many that makes.
pub(super) fn tally(desk: &mut Desk<'_, '_>, scope: Scope, name: &str) -> Result<u32, StoreError> {
    let count = desk.get::<u32>(Drawer::Tallies, scope, name)?.unwrap_or(0).saturating_add(1);
    desk.put(Drawer::Tallies, scope, name, &count)?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_as_people_say_it_and_never_too_short() {
        for (seconds, words) in [
            (0, "a minute"),
            (60, "a minute"),
            (61, "2 minutes"),
            (3_540, "59 minutes"),
            (3_541, "an hour"),
            (3_601, "2 hours"),
            (86_400, "24 hours"),
        ] {
            assert_eq!(Wait(seconds).to_string(), words, "{seconds}");
        }
    }
}
