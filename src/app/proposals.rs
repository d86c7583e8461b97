//! Proposals: what members think is wrong or missing, in a queue for those who may write.

use super::curate::Form;
use super::{App, View};
use crate::fact::FactId;
use crate::store::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A member may propose this much in a server in a day.
pub const PER_MEMBER: u32 = 5;
/// A server takes this much in a day.
pub const PER_DAY: u32 = 50;
/// A queue holds at most this many.
pub const MOST_PROPOSALS: usize = 500;
/// The longest text of a proposal, in characters.
pub const LONGEST_PROPOSAL: usize = 1_000;

/// Names a proposal within its view; later ones have larger numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProposalId(pub u64);

/// What a member says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// In the member's words: what is wrong, or what to add.
    pub text: String,
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
    #[error("you have made {PER_MEMBER} suggestions here today, which is the most for a day\ncome back tomorrow")]
    MemberLimit,
    /// The server has enough for a day, or its queue is full.
    #[error("this server has more suggestions waiting than it can take\ntell an admin, or come back tomorrow")]
    ServerLimit,
    /// The text is empty or too long.
    #[error(
        "a suggestion has 1 to {LONGEST_PROPOSAL} characters, this one has {0}\nshorten it, or say what is wrong"
    )]
    Length(usize),
    /// There is no such proposal in this view: somebody was faster, or it belongs elsewhere.
    #[error("this suggestion is not in the queue any more\nsomebody may have settled it already")]
    Gone,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// Puts a member's remark into the queue of a view.
    pub fn propose(
        &self,
        view: View,
        member: u64,
        remark: Remark,
        now: Timestamp,
    ) -> Result<Proposal, ProposalError> {
        todo!("{view:?} {member} {remark:?} {now}")
    }

    /// The queue of a view, the oldest first: up to `limit` behind `after`, and how many there are in all.
    pub fn proposals(
        &self,
        view: View,
        after: Option<ProposalId>,
        limit: usize,
    ) -> Result<(Vec<Proposal>, usize), ProposalError> {
        todo!("{view:?} {after:?} {limit}")
    }

    /// One proposal of a view. To accept it, name it in [`super::By`]; the change takes it away.
    pub fn proposal(&self, view: View, id: ProposalId) -> Result<Proposal, ProposalError> {
        todo!("{view:?} {id:?}")
    }

    /// Takes a proposal out of the queue without a change, and gives it back so that its maker can be told.
    pub fn reject(&self, view: View, id: ProposalId) -> Result<Proposal, ProposalError> {
        todo!("{view:?} {id:?}")
    }
}
