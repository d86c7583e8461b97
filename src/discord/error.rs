//! Why the bot could not start or had to stop, in words for the person who runs it: the first line says what
//! happened, the next what to do.

use super::connect::describe;
use serenity::gateway::GatewayError;

/// Why [`super::run`] ended without being asked to. No text of it holds the token.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No token is set.
    #[error(
        "there is no Discord token, so the bot cannot log in\n\
         make one at https://discord.com/developers/applications (your application, Bot, Reset Token)\n\
         and set DISCORD_TOKEN to it, in a file .env in this folder or in the environment"
    )]
    NoToken,
    /// The token cannot be one.
    #[error(
        "DISCORD_TOKEN is not a bot token: that has three parts with dots between them, without spaces or quotes\n\
         copy it again from discord.com/developers/applications, your application, Bot (not the client secret, not \
         the public key)"
    )]
    MalformedToken,
    /// Discord does not accept the token.
    #[error(
        "Discord does not accept this token: it was reset or belongs to nothing\nmake a new one at \
         discord.com/developers/applications, your application, Bot, Reset Token, and set DISCORD_TOKEN to it"
    )]
    WrongToken,
    /// The proxy's address is none.
    #[error("DISCORD_PROXY is not a base address: \"{0}\"\nset it to something like http://127.0.0.1:3000")]
    MalformedProxy(String),
    /// Discord does not answer.
    #[error(
        "Discord cannot be reached ({0})\ncheck this machine's connection and discordstatus.com, then start again"
    )]
    Unreachable(String),
    /// The proxy does not answer, or does not know its gateway.
    #[error(
        "the proxy of DISCORD_PROXY gives no gateway address ({0})\ncheck that it runs and passes \
         /api/v10/gateway/bot on, then start again; Discord is not asked directly while a proxy is set"
    )]
    Proxy(String),
    /// Discord refuses the commands.
    #[error(
        "Discord refused the bot's commands ({0}); nobody could use them, so the bot stops\nthis is a mistake in \
         the bot, please report it"
    )]
    Registration(String),
    /// The commands could not be sent.
    #[error("the bot's commands could not be registered ({0}): Discord was lost on the way\nstart again")]
    RegistrationLost(String),
    /// Close code 4004: REST accepted the token a moment ago.
    #[error(
        "Discord closed the connection because of the token (4004): it was reset a moment ago\nset DISCORD_TOKEN to \
         the new one"
    )]
    TokenRevoked,
    /// Close codes 4010 and 4011.
    #[error(
        "Discord refused the way in which the bot shares its servers among connections ({0})\nstart again: it asks \
         anew how many there should be; if it happens at once every time, please report it"
    )]
    Shards(u16),
    /// Close code 4012.
    #[error(
        "Discord no longer speaks the version of its gateway that this bot speaks ({0})\nget a newer version of the \
         bot"
    )]
    Version(u16),
    /// Close codes 4013 and 4014.
    #[error(
        "Discord refused the intents of the bot ({0}): it asks for GUILDS only, which every bot may\ncheck that the \
         application is not disabled at discord.com/developers/applications"
    )]
    Intents(u16),
    /// Any other end of the connection.
    #[error(
        "the connection to Discord ended ({0})\nstart again; if it happens at once every time, see discordstatus.com"
    )]
    Ended(String),
    /// Health and metrics cannot be shown.
    #[error(transparent)]
    Listen(#[from] crate::monitor::ListenError),
    /// The operating system gave no threads, timers or signals.
    #[error(
        "the bot could not be set up on this machine: {0}\nsee whether the machine has threads and memory left, then start again"
    )]
    Machine(#[from] std::io::Error),
}

impl ServeError {
    /// What the end of serenity's client means.
    pub(super) fn from_client(error: &serenity::Error) -> Self {
        match error {
            serenity::Error::Gateway(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => {
                ServeError::TokenRevoked
            }
            serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => ServeError::Intents(4013),
            serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => ServeError::Intents(4014),
            other => ServeError::Ended(describe(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_what_happened_and_the_next_what_to_do() {
        let why = || "timed out".to_owned();
        let errors = [
            ServeError::NoToken,
            ServeError::MalformedToken,
            ServeError::WrongToken,
            ServeError::MalformedProxy(why()),
            ServeError::Unreachable(why()),
            ServeError::Proxy(why()),
            ServeError::Registration(why()),
            ServeError::RegistrationLost(why()),
            ServeError::TokenRevoked,
            ServeError::Intents(4014),
            ServeError::Shards(4011),
            ServeError::Version(4012),
            ServeError::Ended(why()),
            ServeError::Machine(std::io::ErrorKind::OutOfMemory.into()),
        ];
        for text in errors.map(|error| error.to_string()) {
            let lines: Vec<&str> = text.lines().collect();
            assert!(lines.len() >= 2 && lines.iter().all(|line| line.len() > 10 && !line.ends_with('.')), "{text}");
        }
    }
}
