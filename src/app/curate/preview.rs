//! What a filled-in form would say, and what is held already that says the same or something else.

use super::write::seen;
use super::{CurateError, Form, Seen};
use crate::app::{App, View};
use crate::fact::{Fact, FactId, Subject, Value, ValueKind};
use crate::search::{Delta, Index};
use crate::text::{alike, telling_words, tokenise};
use std::sync::Arc;

/// Facts and subjects shown beside a drafted fact.
const SHOWN: usize = 5;

/// From so much of a name in common on (see [`alike`]), one subject may be meant for another.
const NAMESAKE: f64 = 0.75;

/// How a held fact is like a drafted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It says the same: subject, attribute, period and value.
    Same,
    /// It says something else of the same subject, attribute and period at a time that overlaps; answers would give
    /// both.
    Contradicts,
    /// It says something else of another time: the newer answers, the older is mentioned.
    Succession,
}

/// A held fact beside a drafted one.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The fact.
    pub seen: Seen,
    /// What it is to the drafted one.
    pub how: Likeness,
}

/// What a form would become.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The form as it would be written: with id and layer, spaces tidied, a statement that is out of date left out.
    pub form: Form,
    /// The sentence that answers would give, plain text.
    pub sentence: String,
    /// Facts that say the same or something else, nearest first, at most 5.
    pub alike: Vec<Alike>,
    /// Subjects whose names are like a new subject's, at most 5: one of them may be meant.
    pub subjects: Vec<Arc<Subject>>,
    /// What was left out or looks odd, a sentence each.
    pub notes: Vec<String>,
}

impl App {
    /// What a form would become, without writing anything. `replaces` is the fact it would be an edit of.
    ///
    /// # Errors
    /// [`CurateError::Invalid`] with every flaw.
    pub fn preview(&self, view: View, form: &Form, replaces: Option<&FactId>) -> Result<Preview, CurateError> {
        let mut form = self.sound(view, form)?;
        let mut notes = Vec::new();
        match replaces {
            Some(id) => {
                notes.extend(self.leave_out_what_is_stale(view, id, &mut form).notes());
                form.fact.id = id.clone();
            }
            None => {
                form.fact.id = self.new_fact_id(view, &form.fact, &mut 0)?;
            }
        }
        let index = self.index(view);
        notes.extend(unusual_kind(&index, &form));
        let delta = Delta {
            subjects: form.subject.iter().cloned().map(Arc::new).collect(),
            sources: form.source.iter().cloned().map(Arc::new).collect(),
            facts: vec![Arc::new(form.fact.clone())],
            hidden: Vec::new(),
        };
        let drafted = Index::over(&index, delta);
        let sentence = drafted.fact_by_id(&form.fact.id).map(|at| seen(&drafted, at).sentence).unwrap_or_default();
        let alike = likenesses(&index, &form, replaces);
        let subjects = form.subject.iter().flat_map(|subject| namesakes(&index, subject)).collect();
        Ok(Preview { form, sentence, alike, subjects, notes })
    }
}

/// What is held of the same subject and attribute.
fn likenesses(index: &Index, form: &Form, replaces: Option<&FactId>) -> Vec<Alike> {
    let Some(subject) = index.subject_by_id(form.fact.subject.as_str()) else { return Vec::new() };
    let subject = index.subject(subject);
    let others = subject.facts.iter().filter_map(|at| {
        let doc = index.fact(*at);
        let many = index.attributes()[doc.attribute].attribute.many;
        let other = doc.fact.attribute == form.fact.attribute && replaces != Some(&doc.fact.id);
        Some((*at, likeness(&form.fact, doc.fact, many).filter(|_| other)?))
    });
    let mut found: Vec<Alike> = others.map(|(at, how)| Alike { seen: seen(index, at), how }).collect();
    let day = |alike: &Alike| std::cmp::Reverse(alike.seen.fact.as_of.first_day());
    found.sort_by_key(|alike| (alike.how, day(alike)));
    found.truncate(SHOWN);
    found
}

/// How one fact is like another of the same subject and attribute; `None` if they have nothing to do with each other.
pub(super) fn likeness(drafted: &Fact, held: &Fact, many: bool) -> Option<Likeness> {
    // Where the statement says it all, the statements are compared.
    let said = |fact: &Fact| fact.statement.clone().filter(|_| fact.value == Value::None);
    if drafted.period != held.period {
        return None;
    }
    if drafted.value == held.value && said(drafted) == said(held) {
        return Some(Likeness::Same);
    }
    if many || drafted.value == Value::None || held.value == Value::None {
        return None;
    }
    Some(if drafted.as_of.overlaps(&held.as_of) { Likeness::Contradicts } else { Likeness::Succession })
}

/// Subjects with a name like the new one's.
pub(super) fn namesakes(index: &Index, new: &Subject) -> Vec<Arc<Subject>> {
    let words = index.expand(tokenise(&new.name));
    let named = index.named_subjects(&words.iter().collect::<Vec<_>>(), &[]);
    let typed = telling_words(&new.name);
    let mut found: Vec<(f64, Arc<Subject>)> = named
        .into_iter()
        .map(|(at, _)| Arc::clone(&index.subject(at).subject))
        .filter(|subject| subject.id != new.id)
        .map(|subject| {
            let names = std::iter::once(&subject.name).chain(&subject.aliases);
            let best = names.map(|name| alike(&typed, &telling_words(name))).fold(0.0, f64::max);
            (best, subject)
        })
        .filter(|(degree, _)| *degree >= NAMESAKE)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    found.truncate(SHOWN);
    found.into_iter().map(|(_, subject)| subject).collect()
}

/// Says so if the attribute usually has another kind of value.
fn unusual_kind(index: &Index, form: &Form) -> Option<String> {
    const WORDS: [ValueKind; 3] = [ValueKind::Text, ValueKind::List, ValueKind::Subject];
    let attribute = &index.attributes()[index.attribute_by_id(form.fact.attribute.as_str())?].attribute;
    let (usual, kind) = (attribute.value?, form.fact.value.kind());
    let open = |kind| matches!(kind, ValueKind::None | ValueKind::Withheld);
    let fits = kind == usual || open(kind) || open(usual) || WORDS.contains(&kind) && WORDS.contains(&usual);
    let note = || format!("A {} usually is a {}, this one is a {}.", attribute.name, usual.word(), kind.word());
    (!fits).then(note)
}
