//! What comes back to somebody who used a command, a button, a menu or a form: a message, another message in the
//! place of the one they used, or a form to fill in.

use super::reply::{Button, Look, Reply};
use super::{deliver, escape};
use serenity::all::{
    CreateActionRow, CreateInputText, CreateInteractionResponse, CreateModal, Http, InputTextStyle, InteractionId,
};
use serenity::builder::Builder;

/// Discord's limit for a text in a form, in characters.
pub const LONGEST_INPUT: u16 = 4000;

/// The answer to one interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// A message.
    Say(Reply),
    /// A message in the place of the one whose button, menu or form was used. Only its own reader sees it change.
    Replace(Reply),
    /// A form to fill in. Discord takes none as the answer to a form.
    Ask(Modal),
}

/// A form with up to five texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modal {
    /// Says which form it is when it comes back, also after a restart. At most 100 characters.
    pub custom_id: String,
    /// At most 45 characters.
    pub title: String,
    /// From 1 to 5 of them, with different names.
    pub inputs: Vec<Input>,
}

/// One text of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Under which name its text comes back.
    pub name: &'static str,
    /// What stands over it: at most 45 characters.
    pub label: &'static str,
    /// What stands in it.
    pub text: String,
    /// What is shown while nothing stands in it: at most 100 characters.
    pub example: &'static str,
    /// Whether something must stand in it.
    pub required: bool,
    /// Whether it shows more than one line.
    pub long: bool,
    /// How many characters it takes, at most [`LONGEST_INPUT`].
    pub most: u16,
}

impl Response {
    /// A text that only the person who asked sees.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Say(Reply::note(text))
    }

    /// The response for an interaction that stands on no message, so that there is nothing to replace.
    pub fn said(self) -> Self {
        match self {
            Response::Replace(reply) => Response::Say(reply.private(true)),
            other => other,
        }
    }

    /// Sends it as the first answer to an interaction.
    ///
    /// # Errors
    /// If Discord cannot be reached or refuses it.
    pub async fn send(self, http: &Http, interaction: InteractionId, token: &str) -> serenity::Result<()> {
        let response = match self {
            Response::Say(reply) => return reply.send(http, interaction, token).await,
            Response::Replace(reply) => CreateInteractionResponse::UpdateMessage(reply.update()),
            Response::Ask(modal) => CreateInteractionResponse::Modal(modal.create()),
        };
        deliver::first(http, interaction, token, response).await
    }

    /// Sends it where Discord was told that an answer comes; `replaces` if in the place of a message.
    ///
    /// # Errors
    /// If Discord cannot be reached or refuses it.
    pub async fn send_late(self, http: &Http, token: &str, replaces: bool) -> serenity::Result<()> {
        match self {
            Response::Replace(reply) => change(http, token, reply).await,
            Response::Say(reply) if !replaces => change(http, token, reply).await,
            Response::Say(reply) => follow(http, token, reply).await,
            // Discord opens a form only as the first answer.
            Response::Ask(modal) if replaces => follow(http, token, modal.too_late()).await,
            Response::Ask(modal) => change(http, token, modal.too_late()).await,
        }
    }
}

async fn change(http: &Http, token: &str, reply: Reply) -> serenity::Result<()> {
    let edit = reply.edit();
    deliver::announced(|| edit.clone().execute(http, token)).await.map(drop)
}

async fn follow(http: &Http, token: &str, reply: Reply) -> serenity::Result<()> {
    let message = reply.followup();
    deliver::announced(|| message.clone().execute(http, (None, token))).await.map(drop)
}

impl Modal {
    /// What is shown where the form comes too late to be opened: a button that opens it, if it is kept as a draft.
    fn too_late(&self) -> Reply {
        const KEPT: [(&str, &str); 2] =
            [("wh1:fact:form:", "wh1:fact:change:"), ("wh1:fact:details:", "wh1:fact:more:")];
        let opens = |(form, button): (&str, &str)| Some(format!("{button}{}", self.custom_id.strip_prefix(form)?));
        match KEPT.into_iter().find_map(opens) {
            Some(custom_id) => {
                let button = Button { custom_id, label: "Open the form", look: Look::Main };
                let text = "I was busy for longer than Discord waits for a form. Nothing is lost: open it here.";
                Reply::note(text).with([button])
            }
            None => Reply::note(
                "I was busy for longer than Discord waits for a form, so I could not open it. Try the same again.",
            ),
        }
    }

    fn create(self) -> CreateModal {
        let rows = self.inputs.into_iter().map(|input| CreateActionRow::InputText(input.create())).collect();
        CreateModal::new(self.custom_id, self.title).components(rows)
    }
}

impl Input {
    fn create(self) -> CreateInputText {
        let style = if self.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
        let text = CreateInputText::new(style, self.label, self.name)
            .required(self.required)
            .max_length(self.most)
            .placeholder(self.example);
        // Discord refuses an empty text, and one longer than it would let anybody type.
        if self.text.is_empty() { text } else { text.value(input_text(&self.text, self.most)) }
    }
}

/// A text as it stands in a form: as it was, cut to what it takes.
pub fn input_text(text: &str, most: u16) -> String {
    let most = usize::from(most);
    if escape::length(text) <= most {
        return text.to_owned();
    }
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= most
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_for_a_form_is_cut_to_what_fits() {
        assert_eq!(input_text("x", 4000), "x");
        assert_eq!(input_text(&"x".repeat(4000), 4000).len(), 4000);
        assert_eq!(input_text(&"x".repeat(4001), 4000).len(), 4000);
        assert_eq!(input_text(&"👩".repeat(2001), 4000).chars().count(), 2000);
    }
}
