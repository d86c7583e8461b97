//! All that is held of one subject: "everything about the mast", "summarise the Lamp Programme".

use super::{CONFIDENCE, ROOM, TELLING, is_many};
use crate::answer::decide::general;
use crate::answer::question::{Mention, Question};
use crate::answer::reply::Answer;
use crate::answer::{compose, succession};
use crate::fact::SubjectKind;
use crate::search::Index;
use crate::text::{holding, say};
use std::cmp::Reverse;

/// So many facts are told in sentences.
const TOLD: usize = 5;

/// So many attributes are named beside them.
const NAMED: usize = 6;

/// Tells the first facts of the one subject that is named, and what else is held of it; `None` if something else is asked.
pub(super) fn whole(index: &Index, question: &Question) -> Option<Answer> {
    let mention = question.mentions.first()?;
    let [subject] = mention.subjects[..] else { return None };
    let doc = index.subject(subject);
    let words = 0..question.words.len();
    let asked = words.clone().any(|at| holding::is_of_the_whole(question.text(at)));
    let of_name = |at: usize| {
        let of_owner = |m: &Mention| {
            m.organisations.iter().any(|o| doc.organisations.contains(o)) && (m.words.0..m.words.1).contains(&at)
        };
        mention.words.contains(&at) || question.organisations.iter().any(of_owner)
    };
    let of_course = |at: usize| {
        let text = question.text(at);
        holding::is_of_the_whole(text) || holding::is_of_holding(text) || question.words[at].weight < TELLING
    };
    let one = !is_many(index, question, mention);
    let plain = one && !question.yes_no && !question.compares && question.extreme.is_none() && question.is_timeless();
    if !asked || !plain || !words.into_iter().all(|at| of_name(at) || of_course(at)) {
        return None;
    }
    let mut facts: Vec<usize> = doc.facts.iter().copied().filter(|at| succession::is_current(index, *at)).collect();
    let rank = |at: &usize| {
        let fact = index.fact(*at);
        let general = (general(index, fact.attribute) * 1000.0) as u32;
        (Reverse(general), Reverse(fact.fact.as_of.first_day()), *at)
    };
    facts.sort_by_key(rank);
    (facts.len() > 1).then(|| told(index, subject, &facts))
}

/// "I hold 7 facts about the mast. The mast was ... I also hold its height and keeper."
fn told(index: &Index, subject: usize, facts: &[usize]) -> Answer {
    let doc = index.subject(subject);
    let mut text = format!("I hold {} facts about {}.", facts.len(), compose::with_article(&doc.full_name));
    let mut shown = 0;
    for fact in facts.iter().take(TOLD) {
        let sentence = compose::sentence(index, &index.fact(*fact));
        if shown > 0 && text.chars().count() + sentence.chars().count() > ROOM {
            break;
        }
        text.push(' ');
        text.push_str(&sentence);
        shown += 1;
    }
    let mut others: Vec<String> = Vec::new();
    for fact in &facts[shown..] {
        let name = &index.attributes()[index.fact(*fact).attribute].attribute.name;
        if others.len() < NAMED && !others.contains(name) {
            others.push(name.clone());
        }
    }
    if !others.is_empty() {
        let its = if doc.subject.kind == SubjectKind::Person { "their" } else { "its" };
        text.push_str(&format!(" I also hold {its} {}.", say::list(&others)));
    }
    compose::reply(index, &text, &facts[..shown], CONFIDENCE)
}
