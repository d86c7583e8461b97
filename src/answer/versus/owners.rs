//! One title in several organisations: "which pays its keeper more, the yard or the pier" sets two keepers against each other,
//! though only one name is there.

use super::Contest;
use crate::answer::question::Mention;
use std::ops::Range;

impl Contest<'_> {
    /// The subjects of the one name that stands there, one of each organisation that is named, with the organisation's
    /// words; `None` unless each has just one.
    pub(super) fn of_each_owner(&self) -> Option<Vec<(usize, Range<usize>)>> {
        let owners = &self.question.organisations;
        if owners.len() < 2 {
            return None;
        }
        let belongs = |subject: usize, owner: &Mention| {
            let own = self.index.subject(subject).organisations.first().copied();
            own.is_some_and(|own| owner.organisations.contains(&own))
        };
        let shared = self.question.mentions.iter().filter(|mention| mention.subjects.len() >= owners.len());
        shared.into_iter().find_map(|mention| {
            let of_one = |owner: &Mention| {
                let mut of_it = mention.subjects.iter().copied().filter(|subject| belongs(*subject, owner));
                let subject = of_it.next().filter(|_| of_it.next().is_none())?;
                Some((subject, owner.words.0..owner.words.1))
            };
            owners.iter().map(of_one).collect::<Option<Vec<_>>>()
        })
    }
}
