//! A digest as a message: a headline by which it is known again, and a card under it. Nothing in it pings, is read as
//! markup, or grows a preview.

use super::super::escape;
use crate::app::{Content, Job};
use crate::digest::{
    self, AdminNews, Digest, LEAST_ROOM, Pen, Post, admins_headline, footer, lay_out, lay_out_admins,
};
use serenity::all::{CreateAllowedMentions, CreateEmbed, CreateEmbedFooter, CreateMessage, Nonce};

/// A card's text has at most 4096 characters, all cards of a message together 6000: a preview shows two, and the admins'
/// is never longer than 2000.
const ROOM: usize = 3_800;
const _: () = assert!(ROOM >= LEAST_ROOM);

/// What a job's message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The message's own text, as it is sent and comes back.
    pub headline: String,
    /// The card's text.
    pub text: String,
    /// The small print under it.
    pub footer: Option<String>,
}

/// What is shown for a post.
pub fn shown(content: &Content) -> Shown {
    match content {
        Content::Digest(digest) => digest_under(&digest.headline(), digest),
        Content::Admins { day, news } => admins(&admins_headline(*day), news),
        Content::OnRequest { asked, digest } => digest_under(&digest::headline_on_request(*asked), digest),
    }
}

/// A digest under a headline.
pub fn digest_under(headline: &str, digest: &Digest) -> Shown {
    Shown { headline: bold(headline), text: lay_out(digest, ROOM, &PEN), footer: footer(digest) }
}

/// The admins' post under a headline.
pub fn admins(headline: &str, news: &AdminNews) -> Shown {
    Shown { headline: bold(headline), text: lay_out_admins(news, ROOM, &PEN), footer: None }
}

const PEN: Pen<'_> =
    Pen { write: &|text, most| escape::markdown_line(text, most), length: &|text| escape::length(text) };

fn bold(headline: &str) -> String {
    format!("**{headline}**")
}

/// The card.
pub fn card(shown: &Shown) -> CreateEmbed {
    let card = CreateEmbed::new().description(&shown.text);
    match &shown.footer {
        Some(text) => card.footer(CreateEmbedFooter::new(text)),
        None => card,
    }
}

/// The message of what is shown; the same nonce never makes a second one within minutes.
pub fn create(shown: &Shown, nonce: String) -> CreateMessage {
    CreateMessage::new()
        .content(&shown.headline)
        .embed(card(shown))
        .allowed_mentions(CreateAllowedMentions::new())
        .nonce(Nonce::String(nonce))
        .enforce_nonce(true)
}

/// The nonce of a job: the same for each of its tries, and of no other job. Discord takes 25 characters.
pub fn nonce(job: &Job) -> String {
    let day = match &job.content {
        Content::Digest(digest) => digest.day,
        Content::Admins { day, .. } => *day,
        Content::OnRequest { asked, .. } => asked.date(),
    };
    let post = match job.post {
        Post::Digest => 'd',
        Post::Admins => 'a',
        // Never sent: such a post goes out once, under the id of the command.
        Post::Request => 'r',
    };
    format!("{:x}{post}{}{:03}", job.server, day.year(), day.day_of_year())
}
