//! Facts and changes as they are shown: with the names of what they speak of, which only the index knows.

use super::reply::{Change, Entry, FactChange, Row, Told};
use crate::answer::cite;
use crate::app::{self, App, LogEntry, Seen, View};
use crate::fact::{Fact, Scope, Source, Subject, Value};
use crate::text::say;

/// Words for what one view sees.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) app: &'a App,
    pub(super) view: View,
}

/// A fact with what belongs to it.
pub(super) fn told(seen: &Seen) -> Told {
    Told {
        fact: (*seen.fact).clone(),
        subject: (*seen.subject).clone(),
        source: (*seen.source).clone(),
        sentence: seen.sentence.clone(),
    }
}

/// The citation of a source, with its address.
pub(super) fn citation(source: &Source) -> String {
    let citation = cite::citation(source, &format!("\"{}\"", source.title), str::to_owned);
    source.url.iter().fold(citation, |citation, url| format!("{citation}, {url}"))
}

impl Words<'_> {
    /// The full name of a subject.
    pub(super) fn subject(&self, subject: &Subject) -> String {
        let index = self.app.index(self.view);
        match index.subject_by_id(subject.id.as_str()) {
            Some(_) => index.name_of(subject.id.as_str()),
            None => subject.name.clone(),
        }
    }

    fn attribute(&self, id: &str) -> String {
        let index = self.app.index(self.view);
        index.attribute_by_id(id).map_or_else(|| id.to_owned(), |at| index.attributes()[at].attribute.name.clone())
    }

    /// The value; where the statement says it all, the statement.
    pub(super) fn value(&self, fact: &Fact) -> String {
        let index = self.app.index(self.view);
        match &fact.value {
            Value::None => fact.statement.clone().unwrap_or_default(),
            value => say::value(value, |id| index.name_of(id)),
        }
    }

    /// What changes of it: "up to £45,000 a year (advertised, May 2031)".
    fn brief(&self, fact: &Fact) -> String {
        let status = fact.status.map(|status| format!("{}, ", status.word())).unwrap_or_default();
        format!("{} ({status}{})", self.value(fact), cite::date(&fact.as_of))
    }

    /// All of a fact, a row each. `new` says whether subject and source are new.
    pub(super) fn rows(&self, told: &Told, new: (bool, bool)) -> Vec<Row> {
        let Told { fact, subject, source, .. } = told;
        let mut rows = Vec::new();
        let mut put = |name: &str, words: String| {
            if !words.is_empty() {
                rows.push(Row { name: name.to_owned(), words });
            }
        };
        let kind = if new.0 { format!(", a new {}", subject.kind.word()) } else { String::new() };
        put("subject", format!("{} ({}{kind})", self.subject(subject), subject.id));
        put("aliases", if new.0 { subject.aliases.join("; ") } else { String::new() });
        put("attribute", self.attribute(fact.attribute.as_str()));
        put("value", say::value(&fact.value, |id| self.app.index(self.view).name_of(id)));
        put("period", fact.period.map(|period| period.to_string()).unwrap_or_default());
        put("status", fact.status.map(|status| status.word().to_owned()).unwrap_or_default());
        put("said by", fact.said_by.as_deref().map(|by| self.app.index(self.view).name_of(by)).unwrap_or_default());
        put("as of", cite::date(&fact.as_of));
        put("statement", fact.statement.clone().unwrap_or_default());
        put("cues", fact.cues.join("; "));
        put("questions", fact.questions.join("; "));
        put("source", format!("{}{}", citation(source), if new.1 { " (new)" } else { "" }));
        put("id", fact.id.to_string());
        rows
    }

    /// A change of the view's own layer with the first facts of it.
    pub(super) fn change(&self, entry: &LogEntry, facts: &[app::Change]) -> Change {
        Change {
            number: entry.number,
            at: entry.at.to_string(),
            author: entry.author.clone(),
            reason: entry.reason.clone(),
            undoes: entry.undoes,
            facts: entry.facts,
            first: facts.iter().map(|change| self.fact_change(change)).collect(),
        }
    }

    /// One fact's part of a change, with who and when.
    pub(super) fn entry(&self, change: &app::Change) -> Entry {
        Entry {
            number: change.batch,
            at: change.at.to_string(),
            author: change.author.clone(),
            scope: change.scope,
            change: self.fact_change(change),
            reason: change.reason.clone(),
            undoes: change.undoes,
        }
    }

    fn fact_change(&self, change: &app::Change) -> FactChange {
        // Where the layer said nothing, what the one below says was and is seen.
        let below = match (&change.before, &change.after) {
            (Some(_), Some(_)) => None,
            _ => self.below(change),
        };
        let fact = |entry: &Option<app::Entry>| match entry {
            Some(entry) => entry.fact().cloned(),
            None => below.clone(),
        };
        let (before, after) = (fact(&change.before), fact(&change.after));
        let did = match (&before, &after) {
            (Some(_), Some(_)) => "changed",
            (None, Some(_)) if change.before.is_some() => "brought back",
            (None, Some(_)) => "added",
            (_, None) if change.after.is_some() => "withdrawn",
            (_, None) => "removed",
        };
        let words = (before.as_ref().map(|fact| self.brief(fact)), after.as_ref().map(|fact| self.brief(fact)));
        FactChange { id: change.id.clone(), did: did.to_owned(), before, after, words }
    }

    /// What the layers below say of the fact.
    fn below(&self, change: &app::Change) -> Option<Fact> {
        let view = match change.scope {
            Scope::Shipped => return None,
            Scope::Owners => View::Everyone,
            Scope::Server(id) => View::Server(id),
        };
        self.app.below(view, &change.id).map(|fact| (*fact).clone())
    }
}
