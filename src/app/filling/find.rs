//! Things by the words that people type for them.

use crate::fact::{AttributeId, Source, Subject, SubjectId};
use crate::search::Index;
use crate::text::typed::{Named, SourceText};
use crate::transfer::called;
use std::sync::Arc;

/// Offers are cut at a hundred characters; a text that is nearly as long may be the beginning of a name.
const CUT: usize = 90;

/// The subjects that are called so, by id, full name, name or alias; letter case counts in ids only.
pub(super) fn subjects(index: &Index, text: &str) -> Vec<usize> {
    if let Some(at) = index.subject_by_id(text) {
        return vec![at];
    }
    let lower = text.to_lowercase();
    let called = |wanted: &dyn Fn(&str) -> bool| {
        let docs = index.subjects().iter().enumerate();
        let fits = |subject: &Subject, full: &str| {
            wanted(full) || wanted(&subject.name) || subject.aliases.iter().any(|alias| wanted(alias))
        };
        docs.filter(|(_, doc)| fits(&doc.subject, &doc.full_name)).map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let found = called(&|name| name.to_lowercase() == lower);
    if found.is_empty() && text.chars().count() >= CUT {
        return called(&|name| name.to_lowercase().starts_with(&lower));
    }
    found
}

/// The same in the form that reading a value wants; `near` gives a name like the text.
pub(super) fn named(index: &Index, text: &str, near: impl Fn(&str) -> Option<String>) -> Named {
    match subjects(index, text).as_slice() {
        [] => Named::Unknown(near(text)),
        [one] => Named::One(id_of(index, *one)),
        several => Named::Several(several.iter().map(|at| id_of(index, *at).to_string()).collect()),
    }
}

pub(super) fn id_of(index: &Index, at: usize) -> SubjectId {
    index.subject(at).subject.id.clone()
}

/// The one attribute that is [called](called::attribute) so; else the name of one that may be meant.
pub(super) fn attribute(index: &Index, text: &str) -> Result<AttributeId, Option<String>> {
    let all = index.attributes().iter().map(|doc| &doc.attribute);
    let found = called::attribute(all.clone(), text).map(|attribute| attribute.id.clone());
    found.ok_or_else(|| called::near_attribute(all, text).map(str::to_owned))
}

/// The id of the organisation that is [called](called::organisation) so; else the name of one that may be meant.
pub(super) fn organisation(index: &Index, text: &str) -> Result<String, Option<String>> {
    let all = index.organisations().iter().map(|doc| &doc.organisation);
    let found = called::organisation(all.clone(), text).map(|one| one.id.clone());
    found.ok_or_else(|| called::near_organisation(all, text).map(str::to_owned))
}

/// The source that is held under this id, or alone has this title.
pub(super) fn source<'a>(index: &'a Index, text: &str) -> Option<&'a Arc<Source>> {
    index.source_by_id(text).or_else(|| {
        let mut titled = index.sources().filter(|source| source.title.eq_ignore_ascii_case(text));
        titled.next().filter(|_| titled.next().is_none())
    })
}

/// The source that is held and cited here: title and date are the same, and so is whatever else the citation gives.
pub(super) fn cited<'a>(index: &'a Index, cited: &SourceText) -> Option<&'a Arc<Source>> {
    let fits = |given: &Option<String>, held: &Option<String>| given.is_none() || given == held;
    index.sources().find(|source| {
        source.title == cited.title
            && source.published == Some(cited.published)
            && fits(&cited.publisher, &source.publisher)
            && fits(&cited.author, &source.author)
            && fits(&cited.url, &source.url)
    })
}
