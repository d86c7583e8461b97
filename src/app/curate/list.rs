//! Facts page by page.

use super::Seen;
use super::write::seen;
use crate::app::{App, View};
use crate::fact::{AttributeId, FactId, SubjectId};
use crate::search::Index;
use crate::text::say;

/// Which facts to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Every word of this (the first 16 different ones) must stand in the fact's id, names, attribute, value, statement or cues; case counts for
    /// nothing.
    pub text: Option<String>,
    /// Only this subject's.
    pub subject: Option<SubjectId>,
    /// Only this attribute's.
    pub attribute: Option<AttributeId>,
    /// Only those of the view's own layer.
    pub own: bool,
}

/// Where a page lies. One that names a fact means the same after changes; a number is shorter than the id of a fact
/// can be, for a place with little room. Both mean the same after a restart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Page {
    /// The first page.
    #[default]
    First,
    /// What comes behind this fact, whether it is still there or not.
    After(FactId),
    /// What comes before this fact.
    Before(FactId),
    /// What comes behind so many facts.
    From(usize),
}

/// A page of facts, in the order of their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The facts.
    pub facts: Vec<Seen>,
    /// How many the filter lets through in all.
    pub total: usize,
    /// How many of those come before this page.
    pub before: usize,
    /// The page before this one.
    pub previous: Option<Page>,
    /// The page behind this one.
    pub next: Option<Page>,
}

impl App {
    /// A page of at most `limit` facts that the view sees. Never touches the disk.
    pub fn list(&self, view: View, filter: &Filter, page: &Page, limit: usize) -> Listing {
        let (index, own) = (self.index(view), self.views.own(view));
        let words = filter.words();
        let own_only = own.facts.iter().filter_map(|fact| index.fact_by_id(&fact.id));
        let of_subject = filter.subject.as_ref().map(|id| index.subject_by_id(id.as_str()));
        let places: Vec<usize> = match (filter.own, of_subject) {
            (true, _) => own_only.collect(),
            (false, Some(subject)) => index.facts_of(subject),
            (false, None) => index.held().map(|(at, _)| at).collect(),
        };
        let mut all: Vec<(FactId, usize)> = places
            .into_iter()
            .filter(|at| filter.lets(&index, *at, &words))
            .map(|at| (index.fact(at).fact.id.clone(), at))
            .collect();
        all.sort_unstable();
        let (from, to) = match page {
            Page::First => (0, limit),
            Page::From(from) => ((*from).min(all.len()), from.saturating_add(limit)),
            Page::After(id) => {
                let from = all.partition_point(|(other, _)| other <= id);
                (from, from.saturating_add(limit))
            }
            Page::Before(id) => {
                let to = all.partition_point(|(other, _)| other < id);
                (to.saturating_sub(limit), to)
            }
        };
        let to = to.min(all.len());
        let shown = all.get(from..to).unwrap_or_default();
        let previous = shown.first().filter(|_| from > 0).map(|(id, _)| Page::Before((*id).clone()));
        let next = shown.last().filter(|_| to < all.len()).map(|(id, _)| Page::After((*id).clone()));
        let facts = shown.iter().map(|(_, at)| seen(&index, *at)).collect();
        Listing { facts, total: all.len(), before: from, previous, next }
    }
}

/// So many different words of a filter are looked for: each is sought in every fact.
pub const MOST_WORDS: usize = 16;

impl Filter {
    /// The words to look for, in lower case.
    fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in self.text.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase) {
            if words.len() < MOST_WORDS && !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    fn lets(&self, index: &Index, at: usize, words: &[String]) -> bool {
        let doc = index.fact(at);
        let subject = self.subject.as_ref().is_none_or(|id| *id == doc.fact.subject);
        let attribute = self.attribute.as_ref().is_none_or(|id| *id == doc.fact.attribute);
        subject
            && attribute
            && (words.is_empty() || {
                let subject = index.subject(doc.subject);
                let attribute = &index.attributes()[doc.attribute].attribute;
                let mut text = format!("{} {} {} {}", doc.fact.id, subject.full_name, attribute.name, attribute.id);
                let value = say::value(&doc.fact.value, |id| index.name_of(id));
                let rest = [&value]
                    .into_iter()
                    .chain(&subject.subject.aliases)
                    .chain(&doc.fact.statement)
                    .chain(&doc.fact.cues);
                rest.for_each(|more| {
                    text.push(' ');
                    text.push_str(more);
                });
                let text = text.to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_up_to_so_many_different_words() {
        let words = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() }.words();
        assert_eq!(words("Lamp a LAMP  a"), ["lamp", "a"]);
        assert_eq!(words(&"a ".repeat(3_000)), ["a"]);
        let many: String = (0..1_000).map(|n| format!("w{n} ")).collect();
        assert_eq!(words(&many).len(), MOST_WORDS);
        assert!(Filter::default().words().is_empty());
    }
}
