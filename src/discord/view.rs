//! From where an interaction comes: it says which facts are seen.

use crate::app::View;
use serenity::all::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, ComponentInteraction, GuildId,
};

/// The view of a command.
pub fn of_command(command: &CommandInteraction) -> View {
    of(command.guild_id, &command.authorizing_integration_owners)
}

/// The view of a click.
pub fn of_click(click: &ComponentInteraction) -> View {
    of(click.guild_id, &click.authorizing_integration_owners)
}

/// A server's view where the bot was added to that server; in direct messages, and where somebody brought the bot
/// along by an install of their own, everyone's.
pub fn of(guild: Option<GuildId>, owners: &AuthorizingIntegrationOwners) -> View {
    let added = |id: &GuildId| {
        owners.0.iter().any(|owner| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(by)) if by == id))
    };
    guild.filter(added).map_or(View::Everyone, |id| View::Server(id.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_that_added_the_bot_is_a_view_of_its_own() {
        let owners = |json: &str| serde_json::from_str::<AuthorizingIntegrationOwners>(json).unwrap();
        let guild = Some(GuildId::new(9));
        for (guild, given, expected) in [
            (guild, r#"{"0":"9","1":"7"}"#, View::Server(9)),
            (guild, r#"{"1":"7"}"#, View::Everyone),
            (guild, r#"{"0":"8"}"#, View::Everyone),
            (None, r#"{"0":"0"}"#, View::Everyone),
            (None, "{}", View::Everyone),
        ] {
            assert_eq!(of(guild, &owners(given)), expected, "{given}");
        }
    }
}
