//! The fact that is meant: chosen from an offer, by its id, or by words that no other has.

use super::super::super::desk::{Desk, refusal};
use super::super::super::escape;
use super::super::super::render::join;
use super::super::super::reply::Reply;
use super::words;
use crate::app::{Filter, Page, Revision, Standing};
use crate::fact::FactId;

/// Facts that are shown where several fit.
const SHOWN: usize = 6;
/// Discord's limit for a message, with room for the words around the facts.
const LINES: usize = 1700;

/// The fact that was meant, as it stands.
///
/// # Errors
/// What to tell the person: nothing fits, or several do.
pub fn fact(desk: &Desk<'_>, text: &str) -> Result<(FactId, Standing, Revision), Reply> {
    let text = text.trim();
    if let Some(found) = standing(desk, FactId::new(text))? {
        return Ok(found);
    }
    let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
    let listing = desk.app.list(desk.view, &filter, &Page::First, SHOWN);
    let typed = escape::markdown_line(text, 100);
    if let ([one], 1) = (listing.facts.as_slice(), listing.total)
        && let Some(found) = standing(desk, one.fact.id.clone())?
    {
        return Ok(found);
    }
    if listing.total == 0 {
        return Err(unknown(text));
    }
    let called = desk.app.called(desk.view);
    let lines: Vec<String> = listing.facts.iter().map(|seen| words::line(&called, seen)).collect();
    let rest = listing.total - lines.len();
    let more = if rest > 0 { format!("\n\nand {rest} more: write more words of it.") } else { String::new() };
    Err(Reply::note(format!(
        "{} facts fit \"{typed}\". Choose one from the list that appears while you type, or give its id:\n\n{}{more}",
        listing.total,
        join(lines.into_iter(), "\n\n", LINES)
    )))
}

/// Nothing is held under this. Another server's fact is no different from one that never was.
pub fn unknown(text: &str) -> Reply {
    let typed = escape::markdown_line(text, 100);
    Reply::note(format!(
        "I hold no fact \"{typed}\" here. Choose one from the list that appears while you type, or look for its id \
         with /fact list."
    ))
}

fn standing(desk: &Desk<'_>, id: FactId) -> Result<Option<(FactId, Standing, Revision)>, Reply> {
    match desk.app.fact(desk.view, &id) {
        Ok(found) => Ok(found.map(|(standing, revision)| (id, standing, revision))),
        Err(error) => Err(refusal(&error)),
    }
}
