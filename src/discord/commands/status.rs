use super::super::permit::{Caller, NOT_PERMITTED};
use super::super::reply::Reply;
use super::super::{ApplicationContext, CommandError};
use super::send;
use crate::monitor::{Figures, Vitals};
use crate::text::say;

/// Show how I am: the connection, what is held, what was asked, the last backup
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
pub async fn status(ctx: ApplicationContext<'_>) -> Result<(), CommandError> {
    let data = ctx.framework.user_data;
    let caller = Caller::from(ctx.interaction);
    if caller.managed_server().is_none() && !data.owners.has(caller.user) {
        return send(ctx, Reply::note(NOT_PERMITTED)).await;
    }
    let vitals = data.health.vitals();
    send(ctx, Reply::note(words(&vitals, &data.health.figures))).await
}

/// Figures of the whole bot: none of them tells of one server.
fn words(vitals: &Vitals, figures: &Figures) -> String {
    let troubles = vitals.troubles();
    let first = match troubles.is_empty() {
        true => "**All is well.**".to_owned(),
        false => {
            format!("**Something is wrong:** {}. The people who run me can see why in my log.", troubles.join("; "))
        }
    };
    let (pulse, gateway, asked) = (&vitals.pulse, &vitals.gateway, figures.questions());
    let (posted, failed) = figures.digests();
    let backup = match figures.last_backup() {
        // Discord shows it in everybody's own time zone.
        Some(at) => format!("<t:{at}:f>, <t:{at}:R>"),
        None => "none yet".to_owned(),
    };
    let lines = [
        first,
        format!("Connections to Discord: {} of {} up", gateway.connected, gateway.shards),
        format!(
            "Facts, with those of all servers: {}; changes so far: {}",
            number(pulse.facts),
            number(pulse.changes)
        ),
        format!(
            "Questions since I started: {} answered, {} with something near, {} not held",
            number(asked.answered),
            number(asked.suggested),
            number(asked.unknown)
        ),
        replies(figures),
        format!("Digests since I started: {} posted; tries that failed: {}", number(posted), number(failed)),
        format!("Writes since I started: {}", number(pulse.writes)),
        format!("Commands that I could not read: {}", number(figures.dropped_so_far())),
        format!("Last backup: {backup}"),
        format!("Version: {}", env!("CARGO_PKG_VERSION")),
    ];
    lines.join("\n")
}

fn replies(figures: &Figures) -> String {
    let (all, most) = figures.replies();
    let how = match (all, most) {
        (0, _) => String::new(),
        (_, Some(seconds)) => format!("; 99 of 100 had their reply within {:.0} ms", seconds * 1_000.0),
        (_, None) => "; more than one of 100 waited longer than Discord does".to_owned(),
    };
    format!("Commands, clicks and forms since I started: {}{how}", number(all))
}

fn number(count: u64) -> String {
    say::number(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Outcome;
    use crate::app::Pulse;
    use crate::digest;
    use crate::monitor::{Gateway, Kind};
    use std::time::Duration;

    #[test]
    fn what_admins_read_when_all_is_well_and_when_it_is_not() {
        let figures = Figures::default();
        let pulse = Pulse { facts: 12_345, changes: 678, writes: 9, writable: true, fresh: true };
        let well = Vitals { gateway: Gateway { connected: 1, shards: 1 }, pulse, tasks: 12, stopping: false };
        insta::assert_snapshot!(words(&well, &figures), @"
        **All is well.**
        Connections to Discord: 1 of 1 up
        Facts, with those of all servers: 12,345; changes so far: 678
        Questions since I started: 0 answered, 0 with something near, 0 not held
        Commands, clicks and forms since I started: 0
        Digests since I started: 0 posted; tries that failed: 0
        Writes since I started: 9
        Commands that I could not read: 0
        Last backup: none yet
        Version: 0.1.0
        ");
        (0..1_200).for_each(|_| figures.asked(Outcome::Answer));
        figures.asked(Outcome::Suggest);
        (0..198).for_each(|_| figures.served(Kind::Command, Duration::from_millis(12)));
        (0..2).for_each(|_| figures.served(Kind::Modal, Duration::from_secs(5)));
        figures.served(Kind::Autocomplete, Duration::from_secs(5));
        figures.posted(digest::Outcome::Posted);
        figures.posted(digest::Outcome::Refused(403));
        figures.backed_up(Some(1_900_000_000));
        figures.dropped();
        let pulse = Pulse { writable: false, fresh: false, ..pulse };
        insta::assert_snapshot!(words(&Vitals { pulse, ..well }, &figures), @"
        **Something is wrong:** the store cannot be written since a write failed; the index lacks the last changes. The people who run me can see why in my log.
        Connections to Discord: 1 of 1 up
        Facts, with those of all servers: 12,345; changes so far: 678
        Questions since I started: 1,200 answered, 1 with something near, 0 not held
        Commands, clicks and forms since I started: 200; 99 of 100 had their reply within 20 ms
        Digests since I started: 1 posted; tries that failed: 1
        Writes since I started: 9
        Commands that I could not read: 1
        Last backup: <t:1900000000:f>, <t:1900000000:R>
        Version: 0.1.0
        ");
    }
}
