//! A reply as plain data, and the one way it is sent: nothing in it can ping, and no link grows a preview.

use super::poster::{self, Shown};
use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, Http, InteractionId, InteractionResponseFlags,
};
use serenity::builder::Builder;

/// What is shown for a question or a choice. Every text in it is ready for Discord: escaped and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The words.
    pub body: Body,
    /// Menus under it, at most five.
    pub menus: Vec<Menu>,
    /// Whether only the person who asked sees it.
    pub private: bool,
}

/// The two shapes of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A message of text.
    Text(String),
    /// An embed.
    Card(Card),
    /// Posts as they will look: texts with an embed under each, all in one message.
    Previews(Vec<Shown>),
}

/// An embed: at most 6000 characters in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The subject, where there is just one.
    pub title: Option<String>,
    /// The answer.
    pub text: String,
    /// Names and texts.
    pub fields: Vec<(&'static str, String)>,
}

/// A menu of which one entry is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Says which menu it is when somebody chooses, also after a restart.
    pub custom_id: &'static str,
    /// Shown while nothing is chosen.
    pub prompt: &'static str,
    /// From 1 to 25 entries with different values.
    pub entries: Vec<Entry>,
}

/// One entry of a menu; each text is at most 100 characters long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What people read.
    pub label: String,
    /// A second, smaller line.
    pub description: Option<String>,
    /// What comes back when it is chosen.
    pub value: String,
}

impl Reply {
    /// A text that everybody sees.
    pub fn text(text: impl Into<String>) -> Self {
        Self { body: Body::Text(text.into()), menus: vec![], private: false }
    }

    /// A text that only the person who asked sees.
    pub fn note(text: impl Into<String>) -> Self {
        Self::text(text).private(true)
    }

    /// Posts as they will look, for the person who asked alone.
    pub fn previews(posts: Vec<Shown>) -> Self {
        Self { body: Body::Previews(posts), menus: vec![], private: true }
    }

    /// The same reply, seen by everybody or by one person.
    pub fn private(self, private: bool) -> Self {
        Self { private, ..self }
    }

    /// The reply in the form Discord's API takes.
    pub fn message(self) -> CreateInteractionResponseMessage {
        let mut flags = InteractionResponseFlags::empty();
        if self.private {
            flags |= InteractionResponseFlags::EPHEMERAL;
        }
        let mut message = CreateInteractionResponseMessage::new().allowed_mentions(CreateAllowedMentions::new());
        match self.body {
            Body::Text(text) => {
                flags |= InteractionResponseFlags::SUPPRESS_EMBEDS;
                message = message.content(text);
            }
            Body::Card(card) => message = message.embed(card.embed()),
            Body::Previews(posts) => {
                let headlines: Vec<_> = posts.iter().map(|post| post.headline.as_str()).collect();
                message = message.content(headlines.join("\n")).embeds(posts.iter().map(poster::card).collect());
            }
        }
        if !self.menus.is_empty() {
            message = message.components(self.menus.into_iter().map(Menu::row).collect());
        }
        message.flags(flags)
    }

    /// Sends it as the first answer to an interaction.
    ///
    /// # Errors
    /// If Discord cannot be reached or refuses the message.
    pub async fn send(self, http: &Http, interaction: InteractionId, token: &str) -> serenity::Result<()> {
        CreateInteractionResponse::Message(self.message()).execute(http, (interaction, token)).await
    }
}

impl Card {
    fn embed(self) -> CreateEmbed {
        let mut embed = CreateEmbed::new().description(self.text);
        if let Some(title) = self.title {
            embed = embed.title(title);
        }
        embed.fields(self.fields.into_iter().map(|(name, text)| (name, text, false)))
    }
}

impl Menu {
    fn row(self) -> CreateActionRow {
        let options = self.entries.into_iter().map(Entry::option).collect();
        let menu = CreateSelectMenu::new(self.custom_id, CreateSelectMenuKind::String { options });
        CreateActionRow::SelectMenu(menu.placeholder(self.prompt))
    }
}

impl Entry {
    fn option(self) -> CreateSelectMenuOption {
        let option = CreateSelectMenuOption::new(self.label, self.value);
        match self.description {
            Some(text) => option.description(text),
            None => option,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu() -> Menu {
        let entry = Entry { label: "Head of Maps".to_owned(), description: None, value: "head-of-maps|".to_owned() };
        Menu { custom_id: "wh1:pick", prompt: "Did you mean", entries: vec![entry] }
    }

    fn json(reply: Reply) -> serde_json::Value {
        serde_json::to_value(CreateInteractionResponse::Message(reply.message())).unwrap()
    }

    #[test]
    fn a_card_with_a_menu_in_discords_form() {
        let fields = vec![("As of", "May 2031".to_owned())];
        let card = Card { title: Some("Head of Maps".to_owned()), text: "**It pays.**".to_owned(), fields };
        let reply = Reply { body: Body::Card(card), menus: vec![menu()], private: true };
        insta::assert_snapshot!(serde_json::to_string_pretty(&json(reply)).unwrap());
    }

    #[test]
    fn nothing_pings_and_only_cards_may_show_embeds() {
        const EPHEMERAL: u64 = 64;
        const SUPPRESS_EMBEDS: u64 = 4;
        let card = Body::Card(Card { title: None, text: "x".to_owned(), fields: vec![] });
        let card = Reply { body: card, menus: vec![], private: false };
        for (reply, flags) in [
            (Reply::text("x"), SUPPRESS_EMBEDS),
            (Reply::note("x"), SUPPRESS_EMBEDS | EPHEMERAL),
            (card.clone(), 0),
            (card.private(true), EPHEMERAL),
        ] {
            let json = json(reply);
            assert_eq!(json["data"]["flags"], flags);
            assert_eq!(json["data"]["allowed_mentions"]["parse"], serde_json::json!([]));
        }
    }
}
