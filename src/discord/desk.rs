//! Somebody who may write, and where: what every step of a conversation with admins begins with.

use super::permit::{self, Caller, Owners};
use super::reply::{Reply, sentences};
use crate::app::{App, Author, By, DraftId, View};
use jiff::Timestamp;

/// A person who may write into the layer of a view, now. Made anew for each interaction: rights are never remembered.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The app.
    pub app: &'a App,
    /// From where is written.
    pub view: View,
    /// The person's Discord id.
    pub member: u64,
    /// The person's name.
    pub name: String,
    /// When.
    pub now: Timestamp,
}

impl<'a> Desk<'a> {
    /// The desk of somebody; with `everyone` that of the bot's owners.
    ///
    /// # Errors
    /// The refusal, for them alone, if they may not write there.
    pub fn of(app: &'a App, owners: &Owners, caller: Caller<'_>, everyone: bool) -> Result<Self, Reply> {
        match permit::desk(app, owners, caller, everyone) {
            Ok(view) => {
                Ok(Self { app, view, member: caller.user, name: caller.name.to_owned(), now: Timestamp::now() })
            }
            Err(refusal) => Err(Reply::note(refusal.to_string())),
        }
    }

    /// This person's change, made now; the draft is settled by it.
    pub fn by(&self, draft: Option<&DraftId>) -> By {
        let author = Author::Member { id: self.member, name: self.name.clone() };
        By { draft: draft.cloned(), ..By::new(author, self.now) }
    }

    /// How the desk is written in a custom id, so that the next step is asked the right thing; see
    /// [`is_everyones`].
    pub fn mark(&self) -> &'static str {
        match self.view {
            View::Everyone => EVERYONE,
            View::Server(_) => "s",
        }
    }

    /// Where the writing goes, in words: "for this server" or "for every server".
    pub fn reach(&self) -> &'static str {
        match self.view {
            View::Everyone => "for every server",
            View::Server(_) => "for this server",
        }
    }
}

const EVERYONE: &str = "e";

/// Whether a [mark](Desk::mark) asks for the owners' desk. Nobody gets it by writing so: rights are asked anyway.
pub fn is_everyones(mark: &str) -> bool {
    mark == EVERYONE
}

/// An error in the words of the person who has to act on it: the first line what happened, the next what to do.
pub fn refusal(error: &dyn std::error::Error) -> Reply {
    Reply::note(sentences(&error.to_string()))
}
