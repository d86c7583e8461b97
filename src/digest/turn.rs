//! The fact of the day: each fact has its turn once before any comes again.

use crate::fact::{Fact, Value};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// So many turns are remembered; a fact a day fills them in more than ten years.
const REMEMBERED: usize = 4_000;

/// Which facts had their turn, by short marks of their ids: a few bytes each. Two facts in four thousand million
/// share a mark; then one of them misses a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Turns(Vec<u32>);

impl Turns {
    /// The fact whose turn it is for this server; the servers differ. `None` if there is none to show.
    pub fn next<'f>(&self, facts: &'f [Arc<Fact>], server: u64) -> Option<&'f Arc<Fact>> {
        let waiting = || facts.iter().filter(|fact| says_something(fact));
        let order = |fact: &&Arc<Fact>| (mark(fact.id.as_str(), server), fact.id.clone());
        let fresh = waiting().filter(|fact| !self.0.contains(&mark(fact.id.as_str(), 0))).min_by_key(order);
        fresh.or_else(|| waiting().filter(|fact| !self.was_last(fact)).min_by_key(order)).or_else(|| waiting().next())
    }

    /// Notes that a fact had its turn. When all had theirs, a new round begins.
    pub fn took(&mut self, fact: &Fact, facts: &[Arc<Fact>]) {
        let mark_of = mark(fact.id.as_str(), 0);
        if self.0.contains(&mark_of) {
            self.0.clear();
        }
        self.0.push(mark_of);
        let left = facts.iter().any(|fact| says_something(fact) && !self.0.contains(&mark(fact.id.as_str(), 0)));
        if !left {
            // The last one stays, so that it is not the first of the next round.
            self.0 = vec![mark_of];
        }
        let over = self.0.len().saturating_sub(REMEMBERED);
        self.0.drain(..over);
    }

    fn was_last(&self, fact: &Fact) -> bool {
        self.0.last() == Some(&mark(fact.id.as_str(), 0))
    }
}

/// A fact that is kept back is no fact of the day.
fn says_something(fact: &Fact) -> bool {
    !matches!(fact.value, Value::Withheld(_))
}

/// FNV-1a of 32 bits: kept on the disk, so it must never change.
fn mark(id: &str, salt: u64) -> u32 {
    let bytes = salt.to_be_bytes().into_iter().filter(|_| salt != 0).chain(id.bytes());
    bytes.fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn facts(count: usize) -> Vec<Arc<Fact>> {
        let fact = |n: usize| Fact {
            id: format!("lamp-{n}.salary").as_str().into(),
            scope: crate::fact::Scope::Shipped,
            subject: "lamp".into(),
            attribute: "salary".into(),
            value: Value::Text("x".to_owned()),
            period: None,
            status: None,
            said_by: None,
            as_of: "2031".parse().unwrap(),
            source: "paper".into(),
            statement: None,
            cues: vec![],
            questions: vec![],
        };
        (0..count).map(|n| Arc::new(fact(n))).collect()
    }

    fn shown(turns: &mut Turns, facts: &[Arc<Fact>], server: u64) -> String {
        let fact = Arc::clone(turns.next(facts, server).unwrap());
        turns.took(&fact, facts);
        fact.id.to_string()
    }

    #[test]
    fn each_has_its_turn_once_a_round_and_none_comes_twice_running() {
        let facts = facts(30);
        let mut turns = Turns::default();
        let mut last = String::new();
        // The one that ended a round counts as the first of the next.
        for round in 0..5 {
            let count = if round == 0 { 30 } else { 29 };
            let seen: Vec<String> = (0..count).map(|_| shown(&mut turns, &facts, 7)).collect();
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), count, "round {round}");
            assert_ne!(seen[0], last);
            last = seen.last().unwrap().clone();
        }
    }

    #[test]
    fn a_fact_that_came_in_between_has_its_turn_in_the_same_round() {
        let mut all = facts(10);
        let late = all.pop().unwrap();
        let mut turns = Turns::default();
        let mut seen: BTreeSet<String> = (0..5).map(|_| shown(&mut turns, &all, 7)).collect();
        all.push(late);
        seen.extend((0..5).map(|_| shown(&mut turns, &all, 7)));
        assert_eq!(seen.len(), 10);
    }

    #[test]
    fn servers_differ_and_few_facts_are_enough() {
        let facts = facts(30);
        let firsts: BTreeSet<_> =
            (1..20).map(|server| Turns::default().next(&facts, server).unwrap().id.clone()).collect();
        assert!(firsts.len() > 5, "{firsts:?}");
        let mut turns = Turns::default();
        assert_eq!(shown(&mut turns, &facts[..1], 1), shown(&mut turns, &facts[..1], 1));
        assert_eq!(turns.next(&[], 1), None);
    }
}
