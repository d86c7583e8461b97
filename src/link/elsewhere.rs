//! Where the system has no Unix sockets: no bot can be reached, and a store has the one process that opened it.

use super::{LinkError, ListenError, Reply, Request};
use crate::app::App;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Would answer other commands.
#[derive(Debug)]
pub struct Listener(());

impl Listener {
    /// Does nothing here.
    ///
    /// # Errors
    /// None.
    pub fn start(_: &Arc<App>, _: &Path, _: Option<PathBuf>) -> Result<Self, ListenError> {
        Ok(Self(()))
    }
}

/// Would ask a bot; there is none.
#[derive(Debug)]
pub(super) enum Client {}

impl Client {
    pub(super) fn connect(_: &Path) -> Result<Option<Self>, LinkError> {
        Ok(None)
    }

    pub(super) fn ask(&self, _: &Request, _: Vec<u8>, _: &dyn Fn(usize)) -> Result<(Reply, Vec<u8>), LinkError> {
        match *self {}
    }
}
