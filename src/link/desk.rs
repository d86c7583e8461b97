//! Whoever answers: this process, or the bot.

use super::{Client, LinkError, Reply, Request, handle};
use crate::app::{App, AppOptions, OpenError, StoreError};
use std::fmt;
use std::mem::ManuallyDrop;

/// Where requests are carried out.
#[derive(Debug)]
pub enum Desk {
    /// Here. What is stored is on the disk, so a process that is about to end need not wait for the engine to close.
    Here(Box<ManuallyDrop<App>>),
    /// In the bot that has the store open.
    Bot(Bot),
}

/// The bot that has the store open.
pub struct Bot(Client);

impl Drop for Desk {
    fn drop(&mut self) {
        // For the next start; the answers are out.
        if let Desk::Here(app) = self {
            app.keep_imprint();
        }
    }
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bot")
    }
}

impl Desk {
    /// Opens the app, or finds the bot that has the store open. Looks for a bot only if the store is taken.
    ///
    /// # Errors
    /// [`LinkError`] if the store cannot be opened and no bot can be reached.
    pub fn open(options: &AppOptions) -> Result<Self, LinkError> {
        if let Some(app) = free(App::open_at_once(options))? {
            return Ok(Self::here(app));
        }
        if let Some(client) = Client::connect(&options.data)? {
            return Self::bot(client, options);
        }
        // Another command, or a bot that is just starting: that may take a moment.
        match App::open(options) {
            Ok(app) => Ok(Self::here(app)),
            Err(error) => match Client::connect(&options.data)? {
                Some(client) if is_taken(&error) => Self::bot(client, options),
                _ => Err(error.into()),
            },
        }
    }

    /// Asks.
    ///
    /// # Errors
    /// [`LinkError::Refused`] if it is not done, else if the bot cannot be asked.
    pub fn ask(&self, request: Request) -> Result<Reply, LinkError> {
        self.ask_with(request, Vec::new(), &|_| {}).map(|(reply, _)| reply)
    }

    /// Asks with a file; the reply may have one, too. `progress` is told how many bytes of the file have gone.
    ///
    /// # Errors
    /// As [`Desk::ask`].
    pub fn ask_with(
        &self,
        request: Request,
        file: Vec<u8>,
        progress: &dyn Fn(usize),
    ) -> Result<(Reply, Vec<u8>), LinkError> {
        let (reply, file) = match self {
            Desk::Here(app) => handle(app, request, &file),
            Desk::Bot(Bot(client)) => client.ask(&request, file, progress)?,
        };
        match reply {
            Reply::Refused(refusal) => Err(LinkError::Refused(refusal)),
            reply => Ok((reply, file)),
        }
    }

    fn here(app: App) -> Self {
        Desk::Here(Box::new(ManuallyDrop::new(app)))
    }

    fn bot(client: Client, options: &AppOptions) -> Result<Self, LinkError> {
        let desk = Desk::Bot(Bot(client));
        if let Some(knowledge) = &options.knowledge {
            let knowledge = knowledge.canonicalize().unwrap_or_else(|_| knowledge.clone());
            desk.ask(Request::Meet { knowledge })?;
        }
        Ok(desk)
    }
}

fn is_taken(error: &OpenError) -> bool {
    matches!(error, OpenError::Store(StoreError::InUse { .. }))
}

/// What was opened; `None` if another process has it.
fn free(opened: Result<App, OpenError>) -> Result<Option<App>, OpenError> {
    match opened {
        Ok(app) => Ok(Some(app)),
        Err(error) if is_taken(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
