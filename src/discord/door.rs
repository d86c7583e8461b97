//! Where every event comes in: counts what is in flight, turns people away while the bot stops or when it is too much at
//! once, and hands commands to poise and clicks to [`components`].

use super::connect::describe;
use super::download::Downloads;
use super::drain::Drain;
use super::gate::Gate;
use super::health::Health;
use super::noter::Noter;
use super::on_error::{self, OLD_MENU, RESTARTING};
use super::permit::Owners;
use super::poster::{Line, Poster};
use super::reply::Reply;
use super::seen::Seen;
use super::servers::Servers;
use super::steps::{Step, Used};
use super::teller::Teller;
use super::trouble::Admin;
use super::{CommandError, Data, ServeError, commands, components, steps};
use crate::app::App;
use crate::monitor::Kind;
use serenity::all::{
    Client, CommandType, Context, CreateAutocompleteResponse, CreateInteractionResponse, CurrentApplicationInfo,
    FullEvent, Http, HttpError, Interaction, MembershipState, Ready, StatusCode, Team, TeamMemberRole,
};
use serenity::async_trait;
use serenity::framework::Framework;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use tokio::sync::{Notify, mpsc};
use tracing::Instrument as _;

/// The framework that serenity calls.
pub struct Door {
    app: Arc<App>,
    commands: poise::Framework<Data, CommandError>,
    drain: Drain,
    registered: AtomicBool,
    failures: mpsc::UnboundedSender<ServeError>,
    wake: Arc<Notify>,
    owners: Arc<Owners>,
    health: Arc<Health>,
    gate: Gate,
    servers: Servers,
    seen: Seen,
}

impl Door {
    /// A door to the app. What must stop the bot is sent to `failures`.
    pub fn new(
        app: Arc<App>,
        owners: Arc<Owners>,
        health: Arc<Health>,
        drain: Drain,
        failures: mpsc::UnboundedSender<ServeError>,
    ) -> Self {
        let options = poise::FrameworkOptions {
            commands: commands::all(),
            on_error: |error| Box::pin(on_error::on_error(error)),
            allowed_mentions: Some(serenity::all::CreateAllowedMentions::new()),
            // No command has any, yet poise would remember everybody who ever used each.
            manual_cooldowns: true,
            ..poise::FrameworkOptions::default()
        };
        let wake = Arc::new(Notify::new());
        let (reached, waker, writers) = (Arc::clone(&app), Arc::clone(&wake), Arc::clone(&owners));
        let watched = Arc::clone(&health);
        // Nothing can fail in there: a failing setup would leave the bot online and deaf.
        let commands = poise::Framework::builder()
            .options(options)
            .initialize_owners(false)
            .setup(|ctx, _, _| {
                let line = Line::new(Arc::clone(&ctx.http));
                let downloads = Downloads::new(ctx.http.proxy.as_deref());
                Box::pin(async move {
                    Ok(Data {
                        noter: Noter::start(Arc::clone(&reached)),
                        app: reached,
                        wake: waker,
                        owners: writers,
                        health: watched,
                        line,
                        downloads,
                    })
                })
            })
            .build();
        let servers = Servers::new(Arc::clone(&app), drain.clone());
        let (registered, gate, seen) = (AtomicBool::new(false), Gate::new(), Seen::default());
        Self { app, commands, drain, registered, failures, wake, owners, health, gate, servers, seen }
    }

    /// Registers the commands and says where the bot can be invited, once a run. Doing it again at every start
    /// changes nothing: Discord replaces the whole list.
    async fn on_ready(&self, ctx: &Context, ready: &Ready) {
        if self.registered.swap(true, Ordering::AcqRel) {
            return;
        }
        ctx.http.set_application_id(ready.application.id);
        let body = commands::registration(&self.commands.options().commands);
        match ctx.http.create_global_commands(&body).await {
            Ok(_) => {
                announce(ready, body.len());
                self.start_poster(ready).await;
                self.learn_owners(ctx).await;
            }
            Err(error) => {
                // The receiver is gone only when the bot is stopping anyway.
                let _ = self.failures.send(registration_error(&error));
            }
        }
    }

    /// Takes the application's owner, or its team, for the owners if the settings name none.
    async fn learn_owners(&self, ctx: &Context) {
        if self.owners.known() {
            return;
        }
        match ctx.http.get_current_application_info().await {
            Ok(application) => self.owners.learn(owners_of(&application)),
            Err(error) => tracing::warn!(
                error = %describe(&error),
                "the bot's owners are not known: nobody can write for every server until the next start, or until \
                 WHITEHALL_OWNERS names them"
            ),
        }
    }

    async fn start_poster(&self, ready: &Ready) {
        let (app, wake, figures) = (Arc::clone(&self.app), Arc::clone(&self.wake), Arc::clone(&self.health.figures));
        let line = self.commands.user_data().await.line.clone();
        tokio::spawn(Poster::new(app, line, ready.user.id, self.drain.clone(), wake, figures).run());
    }

    fn step(&self, http: &Arc<Http>, used: Used) -> Step {
        let teller = Teller::new(Arc::clone(http), self.drain.clone());
        Step { app: Arc::clone(&self.app), owners: Arc::clone(&self.owners), teller, used }
    }

    async fn on_interaction(&self, ctx: Context, interaction: Interaction) {
        let http = &ctx.http;
        if self.drain.is_draining() {
            turn_away(&ctx, &interaction, RESTARTING).await;
            return;
        }
        if let Err(refused) = self.gate.pass(&interaction) {
            self.health.figures.limited(refused.whose.word());
            turn_away(&ctx, &interaction, &refused.to_string()).await;
            return;
        }
        match interaction {
            Interaction::Component(click) => match steps::handler(&click.data.custom_id) {
                Some(handler) => steps::take(handler, self.step(http, Used::Click(Box::new(click))), http).await,
                None => components::handle(&self.app, &self.health.figures, http, &click).await,
            },
            // poise panics on kinds of command that it does not know.
            Interaction::Command(command)
                if !matches!(
                    command.data.kind,
                    CommandType::ChatInput | CommandType::User | CommandType::Message
                ) =>
            {
                on_error::unknown_command(http, &command).await;
            }
            Interaction::Modal(ref form) => match steps::handler(&form.data.custom_id) {
                Some(handler) => {
                    steps::take(handler, self.step(http, Used::Form(Box::new(form.clone()))), http).await
                }
                None => turn_away(&ctx, &interaction, OLD_MENU).await,
            },
            Interaction::Command(command) => {
                let admin = Admin::of(&command);
                let interaction = Interaction::Command(command);
                self.commands.dispatch(ctx.clone(), FullEvent::InteractionCreate { interaction }).await;
                if let Some(admin) = admin {
                    admin.hear(&self.app, http).await;
                }
            }
            other => self.commands.dispatch(ctx.clone(), FullEvent::InteractionCreate { interaction: other }).await,
        }
    }
}

#[async_trait]
impl Framework for Door {
    async fn init(&mut self, client: &Client) {
        self.commands.init(client).await;
    }

    async fn dispatch(&self, ctx: Context, event: FullEvent) {
        match event {
            FullEvent::InteractionCreate { interaction } => {
                if !self.seen.first(interaction.id()) {
                    tracing::info!(reference = %on_error::reference(interaction.id()), "an interaction came twice");
                    return;
                }
                let _in_flight = self.drain.begin();
                let (kind, start) = (kind_of(&interaction), Instant::now());
                let reference = on_error::reference(interaction.id());
                // In each line of the log about it.
                let span = tracing::info_span!("interaction", %reference, kind = kind.map_or("other", Kind::word));
                self.on_interaction(ctx, interaction).instrument(span.clone()).await;
                if let Some(kind) = kind {
                    self.health.figures.served(kind, start.elapsed());
                }
                span.in_scope(|| tracing::debug!(took = ?start.elapsed(), "served"));
            }
            FullEvent::Ready { data_about_bot } => {
                self.servers.hear(&ctx, &data_about_bot);
                // poise first: until it has seen this, it keeps everybody waiting.
                let ready = FullEvent::Ready { data_about_bot: data_about_bot.clone() };
                self.commands.dispatch(ctx.clone(), ready).await;
                self.on_ready(&ctx, &data_about_bot).await;
            }
            _ => {}
        }
    }
}

fn kind_of(interaction: &Interaction) -> Option<Kind> {
    match interaction {
        Interaction::Command(_) => Some(Kind::Command),
        Interaction::Component(_) => Some(Kind::Component),
        Interaction::Modal(_) => Some(Kind::Modal),
        Interaction::Autocomplete(_) => Some(Kind::Autocomplete),
        _ => None,
    }
}

/// The team's owner and those of its members who may change the application, else the application's owner.
fn owners_of(application: &CurrentApplicationInfo) -> Vec<u64> {
    match (&application.team, &application.owner) {
        (Some(team), _) => writers_of(team),
        (None, Some(owner)) => vec![owner.id.get()],
        (None, None) => vec![],
    }
}

/// A team's owner, and who has accepted to be its admin or developer: whoever may only read there may not write here.
fn writers_of(team: &Team) -> Vec<u64> {
    let mut writers = vec![team.owner_user_id.get()];
    let accepted = team.members.iter().filter(|member| member.membership_state == MembershipState::Accepted);
    let may = accepted.filter(|member| matches!(member.role, TeamMemberRole::Admin | TeamMemberRole::Developer));
    writers.extend(may.map(|member| member.user.id.get()).filter(|id| *id != team.owner_user_id.get()));
    writers
}

async fn turn_away(ctx: &Context, interaction: &Interaction, text: &str) {
    let (id, token) = (interaction.id(), interaction.token());
    let sent = match interaction {
        // Offers take no message: an empty list is all that can be said.
        Interaction::Autocomplete(typing) => {
            let nothing = CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new());
            typing.create_response(&ctx.http, nothing).await
        }
        Interaction::Ping(_) => Ok(()),
        _ => Reply::note(text).send(&ctx.http, id, token).await,
    };
    if let Err(error) = sent {
        tracing::warn!(error = %describe(&error), "somebody could not be told to ask again");
    }
}

/// What the bot needs in a server to post where it is asked to: view channels, send messages, embed links; and read
/// message history, to see after a crash whether a digest was posted.
const PERMISSIONS: u64 = (1 << 10) | (1 << 11) | (1 << 14) | (1 << 16);

fn announce(ready: &Ready, commands: usize) {
    let link = format!(
        "https://discord.com/oauth2/authorize?client_id={}&scope=bot+applications.commands&permissions={PERMISSIONS}",
        ready.application.id
    );
    tracing::info!(servers = ready.guilds.len(), commands, invite = %link, "connected to Discord");
    super::say(&format!("Invite the bot to a server: {link}"));
}

fn registration_error(error: &serenity::Error) -> ServeError {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if response.status_code.is_client_error() && response.status_code != StatusCode::TOO_MANY_REQUESTS =>
        {
            ServeError::Registration(describe(error))
        }
        _ => ServeError::RegistrationLost(describe(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_teams_owner_admins_and_developers_are_owners_and_its_readers_are_not() {
        let member = |id: u64, role: &str, state: u8| {
            json!({
                "membership_state": state, "permissions": ["*"], "team_id": "5", "role": role,
                "user": { "id": id.to_string(), "username": "somebody", "avatar": null },
            })
        };
        // Discord does not say which role the owner has.
        let members = [
            member(1, "admin", 2),
            member(2, "admin", 2),
            member(3, "developer", 2),
            member(4, "read_only", 2),
            member(5, "auditor", 2),
            member(6, "admin", 1),
        ];
        for (members, expected) in [(members.to_vec(), vec![1, 2, 3]), (vec![member(1, "", 2)], vec![1])] {
            let team =
                json!({ "id": "5", "icon": null, "name": "Harbour", "owner_user_id": "1", "members": members });
            assert_eq!(writers_of(&serde_json::from_value(team).unwrap()), expected);
        }
    }
}
