//! What people changed: corrections and withdrawals, new and changed facts, contradictions that came of them.

use super::news::{Line, Material};
use super::words::{Names, shortened};
use crate::fact::Fact;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A reason longer than this, in characters, is cut.
const REASON: usize = 100;

/// A fact as the server saw it before and as it sees it now; several changes of one fact are one.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// `None` if nothing was seen.
    pub before: Option<Arc<Fact>>,
    /// `None` if nothing is seen any more.
    pub after: Option<Arc<Fact>>,
    /// Why, where somebody said.
    pub reason: Option<String>,
}

/// The lines of the parts that tell changes.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub corrections: Vec<Line>,
    pub news: Vec<Line>,
    pub contradictions: Vec<Line>,
}

pub(super) fn lines(material: &Material<'_>, names: &Names<'_>) -> Changes {
    let mut changes = Changes::default();
    for changed in material.changed {
        match (changed.before.as_deref(), changed.after.as_deref()) {
            (None, None) => {}
            (Some(before), None) => changes.corrections.push(withdrawn(before, changed.reason.as_deref(), names)),
            (None, Some(after)) => changes.news.push(added(after, names)),
            (Some(before), Some(after)) => match altered(before, after, names) {
                // The same time spoken of: the old value was wrong. A later time: the world has changed.
                Some(line) if before.as_of.overlaps(&after.as_of) => changes.corrections.push(line),
                Some(line) => changes.news.push(line),
                None => {}
            },
        }
    }
    changes.contradictions = contradictions(material, names);
    changes
}

fn line(fact: &Fact, text: String) -> Line {
    Line { subject: fact.subject.clone(), text }
}

fn withdrawn(fact: &Fact, reason: Option<&str>, names: &Names<'_>) -> Line {
    let why = reason.map(|reason| format!(". Reason: {}", shortened(reason, REASON))).unwrap_or_default();
    line(fact, format!("Withdrawn: {}: {} ({}){why}", names.label(fact), names.value(fact), names.source(fact)))
}

fn added(fact: &Fact, names: &Names<'_>) -> Line {
    line(fact, format!("{}: {} ({})", names.label(fact), names.value(fact), names.source(fact)))
}

/// `None` where nothing changed that answers would show.
fn altered(before: &Fact, after: &Fact, names: &Names<'_>) -> Option<Line> {
    let (was, is) = (names.value(before), names.value(after));
    let (old_source, source) = (names.source(before), names.source(after));
    let label = names.label(after);
    let text = if names.label(before) != label {
        format!("{}: {was} → {label}: {is} ({source})", names.label(before))
    } else if was != is {
        format!("{label}: {was} → {is} ({source})")
    } else if old_source != source {
        format!("{label}: {is} ({old_source}) → ({source})")
    } else if before.statement != after.statement {
        format!("{label}: {is}, in new words ({source})")
    } else {
        return None;
    };
    Some(line(after, text))
}

/// Facts that contradict one that is new or changed, each group once.
fn contradictions(material: &Material<'_>, names: &Names<'_>) -> Vec<Line> {
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    // After an import nearly all facts are new: each is compared with those that speak of the same only.
    let mut groups: BTreeMap<_, Vec<&Arc<Fact>>> = BTreeMap::new();
    for fact in material.facts {
        groups.entry((&fact.subject, &fact.attribute, fact.period)).or_default().push(fact);
    }
    for new in material.changed.iter().filter_map(|changed| changed.after.as_ref()) {
        let key = (&new.subject, &new.attribute, new.period);
        let Some(group) = groups.get(&key).filter(|_| !told.contains(&key)) else { continue };
        let against: Vec<&Arc<Fact>> = group.iter().copied().filter(|fact| contradict(fact, new, names)).collect();
        if against.is_empty() {
            continue;
        }
        told.insert(key);
        let say = |fact: &Fact| format!("{} ({})", names.value(fact), names.source(fact));
        let values: Vec<String> = against.iter().map(|fact| say(fact)).chain([say(new)]).collect();
        lines.push(line(new, format!("{}: {}", names.label(new), values.join(" or "))));
    }
    lines
}

/// Whether both speak of the same thing at the same time and say different things.
fn contradict(a: &Fact, b: &Fact, names: &Names<'_>) -> bool {
    a.id != b.id
        && a.subject == b.subject
        && a.attribute == b.attribute
        && a.period == b.period
        && a.value != b.value
        && a.as_of.overlaps(&b.as_of)
        && !names.holds_many(&a.attribute)
}
