//! Who may do what admins do. Asked at every step: rights may be taken away between two clicks.

use super::view;
use crate::app::{App, View};
use serenity::all::{CommandInteraction, ComponentInteraction, Member, ModalInteraction, Permissions, User};
use std::sync::OnceLock;

/// Said to those who may not.
pub const NOT_PERMITTED: &str = "Only people with the Manage Server permission can do this here. Ask one of them.";

/// The people who run the bot: they may write for all servers.
#[derive(Debug, Default)]
pub struct Owners(OnceLock<Vec<u64>>);

impl Owners {
    /// The owners that the settings name. With none, they are [learnt](Owners::learn) from Discord.
    pub fn new(named: &[u64]) -> Self {
        let owners = Self::default();
        if !named.is_empty() {
            owners.learn(named.to_vec());
        }
        owners
    }

    /// Takes the owners from Discord, unless they are known: what the settings name wins.
    pub fn learn(&self, ids: Vec<u64>) {
        // An error means that they are known, which is well.
        let _ = self.0.set(ids);
    }

    /// Whether they are known already.
    pub fn known(&self) -> bool {
        self.0.get().is_some()
    }

    /// Whether somebody is one of them.
    pub fn has(&self, user: u64) -> bool {
        self.0.get().is_some_and(|ids| ids.contains(&user))
    }
}

/// Who did something, as Discord tells with each interaction: rights are never remembered.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// The user's id.
    pub user: u64,
    /// The server in which it was done; `None` in direct messages, and in a server that did not add the bot, into which
    /// somebody brought it by an install of their own.
    pub server: Option<u64>,
    /// The name under which people know them.
    pub name: &'a str,
    member: Option<&'a Member>,
}

impl<'a> From<&'a CommandInteraction> for Caller<'a> {
    fn from(command: &'a CommandInteraction) -> Self {
        let server = server(view::of_command(command));
        Self { user: command.user.id.get(), server, name: name(&command.user), member: command.member.as_deref() }
    }
}

impl<'a> From<&'a ComponentInteraction> for Caller<'a> {
    fn from(click: &'a ComponentInteraction) -> Self {
        let server = server(view::of_click(click));
        Self { user: click.user.id.get(), server, name: name(&click.user), member: click.member.as_ref() }
    }
}

impl<'a> From<&'a ModalInteraction> for Caller<'a> {
    fn from(form: &'a ModalInteraction) -> Self {
        // By which install is not told with a form. Only a click or a command opens one, and those are asked.
        let server = form.guild_id.map(|id| id.get());
        Self { user: form.user.id.get(), server, name: name(&form.user), member: form.member.as_ref() }
    }
}

fn server(view: View) -> Option<u64> {
    match view {
        View::Server(id) => Some(id),
        View::Everyone => None,
    }
}

fn name(user: &User) -> &str {
    user.global_name.as_deref().unwrap_or(&user.name)
}

impl Caller<'_> {
    /// The server that this person may manage: its digest, its settings. `None` if they may not, or are in no server.
    pub fn managed_server(&self) -> Option<u64> {
        let permissions = self.member?.permissions?;
        let may = permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR);
        self.server.filter(|_| may)
    }

    fn has_role(&self, role: u64) -> bool {
        self.member.is_some_and(|member| member.roles.iter().any(|id| id.get() == role))
    }
}

/// Why somebody may not write.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// They lack the permission and the role.
    #[error(
        "Only people with the Manage Server permission, or with the role that /settings names, can do this here. \
         With /suggest anybody can propose a fact."
    )]
    Server,
    /// Only owners write for everyone, and outside of a server nothing else can be written.
    #[error(
        "Only the people who run me can change what every server sees. In a server, its admins can add facts there."
    )]
    Everyone,
}

/// The view into whose layer somebody may write: the server's, or with `everyone` (and in direct messages) the
/// owners'.
///
/// # Errors
/// [`Refusal`] if they may not.
pub fn desk(app: &App, owners: &Owners, caller: Caller<'_>, everyone: bool) -> Result<View, Refusal> {
    let server = match caller.server {
        Some(server) if !everyone => server,
        _ if owners.has(caller.user) => return Ok(View::Everyone),
        _ => return Err(Refusal::Everyone),
    };
    if owners.has(caller.user) || caller.managed_server().is_some() {
        return Ok(View::Server(server));
    }
    let writers = app.server_settings(server).writers;
    if writers.is_some_and(|role| caller.has_role(role)) { Ok(View::Server(server)) } else { Err(Refusal::Server) }
}
