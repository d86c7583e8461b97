//! Finds names and facts that stand in a folder twice.

use super::article::{Article, FactDraft};
use super::report::{Report, Spot};
use crate::fact::Value;
use crate::text::suggest::shown;
use std::collections::BTreeMap;

/// Warns of a name or alias that two subjects share, so that nobody could tell which is meant. Subjects of two
/// different organisations may share one ("Director of IT"): the organisation tells them apart.
pub(super) fn check_names(articles: &[Article], report: &mut Report) {
    struct Bearer<'a> {
        id: &'a str,
        organisation: Option<&'a str>,
        spot: Spot,
    }
    let mut bearers: BTreeMap<String, Vec<Bearer<'_>>> = BTreeMap::new();
    for subject in articles.iter().flat_map(|article| &article.subjects) {
        let Some(id) = subject.id.as_ref().map(|id| id.value.as_str()) else { continue };
        let organisation = subject.organisation.as_ref().map(|organisation| organisation.value.as_str());
        for name in subject.name.iter().chain(&subject.aliases) {
            let others = bearers.entry(name.value.to_lowercase()).or_default();
            let shared = others.iter().find(|other| {
                let apart =
                    organisation.is_some() && other.organisation.is_some() && other.organisation != organisation;
                other.id != id && !apart
            });
            if let Some(other) = shared {
                let message = format!("`{}` also names the subject `{}`", shown(&name.value), shown(other.id));
                let expected = format!(
                    "see {}: leave it to one, or give each an `organisation`",
                    report.place(other.spot, name.spot)
                );
                report.warning(name.spot, message, expected);
            }
            others.push(Bearer { id, organisation, spot: name.spot });
        }
    }
}

/// What makes two facts the same: all but their ids, sources, statements and cues. Where the statement is all
/// that a fact says, it counts too.
fn sameness(fact: &FactDraft) -> Option<String> {
    let FactDraft { subject, attribute, value, period, status, said_by, as_of, statement, .. } = fact;
    let (subject, attribute, value) = (subject.as_ref()?, attribute.as_ref()?, &value.as_ref()?.value);
    let statement = statement.as_ref().filter(|_| *value == Value::None).map(|text| &text.value);
    let said_by = said_by.as_ref().map(|text| &text.value);
    let (subject, attribute) = (&subject.value, &attribute.value);
    Some(format!("{subject} {attribute} {value:?} {period:?} {status:?} {said_by:?} {as_of:?} {statement:?}"))
}

/// Warns of a fact that stands in the folder twice.
pub(super) fn check_facts(articles: &[Article], report: &mut Report) {
    let mut seen: BTreeMap<String, Spot> = BTreeMap::new();
    for fact in articles.iter().flat_map(|article| &article.facts) {
        let Some(sameness) = sameness(fact) else { continue };
        match seen.get(&sameness) {
            Some(first) => {
                let place = report.place(*first, fact.spot);
                report.warning(
                    fact.spot,
                    "this fact stands in the folder twice",
                    format!("it is at {place} already"),
                );
            }
            None => {
                seen.insert(sameness, fact.spot);
            }
        }
    }
}
