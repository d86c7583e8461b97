use super::super::super::desk::{Desk, is_everyones};
use super::super::super::escape;
use super::super::super::reply::{Button, Card, Look, Reply};
use super::super::super::response::Response;
use super::super::super::steps::Step;
use super::super::super::{ApplicationContext, CommandError};
use super::super::at_desk;
use super::{old, words};
use crate::app::{Filter, Listing, Page};

/// Facts on one page.
const A_PAGE: usize = 8;
const BETWEEN: &str = "\n\n";
/// The words of the filter travel in the buttons, which have 100 characters.
const LONGEST_FILTER: usize = 60;

/// Which facts to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum Only {
    #[name = "added or corrected here"]
    Own,
}

/// List the facts that are held here, with their ids
#[poise::command(slash_command)]
pub async fn list(
    ctx: ApplicationContext<'_>,
    #[description = "Words that must stand in the fact: of its subject, attribute, value or id"] filter: Option<
        String,
    >,
    #[description = "Not all of them"] only: Option<Only>,
    #[description = "For the people who run me: what every server sees"] everyone: Option<bool>,
) -> Result<(), CommandError> {
    at_desk(ctx, everyone.unwrap_or(false), move |desk| {
        let wanted = Wanted { text: filter.unwrap_or_default().trim().to_owned(), own: only.is_some(), from: 0 };
        if escape::length(&wanted.text) > LONGEST_FILTER {
            return Response::note(format!(
                "The filter has {} characters. Shorten it to {LONGEST_FILTER}: a few words are enough.",
                wanted.text.chars().count()
            ));
        }
        Response::Say(page(desk, &wanted))
    })
    .await
}

/// Turns to another page.
pub fn turn(step: &Step, rest: &str) -> Response {
    let Some((mark, wanted)) = rest.split_once(':').and_then(|(mark, rest)| Some((mark, Wanted::read(rest)?))) else {
        return old();
    };
    match step.desk(is_everyones(mark)) {
        Ok(desk) => Response::Replace(page(&desk, &wanted)),
        Err(refusal) => refusal,
    }
}

/// One page of a listing: all that a button must carry.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    text: String,
    own: bool,
    from: usize,
}

impl Wanted {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let (from, own, text) = (parts.next()?, parts.next()?, parts.next()?);
        let own = match own {
            "o" => true,
            "a" => false,
            _ => return None,
        };
        Some(Self { text: text.to_owned(), own, from: from.parse().ok()? })
    }

    fn button(&self, desk: &Desk<'_>, label: &'static str, from: usize) -> Button {
        let own = if self.own { "o" } else { "a" };
        let custom_id = format!("wh1:fact:list:{}:{from}:{own}:{}", desk.mark(), self.text);
        Button { custom_id, label, look: Look::Plain }
    }
}

fn page(desk: &Desk<'_>, wanted: &Wanted) -> Reply {
    let filter = Filter {
        text: Some(wanted.text.clone()).filter(|text| !text.is_empty()),
        own: wanted.own,
        ..Filter::default()
    };
    let listing = desk.app.list(desk.view, &filter, &Page::From(wanted.from), A_PAGE);
    if listing.facts.is_empty() {
        return none(wanted, listing.total);
    }
    let called = desk.app.called(desk.view);
    let lines = words::fitting(listing.facts.iter().map(|seen| words::line(&called, seen)), BETWEEN);
    let card = Card { title: Some(title(wanted, &listing, lines.len())), text: lines.join(BETWEEN), fields: vec![] };
    let (before, behind) = (listing.before.saturating_sub(A_PAGE), listing.before + lines.len());
    let back = listing.previous.is_some().then(|| wanted.button(desk, "Back", before));
    let on = (behind < listing.total).then(|| wanted.button(desk, "More", behind));
    Reply::card(card).with(back.into_iter().chain(on))
}

fn title(wanted: &Wanted, listing: &Listing, shown: usize) -> String {
    let (first, last, total) = (listing.before + 1, listing.before + shown, listing.total);
    let what = if wanted.own { "Facts added or corrected here" } else { "Facts" };
    let with = if wanted.text.is_empty() {
        String::new()
    } else {
        format!(" with \"{}\"", escape::markdown_line(&wanted.text, 100))
    };
    format!("{what}{with}: {first} to {last} of {total}")
}

fn none(wanted: &Wanted, total: usize) -> Reply {
    let text = match (wanted.text.is_empty(), wanted.own) {
        _ if total > 0 => "There is nothing on this page any more. Begin again with /fact list.".to_owned(),
        (true, true) => "Nothing was added or corrected here yet. /fact add adds a fact.".to_owned(),
        (true, false) => "I hold no facts. /fact add adds one.".to_owned(),
        (false, _) => format!(
            "No fact has all of these words: \"{}\". Try fewer of them.",
            escape::markdown_line(&wanted.text, 200)
        ),
    };
    Reply::note(text)
}
