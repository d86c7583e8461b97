//! The desk at which the command line asks: the app that this process has opened, or the bot that runs beside it.
//!
//! A store has one process. While `serve` holds it, the other commands reach it through a Unix socket in the data
//! folder ([`Listener`]). A command is written once: it gives [`Desk::ask`] a [`Request`], which [`handle`] carries
//! out here or in the bot, and lays out the [`Reply`].
//!
//! What goes over the socket are frames: a version, a request or reply as JSON, and the bytes of a file beside it.
//! Whoever may use the socket may do anything, so it is its owner's alone, and found in a folder that only its owner
//! can write to.

mod answers;
mod client;
mod deadline;
mod desk;
mod drafts;
mod error;
mod files;
mod frame;
mod handle;
mod listen;
mod place;
mod reply;
mod request;
mod serve;
mod words;

pub use desk::Desk;
pub use error::{LinkError, ListenError};
pub use frame::PROTOCOL;
pub use handle::handle;
pub use listen::Listener;
pub use reply::{
    Alike, Change, Changed, Drafted, Entry, Exported, FactChange, File, Held, Listed, Looked, Mistake, Namesake,
    Refusal, Reply, Row, Told,
};
pub use request::{Export, Fields, Request};
