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
#[cfg(unix)]
mod client;
#[cfg(unix)]
mod deadline;
mod desk;
mod drafts;
#[cfg(not(unix))]
mod elsewhere;
mod error;
mod files;
#[cfg(unix)]
mod frame;
mod handle;
#[cfg(unix)]
mod listen;
#[cfg(unix)]
mod place;
mod reply;
mod request;
#[cfg(unix)]
mod serve;
mod words;

#[cfg(unix)]
use client::Client;
pub use desk::Desk;
#[cfg(not(unix))]
use elsewhere::Client;
#[cfg(not(unix))]
pub use elsewhere::Listener;
pub use error::{LinkError, ListenError};
#[cfg(unix)]
pub use frame::PROTOCOL;
pub use handle::handle;
#[cfg(unix)]
pub use listen::Listener;
pub use reply::{
    Alike, BackedUp, Change, Changed, Drafted, Entry, Exported, FactChange, File, Held, Listed, Looked, Mistake,
    Namesake, Refusal, Reply, Row, Told,
};
pub use request::{Export, Fields, Request};
