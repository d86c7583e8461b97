//! Answers about a subject that is given by its name or chosen from a list, and not asked about in a sentence.

use super::question::Question;
use super::reply::{Answer, Choice};
use super::subject_view::name_cover;
use super::together::{group_of, text_of};
use super::{abstain, compose, kinds};
use crate::fact::{AttributeId, SubjectKind};
use crate::search::Index;

/// Subjects whose names are as near as this cannot be told apart.
const TIE: f32 = 0.05;

/// Answers about a subject, and an attribute if one is chosen.
pub fn about(index: &Index, choice: &Choice) -> Answer {
    let Some(subject) = index.subject_by_id(choice.subject.as_str()) else {
        return abstain::unknown("I no longer hold that.".to_owned());
    };
    let facts = &index.subject(subject).facts;
    let of_attribute =
        |at: &&usize| choice.attribute.as_ref().is_none_or(|id| index.fact(**at).fact.attribute == *id);
    match facts.iter().find(of_attribute) {
        Some(first) => {
            let group = group_of(index, *first, facts.iter().copied());
            compose::reply(index, &text_of(index, &group), &group, 1.0)
        }
        None => abstain::unknown(format!(
            "I know {}, but not that about it.",
            compose::with_article(&index.subject(subject).full_name)
        )),
    }
}

/// Answers about the subject of one of the kinds that a name means, and an attribute if one is given.
pub fn named(index: &Index, name: &str, attribute: Option<&AttributeId>, kinds: &[SubjectKind]) -> Answer {
    let question = Question::read(index, name);
    let cover = |at: usize| {
        let doc = index.subject(at);
        let exact =
            doc.full_name.eq_ignore_ascii_case(name.trim()) || doc.subject.name.eq_ignore_ascii_case(name.trim());
        let best = doc.names.iter().map(|n| name_cover(index, &question, n)).fold(0.0, f32::max);
        if exact { 2.0 } else { best }
    };
    let mut near: Vec<(usize, f32)> = question
        .named
        .iter()
        .copied()
        .filter(|(at, _)| kinds.is_empty() || kinds.contains(&index.subject(*at).subject.kind))
        .map(|(at, met)| (at, cover(at) + 0.01 * met))
        .collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let choice = |at: usize| Choice { subject: index.subject(at).subject.id.clone(), attribute: attribute.cloned() };
    match near.as_slice() {
        [(best, score), rest @ ..]
            if *score >= kinds::NAMED && rest.first().is_none_or(|(_, next)| score - next > TIE) =>
        {
            about(index, &choice(*best))
        }
        [] => abstain::unknown(format!("I hold nothing called “{}”.", compose::fitting(name.trim(), 80))),
        _ => {
            let close: Vec<usize> = near.iter().take(10).map(|(at, _)| *at).collect();
            abstain::did_you_mean(index, &close, attribute)
        }
    }
}
