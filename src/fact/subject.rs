//! What a fact is about.

use super::SubjectId;
use serde::{Deserialize, Serialize};

/// The kind of thing a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A post that somebody holds or may apply for.
    Role,
    /// A programme or project.
    Programme,
    /// A department, agency, team, committee or company.
    Organisation,
    /// A person.
    Person,
    /// An IT system or service.
    System,
    /// A strategy or plan.
    Strategy,
    /// A report or article.
    Report,
}

impl SubjectKind {
    /// Every kind with the word that names it in a knowledge file.
    pub const ALL: [(SubjectKind, &'static str); 7] = [
        (SubjectKind::Role, "role"),
        (SubjectKind::Programme, "programme"),
        (SubjectKind::Organisation, "organisation"),
        (SubjectKind::Person, "person"),
        (SubjectKind::System, "system"),
        (SubjectKind::Strategy, "strategy"),
        (SubjectKind::Report, "report"),
    ];

    /// The word for this kind.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// A thing that facts are about, with the names people use for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Unique over the whole knowledge folder.
    pub id: SubjectId,
    /// What kind of thing it is.
    pub kind: SubjectKind,
    /// The name answers use, without its organisation where `organisation` gives that.
    pub name: String,
    /// Other names, abbreviations and everyday descriptions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The organisation it belongs to: an organisation's id in the lexicon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}
