//! The subjects that are set against each other: each found by the words of its own run, whether these are a name, a
//! part of one that no other comparable subject has, its organisation, or the place where it is.

use super::form;
use crate::answer::attributes::AttributeHits;
use crate::answer::question::Question;
use crate::answer::subject_view::SubjectView;
use crate::fact::Value;
use crate::search::{Index, Name};
use crate::text::lexicon::Asks;
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// Subjects of each run that are looked at.
const LOOKED_AT: usize = 12;

/// Facts with a word that are looked at for the places they give.
const PLACES: usize = 40;

/// Facts of one subject that are looked at.
pub(super) const FACTS: usize = 200;

/// A word is part of a name from this quality on.
const NAMES: f32 = 0.55;

/// The words of a source's title name what it tells of less surely than its own name does.
const BY_SOURCE: f32 = 0.8;

/// A word names the attribute from this quality on.
const ASKED: f32 = 0.8;

/// A side must have so much weight of naming words.
const NAMED: f32 = 0.3;

/// Of two subjects the one that has this much more of the words is meant.
const AHEAD: f32 = 0.15;

/// Less of a name than this is none.
const PARTLY: f32 = 0.35;

/// A name of which the words are so much is there in full.
pub(super) const IN_FULL: f32 = 0.93;

/// A subject that may be one side.
pub(super) struct Candidate {
    pub subject: usize,
    /// The quality of each word as its name, organisation, kind or place.
    pub named: Vec<f32>,
    /// The words that give its place.
    place: Vec<usize>,
}

/// Whom a run of words means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// This subject.
    One(usize),
    /// This subject, of which nothing comparable is held.
    Lacking(usize),
    /// Nobody, or one of several.
    Nobody,
}

/// All subjects that any run may mean.
pub(super) struct Field<'a> {
    index: &'a Index,
    question: &'a Question,
    pub candidates: Rc<[Candidate]>,
    /// The words that name nobody, whatever names they are like: "earlier" and "top" say how it is asked.
    silent: Vec<bool>,
}

/// The subjects that the runs of a question may mean, looked up when somebody asks for them. They are the same for every
/// attribute that is tried, unless the question speaks of sources; to look them up anew for each took longer, over a
/// million facts, than all else that is done for a question.
pub(super) struct Candidates<'a, 'r> {
    index: &'a Index,
    question: &'a Question,
    runs: &'r [Range<usize>],
    found: OnceCell<Rc<[Candidate]>>,
}

impl<'a, 'r> Candidates<'a, 'r> {
    pub(super) fn of(index: &'a Index, question: &'a Question, runs: &'r [Range<usize>]) -> Self {
        Self { index, question, runs, found: OnceCell::new() }
    }

    /// How many runs have words enough to name a subject.
    pub(super) fn naming_runs(&self) -> usize {
        let naming = |at: &usize| !form::is_of_the_frame(self.question.text(*at));
        let weight =
            |run: &Range<usize>| -> f32 { run.clone().filter(naming).map(|at| self.question.words[at].weight).sum() };
        self.runs.iter().filter(|run| weight(run) >= NAMED).count()
    }

    /// Those for these attributes.
    fn for_attributes(&self, attributes: &[usize]) -> Rc<[Candidate]> {
        if form::speaks_of_sources(self.question) {
            return self.look_up(attributes);
        }
        Rc::clone(self.found.get_or_init(|| self.look_up(&[])))
    }

    /// Looks them up, a bounded number for each run.
    fn look_up(&self, sources_of: &[usize]) -> Rc<[Candidate]> {
        let Self { index, question, .. } = *self;
        let mut subjects: Vec<usize> = question.named.iter().take(LOOKED_AT).map(|(subject, _)| *subject).collect();
        for run in self.runs {
            subjects.extend(named_in(index, question, run));
            subjects.extend(placed_in(index, question, run));
        }
        let facts = sources_of.iter().flat_map(|at| index.attributes()[*at].facts.iter().take(PLACES));
        subjects.extend(facts.map(|fact| index.fact(*fact).subject));
        subjects.sort_unstable();
        subjects.dedup();
        subjects.into_iter().map(|subject| candidate(index, question, subject)).collect()
    }
}

impl<'a> Field<'a> {
    /// All that the runs may mean where these attributes are asked for.
    pub(super) fn of(candidates: &Candidates<'a, '_>, hits: &AttributeHits, attributes: &[usize]) -> Self {
        let Candidates { index, question, .. } = *candidates;
        let candidates = candidates.for_attributes(attributes);
        // What names the attribute names no subject, unless it is part of a name in full.
        let mentioned = |at: usize| question.mentions.iter().any(|mention| mention.words.contains(&at));
        let claimed = |at: usize| attributes.first().is_some_and(|asked| hits.qualities(*asked)[at] >= ASKED);
        let silent = (0..question.words.len())
            .map(|at| form::is_of_the_frame(question.text(at)) || claimed(at) && !mentioned(at))
            .collect();
        Self { index, question, candidates, silent }
    }

    /// Whom a run means among the subjects that can be compared, where no other is meant by name. `shared` are words
    /// outside of all sides, which tell apart those that the run leaves open.
    pub(super) fn meant(&self, run: &Range<usize>, shared: &[usize], able: impl Fn(usize) -> bool) -> Meant {
        let (can, cannot): (Vec<&Candidate>, Vec<&Candidate>) =
            self.candidates.iter().partition(|candidate| able(candidate.subject));
        let best = |of: &[&Candidate]| -> f32 { of.iter().map(|c| self.met(c, run)).fold(0.0, f32::max) };
        let (most, most_of_others) = (best(&can), best(&cannot));
        let other =
            cannot.iter().find(|c| self.met(c, run) >= most_of_others - 0.01 && self.cover(c, run) >= IN_FULL);
        let leader = self.leader(&can, run, shared, most);
        // Somebody of whom nothing is held is not another with half of the name.
        let in_full = leader.is_some_and(|c| self.cover(c, run) >= IN_FULL || !c.place.is_empty());
        if let Some(other) = other.filter(|_| most_of_others >= NAMED) {
            let kind = |c: &Candidate| self.index.subject(c.subject).subject.kind;
            let alike = leader.is_none_or(|leader| kind(leader) == kind(other));
            if most_of_others > most + AHEAD || alike && !in_full {
                return Meant::Lacking(other.subject);
            }
        }
        let told =
            |c: &&Candidate| self.cover(c, run) >= PARTLY || !c.place.is_empty() || self.is_told_otherwise(c, run);
        leader.filter(|_| most >= NAMED).filter(told).map_or(Meant::Nobody, |c| Meant::One(c.subject))
    }

    /// The subjects that have most of a run's words, none ahead of another.
    pub(super) fn tied(&self, run: &Range<usize>, able: impl Fn(usize) -> bool) -> Vec<usize> {
        let can = || self.candidates.iter().filter(|candidate| able(candidate.subject));
        let most = can().map(|candidate| self.met(candidate, run)).fold(0.0, f32::max);
        let tied = can().filter(|c| most >= NAMED && self.met(c, run) >= most - 0.01 && self.cover(c, run) >= PARTLY);
        tied.map(|candidate| candidate.subject).collect()
    }

    /// Whether a run says nothing of a subject but its place: neither a name nor a kind.
    pub(super) fn is_only_placed(&self, subject: usize, run: &Range<usize>) -> bool {
        let Some(candidate) = self.of_subject(subject) else { return false };
        let naming = |at: usize| candidate.named[at] >= NAMES && !self.silent[at];
        !candidate.place.is_empty() && run.clone().filter(|at| naming(*at)).all(|at| candidate.place.contains(&at))
    }

    /// Whether an organisation or a source stands for the subject.
    fn is_told_otherwise(&self, candidate: &Candidate, run: &Range<usize>) -> bool {
        let organisation =
            |at: usize| self.question.organisations.iter().any(|m| (m.words.0..m.words.1).contains(&at));
        form::speaks_of_sources(self.question)
            || run.clone().any(|at| candidate.named[at] >= NAMES && organisation(at))
    }

    /// How much of a name of the subject the run has, from 0 to 1.
    pub(super) fn has_of_name(&self, subject: usize, run: &Range<usize>) -> f32 {
        self.of_subject(subject).map_or(0.0, |candidate| self.cover(candidate, run))
    }

    /// The one with the most of the run's words, clearly ahead of the others or with a fuller name.
    fn leader<'c>(
        &self,
        of: &[&'c Candidate],
        run: &Range<usize>,
        shared: &[usize],
        most: f32,
    ) -> Option<&'c Candidate> {
        let close: Vec<&Candidate> = of.iter().copied().filter(|c| self.met(c, run) >= most - AHEAD).collect();
        let by = |score: &dyn Fn(&Candidate) -> f32, of: &[&'c Candidate]| -> Vec<&'c Candidate> {
            let top = of.iter().map(|c| score(c)).fold(0.0, f32::max);
            of.iter().copied().filter(|c| score(c) >= top - AHEAD).collect()
        };
        let beside = |c: &Candidate| -> f32 {
            shared.iter().map(|at| self.question.words[*at].weight * f32::from(u8::from(c.named[*at] >= NAMES))).sum()
        };
        let close = by(&beside, &close);
        let close = by(&|c: &Candidate| self.cover(c, run), &close);
        if let [one] = close[..] { Some(one) } else { None }
    }

    /// The weight of the run's words that name the subject.
    pub(super) fn met(&self, candidate: &Candidate, run: &Range<usize>) -> f32 {
        let naming = |at: &usize| candidate.named[*at] >= NAMES && !self.silent[*at];
        let naming = run.clone().filter(naming);
        naming.map(|at| self.question.words[at].weight * candidate.named[at]).sum()
    }

    /// How much of one of its names the run has, from 0 to 1.
    fn cover(&self, candidate: &Candidate, run: &Range<usize>) -> f32 {
        let subject = self.index.subject(candidate.subject);
        subject.names.iter().map(|name| self.cover_of(name, run)).fold(0.0, f32::max)
    }

    fn cover_of(&self, name: Name, run: &Range<usize>) -> f32 {
        let (mut total, mut met) = (0.0f32, 0.0f32);
        for term in name.terms.iter().filter(|term| !self.index.is_closed(**term)) {
            let weight = self.index.weight(*term);
            let own = self.question.words_for(*term).filter(|(at, _)| run.contains(at) && !self.silent[*at]);
            let best = own.map(|(_, quality)| quality).fold(0.0, f32::max);
            total += weight;
            met += weight * if best >= NAMES { best } else { 0.0 };
        }
        if total > 0.0 { met / total } else { 0.0 }
    }

    /// The candidate of a subject.
    pub(super) fn of_subject(&self, subject: usize) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.subject == subject)
    }
}

/// The subjects that the words of a run name, with the organisations named in it.
fn named_in(index: &Index, question: &Question, run: &Range<usize>) -> Vec<usize> {
    let words: Vec<_> = question.words[run.clone()].iter().map(|word| &word.expanded).collect();
    let weight = |range: (usize, usize)| question.words[range.0..range.1].iter().map(|word| word.weight).sum();
    let inside = question.organisations.iter().filter(|m| run.contains(&m.words.0) && m.words.1 <= run.end);
    let organisations: Vec<(&[usize], f32)> = inside.map(|m| (m.organisations.as_slice(), weight(m.words))).collect();
    let named = index.named_subjects(&words, &organisations);
    named.into_iter().take(LOOKED_AT).map(|(subject, _)| subject).collect()
}

/// The subjects whose place the words of a run give.
fn placed_in(index: &Index, question: &Question, run: &Range<usize>) -> Vec<usize> {
    let meanings = run.clone().flat_map(|at| question.words[at].expanded.meanings.iter());
    let terms = meanings.filter(|meaning| meaning.quality >= NAMES).map(|meaning| meaning.term);
    let facts = terms.flat_map(|term| index.facts_with(term).take(PLACES));
    let subjects = facts.map(|fact| index.fact(fact as usize)).filter(|doc| gives_place(index, doc));
    subjects.map(|doc| doc.subject).collect()
}

fn gives_place(index: &Index, doc: &crate::search::FactDoc) -> bool {
    let place = index.attributes()[doc.attribute].attribute.asks.contains(&Asks::Where);
    place && matches!(doc.fact.value, Value::Text(_))
}

fn candidate(index: &Index, question: &Question, subject: usize) -> Candidate {
    let mut named = SubjectView::new(index, question, subject).named.to_vec();
    let mut place = Vec::new();
    for fact in index.subject(subject).facts.iter().take(FACTS) {
        let doc = index.fact(*fact);
        if gives_place(index, &doc) {
            let words = question.words.iter().enumerate();
            place.extend(words.filter(|(_, word)| word.expanded.best_in(doc.value) >= 0.8).map(|(at, _)| at));
        }
    }
    place.iter().for_each(|at| named[*at] = 1.0);
    if form::speaks_of_sources(question) {
        let doc = index.subject(subject);
        let facts = doc.facts.iter().take(FACTS).map(|fact| index.fact(*fact));
        for doc in facts.filter(|doc| matches!(doc.fact.value, Value::Money(_) | Value::Count(_))) {
            let told = question.words.iter().map(|word| word.expanded.best_in(index.source_terms(&doc)));
            named.iter_mut().zip(told).for_each(|(named, told)| *named = named.max(BY_SOURCE * told));
        }
    }
    Candidate { subject, named, place }
}
