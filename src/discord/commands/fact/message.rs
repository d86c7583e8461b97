use super::super::super::escape;
use super::super::super::{ApplicationContext, CommandError};
use super::super::at_desk;
use super::{add, form};
use crate::app::{Field, Typed, found_value};
use crate::fact::limits::{NAME, STATEMENT};
use crate::fact::{FuzzyDate, Source, SourceId};
use crate::text::typed::said_source;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serenity::all::Message;

/// Fills the form of a fact from the message it is used on.
#[poise::command(context_menu_command = "Save as fact", install_context = "Guild", interaction_context = "Guild")]
pub async fn save_as_fact(ctx: ApplicationContext<'_>, message: Message) -> Result<(), CommandError> {
    let channel = ctx.interaction.channel.as_ref().and_then(|channel| channel.name.clone());
    let server = ctx.interaction.guild_id.map(|id| id.get()).unwrap_or_default();
    let typed = read(&message, server, channel.as_deref());
    at_desk(ctx, false, move |desk| form::open(desk, add::begun(typed))).await
}

/// A text without the signs that make parts of it bold, struck out or hidden.
fn without_marks(text: &str) -> String {
    ["**", "__", "~~", "||", "`"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""))
}

/// What is known from a message, and no more: its words, the one sum in it, and where it stands.
fn read(message: &Message, server: u64, channel: Option<&str>) -> Typed {
    let mut typed = Typed::new();
    let words = escape::one_line(&without_marks(&message.content));
    Field::Value.put(&mut typed, &found_value(&words).unwrap_or_default());
    Field::Statement.put(&mut typed, &escape::label(&words, STATEMENT));
    let title = match channel {
        Some(name) => format!("Message in #{name}"),
        None => "Message on Discord".to_owned(),
    };
    let sent = Timestamp::from_second(message.timestamp.unix_timestamp()).unwrap_or_default();
    let author = escape::label(message.author.global_name.as_deref().unwrap_or(&message.author.name), NAME);
    let source = Source {
        id: SourceId::new(""),
        title: escape::label(&title, NAME),
        publisher: None,
        author: Some(author),
        published: Some(FuzzyDate::day(sent.to_zoned(TimeZone::UTC).date())),
        url: Some(format!("https://discord.com/channels/{server}/{}/{}", message.channel_id, message.id)),
        inferred: vec![],
    };
    // A name that would be read as something else is left out.
    let nameless = Source { author: None, ..source.clone() };
    let cited = said_source(&source).or_else(|| said_source(&nameless));
    Field::Source.put(&mut typed, &cited.unwrap_or_default());
    typed
}
