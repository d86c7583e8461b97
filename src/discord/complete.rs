//! What is offered while somebody types. Free text still arrives: nobody has to take an offer.

use super::escape;
use super::{ApplicationContext, Data, view};
use crate::digest::zones;
use crate::fact::{AttributeId, SubjectKind};
use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

/// Discord shows no more.
const OFFERS: usize = 25;
/// Discord's limit for an offer's text and for its value.
const OFFER: usize = 100;

/// Questions that can be answered.
pub async fn question(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    offers(data(ctx).app.questions(view::of_command(ctx.interaction), typed, OFFERS))
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
    offers(zones::offers(typed, OFFERS))
}

/// Names of subjects of any kind.
pub async fn subject(ctx: ApplicationContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    names(ctx, typed, &[], None)
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
    let names = data(ctx).app.names(view::of_command(ctx.interaction), typed, kinds, attribute, OFFERS);
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

#[cfg(test)]
mod tests {
    use super::*;

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
