//! What a running bot does besides answering: names and questions offered for each key that somebody types, and changes
//! that are answered by.

use crate::corpus::Corpus;
use crate::measure::{Spread, thread_time};
use crate::questions::Question;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use whitehall::answer::{self, offer};
use whitehall::fact::{Fact, Subject, SubjectId, Value};
use whitehall::search::{Delta, Index};

/// So many questions, and names of subjects, are typed letter by letter.
const TYPED: usize = 200;

/// So many facts are added, changed and retracted.
const CHANGED: usize = 300;

/// So many are offered, as Discord shows.
const OFFERS: usize = 25;

/// What each took, in milliseconds of the thread's processor time.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Live {
    /// A key of a name.
    pub names: Spread,
    /// A key of a question.
    pub questions: Spread,
    /// A fact added, changed or retracted, until a question is answered by it.
    pub changes: Spread,
}

impl Live {
    /// Types and changes.
    pub fn of(index: &Arc<Index>, corpus: &Corpus, questions: &[Question]) -> Self {
        let step = (corpus.subjects.len() / TYPED).max(1);
        let names = corpus.subjects.iter().step_by(step).take(TYPED).map(|subject| subject.name.as_str());
        let asked = questions.iter().take(TYPED).map(|question| question.q.as_str());
        Self {
            names: typed(names, |typed| drop(offer::subjects(index, typed, &[], None, OFFERS))),
            questions: typed(asked, |typed| drop(offer::questions(index, typed, OFFERS))),
            changes: changes(index, corpus),
        }
    }
}

/// Each beginning of each text, as it is typed.
fn typed<'t>(texts: impl Iterator<Item = &'t str>, offer: impl Fn(&str)) -> Spread {
    // What is listed when somebody first types is not every key's.
    ["a", "a ", "the a"].into_iter().for_each(&offer);
    let keys = texts.flat_map(|text| text.char_indices().map(|(at, key)| &text[..at + key.len_utf8()]));
    Spread::of(keys.map(|typed| thread_time(|| offer(typed)).1).collect())
}

/// Puts small indexes over the large one, as a write does, and asks each.
fn changes(index: &Arc<Index>, corpus: &Corpus) -> Spread {
    let mut times = Vec::with_capacity(3 * CHANGED);
    for number in 0..CHANGED {
        let like = &corpus.facts[number * corpus.facts.len() / CHANGED];
        let Some(of) = corpus.subjects.iter().find(|subject| subject.id == like.subject) else { continue };
        let (id, name) = (SubjectId::new(format!("added-{number}")), format!("Keeper of Quay {number}"));
        let subject = Arc::new(Subject { id: id.clone(), name: name.clone(), aliases: vec![], ..(**of).clone() });
        let fact = |text: &str| {
            let value = Value::Text(text.to_owned());
            let id = format!("added-{number}").as_str().into();
            Arc::new(Fact {
                id,
                subject: subject.id.clone(),
                attribute: "location".into(),
                value,
                ..(**like).clone()
            })
        };
        let question = format!("where is the {name} based?");
        let mut change = |below: &Arc<Index>, delta: Delta| {
            let ((index, told), took) = thread_time(|| {
                let index = Index::over(below, delta);
                let told = answer::answer(&index, &question).text;
                (Arc::new(index), told)
            });
            times.push(took);
            (index, told)
        };
        let (added, told) = change(
            index,
            Delta { subjects: vec![Arc::clone(&subject)], facts: vec![fact("Wick")], ..Delta::default() },
        );
        assert!(told.contains("Wick"), "{question} {told}");
        let (changed, told) = change(&added, Delta { facts: vec![fact("Thurso")], ..Delta::default() });
        assert!(told.contains("Thurso"), "{question} {told}");
        let retracted = Delta { hidden: vec![fact("").id.clone()], ..Delta::default() };
        let (_, told) = change(&changed, retracted);
        assert!(!told.contains("Thurso"), "{question} {told}");
    }
    Spread::of(times)
}
