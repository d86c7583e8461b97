//! What a fact says, apart from under which id and in which layer it says it.

use super::{AttributeId, Fact, FuzzyDate, Period, SourceId, Status, SubjectId, Value};

/// What a fact says, whatever its id and layer, by reference: two such are equal if the facts are the same but for
/// these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Said<'f> {
    about: (&'f SubjectId, &'f AttributeId),
    value: (&'f Value, Option<Period>, Option<Status>),
    read: (Option<&'f str>, FuzzyDate, &'f SourceId),
    words: (Option<&'f str>, &'f [String], &'f [String]),
}

impl<'f> Said<'f> {
    /// What a fact says.
    pub fn by(fact: &'f Fact) -> Self {
        // Taken apart, so that a new field is not forgotten.
        let Fact {
            id: _,
            scope: _,
            subject,
            attribute,
            value,
            period,
            status,
            said_by,
            as_of,
            source,
            statement,
            cues,
            questions,
        } = fact;
        Said {
            about: (subject, attribute),
            value: (value, *period, *status),
            read: (said_by.as_deref(), *as_of, source),
            words: (statement.as_deref(), cues, questions),
        }
    }
}
