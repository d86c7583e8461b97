//! What is offered while somebody types. Free text still arrives: nobody has to take an offer.

use super::desk::Desk;
use super::escape;
use super::permit::Caller;
use super::{ApplicationContext, Data, view};
use crate::answer::cite;
use crate::app::{Filter, Page, View};
use crate::digest::zones;
use crate::fact::{AttributeId, Status, SubjectKind};
use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedOption, ResolvedValue};
use std::sync::Arc;
use std::time::Duration;

/// Discord shows no more.
const OFFERS: usize = 25;
/// Discord's limit for an offer's text and for its value.
const OFFER: usize = 100;

const OFFERED_WITHIN: Duration = Duration::from_secs(2);

/// What was typed, as far as an offer can be long: the rest tells no two of them apart, and each is sought in every name.
fn beginning(typed: &str) -> &str {
    typed.char_indices().nth(OFFER).map_or(typed, |(end, _)| &typed[..end])
}

/// Questions that can be answered.
pub async fn question(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    offers(data(ctx).app.questions(view::of_command(ctx.interaction), beginning(typed), OFFERS))
}

/// Names of roles.
pub async fn role(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    names(ctx, typed, super::commands::ROLE_KINDS, None)
}

/// Names of roles with a salary.
pub async fn salary(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let attribute = AttributeId::from(super::commands::SALARY);
    names(ctx, typed, super::commands::ROLE_KINDS, Some(&attribute))
}

/// Names of programmes with a cost.
pub async fn cost(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let attribute = AttributeId::from(super::commands::COST);
    names(ctx, typed, super::commands::PROGRAMME_KINDS, Some(&attribute))
}

/// Names of time zones.
pub async fn zone(_ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    offers(zones::offers(beginning(typed), OFFERS))
}

/// Names of subjects of any kind.
pub async fn subject(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    names(ctx, typed, &[], None)
}

/// Subjects of any kind, by their ids.
pub async fn subject_id(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let names = data(ctx).app.names(written(ctx), beginning(typed), &[], None, OFFERS);
    pairs(names.into_iter().map(|name| (name.label, name.id.to_string())))
}

/// Attributes, by their ids.
pub async fn attribute(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = data(ctx).app.attributes(written(ctx), beginning(typed), OFFERS);
    pairs(found.into_iter().map(|attribute| (attribute.name, attribute.id.to_string())))
}

/// Sources that are held, by their ids.
pub async fn source(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = data(ctx).app.sources(written(ctx), beginning(typed), OFFERS);
    pairs(found.iter().map(|source| {
        let headline = format!("\"{}\"", source.title);
        (cite::citation(source, &headline, str::to_owned), source.id.to_string())
    }))
}

/// Facts that are held, by their ids.
pub async fn fact(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let (app, view) = (&data(ctx).app, written(ctx));
    let filter = Filter { text: Some(beginning(typed).to_owned()), ..Filter::default() };
    let (called, listing) = (app.called(view), app.list(view, &filter, &Page::First, OFFERS));
    pairs(listing.facts.iter().map(|seen| {
        let fact = &seen.fact;
        let (subject, attribute) = (called.subject(fact.subject.as_str()), called.attribute(fact.attribute.as_str()));
        let value = called.value(&fact.value);
        (format!("{subject}, {attribute}: {value} ({})", cite::date(&fact.as_of)), fact.id.to_string())
    }))
}

/// The latest changes, by their numbers, for those who may undo them.
pub async fn change(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    /// So many changes are looked through for what was typed.
    const LATEST: usize = 100;
    let (command, owners) = (ctx.interaction.clone(), Arc::clone(&data(ctx).owners));
    let (typed, everyone) = (beginning(typed).trim().to_lowercase(), written(ctx) == View::Everyone);
    let found = super::commands::on_disk(ctx, move |app| {
        let desk = Desk::of(app, &owners, Caller::from(&command), everyone).ok()?;
        let called = app.called(desk.view);
        let made = app.log(desk.view, None, LATEST).ok()?;
        let all = made.iter().map(|made| (super::commands::offer_change(&called, made), made.number));
        Some(all.filter(|(label, _)| label.to_lowercase().contains(&typed)).take(OFFERS).collect::<Vec<_>>())
    });
    // Discord takes offers for three seconds, and the disk may be busy for longer.
    let found = tokio::time::timeout(OFFERED_WITHIN, found).await.ok().flatten().flatten().unwrap_or_default();
    let choices = found.into_iter().map(|(label, number)| {
        AutocompleteChoice::new(escape::label(&label, OFFER), serde_json::Value::from(number))
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The words for how firm a figure is.
pub async fn status(_ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    words(Status::ALL.into_iter().map(|(_, word)| word), typed)
}

/// The kinds of subject.
pub async fn kind(_ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    words(SubjectKind::ALL.into_iter().map(|(_, word)| word), typed)
}

fn words(all: impl Iterator<Item = &'static str>, typed: &str) -> CreateAutocompleteResponse {
    let typed = beginning(typed).trim().to_lowercase();
    offers(all.filter(|word| word.contains(&typed)).map(str::to_owned).collect())
}

/// Where it will be written: everyone's, if the option that says so is there already.
fn written(ctx: ApplicationContext<'_>) -> View {
    let everyone = |option: &ResolvedOption<'_>| {
        option.name == "everyone" && matches!(option.value, ResolvedValue::Boolean(true))
    };
    if ctx.args.iter().any(everyone) { View::Everyone } else { view::of_command(ctx.interaction) }
}

fn data(ctx: ApplicationContext<'_>) -> &Data {
    ctx.framework.user_data
}

fn names(
    ctx: ApplicationContext<'_>,
    typed: &str,
    kinds: &[SubjectKind],
    attribute: Option<&AttributeId>,
) -> CreateAutocompleteResponse {
    let names = data(ctx).app.names(view::of_command(ctx.interaction), beginning(typed), kinds, attribute, OFFERS);
    offers(names.into_iter().map(|name| name.label).collect())
}

/// Each offer once. One that is too long is shown with an ellipsis and sent without: what is understood of it
/// does not depend on its last words.
fn offers(texts: Vec<String>) -> CreateAutocompleteResponse {
    let mut values: Vec<String> = Vec::new();
    let mut choices = Vec::new();
    for text in texts {
        let name = escape::label(&text, OFFER);
        let value = name.trim_end_matches('…').to_owned();
        if value.is_empty() || values.contains(&value) || choices.len() == OFFERS {
            continue;
        }
        choices.push(AutocompleteChoice::new(name, value.clone()));
        values.push(value);
    }
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// Texts with the values that stand for them; a value that is too long for Discord is left out, and can still be typed.
fn pairs(all: impl Iterator<Item = (String, String)>) -> CreateAutocompleteResponse {
    let fitting = all.filter(|(_, value)| !value.is_empty() && value.len() <= OFFER);
    let choices =
        fitting.take(OFFERS).map(|(name, value)| AutocompleteChoice::new(escape::label(&name, OFFER), value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_up_to_the_length_of_an_offer() {
        for (typed, read) in
            [("lamp", "lamp".to_owned()), (&*"é".repeat(6_000), "é".repeat(100)), ("", String::new())]
        {
            assert_eq!(beginning(typed), read);
        }
    }

    #[test]
    fn offers_are_few_short_and_different() {
        let mut texts: Vec<_> = (0..40).map(|n| format!("offer {n}")).collect();
        texts.insert(0, "x".repeat(150));
        texts.insert(1, "offer 0".to_owned());
        texts.insert(2, String::new());
        let json = serde_json::to_value(offers(texts)).unwrap();
        let choices = json["choices"].as_array().unwrap();
        assert_eq!(choices.len(), 25);
        assert_eq!(choices[0]["name"], format!("{}…", "x".repeat(99)));
        assert_eq!(choices[0]["value"], "x".repeat(99));
        assert_eq!(choices[1]["value"], "offer 0");
        assert_eq!(choices[2]["value"], "offer 1");
    }
}
