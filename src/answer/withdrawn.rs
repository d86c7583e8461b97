//! Saying that what a question aims at was taken back.

use super::reply::{Answer, Held, Outcome};
use super::{abstain, compose};
use crate::fact::FuzzyDate;
use crate::search::Index;
use crate::text::say;

/// What a question would have been answered with, but for its withdrawal; `None` if it aims at something else, or is
/// answered well without.
///
/// `told` is the answer from what is held, `untold` the one from that and from all that was withdrawn.
pub fn aimed_at<'a>(told: &Answer, untold: &'a Answer, is_withdrawn: impl Fn(&Held) -> bool) -> Option<&'a Held> {
    let first = untold.facts.first().filter(|held| is_withdrawn(held))?;
    // The highest of what is left is an honest answer; something else about the same subject is none.
    let stands = told
        .facts
        .first()
        .is_some_and(|held| held.fact.subject != first.fact.subject || held.fact.attribute == first.fact.attribute);
    (!stands).then_some(first)
}

/// Says that a fact was withdrawn, when and why, with what is held nearby. `index` is one that still has the fact.
pub fn withdrawn(index: &Index, told: Answer, held: &Held, on: &FuzzyDate, reason: Option<&str>) -> Answer {
    let name = compose::with_article(&index.name_of(held.fact.subject.as_str()));
    let attribute = index.attribute_by_id(held.fact.attribute.as_str());
    let attribute = attribute.map_or("fact", |at| index.attributes()[at].attribute.name.as_str());
    let period = held.fact.period.map(|period| format!(" for {period}")).unwrap_or_default();
    let why = match reason.map(|reason| reason.trim().trim_end_matches('.')) {
        Some(reason) if !reason.is_empty() => format!(": {reason}"),
        _ => String::new(),
    };
    let text = format!("What I held on this ({name}, {attribute}{period}) was withdrawn on {}{why}.", say::date(on));
    let nearby = if told.outcome == Outcome::Unknown { told.nearby } else { Vec::new() };
    Answer { nearby, ..abstain::unknown(compose::fitting(&text, compose::MAX_TEXT)) }
}
