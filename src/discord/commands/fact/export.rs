use super::super::super::desk::{Desk, refusal};
use super::super::super::later::{self, Answer, Attached};
use super::super::super::reply::Reply;
use super::super::super::{ApplicationContext, CommandError};
use super::super::{FAILED, send};
use super::import::at;
use crate::app::{Excess, Outlet, View};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Of Discord's limit for an attachment, what the rest of the message takes.
const ROOM: usize = 16 * 1024;
/// Files that Discord takes in one message.
const MOST_FILES: usize = 10;

/// In which form facts leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum Form {
    #[name = "everything with its history, to be imported again"]
    Archive,
    #[name = "a table (CSV) of the facts"]
    Csv,
    #[name = "knowledge TOML of the facts"]
    Toml,
}

/// Export what was added or corrected here, with its history
#[poise::command(slash_command)]
pub async fn export(
    ctx: ApplicationContext<'_>,
    #[description = "Everything with its history, unless you say otherwise"] format: Option<Form>,
    #[description = "For the people who run me: what every server sees"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    let everyone = everyone.unwrap_or(false);
    match at(ctx, everyone, |_| ()).await {
        None => return send(ctx, Reply::note(FAILED)).await,
        Some(Err(refusal)) => return send(ctx, refusal).await,
        Some(Ok(())) => {}
    }
    later::begin(ctx).await?;
    let outlet = match format {
        None | Some(Form::Archive) => Outlet::Archive,
        Some(Form::Csv) => Outlet::Csv,
        Some(Form::Toml) => Outlet::Toml,
    };
    let room = (ctx.interaction.attachment_size_limit as usize).saturating_sub(ROOM);
    // A file in memory takes several times its length.
    let _place = ctx.framework.user_data.downloads.place().await;
    let made = at(ctx, everyone, move |desk| made(desk, outlet, room)).await;
    let answer = made.map(|made| made.unwrap_or_else(Answer::from));
    let http = &ctx.framework.serenity_context.http;
    later::finish(http, ctx.interaction.id, &ctx.interaction.token, answer).await;
    Ok(())
}

fn made(desk: &Desk<'_>, outlet: Outlet, room: usize) -> Answer {
    match desk.app.log(desk.view, None, 1) {
        Ok(log) if log.is_empty() => {
            return Reply::note("Nothing was added or corrected here yet, so there is nothing to export.").into();
        }
        Ok(_) => {}
        Err(error) => return refusal(&error).into(),
    }
    let files = match desk.app.export_within(desk.view, outlet, desk.now, (room, MOST_FILES)) {
        Ok(Ok(files)) => files,
        Ok(Err(excess)) => return Reply::note(too_large(desk, outlet, excess, room)).into(),
        Err(error) => return refusal(&error).into(),
    };
    if files.is_empty() {
        return Reply::note("Every fact that was added here is withdrawn, so there is none to export.").into();
    }
    let day = desk.now.to_zoned(TimeZone::UTC).date();
    let named = |(path, text): (String, String)| Attached { name: file_name(&path, day), text };
    Answer { reply: Reply::note(said(desk, outlet)), files: files.into_iter().map(named).collect() }
}

/// "facts-2031-07-15.jsonl"; the files of a knowledge folder keep their names, which are ids of sources.
fn file_name(path: &str, day: Date) -> String {
    match path.split_once('.') {
        Some(("export", ending)) => format!("facts-{day}.{ending}"),
        _ => path.rsplit('/').next().unwrap_or(path).to_owned(),
    }
}

fn said(desk: &Desk<'_>, outlet: Outlet) -> String {
    let what = match desk.view {
        View::Server(_) => "All that was added or corrected in this server",
        View::Everyone => "All that the people who run me have added or corrected",
    };
    match outlet {
        Outlet::Archive => format!(
            "{what}, with its history: who, when, before and after. Keep it as a backup. /fact import reads it again: where \
             nothing was added yet it puts everything back, history and all. It names the people who changed facts."
        ),
        Outlet::Csv => {
            format!("{what}: the facts as a table, without their history. /fact import reads it again.")
        }
        Outlet::Toml => format!(
            "{what}: the facts as files of a knowledge folder, without their history. /fact import reads each again."
        ),
    }
}

fn too_large(desk: &Desk<'_>, outlet: Outlet, excess: Excess, room: usize) -> String {
    let whose = match desk.view {
        View::Server(id) => format!("--server {id} "),
        View::Everyone => String::new(),
    };
    let target = match outlet {
        Outlet::Archive => "facts.jsonl",
        Outlet::Csv => "facts.csv",
        Outlet::Toml => "--format toml my-knowledge",
    };
    let why = match excess {
        Excess::Files(files) => {
            format!("The export has {files} files, and Discord takes {MOST_FILES} in one message")
        }
        Excess::Bytes(size) => {
            let size = size.map_or_else(|| "more than that".to_owned(), size_words);
            format!("Discord takes files of {} here, and the export has {size}", size_words(room))
        }
    };
    format!("{why}. The people who run me can export it where I run: `whitehall export {whose}{target}`")
}

/// "12 MB", "340 KB".
fn size_words(bytes: usize) -> String {
    const KB: usize = 1024;
    if bytes < KB * KB { format!("{} KB", bytes.div_ceil(KB)) } else { format!("{} MB", bytes.div_ceil(KB * KB)) }
}
