use super::super::super::desk::{Desk, is_everyones, refusal};
use super::super::super::later::{self, Answer};
use super::super::super::permit::Caller;
use super::super::super::reply::Reply;
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::super::super::{ApplicationContext, CommandError};
use super::super::{FAILED, on_disk, send};
use super::import_words as words;
use super::old;
use crate::app::{Aim, App, Begun, CurateError, DraftError, DraftId, FileError, Intake, KeptFile, View};
use jiff::tz::TimeZone;
use serenity::all::Attachment;
use std::sync::Arc;

/// What of a draft is kept beside its file: the last change that the one who confirms it knows of.
const LAST: &str = "last";

/// Import facts from a file: shows first what it would do
#[poise::command(slash_command)]
pub async fn import(
    ctx: ApplicationContext<'_>,
    #[description = "A CSV table, JSON lines, an export of mine or knowledge TOML: at most 16 MB and 5,000 facts"]
    file: Attachment,
    #[description = "For the people who run me: what every server sees"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    let everyone = everyone.unwrap_or(false);
    // Asked before anything is fetched, and again when it is there.
    match at(ctx, everyone, |_| ()).await {
        None => return send(ctx, Reply::note(FAILED)).await,
        Some(Err(refusal)) => return send(ctx, refusal).await,
        Some(Ok(())) => {}
    }
    let downloads = &ctx.framework.user_data.downloads;
    if let Err(error) = downloads.check(&file) {
        return send(ctx, refusal(&error)).await;
    }
    later::begin(ctx).await?;
    let name = file.filename.clone();
    let read = |bytes: Vec<u8>| at(ctx, everyone, move |desk| dry_run(desk, &name, &bytes));
    let answer = match downloads.fetch(&file, async |bytes| read(bytes).await).await {
        Ok(done) => done.map(|shown| shown.unwrap_or_else(Answer::from)),
        Err(error) => Some(refusal(&error).into()),
    };
    let http = &ctx.framework.serenity_context.http;
    later::finish(http, ctx.interaction.id, &ctx.interaction.token, answer).await;
    Ok(())
}

/// Works at the desk of whoever used the command; the refusal, if they have none. `None` if that panicked.
pub(super) async fn at<T: Send + 'static>(
    ctx: ApplicationContext<'_>,
    everyone: bool,
    work: impl FnOnce(&Desk<'_>) -> T + Send + 'static,
) -> Option<Result<T, Reply>> {
    let (command, owners) = (ctx.interaction.clone(), Arc::clone(&ctx.framework.user_data.owners));
    let at_desk = move |app: &App| Desk::of(app, &owners, Caller::from(&command), everyone).map(|desk| work(&desk));
    on_disk(ctx, at_desk).await
}

/// Reads a file, keeps it as a draft, and shows what it would do.
fn dry_run(desk: &Desk<'_>, name: &str, bytes: &[u8]) -> Answer {
    let day = desk.now.to_zoned(TimeZone::UTC).date();
    let intake = match desk.app.read_file(desk.view, name, bytes, day) {
        Ok(intake) => intake,
        Err(error) => return words::mistakes(name, &error),
    };
    if words::is_idle(&intake) {
        return words::nothing_to_do(name, &intake).into();
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = KeptFile { name: name.to_owned(), day, text };
    let begun = match begun(desk, file) {
        Ok(begun) => begun,
        Err(error) => return refusal(&error).into(),
    };
    match desk.app.keep_draft(desk.view, desk.member, begun, desk.now) {
        Ok(draft) => words::summary(desk, name, &intake, &draft.id),
        Err(error) => refusal(&error).into(),
    }
}

fn begun(desk: &Desk<'_>, file: KeptFile) -> Result<Begun, CurateError> {
    let typed = [(LAST.to_owned(), last(desk)?)].into();
    Ok(Begun { aim: Aim::Import, form: None, typed, file: Some(file), proposal: None, gap: None })
}

/// The last changes of the layers that the import is read over.
fn last(desk: &Desk<'_>) -> Result<String, CurateError> {
    let mut last = String::new();
    for view in [View::Everyone, desk.view] {
        let number = desk.app.log(view, None, 1)?.first().map_or(0, |entry| entry.number);
        last.push_str(&format!("{number} "));
    }
    Ok(last)
}

/// Imports what was shown, or throws it away.
pub fn step(step: &Step, rest: &str) -> Response {
    let parts: Vec<&str> = rest.splitn(3, ':').collect();
    let [what, mark, id] = parts.as_slice() else { return old() };
    let desk = match step.desk(is_everyones(mark)) {
        Ok(desk) => desk,
        Err(refusal) => return refusal,
    };
    let id = DraftId::new(*id);
    match *what {
        "apply" => Response::Replace(apply(&desk, &id)),
        "cancel" => match desk.app.drop_draft(desk.view, desk.member, &id) {
            Ok(()) => Response::Replace(Reply::note("Nothing was imported.")),
            Err(error) => Response::Say(refusal(&error)),
        },
        _ => old(),
    }
}

fn apply(desk: &Desk<'_>, id: &DraftId) -> Reply {
    let draft = match desk.app.draft(desk.view, desk.member, id, desk.now) {
        Ok(draft) => draft,
        Err(DraftError::Gone) => return Reply::note(words::EXPIRED),
        Err(error) => return refusal(&error),
    };
    let Some(file) = draft.begun.file.filter(|_| draft.begun.aim == Aim::Import) else {
        return Reply::note(words::EXPIRED);
    };
    let intake = match desk.app.read_file(desk.view, &file.name, file.text.as_bytes(), file.day) {
        Ok(intake) => intake,
        Err(error) => return words::mistakes(&file.name, &error).reply,
    };
    match last(desk) {
        Ok(now) if draft.begun.typed.get(LAST) == Some(&now) => import_now(desk, id, &file.name, intake),
        Ok(_) => look_again(desk, id, file, &intake),
        Err(error) => refusal(&error),
    }
}

fn import_now(desk: &Desk<'_>, id: &DraftId, name: &str, intake: Intake) -> Reply {
    let (whole, reason) = (intake.whole, words::reason(name));
    match desk.app.import_file(desk.view, intake, Some(&reason), &desk.by(Some(id))) {
        Ok(imported) => {
            // An export that was put back as it was settles no draft. One that stays expires.
            if whole && let Err(error) = desk.app.drop_draft(desk.view, desk.member, id) {
                tracing::warn!(%error, "the draft of an import could not be thrown away");
            }
            Reply::note(words::done(desk, name, &imported, whole))
        }
        Err(CurateError::Done) => Reply::note(words::EXPIRED),
        Err(error) => words::mistakes(name, &FileError::Curate(error)).reply,
    }
}

/// Somebody has changed facts since it was shown what the file would do.
fn look_again(desk: &Desk<'_>, id: &DraftId, file: KeptFile, intake: &Intake) -> Reply {
    let name = file.name.clone();
    if words::is_idle(intake) {
        return words::nothing_to_do(&name, intake);
    }
    let kept = match begun(desk, file) {
        Ok(begun) => desk.app.change_draft(desk.view, desk.member, id, begun, desk.now),
        Err(error) => return refusal(&error),
    };
    match kept {
        Ok(draft) => words::again(words::summary(desk, &name, intake, &draft.id).reply),
        Err(DraftError::Gone) => Reply::note(words::EXPIRED),
        Err(error) => refusal(&error),
    }
}
