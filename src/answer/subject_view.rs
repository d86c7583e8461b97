//! A question seen from one subject: what its names, its organisation and its facts together account for. The
//! same for all facts of the subject, so it is worked out once.

use super::figures::figure_fits;
use super::kinds::{self, Seen};
use super::question::Question;
use crate::fact::SubjectKind;
use crate::search::{Index, Loan, Name, SubjectDoc};
use crate::text::Figure;
use std::cell::OnceCell;
use std::rc::Rc;

/// Words of other facts of the same subject describe it.
const CONTEXT: f32 = 0.58;
/// "job", "programme": the kind of the subject.
const KIND: f32 = 0.9;

/// Subjects of whose names parts are there that are looked at.
const LIKELY: usize = 8;

/// What a subject accounts for in a question.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectView {
    /// How much of one of the subject's names the question has, from 0 to 1.
    pub cover: f32,
    /// Each word's quality by names, organisation and kind.
    pub named: Rc<[f32]>,
    subject: usize,
    described: OnceCell<Vec<f32>>,
    fitting: OnceCell<Vec<usize>>,
}

impl SubjectView {
    /// Works it out.
    pub fn new(index: &Index, question: &Question, subject: usize) -> Self {
        let doc = index.subject(subject);
        let by_organisation = named_by_organisation(question, &doc);
        let met = doc.names.iter().filter(|name| is_met(question, *name));
        Self::from_names(index, question, (subject, doc.subject.kind), by_organisation, met)
    }

    /// The same for each of several subjects. They lie far apart in memory, and what is asked for right behind each other
    /// is waited for together: so one thing is looked at for all of them, and then the next (group prefetching, Chen,
    /// Ailamaki, Gibbons and Mowry 2004). At a million facts an answer takes a fiftieth less.
    pub fn all(index: &Index, question: &Question, subjects: &[usize]) -> Vec<(usize, Self)> {
        let docs: Vec<Loan<SubjectDoc>> = subjects.iter().map(|subject| index.subject(*subject)).collect();
        let kinds: Vec<SubjectKind> = docs.iter().map(|doc| doc.subject.kind).collect();
        let by_organisation: Vec<Vec<f32>> = docs.iter().map(|doc| named_by_organisation(question, doc)).collect();
        let names = (0..).zip(&docs).flat_map(|(at, doc)| doc.names.iter().map(move |name| (at, name)));
        let met: Vec<(usize, Name)> = names.filter(|(_, name)| is_met(question, *name)).collect();
        let mut met = met.into_iter().peekable();
        let parts = (0..).zip(subjects).zip(kinds).zip(by_organisation);
        let view = |(((at, subject), kind), by_organisation): (((usize, &usize), SubjectKind), Vec<f32>)| {
            let own = std::iter::from_fn(|| met.next_if(|(of, _)| *of == at)).map(|(_, name)| name);
            (*subject, Self::from_names(index, question, (*subject, kind), by_organisation, own))
        };
        parts.map(view).collect()
    }

    /// From what the organisations that are named have of each word, and the names of which the question has something.
    fn from_names<'a>(
        index: &Index,
        question: &Question,
        (subject, kind): (usize, SubjectKind),
        by_organisation: Vec<f32>,
        met: impl Iterator<Item = Name<'a>>,
    ) -> Self {
        let (mut cover, mut named) = (0.0f32, by_organisation);
        for name in met {
            let share = share_of_name(index, question, name);
            if share > 0.0 {
                cover = cover.max(share);
                question.explain(name.terms, &mut named);
            }
        }
        let kind = question.quality_of_kind(kind);
        named.iter_mut().zip(kind).for_each(|(named, kind)| *named = named.max(KIND * kind));
        Self { cover, named: named.into(), subject, described: OnceCell::new(), fitting: OnceCell::new() }
    }

    /// Those of the subjects whose names the question has most of that it has at least so much of, with what they
    /// account for; the likeliest first.
    pub fn named_so_far(index: &Index, question: &Question, least: f32) -> Vec<(usize, Self)> {
        let likely = question.named.iter().take(LIKELY).map(|(subject, _)| *subject);
        let views = likely.map(|subject| (subject, Self::new(index, question, subject)));
        views.filter(|(_, view)| view.cover >= least).collect()
    }

    /// Each word's quality as a description: by the words and figures of any of its facts.
    pub fn described(&self, index: &Index, question: &Question) -> &[f32] {
        self.described.get_or_init(|| described(index, question, self.subject))
    }

    /// The attributes of which it has a fact that fits the kind of answer expected, each once.
    pub fn fitting(&self, index: &Index, question: &Question) -> &[usize] {
        let seen = Seen { named: self.cover >= kinds::NAMED, close: false, attribute: 0.0, inverse: false };
        self.fitting.get_or_init(|| {
            let mut fitting: Vec<usize> = Vec::new();
            for at in &index.subject(self.subject).facts {
                let doc = index.fact(*at);
                if !fitting.contains(&doc.attribute) && kinds::fit(index, question, &doc, seen) >= kinds::WELL {
                    fitting.push(doc.attribute);
                }
            }
            fitting
        })
    }
}

fn described(index: &Index, question: &Question, subject: usize) -> Vec<f32> {
    let doc = index.subject(subject);
    let context = question.explained_by(&doc.context);
    let described = |at: usize| match question.words[at].expanded.token.figure {
        None => CONTEXT * context[at],
        Some(figure @ Figure::Number { .. }) => {
            let told = |at: &usize| figure_fits(&figure, &index.fact(*at));
            if doc.facts.iter().any(told) { CONTEXT } else { 0.0 }
        }
        // A time of another fact is no description.
        Some(_) => 0.0,
    };
    (0..question.words.len()).map(described).collect()
}

/// Each word's quality by the organisations of the subject that the question names.
fn named_by_organisation(question: &Question, doc: &SubjectDoc) -> Vec<f32> {
    let mut named = vec![0.0; question.words.len()];
    for mention in &question.organisations {
        if mention.organisations.iter().any(|o| doc.organisations.contains(o)) {
            named[mention.words.0..mention.words.1].fill(1.0);
        }
    }
    named
}

/// Whether the question has any word of a name.
fn is_met(question: &Question, name: Name) -> bool {
    name.terms.iter().any(|term| question.best_quality(*term) > 0.0)
}

/// How much of a name's weight the question has.
pub fn name_cover(index: &Index, question: &Question, name: Name) -> f32 {
    if is_met(question, name) { share_of_name(index, question, name) } else { 0.0 }
}

/// The same of a name of which it has something.
fn share_of_name(index: &Index, question: &Question, name: Name) -> f32 {
    let (mut total, mut met) = (0.0f32, 0.0f32);
    for term in name.terms {
        let weight = if index.is_closed(*term) && name.terms.len() > 1 { 0.05 } else { index.weight(*term) };
        total += weight;
        met += weight * question.best_quality(*term);
    }
    if total > 0.0 { met / total } else { 0.0 }
}
