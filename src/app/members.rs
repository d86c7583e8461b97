//! What is kept of members, and how they are forgotten.

use super::{App, drafts, proposals};
use crate::fact::Scope;
use crate::store::{Drawer, StoreError};

/// What was taken away at a member's wish.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Changes whose author is "a former member" now.
    pub changes: usize,
    /// Proposals that nobody made now.
    pub proposals: usize,
    /// Drafts thrown away.
    pub drafts: usize,
}

/// Where it is noted that a member wants no messages about their suggestions.
fn silence(member: u64) -> String {
    format!("silence.{member}")
}

impl App {
    /// Whether a member is to be told what became of their suggestions; they are, unless they said otherwise.
    pub fn wants_word(&self, member: u64) -> Result<bool, StoreError> {
        Ok(self.store.setting(Scope::Owners, &silence(member))?.is_none())
    }

    /// Notes what a member wants; only that somebody wants no messages is kept.
    pub fn set_wants_word(&self, member: u64, wants: bool) -> Result<(), StoreError> {
        self.store.set_setting(Scope::Owners, &silence(member), (!wants).then_some("on"))
    }

    /// Removes a member's traces everywhere, from queues, drafts and history: the changes stay, their author becomes "a
    /// former member". Cut off, it can be repeated.
    ///
    /// How many proposals they made today stays counted: else the limit could be had anew. The sweep of the next day takes
    /// it away.
    pub fn forget_member(&self, member: u64) -> Result<Forgotten, StoreError> {
        self.forget_informed(member)?;
        self.set_wants_word(member, true)?;
        let _alone = self.alone();
        let changes = self.store.forget_author(member)?;
        let mut forgotten = Forgotten { changes, ..Forgotten::default() };
        let drafts = self.store.all_papers::<drafts::Kept>(Drawer::Drafts)?;
        let drafts: Vec<_> = drafts.into_iter().filter(|(_, _, kept)| kept.member == member).collect();
        forgotten.drafts = drafts.len();
        let proposals = self.store.all_papers::<proposals::Kept>(Drawer::Proposals)?;
        let proposals: Vec<_> = proposals.into_iter().filter(|(_, _, kept)| kept.member == Some(member)).collect();
        forgotten.proposals = proposals.len();
        self.store.file(|desk| {
            for (scope, name, _) in &drafts {
                desk.remove(Drawer::Drafts, *scope, name)?;
            }
            for (scope, name, kept) in proposals {
                desk.put(Drawer::Proposals, scope, &name, &kept.by_nobody())?;
            }
            Ok(forgotten)
        })
    }
}
