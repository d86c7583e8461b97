//! Who may do what admins do. Asked at every step: rights may be taken away between two clicks.

use serenity::all::{CommandInteraction, Permissions};

/// Said to those who may not.
pub const NOT_PERMITTED: &str = "Only people with the Manage Server permission can do this here. Ask one of them.";

/// The server in which somebody may manage the digest; `None` if they may not, or are in no server.
pub fn managed_server(interaction: &CommandInteraction) -> Option<u64> {
    let server = interaction.guild_id?;
    let permissions = interaction.member.as_ref()?.permissions?;
    let may = permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR);
    may.then_some(server.get())
}
