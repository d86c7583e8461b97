//! The candidates of a question in their order.
//!
//! Of a hundred facts that share words with a question nine in ten are ruled out: they are another organisation's,
//! another time's, of another kind. What rules a fact out is looked for first, the cheapest of it before all else, and
//! features are worked out only for what is left. Nothing is lost by that: what is ruled out answers no plain question,
//! and where nothing answers it is weighed after all, as far as it can be the nearest.

use super::attributes::AttributeHits;
use super::evidence::{Evidence, Scratch, weigh};
use super::features::{self, Features, features};
use super::mentions;
use super::model::Model;
use super::objections::of_another_organisation;
use super::question::Question;
use super::subject_view::SubjectView;
use super::{abstain, priced};
use crate::search::{FactDoc, Index};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The facts of an attribute named this clearly are weighed too ...
const NAMED_ATTRIBUTE: f32 = 0.5;

/// ... or this clearly, where several of them may answer together, ...
const NAMED_FOR_SEVERAL: f32 = 0.4;
/// ... up to so many, ...
const FACTS_OF_ATTRIBUTE: usize = 100;
/// ... or so many of one with more: nobody wants all of them, and the first are shipped.
const FACTS_OF_COMMON_ATTRIBUTE: usize = 40;

/// A candidate that something rules out comes behind all others.
const RULED_OUT: f32 = 100.0;

/// The lead of a candidate that has no rival.
pub(super) const NO_RIVAL: f32 = 3.0;

/// A fact with its score.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub evidence: Evidence,
    /// How much speaks for it beside the others.
    pub score: f32,
    /// What speaks for and against it; nothing where it is ruled out and nobody asks for the order of those.
    pub features: Features,
}

/// The candidates of a question.
pub(super) struct Ranking<'a> {
    pub index: &'a Index,
    pub question: &'a Question,
    pub hits: &'a AttributeHits,
    views: FxHashMap<usize, SubjectView>,
    scratch: Scratch,
    /// What their features come to.
    pub model: &'static Model,
    /// Best first.
    pub ranked: Vec<Ranked>,
    /// Facts of other organisations than the question names, which are not weighed yet.
    aside: Vec<usize>,
    /// Looked at are all candidates, and not only those that are likely to answer.
    wide: bool,
}

/// All candidates, best first, those that are ruled out in their order too.
pub(super) fn rank<'a>(index: &'a Index, question: &'a Question, hits: &'a AttributeHits) -> Ranking<'a> {
    Ranking::of(index, question, hits, true)
}

/// The candidates that an answer is chosen from.
pub(super) fn contenders<'a>(index: &'a Index, question: &'a Question, hits: &'a AttributeHits) -> Ranking<'a> {
    // What is set against something else, or must be denied, may be ruled out as an answer of its own.
    let all = question.yes_no || question.compares || question.extreme.is_some() || question.threshold.is_some();
    Ranking::of(index, question, hits, all)
}

impl<'a> Ranking<'a> {
    fn of(index: &'a Index, question: &'a Question, hits: &'a AttributeHits, all: bool) -> Self {
        let (views, scratch) = (FxHashMap::default(), Scratch::default());
        let model = Model::for_candidates(false);
        let (ranked, aside) = (Vec::new(), Vec::new());
        let mut ranking = Self { index, question, hits, views, scratch, model, ranked, aside, wide: false };
        ranking.wide = all || question.list;
        let mut facts = index.candidates_beside(&question.expanded(), &question.named, ranking.wide);
        // "all salaries" names an attribute and no subject.
        let insisted = question.mentions.iter().any(|mention| mention.weight >= mentions::INSISTED);
        if ranking.wide || !insisted {
            let clearly = if ranking.wide { NAMED_FOR_SEVERAL } else { NAMED_ATTRIBUTE };
            facts.extend(of_named_attributes(index, hits, clearly));
            facts.extend(costs(index, question));
            facts.sort_unstable();
            facts.dedup();
        }
        ranking.ranked.reserve(facts.len());
        ranking.add_all(&facts, all);
        ranking.set_ahead_in_phrasing();
        let worded = |r: &Ranked| index.fact(r.evidence.fact).wording.is_some();
        ranking.model = Model::for_candidates(ranking.ranked.iter().any(worded));
        ranking.sort();
        ranking
    }

    /// Weighs candidates, or sets them aside.
    fn add_all(&mut self, facts: &[usize], all: bool) {
        let Self { index, question, .. } = *self;
        let docs: Vec<FactDoc> = facts.iter().map(|fact| index.fact(*fact)).collect();
        let mut subjects: Vec<usize> = docs.iter().map(|doc| doc.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.retain(|subject| !self.views.contains_key(subject));
        self.views.extend(SubjectView::all(index, question, &subjects));
        facts.iter().zip(&docs).for_each(|(fact, doc)| self.add(*fact, doc, all));
    }

    /// Weighs a candidate whose subject is known, or sets it aside.
    fn add(&mut self, fact: usize, doc: &FactDoc, all: bool) {
        let Self { index, question, hits, .. } = *self;
        let Some(view) = self.views.get(&doc.subject) else { return };
        let by_attribute = hits.qualities(doc.attribute);
        if !all && of_another_organisation(index, question, by_attribute, view, doc, &mut self.scratch) {
            self.aside.push(fact);
            return;
        }
        let evidence = weigh(index, question, hits, view, &mut self.scratch, fact, doc);
        let out = evidence.objection.is_some();
        let features =
            if out && !all { [0.0; features::COUNT] } else { features(index, question, hits, &evidence, doc) };
        self.ranked.push(Ranked { evidence, score: 0.0, features });
    }

    /// How far each candidate with a wording is ahead of the best of the others that say something else. Absolute
    /// likelihoods of long and short questions cannot be compared; which fact they fit best can.
    fn set_ahead_in_phrasing(&mut self) {
        let index = self.index;
        let group = |r: &Ranked| (index.fact(r.evidence.fact).subject, index.fact(r.evidence.fact).attribute);
        let worded = |r: &Ranked| index.fact(r.evidence.fact).wording.is_some() && r.evidence.objection.is_none();
        let phrased = |r: &Ranked| r.features[features::PHRASED];
        let by_phrasing = |a: &&Ranked, b: &&Ranked| phrased(a).total_cmp(&phrased(b));
        let best = self.ranked.iter().filter(|r| worded(r)).max_by(by_phrasing).map(|r| (group(r), phrased(r)));
        let Some((best_group, most)) = best else { return };
        let others = self.ranked.iter().filter(|r| worded(r) && group(r) != best_group);
        let next = others.map(phrased).reduce(f32::max);
        let lead = next.map_or(1.0, |next| (most - next).tanh());
        for ranked in &mut self.ranked {
            if worded(ranked) {
                let ahead = if group(ranked) == best_group { lead } else { (phrased(ranked) - most).tanh() };
                ranked.features[features::PHRASED_AHEAD] = ahead;
            }
        }
    }

    /// A candidate by its fact, weighed now if it was set aside.
    pub(super) fn find(&self, fact: usize) -> Option<Cow<'_, Ranked>> {
        if let Some(found) = self.ranked.iter().find(|ranked| ranked.evidence.fact == fact) {
            return Some(Cow::Borrowed(found));
        }
        let Self { index, question, hits, .. } = *self;
        self.aside.contains(&fact).then(|| {
            let doc = index.fact(fact);
            let view = SubjectView::new(index, question, doc.subject);
            let evidence = weigh(index, question, hits, &view, &mut Scratch::default(), fact, &doc);
            Cow::Owned(ruled_out(evidence))
        })
    }

    /// Looks at the candidates, too, that were not worth it while one fact was to answer.
    fn widen(&mut self) {
        let ranked = self.ranked.iter().map(|ranked| ranked.evidence.fact);
        let known: FxHashSet<usize> = ranked.chain(self.aside.iter().copied()).collect();
        let all = self.index.candidates_beside(&self.question.expanded(), &self.question.named, true);
        let more: Vec<usize> = all.into_iter().filter(|fact| !known.contains(fact)).collect();
        self.add_all(&more, false);
        self.aside.sort_unstable();
        self.sort();
    }

    /// Scores all and puts them in order.
    fn sort(&mut self) {
        for ranked in &mut self.ranked {
            let out = ranked.evidence.objection.is_some();
            ranked.score = self.model.order(&ranked.features) - if out { RULED_OUT } else { 0.0 };
        }
        let by_score = |a: &Ranked, b: &Ranked| b.score.total_cmp(&a.score);
        self.ranked.sort_unstable_by(|a, b| by_score(a, b).then(a.evidence.fact.cmp(&b.evidence.fact)));
    }

    /// The evidence of all that may be nearest where nothing answers: those set aside are weighed now, those first
    /// whose names the question has most of, until none of the others can be as near.
    pub(super) fn nearby(&mut self) -> Vec<&Evidence> {
        if !self.wide {
            self.widen();
        }
        let Self { index, question, hits, .. } = *self;
        let closeness = |ranked: &Ranked| abstain::closeness(&ranked.evidence);
        let mut nearest = self.ranked.iter().map(closeness).fold(0.0, f32::max);
        let cover = |fact: usize| self.views.get(&index.fact(fact).subject).map_or(0.0, |view| view.cover);
        let aside = std::mem::take(&mut self.aside);
        let mut aside: Vec<(usize, f32)> = aside.into_iter().map(|fact| (fact, cover(fact))).collect();
        aside.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (fact, cover) in aside {
            if !abstain::can_be_near(cover, nearest) {
                break;
            }
            let doc = index.fact(fact);
            let Some(view) = self.views.get(&doc.subject) else { continue };
            let evidence = weigh(index, question, hits, view, &mut self.scratch, fact, &doc);
            nearest = nearest.max(abstain::closeness(&evidence));
            self.ranked.push(ruled_out(evidence));
        }
        self.ranked.iter().map(|ranked| &ranked.evidence).collect()
    }
}

/// A candidate that was set aside and answers nothing.
fn ruled_out(evidence: Evidence) -> Ranked {
    Ranked { evidence, score: -RULED_OUT, features: [0.0; features::COUNT] }
}

/// The first facts of the attributes that are clearly named.
fn of_named_attributes(index: &Index, hits: &AttributeHits, clearly: f32) -> Vec<usize> {
    let clear = hits.named().into_iter().filter(|(_, strength)| *strength >= clearly);
    let first = clear.flat_map(|(attribute, _)| {
        let places = &index.attributes()[attribute].facts;
        let most = if places.len() > FACTS_OF_ATTRIBUTE { FACTS_OF_COMMON_ATTRIBUTE } else { FACTS_OF_ATTRIBUTE };
        places.iter().take(most)
    });
    first.copied().collect()
}

/// The first of what things cost, where the dearest or the cheapest is asked for.
fn costs(index: &Index, question: &Question) -> Vec<usize> {
    let asked = question.extreme.is_some().then(|| priced::priced(index, question)).flatten();
    asked.map_or_else(Vec::new, |cost| {
        index.attributes()[cost].facts.iter().take(FACTS_OF_ATTRIBUTE).copied().collect()
    })
}

/// How far the first candidate is ahead of the next that says something else: another subject or attribute.
pub(super) fn lead(index: &Index, ranked: &[Ranked]) -> f32 {
    let Some(first) = ranked.first() else { return NO_RIVAL };
    let group = |r: &Ranked| (index.fact(r.evidence.fact).subject, index.fact(r.evidence.fact).attribute);
    let rival = ranked.iter().find(|r| group(r) != group(first) && r.evidence.objection.is_none());
    rival.map_or(NO_RIVAL, |rival| first.score - rival.score)
}
