//! What the bot may do in a channel, asked of Discord at the moment when it is set.

use serenity::all::{
    Channel, ChannelId, GuildChannel, GuildId, Http, HttpError, PartialGuild, PermissionOverwriteType, Permissions,
    RoleId, StatusCode, UserId,
};

/// What posting needs, in the words of Discord's settings.
const NEEDED: [(Permissions, &str); 3] = [
    (Permissions::VIEW_CHANNEL, "View Channel"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::EMBED_LINKS, "Embed Links"),
];

/// The bot's rights in one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// The names of those that are missing for posting.
    pub missing: Vec<&'static str>,
    /// Whether it may read what was posted before.
    pub reads_history: bool,
    /// Whether everybody in the server sees the channel.
    pub public: bool,
}

/// Asks Discord for the bot's rights in a channel.
///
/// # Errors
/// If Discord cannot be asked. A channel that it does not show to the bot is no error.
pub async fn rights(http: &Http, server: GuildId, channel: ChannelId, bot: UserId) -> serenity::Result<Rights> {
    let channel = match http.get_channel(channel).await {
        Ok(Channel::Guild(channel)) => channel,
        Ok(_) => return Ok(none()),
        Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response)))
            if [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&response.status_code) =>
        {
            return Ok(none());
        }
        Err(error) => return Err(error),
    };
    let server = http.get_guild(server).await?;
    let member = http.get_member(server.id, bot).await?;
    let has = server.user_permissions_in(&channel, &member);
    Ok(Rights {
        missing: NEEDED.iter().filter(|(right, _)| !has.contains(*right)).map(|(_, name)| *name).collect(),
        reads_history: has.contains(Permissions::READ_MESSAGE_HISTORY),
        public: everyone_sees(&server, &channel),
    })
}

/// Of a channel that the bot does not see nothing else is known.
fn none() -> Rights {
    Rights { missing: NEEDED.iter().map(|(_, name)| *name).collect(), reads_history: false, public: false }
}

fn everyone_sees(server: &PartialGuild, channel: &GuildChannel) -> bool {
    // The role of everybody has the server's id.
    let everyone = RoleId::new(server.id.get());
    let role = server.roles.get(&everyone).map(|role| role.permissions).unwrap_or_default();
    let here = channel.permission_overwrites.iter().find(|o| o.kind == PermissionOverwriteType::Role(everyone));
    let has = here.map_or(role, |overwrite| (role & !overwrite.deny) | overwrite.allow);
    has.intersects(Permissions::VIEW_CHANNEL | Permissions::ADMINISTRATOR)
}

impl Rights {
    /// What to tell the admin who chose the channel; `None` if all is well.
    pub fn refusal(&self, channel: ChannelId) -> Option<String> {
        let (last, first) = self.missing.split_last()?;
        let list = if first.is_empty() { (*last).to_owned() } else { format!("{} and {last}", first.join(", ")) };
        Some(format!(
            "I cannot post in <#{channel}>: I lack {list} there. Give me what is missing (Edit Channel, Permissions), \
             then use /digest set again. Nothing was changed."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let rights =
            |missing: &[&'static str]| Rights { missing: missing.to_vec(), reads_history: true, public: true };
        let channel = ChannelId::new(5);
        assert_eq!(rights(&[]).refusal(channel), None);
        for (missing, words) in [
            (&["Embed Links"][..], "I cannot post in <#5>: I lack Embed Links there."),
            (&["View Channel", "Send Messages", "Embed Links"], "I lack View Channel, Send Messages and Embed Links"),
        ] {
            let text = rights(missing).refusal(channel).unwrap();
            assert!(text.contains(words), "{text}");
        }
    }
}
