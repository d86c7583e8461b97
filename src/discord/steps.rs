//! Steps of the conversations with admins: buttons, menus and forms that come back minutes later, or after a restart.
//!
//! Nothing is remembered but drafts in the store: the custom id says which step it is (`wh1:FEATURE:STEP:...`). Each
//! feature has one handler, which asks anew who may.

use super::connect::describe;
use super::desk::Desk;
use super::escape::one_line;
use super::later::PATIENCE;
use super::on_error::{TOO_LATE, apology, reference};
use super::permit::{Caller, Owners};
use super::render::WRONG;
use super::reply::Reply;
use super::response::Response;
use super::teller::Teller;
use super::{commands, deliver, view};
use crate::app::{App, View};
use serenity::all::{
    ActionRowComponent, ComponentInteraction, ComponentInteractionDataKind, CreateInteractionResponse,
    CreateInteractionResponseMessage, Http, InteractionId, ModalInteraction,
};
use std::sync::Arc;

/// What takes the steps of one feature. It may wait for the disk.
pub type Handler = fn(&Step) -> Response;

/// The features, by how their custom ids begin.
const FEATURES: [(&str, Handler); 5] = [
    ("wh1:fact:", commands::fact_step),
    ("wh1:gaps:", commands::gaps_step),
    ("wh1:privacy:", commands::privacy_step),
    ("wh1:review:", commands::review_step),
    (WRONG, commands::wrong_step),
];

/// Who takes a step; `None` if the custom id is none of ours, or of another version.
pub fn handler(custom_id: &str) -> Option<Handler> {
    FEATURES.iter().find(|(start, _)| custom_id.starts_with(start)).map(|(_, handler)| *handler)
}

/// What somebody used.
#[derive(Debug, Clone)]
pub enum Used {
    /// A button or a menu.
    Click(Box<ComponentInteraction>),
    /// A form that was sent off.
    Form(Box<ModalInteraction>),
}

/// One step of a conversation.
#[derive(Debug, Clone)]
pub struct Step {
    /// The app.
    pub app: Arc<App>,
    /// The bot's owners.
    pub owners: Arc<Owners>,
    /// Who sends direct messages.
    pub teller: Teller,
    /// What was used.
    pub used: Used,
}

impl Step {
    /// The parts of the custom id behind `wh1:FEATURE:`: the step's name and what it carries. The last of `most` parts
    /// may itself hold colons.
    pub fn parts(&self, most: usize) -> Vec<&str> {
        let rest = self.custom_id().splitn(3, ':').nth(2).unwrap_or_default();
        rest.splitn(most, ':').collect()
    }

    /// Who did it, as Discord tells with this very step.
    pub fn caller(&self) -> Caller<'_> {
        match &self.used {
            Used::Click(click) => Caller::from(&**click),
            Used::Form(form) => Caller::from(&**form),
        }
    }

    /// The desk of whoever did it.
    ///
    /// # Errors
    /// The refusal, as a message of its own, so that what they filled in stays where it is.
    pub fn desk(&self, everyone: bool) -> Result<Desk<'_>, Response> {
        Desk::of(&self.app, &self.owners, self.caller(), everyone).map_err(Response::Say)
    }

    /// From where it was done.
    pub fn view(&self) -> View {
        match &self.used {
            Used::Click(click) => view::of_click(click),
            // By which install is not told with a form: the click that opened it was in the same place.
            Used::Form(form) => form.guild_id.map_or(View::Everyone, |id| View::Server(id.get())),
        }
    }

    /// What was chosen from a menu.
    pub fn chosen(&self) -> Option<&str> {
        match &self.used {
            Used::Click(click) => match &click.data.kind {
                ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
                _ => None,
            },
            Used::Form(_) => None,
        }
    }

    /// The texts of a form, by the names of its inputs.
    pub fn typed(&self) -> Vec<(&str, &str)> {
        let Used::Form(form) = &self.used else { return vec![] };
        let inputs = form.data.components.iter().flat_map(|row| &row.components);
        let texts = inputs.filter_map(|component| match component {
            ActionRowComponent::InputText(text) => {
                Some((text.custom_id.as_str(), text.value.as_deref().unwrap_or_default()))
            }
            _ => None,
        });
        texts.collect()
    }

    /// The text of one input of a form, without white space around it; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        self.typed().iter().find(|(input, _)| *input == name).map_or("", |(_, text)| text.trim())
    }

    fn custom_id(&self) -> &str {
        match &self.used {
            Used::Click(click) => &click.data.custom_id,
            Used::Form(form) => &form.data.custom_id,
        }
    }

    fn address(&self) -> (InteractionId, String) {
        match &self.used {
            Used::Click(click) => (click.id, click.token.clone()),
            Used::Form(form) => (form.id, form.token.clone()),
        }
    }

    /// Whether it was done on a message, which a response can replace.
    fn has_message(&self) -> bool {
        match &self.used {
            Used::Click(_) => true,
            Used::Form(form) => form.message.is_some(),
        }
    }
}

/// Takes a step on a thread that may wait for the disk, and answers it. A panic is apologised for.
pub async fn take(handler: Handler, step: Step, http: &Http) {
    let (id, token) = step.address();
    let reference = reference(id);
    let (name, replaces) = (named(step.custom_id()), step.has_message());
    let span = tracing::Span::current();
    let mut work = tokio::task::spawn_blocking(move || span.in_scope(|| handler(&step)));
    let (done, late) = match tokio::time::timeout(PATIENCE, &mut work).await {
        Ok(done) => (done, false),
        Err(_) => {
            let told = announce(http, id, &token, replaces).await;
            (work.await, told)
        }
    };
    let response = match done {
        Ok(response) if replaces => response,
        Ok(response) => response.said(),
        Err(error) => {
            tracing::error!(%reference, step = %name, %error, "a step panicked");
            Response::Say(apology(&reference))
        }
    };
    let sent = match late {
        true => response.send_late(http, &token, replaces).await,
        false => response.send(http, id, &token).await,
    };
    if let Err(error) = sent {
        if deliver::is_too_late(&error) {
            tracing::warn!(%reference, step = %name, "{TOO_LATE}");
            return;
        }
        tracing::error!(%reference, step = %name, "{}", describe(&error));
        send_apology(http, id, &token, apology(&reference)).await;
    }
}

/// What a log may say of a custom id, `wh1:FEATURE:STEP`: behind that may stand what somebody typed.
fn named(custom_id: &str) -> String {
    one_line(&custom_id.split(':').take(3).collect::<Vec<_>>().join(":"))
}

/// Tells Discord that an answer comes. Whether it was told.
async fn announce(http: &Http, id: InteractionId, token: &str, replaces: bool) -> bool {
    let soon = if replaces {
        CreateInteractionResponse::Acknowledge
    } else {
        CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true))
    };
    let told = deliver::first(http, id, token, soon).await;
    if let Err(error) = &told {
        tracing::warn!(error = %describe(error), "Discord could not be told that an answer comes");
    }
    told.is_ok()
}

async fn send_apology(http: &Http, id: InteractionId, token: &str, apology: Reply) {
    if let Err(error) = apology.send(http, id, token).await {
        tracing::warn!(error = %describe(&error), "an error could not be shown");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_names_a_step_without_what_was_typed() {
        for (custom_id, name) in [
            ("wh1:fact:list:2:harbour: master", "wh1:fact:list"),
            ("wh1:privacy:delete", "wh1:privacy:delete"),
            ("", ""),
        ] {
            assert_eq!(named(custom_id), name);
        }
    }
}
