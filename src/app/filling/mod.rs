//! What people type into a form, field by field, and what is understood of it: the same wherever the form is filled in.

mod find;
mod read;
mod said;

pub use said::found_value;

use super::Name;
use super::curate::{Flaw, Preview};
use std::collections::BTreeMap;

/// A field of the form of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What the fact is about: id, name or alias.
    Subject,
    /// Of a subject that is not held yet: role, programme, ...
    Kind,
    /// Of a subject that is not held yet: the organisation that it belongs to.
    Organisation,
    /// What is said of the subject: id, name or another word for it.
    Attribute,
    /// What is said.
    Value,
    /// The span that a figure belongs to.
    Period,
    /// How firm a figure is.
    Status,
    /// When it was true; without it, the date of the source.
    AsOf,
    /// Where it was read: a citation, or the id of a source that is held.
    Source,
    /// Who said it.
    SaidBy,
    /// One sentence that says the fact.
    Statement,
    /// Why a fact is taken back.
    Reason,
}

/// What was typed, by the names of fields. A field in which nothing was typed is not in it.
pub type Typed = BTreeMap<String, String>;

impl Field {
    /// Every field of a fact, in the order in which they are shown.
    pub const OF_A_FACT: [Field; 11] = [
        Field::Subject,
        Field::Kind,
        Field::Organisation,
        Field::Attribute,
        Field::Value,
        Field::Period,
        Field::Status,
        Field::AsOf,
        Field::Source,
        Field::SaidBy,
        Field::Statement,
    ];

    /// Its name, for people and in [`Typed`]; a [`Flaw`] names its field so, too.
    pub fn name(self) -> &'static str {
        match self {
            Field::Subject => "subject",
            Field::Kind => "kind",
            Field::Organisation => "organisation",
            Field::Attribute => "attribute",
            Field::Value => "value",
            Field::Period => "period",
            Field::Status => "status",
            Field::AsOf => "as of",
            Field::Source => "source",
            Field::SaidBy => "said by",
            Field::Statement => "statement",
            Field::Reason => "reason",
        }
    }

    /// What was typed into it.
    pub fn of(self, typed: &Typed) -> Option<&str> {
        typed.get(self.name()).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// Types something into it; nothing but white space empties it.
    pub fn put(self, typed: &mut Typed, text: &str) {
        match text.trim() {
            "" => typed.remove(self.name()),
            text => typed.insert(self.name().to_owned(), text.to_owned()),
        };
    }
}

/// What was understood of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// What it would become; `None` if anything is wrong with it.
    pub preview: Option<Preview>,
    /// Everything that is wrong with it.
    pub flaws: Vec<Flaw>,
    /// What was assumed in reading it, a clause each with its field.
    pub notes: Vec<(Field, String)>,
    /// Subjects that may be meant, where none or several have the name: all that have it, or the few that are near.
    pub meant: Vec<Name>,
    /// Whether the name may be that of a new subject: none is called so, and no kind was given.
    pub may_be_new: bool,
}
