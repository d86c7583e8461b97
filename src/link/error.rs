//! What can go wrong between a command and the bot that holds the store. The first line of each text says what
//! happened, the next what to do.

use super::Refusal;
use crate::app::OpenError;
use std::io;
use std::path::PathBuf;

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The app did not open, and no bot runs that could be asked.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Whoever was asked will not do it.
    #[error("{}", .0.text)]
    Refused(Refusal),
    /// What stands where the socket should be is not to be trusted.
    #[error("the socket {} is not used: {what}\nstop the bot, remove it, and start the bot again", path.display())]
    Untrusted {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The system does not let the socket be used.
    #[error(
        "the bot that has this store open cannot be reached through {}: {source}\n\
         run this as the user that runs the bot, or stop the bot first", path.display()
    )]
    Connect {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The bot speaks another version.
    #[error(
        "the bot that has this store open is of another version than this command\n\
         restart the bot with this version, or use the command that came with the bot"
    )]
    Version,
    /// The connection broke before there was a reply.
    #[error(
        "the bot did not answer: {0}\n\
         it may have been stopped meanwhile; before you repeat a change, see whether it was made: whitehall fact history"
    )]
    Broken(String),
    /// The request is longer than the bot reads.
    #[error("this is too long to be asked of the bot that has this store open\nshorten it")]
    TooLong,
}

/// Why the bot cannot be reached by other commands.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Others could put something else in the socket's place.
    #[error("others may write into {}", .0.display())]
    Open(PathBuf),
    /// Something else lies there.
    #[error("{} is there and is no socket", .0.display())]
    Taken(PathBuf),
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}
