//! The form of a fact: what was typed, shown with what was understood of it, to save, change or drop. It is kept as a
//! draft in the store; buttons and forms only name it.

use super::super::super::desk::{Desk, is_everyones, refusal};
use super::super::super::reply::Reply;
use super::super::super::response::{Input, LONGEST_INPUT, Modal, Response, input_text};
use super::super::super::steps::Step;
use super::{card, old};
use crate::app::{Aim, Begun, Draft, DraftError, DraftId, Field, Filled, Typed};
use jiff::tz::TimeZone;

/// The texts of the form; what else a fact may have is asked in a second one.
const MAIN: [(Field, &str, &str, bool, bool); 5] = [
    (Field::Subject, "What it is about", "a role, programme, organisation, person, system ...", true, false),
    (Field::Attribute, "What is said of it", "salary, cost, location, deadline ...", true, false),
    (Field::Value, "Value", "up to £58,000 a year; about £40m; 7 of 9; amber/red; June 2031", false, true),
    (
        Field::AsOf,
        "When it was true (else the source's date)",
        "12 June 2031, June 2031, today; with ~ if inferred",
        false,
        false,
    ),
    (
        Field::Source,
        "Where it was read",
        "The Beacon, \"Lamps to go\", Jo Beam, 12 June 2031, https://...",
        true,
        true,
    ),
];

/// The texts of the second form.
const MORE: [(Field, &str, &str, bool, bool); 5] = [
    (
        Field::Statement,
        "One sentence that says it (else composed)",
        "The Lamp Office's keeper is paid up to £58,000 a year.",
        false,
        true,
    ),
    (Field::Period, "The years a figure is for", "2030, 2030-31 (a financial year) or 2030-2035", false, false),
    (
        Field::Status,
        "How firm a figure is",
        "advertised, forecast, approved, spent, estimated, planned",
        false,
        false,
    ),
    (Field::SaidBy, "Who said it", "a name", false, false),
    (Field::Organisation, "Organisation of a new subject", "its name or abbreviation", false, false),
];

/// Begins a form: shows what was understood, or asks for what is missing. The draft is kept.
pub fn begin(desk: &Desk<'_>, begun: Begun) -> Response {
    let complete = is_complete(&begun.typed);
    match keep(desk, begun) {
        Ok((draft, _)) if !complete => Response::Ask(modal(desk, &draft)),
        Ok((draft, filled)) => Response::Say(preview(desk, &draft, &filled)),
        Err(refusal) => Response::Say(refusal),
    }
}

/// Begins a form with the form itself open, whatever is in it already.
pub fn open(desk: &Desk<'_>, begun: Begun) -> Response {
    match keep(desk, begun) {
        Ok((draft, _)) => Response::Ask(modal(desk, &draft)),
        Err(refusal) => Response::Say(refusal),
    }
}

/// Begins a form and shows what was understood of what is in it, be it complete or not, in the place of the message
/// that led to it: a proposal, a question without an answer.
pub fn show(desk: &Desk<'_>, begun: Begun) -> Response {
    match keep(desk, begun) {
        Ok((draft, filled)) => Response::Replace(preview(desk, &draft, &filled)),
        Err(refusal) => Response::Say(refusal),
    }
}

/// The card of a draft: what was understood, or everything that is wrong; with its buttons.
pub fn preview(desk: &Desk<'_>, draft: &Draft, filled: &Filled) -> Reply {
    card::form(desk, draft, filled)
}

/// The form of a draft, with everything in it that was typed.
pub fn modal(desk: &Desk<'_>, draft: &Draft) -> Modal {
    let title = match draft.begun.aim {
        Aim::Edit { .. } => "Correct a fact",
        _ => "Add a fact",
    };
    of(desk, draft, "form", title, &MAIN)
}

fn of(
    desk: &Desk<'_>,
    draft: &Draft,
    step: &str,
    title: &str,
    inputs: &[(Field, &'static str, &'static str, bool, bool)],
) -> Modal {
    let input = |(field, label, example, required, long): &(Field, &'static str, &'static str, bool, bool)| Input {
        name: field.name(),
        label,
        text: field.of(&draft.begun.typed).unwrap_or_default().to_owned(),
        example,
        required: *required,
        long: *long,
        most: LONGEST_INPUT,
    };
    Modal {
        custom_id: custom_id(step, desk, &draft.id),
        title: format!("{title} {}", desk.reach()),
        inputs: inputs.iter().map(input).collect(),
    }
}

/// `wh1:fact:STEP:MARK:DRAFT`.
pub fn custom_id(step: &str, desk: &Desk<'_>, draft: &DraftId) -> String {
    format!("wh1:fact:{step}:{}:{draft}", desk.mark())
}

/// Whether everything is there that a form must have.
fn is_complete(typed: &Typed) -> bool {
    let has = |field: Field| field.of(typed).is_some();
    has(Field::Subject) && has(Field::Attribute) && has(Field::Source) && (has(Field::Value) || has(Field::Statement))
}

/// What is understood of a form.
pub fn fill_in(desk: &Desk<'_>, begun: &Begun) -> Result<Filled, Reply> {
    let over = match &begun.aim {
        Aim::Edit { id, .. } => Some(id),
        _ => None,
    };
    let today = desk.now.to_zoned(TimeZone::UTC).date();
    desk.app.fill_in(desk.view, &begun.typed, over, today).map_err(|error| refusal(&error))
}

fn keep(desk: &Desk<'_>, mut begun: Begun) -> Result<(Draft, Filled), Reply> {
    desk.app.spell_out(desk.view, &mut begun.typed);
    let filled = fill_in(desk, &begun)?;
    begun.form = filled.preview.as_ref().map(|preview| preview.form.clone());
    let draft = desk.app.keep_draft(desk.view, desk.member, begun, desk.now).map_err(|error| refusal(&error))?;
    Ok((draft, filled))
}

/// The desk and the draft that a step names.
fn found<'a>(step: &'a Step, rest: &str) -> Result<(Desk<'a>, Draft), Response> {
    let Some((mark, id)) = rest.split_once(':') else { return Err(old()) };
    let desk = step.desk(is_everyones(mark)).map_err(|response| kept(step, response))?;
    match desk.app.draft(desk.view, desk.member, &DraftId::new(id), desk.now) {
        Ok(draft) => Ok((desk, draft)),
        Err(error) => Err(gone(step, &error)),
    }
}

/// Why there is nothing to go on with; what stands in a form that was just sent off is given back.
fn gone(step: &Step, error: &DraftError) -> Response {
    kept(step, Response::Say(refusal(error)))
}

/// A response; where it is a refusal of a form that was just sent off, with what stands in it, for Discord has closed it.
fn kept(step: &Step, response: Response) -> Response {
    match response {
        Response::Say(reply) => Response::Say(card::given_back(reply, &step.typed())),
        other => other,
    }
}

/// Changes what was typed and shows what is understood now.
pub fn retype(desk: &Desk<'_>, draft: Draft, change: impl FnOnce(&mut Begun)) -> Response {
    let Draft { id, mut begun, .. } = draft;
    change(&mut begun);
    let changed = fill_in(desk, &begun).and_then(|filled| {
        begun.form = filled.preview.as_ref().map(|preview| preview.form.clone());
        let draft = desk.app.change_draft(desk.view, desk.member, &id, begun, desk.now);
        draft.map(|draft| (draft, filled)).map_err(|error| refusal(&error))
    });
    match changed {
        Ok((draft, filled)) => Response::Replace(preview(desk, &draft, &filled)),
        Err(refusal) => Response::Say(refusal),
    }
}

/// Opens the form again; the draft lives on from now.
pub fn change(step: &Step, rest: &str) -> Response {
    reopen(step, rest, modal)
}

/// Opens the second form.
pub fn more(step: &Step, rest: &str) -> Response {
    reopen(step, rest, |desk, draft| of(desk, draft, "details", "More of the fact", &MORE))
}

fn reopen(step: &Step, rest: &str, make: impl FnOnce(&Desk<'_>, &Draft) -> Modal) -> Response {
    let (desk, draft) = match found(step, rest) {
        Ok(found) => found,
        Err(response) => return response,
    };
    match desk.app.change_draft(desk.view, desk.member, &draft.id, draft.begun, desk.now) {
        Ok(draft) => Response::Ask(make(&desk, &draft)),
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// Takes a form that was sent off.
pub fn submitted(step: &Step, rest: &str) -> Response {
    let (desk, draft) = match found(step, rest) {
        Ok(found) => found,
        Err(response) => return response,
    };
    let shown = retype(&desk, draft, |begun| {
        let subject = Field::Subject.of(&begun.typed).map(str::to_owned);
        for (name, text) in step.typed() {
            let Some(field) = Field::OF_A_FACT.into_iter().find(|field| field.name() == name) else { continue };
            // A text that was cut to fit into the form is not shortened by sending it back.
            let before = field.of(&begun.typed).map(|text| input_text(text, LONGEST_INPUT));
            if before.as_deref().map(str::trim) != Some(text.trim()) {
                field.put(&mut begun.typed, text);
            }
        }
        // That one name is new says nothing of another.
        if Field::Subject.of(&begun.typed) != subject.as_deref() && subject.is_some() {
            Field::Kind.put(&mut begun.typed, "");
        }
    });
    kept(step, shown)
}

/// Takes the choice of a subject: one that is held, or what a new one is.
pub fn subject(step: &Step, rest: &str) -> Response {
    let (desk, draft) = match found(step, rest) {
        Ok(found) => found,
        Err(response) => return response,
    };
    match step.chosen().and_then(|chosen| chosen.split_once(':')) {
        Some(("id", id)) => retype(&desk, draft, |begun| {
            Field::Subject.put(&mut begun.typed, id);
            Field::Kind.put(&mut begun.typed, "");
            desk.app.spell_out(desk.view, &mut begun.typed);
        }),
        Some(("new", kind)) => retype(&desk, draft, |begun| Field::Kind.put(&mut begun.typed, kind)),
        _ => old(),
    }
}

/// Throws the draft away.
pub fn cancel(step: &Step, rest: &str) -> Response {
    let (desk, draft) = match found(step, rest) {
        Ok(found) => found,
        Err(response) => return response,
    };
    match desk.app.drop_draft(desk.view, desk.member, &draft.id) {
        Ok(()) => Response::Replace(Reply::note("Dropped. Nothing was changed.")),
        Err(error) => Response::Say(refusal(&error)),
    }
}

/// The desk and the draft for saving.
pub fn to_save<'a>(step: &'a Step, rest: &str) -> Result<(Desk<'a>, Draft), Response> {
    found(step, rest)
}
