//! Asks of everything that people do whether it is too much at once. What the limits are is in [`rate`](super::rate).

use super::rate::{Cost, Limiter, Refused};
use serenity::all::{CommandInteraction, GuildId, Interaction, UserId};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Commands with a file, or with a post in a channel.
const HEAVY: [(&str, &str); 3] = [("fact", "import"), ("fact", "export"), ("digest", "post-now")];

/// The limits of the running bot.
#[derive(Debug)]
pub struct Gate {
    limiter: Mutex<Limiter>,
    start: Instant,
}

impl Gate {
    /// With nothing taken yet.
    pub fn new() -> Self {
        Self { limiter: Mutex::default(), start: Instant::now() }
    }

    /// Takes what somebody did.
    ///
    /// # Errors
    /// [`Refused`] if it is too much. A form is never refused: what was filled in would be lost.
    pub fn pass(&self, interaction: &Interaction) -> Result<(), Refused> {
        let (user, server, cost) = match interaction {
            Interaction::Command(command) => (command.user.id, command.guild_id, cost(command)),
            Interaction::Component(click) => (click.user.id, click.guild_id, Cost::Command),
            Interaction::Autocomplete(typing) => (typing.user.id, typing.guild_id, Cost::Typing),
            Interaction::Modal(form) => {
                self.count(form.user.id, form.guild_id);
                return Ok(());
            }
            _ => return Ok(()),
        };
        let now = self.start.elapsed();
        // A panic elsewhere leaves whole numbers.
        let mut limiter = self.limiter.lock().unwrap_or_else(PoisonError::into_inner);
        limiter.take(now, user.get(), server.map(GuildId::get), cost)
    }

    fn count(&self, user: UserId, server: Option<GuildId>) {
        let now = self.start.elapsed();
        let mut limiter = self.limiter.lock().unwrap_or_else(PoisonError::into_inner);
        limiter.count(now, user.get(), server.map(GuildId::get));
    }
}

fn cost(command: &CommandInteraction) -> Cost {
    let sub = command.data.options.first().map_or("", |option| option.name.as_str());
    if HEAVY.contains(&(command.data.name.as_str(), sub)) { Cost::Heavy } else { Cost::Command }
}
