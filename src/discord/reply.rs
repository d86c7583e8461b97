//! A reply as plain data, and the one way it is sent: nothing in it can ping, and no link grows a preview.

use super::poster::{self, Shown};
use super::{deliver, escape};
use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, EditInteractionResponse, Http, InteractionId, InteractionResponseFlags,
};

/// What is shown for a question or a choice. Every text in it is ready for Discord: escaped and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The words.
    pub body: Body,
    /// Menus under it, one a row; with the rows of buttons at most five.
    pub menus: Vec<Menu>,
    /// Buttons under the menus, five in a row.
    pub buttons: Vec<Button>,
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
    pub custom_id: String,
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

/// A button; those of one message have different custom ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// Says which button it is when somebody presses it, also after a restart. At most 100 characters.
    pub custom_id: String,
    /// What stands on it: at most 80 characters.
    pub label: &'static str,
    /// How it looks; its label says all the same.
    pub look: Look,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one that most will press.
    Main,
    /// Any other.
    Plain,
    /// One that takes something away.
    Danger,
}

/// Discord's limit for one row.
const BUTTONS_A_ROW: usize = 5;

impl Reply {
    /// A text that everybody sees.
    pub fn text(text: impl Into<String>) -> Self {
        Self { body: Body::Text(text.into()), menus: vec![], buttons: vec![], private: false }
    }

    /// A text that only the person who asked sees.
    pub fn note(text: impl Into<String>) -> Self {
        Self::text(text).private(true)
    }

    /// Posts as they will look, for the person who asked alone.
    pub fn previews(posts: Vec<Shown>) -> Self {
        Self { body: Body::Previews(posts), menus: vec![], buttons: vec![], private: true }
    }

    /// A card that only the person who asked sees.
    pub fn card(card: Card) -> Self {
        Self { body: Body::Card(card), menus: vec![], buttons: vec![], private: true }
    }

    /// The same reply with these buttons under it.
    pub fn with(self, buttons: impl IntoIterator<Item = Button>) -> Self {
        Self { buttons: buttons.into_iter().collect(), ..self }
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
                message = message.content(headlines(&posts)).embeds(posts.iter().map(poster::card).collect());
            }
        }
        let rows = rows(self.menus, self.buttons);
        if !rows.is_empty() {
            message = message.components(rows);
        }
        message.flags(flags)
    }

    /// The reply in the form that takes the place of another message: what that had and this has not goes.
    pub fn update(self) -> CreateInteractionResponseMessage {
        // Who sees a message is settled when it is first sent.
        let plain = self.private(false);
        let (text, card) = (matches!(plain.body, Body::Text(_)), matches!(plain.body, Body::Card(_)));
        let bare = plain.menus.is_empty() && plain.buttons.is_empty();
        let mut message = plain.message();
        if text {
            message = message.embeds(vec![]);
        }
        if card {
            message = message.content("");
        }
        if bare { message.components(vec![]) } else { message }
    }

    /// The reply in the form that takes the place of what stands for it until it comes.
    pub fn edit(self) -> EditInteractionResponse {
        let rows = rows(self.menus, self.buttons);
        let edit = EditInteractionResponse::new().allowed_mentions(CreateAllowedMentions::new()).components(rows);
        match self.body {
            Body::Text(text) => edit.content(text).embeds(vec![]),
            Body::Card(card) => edit.content("").embeds(vec![card.embed()]),
            Body::Previews(posts) => edit.content(headlines(&posts)).embeds(posts.iter().map(poster::card).collect()),
        }
    }

    /// The reply as a message behind what was answered already, for the person who asked alone.
    pub fn followup(self) -> CreateInteractionResponseFollowup {
        let rows = rows(self.menus, self.buttons);
        let message = CreateInteractionResponseFollowup::new()
            .allowed_mentions(CreateAllowedMentions::new())
            .ephemeral(true)
            .components(rows);
        match self.body {
            Body::Text(text) => message.content(text),
            Body::Card(card) => message.embed(card.embed()),
            Body::Previews(posts) => {
                message.content(headlines(&posts)).embeds(posts.iter().map(poster::card).collect())
            }
        }
    }

    /// Sends it as the first answer to an interaction.
    ///
    /// # Errors
    /// If Discord cannot be reached or refuses the message.
    pub async fn send(self, http: &Http, interaction: InteractionId, token: &str) -> serenity::Result<()> {
        deliver::first(http, interaction, token, CreateInteractionResponse::Message(self.message())).await
    }
}

/// The texts above posts, one below the other.
fn headlines(posts: &[Shown]) -> String {
    posts.iter().map(|post| post.headline.as_str()).collect::<Vec<_>>().join("\n")
}

fn rows(menus: Vec<Menu>, buttons: Vec<Button>) -> Vec<CreateActionRow> {
    let mut rows: Vec<CreateActionRow> = menus.into_iter().map(Menu::row).collect();
    let mut buttons = buttons.into_iter().map(Button::create).peekable();
    while buttons.peek().is_some() {
        rows.push(CreateActionRow::Buttons(buttons.by_ref().take(BUTTONS_A_ROW).collect()));
    }
    rows
}

/// The lines of an error as sentences, ready for Discord.
pub fn sentences(text: &str) -> String {
    let sentence = |line: &str| {
        let mut chars = line.trim().chars();
        let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        let end = if line.ends_with(['.', '!', '?']) { "" } else { "." };
        escape::markdown_line(&format!("{first}{}{end}", chars.as_str()), 500)
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(sentence).collect::<Vec<_>>().join(" ")
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

impl Button {
    fn create(self) -> CreateButton {
        let style = match self.look {
            Look::Main => ButtonStyle::Primary,
            Look::Plain => ButtonStyle::Secondary,
            Look::Danger => ButtonStyle::Danger,
        };
        CreateButton::new(self.custom_id).label(self.label).style(style)
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
        Menu { custom_id: "wh1:pick".to_owned(), prompt: "Did you mean", entries: vec![entry] }
    }

    fn json(reply: Reply) -> serde_json::Value {
        serde_json::to_value(CreateInteractionResponse::Message(reply.message())).unwrap()
    }

    #[test]
    fn a_card_with_a_menu_in_discords_form() {
        let fields = vec![("As of", "May 2031".to_owned())];
        let card = Card { title: Some("Head of Maps".to_owned()), text: "**It pays.**".to_owned(), fields };
        let reply = Reply { menus: vec![menu()], ..Reply::card(card) };
        insta::assert_snapshot!(serde_json::to_string_pretty(&json(reply)).unwrap());
    }

    #[test]
    fn an_error_reads_as_sentences() {
        assert_eq!(
            sentences("there is no digest\nset one with /digest set"),
            "There is no digest. Set one with /digest set."
        );
    }

    #[test]
    fn buttons_stand_five_in_a_row_under_the_menus() {
        let button = |n: usize| Button { custom_id: format!("wh1:{n}"), label: "Save", look: Look::Main };
        let reply = Reply { menus: vec![menu()], ..Reply::note("x").with((0..6).map(button)) };
        let rows = json(reply)["data"]["components"].clone();
        let kinds: Vec<Vec<u64>> = rows.as_array().unwrap().iter().map(kinds).collect();
        assert_eq!(kinds, [vec![3], vec![2; 5], vec![2]]);
    }

    fn kinds(row: &serde_json::Value) -> Vec<u64> {
        row["components"].as_array().unwrap().iter().map(|part| part["type"].as_u64().unwrap()).collect()
    }

    #[test]
    fn what_replaces_a_message_takes_away_what_that_had() {
        let update = |reply: Reply| {
            serde_json::to_value(CreateInteractionResponse::UpdateMessage(reply.update())).unwrap()["data"].clone()
        };
        let text = update(Reply::note("x"));
        assert_eq!((&text["embeds"], &text["components"]), (&serde_json::json!([]), &serde_json::json!([])));
        let card = update(Reply::card(Card { title: None, text: "x".to_owned(), fields: vec![] }));
        assert_eq!((&card["content"], &card["flags"]), (&serde_json::json!(""), &serde_json::json!(0)));
    }

    #[test]
    fn nothing_pings_and_only_cards_may_show_embeds() {
        const EPHEMERAL: u64 = 64;
        const SUPPRESS_EMBEDS: u64 = 4;
        let card = Reply::card(Card { title: None, text: "x".to_owned(), fields: vec![] }).private(false);
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
