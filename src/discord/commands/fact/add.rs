use super::super::super::{ApplicationContext, CommandError, complete};
use super::super::at_desk;
use super::form;
use crate::app::{Aim, Begun, Field, Typed};

/// Add a fact: what you leave out is asked in a form, and nothing is saved before you have looked at it
#[poise::command(slash_command)]
#[allow(clippy::too_many_arguments, reason = "each is an option that Discord shows")]
pub async fn add(
    ctx: ApplicationContext<'_>,
    #[description = "What it is about; a new name is fine"]
    #[autocomplete = "complete::subject_id"]
    subject: Option<String>,
    #[description = "What is said of it, such as salary or cost"]
    #[autocomplete = "complete::attribute"]
    attribute: Option<String>,
    #[description = "Such as: up to £58,000 a year; about £40m; amber/red; June 2031"] value: Option<String>,
    #[rename = "as-of"]
    #[description = "When it was true: 12 June 2031, June 2031, today. Else the date of the source"]
    as_of: Option<String>,
    #[description = "Where it was read: The Beacon, \"Lamps to go\", 12 June 2031. Or one that I know"]
    #[autocomplete = "complete::source"]
    source: Option<String>,
    #[description = "One sentence that says it and can be quoted alone; else I compose one"] statement: Option<
        String,
    >,
    #[description = "The years that a figure is for: 2030, 2030-31 or 2030-2035"] period: Option<String>,
    #[description = "How firm a figure is"]
    #[autocomplete = "complete::status"]
    status: Option<String>,
    #[description = "If the subject is new: what it is"]
    #[autocomplete = "complete::kind"]
    kind: Option<String>,
    #[description = "For the people who run me: add it for every server"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    let given = [
        (Field::Subject, subject),
        (Field::Kind, kind),
        (Field::Attribute, attribute),
        (Field::Value, value),
        (Field::Period, period),
        (Field::Status, status),
        (Field::AsOf, as_of),
        (Field::Source, source),
        (Field::Statement, statement),
    ];
    let mut typed = Typed::new();
    for (field, text) in given {
        field.put(&mut typed, text.as_deref().unwrap_or_default());
    }
    at_desk(ctx, everyone.unwrap_or(false), move |desk| form::begin(desk, begun(typed))).await
}

/// A fact to add, with what is known of it.
pub fn begun(typed: Typed) -> Begun {
    Begun { aim: Aim::Add, form: None, typed, file: None, proposal: None, gap: None }
}
