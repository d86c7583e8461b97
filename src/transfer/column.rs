//! The columns of a table and keys of a JSON line, by one name each.

use crate::text::suggest::nearest;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// A column.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Column {
            $($(#[$doc])* $name,)*
        }

        impl Column {
            /// Every column, in the order in which they are written.
            pub const ALL: &[Column] = &[$(Column::$name,)*];

            /// The name in the header.
            pub fn word(self) -> &'static str {
                match self {
                    $(Column::$name => $word,)*
                }
            }
        }
    };
}

columns! {
    /// The fact's id.
    Id = "id",
    /// What the fact is about: id, name or alias.
    Subject = "subject",
    /// The name of a new subject.
    Name = "name",
    /// The kind of a new subject.
    Kind = "kind",
    /// Other names of a new subject.
    Aliases = "aliases",
    /// The organisation of a new subject.
    Organisation = "organisation",
    /// What is said: id or name of an attribute.
    Attribute = "attribute",
    /// The value as people write it.
    Value = "value",
    /// What span a figure belongs to.
    Period = "period",
    /// How firm it is.
    Status = "status",
    /// Who said it.
    SaidBy = "said_by",
    /// When it was true.
    AsOf = "as_of",
    /// A source's id, or the source as people write it.
    Source = "source",
    /// The source's headline.
    Title = "title",
    /// Who published the source.
    Publisher = "publisher",
    /// Who wrote the source.
    Author = "author",
    /// When the source was published.
    Published = "published",
    /// Where the source can be read.
    Url = "url",
    /// What of the source is inferred.
    Inferred = "inferred",
    /// One sentence that says the fact.
    Statement = "statement",
    /// Other words for the fact.
    Cues = "cues",
    /// Questions that the fact answers.
    Questions = "questions",
}

impl Column {
    /// The column of a header's cell: letter case, spaces and hyphens are left aside.
    pub fn named(cell: &str) -> Option<Column> {
        if let Some(column) = Column::ALL.iter().find(|column| column.word() == cell) {
            return Some(*column);
        }
        let word = cell.trim().to_lowercase().replace([' ', '-'], "_");
        Column::ALL.iter().copied().find(|column| column.word() == word)
    }

    /// The names of all columns.
    pub fn words() -> Vec<&'static str> {
        Column::ALL.iter().map(|column| column.word()).collect()
    }

    /// What to do about a name that is no column's.
    pub fn meant(cell: &str) -> String {
        match nearest(cell.trim(), Column::words()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected one of {}", Column::words().join(", ")),
        }
    }
}
