//! How much one server may hold: all of it is in memory, beside that of all other servers.

use super::CurateError;
use crate::app::View;
use crate::app::own::Own;
use crate::fact::FactId;
use crate::store::Entry;
use std::collections::BTreeMap;

/// The most facts that one server has of its own. The owners' layer has no such limit.
pub const MOST_FACTS: usize = 20_000;

/// The most facts that one server has taken back: each is remembered, with its reason.
pub const MOST_WITHDRAWN: usize = 20_000;

/// Whether a view's own layer has room for what changes would make of it: what they say of each fact, in their order.
///
/// # Errors
/// [`CurateError::Full`], [`CurateError::FullOfWithdrawn`].
pub(in crate::app) fn check<'a>(
    view: View,
    own: &Own,
    changes: impl IntoIterator<Item = (&'a FactId, Option<&'a Entry>)>,
) -> Result<(), CurateError> {
    if view == View::Everyone {
        return Ok(());
    }
    let (mut added, mut dropped) = ((0, 0), (0, 0));
    let last: BTreeMap<&FactId, Option<&Entry>> = changes.into_iter().collect();
    for (id, entry) in last {
        dropped.0 += usize::from(own.facts.contains(id.as_str()));
        dropped.1 += usize::from(own.withdrawn.contains(id.as_str()));
        added.0 += usize::from(matches!(entry, Some(Entry::Fact(_))));
        added.1 += usize::from(matches!(entry, Some(Entry::Retracted)));
    }
    let facts = own.facts.len() + added.0 - dropped.0;
    let withdrawn = own.withdrawn.len() + added.1 - dropped.1;
    // A change that makes the layer no larger is always taken.
    if facts > MOST_FACTS && added.0 > dropped.0 {
        return Err(CurateError::Full(facts));
    }
    if withdrawn > MOST_WITHDRAWN && added.1 > dropped.1 {
        return Err(CurateError::FullOfWithdrawn(withdrawn));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<FactId> {
        (0..count).map(|n| FactId::new(format!("jetty.x{n}"))).collect()
    }

    fn fact() -> Entry {
        let json =
            r#"{"id":"jetty.x","subject":"jetty","attribute":"length","value":"none","as_of":"2031","source":"log"}"#;
        Entry::Fact(Box::new(serde_json::from_str(json).unwrap()))
    }

    #[test]
    fn a_server_has_room_for_so_many_facts_and_so_many_taken_back_and_the_owners_for_any() {
        for (entry, most) in [(fact(), MOST_FACTS), (Entry::Retracted, MOST_WITHDRAWN)] {
            let ids = ids(most + 1);
            let all = || ids.iter().map(|id| (id, Some(&entry)));
            assert!(check(View::Server(1), &Own::default(), all().take(most)).is_ok());
            assert!(check(View::Everyone, &Own::default(), all()).is_ok());
            let error = check(View::Server(1), &Own::default(), all()).unwrap_err().to_string();
            assert!(error.contains("20001") && error.contains("20000") && error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn in_a_full_server_facts_can_be_changed_and_taken_back_but_not_added() {
        let (Entry::Fact(held), entry) = (fact(), fact()) else { panic!() };
        let ids = ids(MOST_FACTS + 1);
        let of = |id: &FactId| std::sync::Arc::new(crate::fact::Fact { id: id.clone(), ..(*held).clone() });
        let facts = ids.iter().take(MOST_FACTS).map(of).collect();
        let own = Own { facts, ..Own::default() };
        let room =
            |changes: &[(&FactId, Option<&Entry>)]| check(View::Server(1), &own, changes.iter().copied()).is_ok();
        let (first, new) = (&ids[0], &ids[MOST_FACTS]);
        assert!(room(&[(first, Some(&entry))]));
        assert!(room(&[(first, Some(&Entry::Retracted))]));
        assert!(!room(&[(new, Some(&entry))]));
        assert!(room(&[(first, None), (new, Some(&entry))]), "one goes, one comes");
    }
}
