//! What one view answers from: an index over the layers it sees, and what was withdrawn in them.
//!
//! A layer's index is built in steps, so that a write costs the same whatever the layer holds: one over all that the
//! layer said when it was built, and over that small ones of what changed since, each several times as large as the
//! one above it (a log-structured merge, O'Neil et al. 1996). A write builds the uppermost anew, and with it those that
//! are no longer several times as large: of a million facts the large one almost never.

use super::curate::Withdrawn;
use super::own::{Own, Touched};
use crate::answer::{self, Answer};
use crate::fact::{Fact, FactId, FuzzyDate, Source, Subject, Value};
use crate::search::{Delta, Index, LayerWords};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// So much is always built anew: each fact costs about ten microseconds.
const RECENT: usize = 128;
/// So many times as large as the one above it a step is at least.
const GROWTH: usize = 4;

/// One of the indexes of a layer.
#[derive(Debug, Clone)]
struct Step {
    index: Arc<Index>,
    /// How much it says otherwise than the one below.
    len: usize,
    /// What that is; empty for the lowest, which says all that the layer did.
    touched: Arc<Touched>,
}

/// An index to answer from.
#[derive(Debug)]
pub(super) struct Sight {
    below: Option<Arc<Sight>>,
    /// What the layer says.
    own: Own,
    /// Over all that the layer said when it was built.
    main: Step,
    /// What changed since, the oldest first.
    recent: Vec<Step>,
    /// The index with what was withdrawn, if anything was.
    restored: Option<Arc<Index>>,
}

impl Sight {
    /// The lowest layer: nothing is withdrawn there.
    pub(super) fn ground(index: Index) -> Self {
        let index = Arc::new(index);
        let main = Step { len: index.fact_count(), index, touched: Arc::default() };
        Self { below: None, own: Own::default(), main, recent: Vec::new(), restored: None }
    }

    /// A layer over another.
    pub(super) fn over(below: &Arc<Sight>, own: &Own) -> Self {
        Self::over_with(below, own, LayerWords::default())
    }

    /// The same with words of the layer that need not be read again.
    pub(super) fn over_with(below: &Arc<Sight>, own: &Own, words: LayerWords) -> Self {
        let (subjects, sources) = descriptions(below.index(), own);
        let facts = own.facts.iter().cloned().collect();
        let hidden = own.withdrawn.iter().map(|entry| entry.id.clone()).collect();
        let delta = Delta { subjects, sources, facts, hidden };
        let index = Arc::new(Index::over_with(below.index(), delta, words));
        let main = Step { index, len: own.facts.len() + own.withdrawn.len(), touched: Arc::default() };
        Self::finished(below, own, main, Vec::new())
    }

    /// The same layer after some of it changed.
    pub(super) fn after(&self, own: &Own, mut touched: Touched) -> Self {
        let Some(below) = &self.below else { return Self::ground(Index::over(self.index(), Delta::default())) };
        let mut recent = self.recent.clone();
        while let Some(last) = recent.last() {
            let grown = last.len + touched.len() > RECENT;
            if grown && last.len >= GROWTH * touched.len() {
                break;
            }
            touched.absorb(&last.touched);
            recent.pop();
        }
        if recent.is_empty() && self.main.len < GROWTH * touched.len() {
            return Self::over(below, own);
        }
        let base = recent.last().map_or(&self.main.index, |step| &step.index);
        let Some(delta) = delta(below, own, base, &mut touched) else { return Self::over(below, own) };
        let index = Arc::new(Index::over(base, delta));
        recent.push(Step { index, len: touched.len(), touched: Arc::new(touched) });
        Self::finished(below, own, self.main.clone(), recent)
    }

    fn finished(below: &Arc<Sight>, own: &Own, main: Step, recent: Vec<Step>) -> Self {
        let mut sight = Self { below: Some(Arc::clone(below)), own: own.clone(), main, recent, restored: None };
        let facts: Vec<Arc<Fact>> = sight.withdrawn_ids().filter_map(|id| sight.withdrawn(id)?.fact).collect();
        if !facts.is_empty() {
            let delta = Delta { facts, ..Delta::default() };
            sight.restored = Some(Arc::new(Index::over(sight.index(), delta)));
        }
        sight
    }

    /// The index that is answered from.
    pub(super) fn index(&self) -> &Arc<Index> {
        &self.recent.last().unwrap_or(&self.main).index
    }

    /// Whether all that its layer says is in one index.
    pub(super) fn is_whole(&self) -> bool {
        self.below.is_some() && self.recent.is_empty()
    }

    /// The words of its layer as the index has them, to be kept, and that index; `None` if it was not built whole.
    pub(super) fn words(&self) -> Option<(impl Serialize, &Index)> {
        let below = self.below.as_ref().filter(|_| self.is_whole())?;
        let (subjects, sources) = descriptions(below.index(), &self.own);
        Some((self.main.index.words_of_layer(&subjects, &sources), &*self.main.index))
    }

    /// A fact by its id.
    pub(super) fn fact(&self, id: &FactId) -> Option<Arc<Fact>> {
        let index = self.index();
        Some(Arc::clone(&index.fact(index.fact_by_id(id)?).fact))
    }

    /// A subject by its id.
    fn subject(&self, id: &str) -> Option<Arc<Subject>> {
        Some(Arc::clone(&self.index().subject(self.index().subject_by_id(id)?).subject))
    }

    /// What was taken back under an id, in the nearest layer that says anything of it.
    pub(super) fn withdrawn(&self, id: &FactId) -> Option<Withdrawn> {
        if self.own.facts.contains(id.as_str()) {
            return None;
        }
        let below = self.below.as_deref()?;
        let Some(entry) = self.own.withdrawn.get(id.as_str()) else { return below.withdrawn(id) };
        let former = || below.fact(id).or_else(|| below.withdrawn(id)?.fact);
        Some(Withdrawn { fact: entry.fact.clone().or_else(former), ..(**entry).clone() })
    }

    fn is_withdrawn(&self, id: &FactId) -> bool {
        let own = || self.own.withdrawn.contains(id.as_str());
        let below = || self.below.as_ref().is_some_and(|below| below.is_withdrawn(id));
        !self.own.facts.contains(id.as_str()) && (own() || below())
    }

    /// The ids under which something was taken back.
    pub(super) fn withdrawn_ids(&self) -> impl Iterator<Item = &FactId> {
        let layers = std::iter::successors(Some(self), |sight| sight.below.as_deref());
        let all: BTreeSet<&FactId> =
            layers.flat_map(|sight| sight.own.withdrawn.iter().map(|entry| &entry.id)).collect();
        all.into_iter().filter(|id| self.is_withdrawn(id))
    }

    /// Gets an answer from what is held; if the question aims at something withdrawn, the answer says that.
    pub(super) fn told(&self, ask: impl Fn(&Index) -> Answer) -> Answer {
        let told = ask(self.index());
        let Some(restored) = &self.restored else { return told };
        let untold = ask(restored);
        let Some(held) = answer::aimed_at(&told, &untold, |held| self.is_withdrawn(&held.fact.id)) else {
            return told;
        };
        match self.withdrawn(&held.fact.id) {
            Some(entry) => answer::withdrawn(restored, told, held, &day(entry.at), entry.reason.as_deref()),
            None => told,
        }
    }
}

fn day(at: Timestamp) -> FuzzyDate {
    FuzzyDate::day(at.to_zoned(TimeZone::UTC).date())
}

/// What the layer says otherwise than an index of it that was built before, of all that was touched since; `None` if
/// that cannot be told over this index. Descriptions that nothing speaks of are left out of what was touched: if a fact
/// comes that does, it names them again.
fn delta(below: &Sight, own: &Own, base: &Index, touched: &mut Touched) -> Option<Delta> {
    let mut delta = Delta::default();
    let mut spoken = Spoken::default();
    for id in &touched.facts {
        // What the layer says nothing of any more is what the layer below says.
        let withdrawn = own.withdrawn.get(id.as_str());
        let said = own.facts.get(id.as_str()).cloned();
        let said = said.or_else(|| if withdrawn.is_some() { None } else { below.fact(id) });
        let former = withdrawn.and_then(|entry| entry.fact.as_ref());
        own.facts.get(id.as_str()).or(former).into_iter().for_each(|fact| spoken.by(fact));
        match said {
            Some(fact) => delta.facts.push(fact),
            None => delta.hidden.push(id.clone()),
        }
    }
    let unspoken = |id: &str| own.subjects.contains(id) && base.subject_by_id(id).is_none();
    let uncited = |id: &str| own.sources.contains(id) && base.source_by_id(id).is_none();
    let alone = touched.subjects.iter().any(|id| unspoken(id.as_str()) && !spoken.subjects.contains(id.as_str()))
        || touched.sources.iter().any(|id| uncited(id.as_str()) && !spoken.sources.contains(id.as_str()));
    // Seldom: a file of descriptions without facts, or the undoing of what came with some.
    let all = alone.then(|| Spoken::of(own));
    let spoken_of = all.as_ref().unwrap_or(&spoken);
    touched.subjects.retain(|id| !unspoken(id.as_str()) || spoken_of.subjects.contains(id.as_str()));
    touched.sources.retain(|id| !uncited(id.as_str()) || spoken_of.sources.contains(id.as_str()));
    let subjects = spoken.subjects.iter().copied().chain(touched.subjects.iter().map(|id| id.as_str()));
    for id in subjects.collect::<BTreeSet<_>>() {
        let described = own.subjects.get(id).cloned();
        let held = base.subject_by_id(id).map(|at| Arc::clone(&base.subject(at).subject));
        match described.or_else(|| below.subject(id)) {
            Some(subject) if held.as_ref() != Some(&subject) => delta.subjects.push(subject),
            None if held.is_some() => return None,
            _ => {}
        }
    }
    let sources = spoken.sources.iter().copied().chain(touched.sources.iter().map(|id| id.as_str()));
    for id in sources.collect::<BTreeSet<_>>() {
        let held = base.source_by_id(id);
        match own.sources.get(id).or_else(|| below.index().source_by_id(id)) {
            Some(source) if held != Some(source) => delta.sources.push(Arc::clone(source)),
            None if held.is_some() => return None,
            _ => {}
        }
    }
    Some(delta)
}

/// The ids that facts speak of and cite.
#[derive(Default)]
struct Spoken<'a> {
    subjects: HashSet<&'a str>,
    sources: HashSet<&'a str>,
}

impl<'a> Spoken<'a> {
    /// By everything that a layer says and said.
    fn of(own: &'a Own) -> Self {
        let mut spoken = Self::default();
        let former = own.withdrawn.iter().filter_map(|entry| entry.fact.as_ref());
        own.facts.iter().chain(former).for_each(|fact| spoken.by(fact));
        spoken
    }

    fn by(&mut self, fact: &'a Fact) {
        self.subjects.insert(fact.subject.as_str());
        self.subjects.extend(fact.said_by.as_deref());
        if let Value::Subject(id) = &fact.value {
            self.subjects.insert(id.as_str());
        }
        self.sources.insert(fact.source.as_str());
    }
}

/// The layer's subjects and sources that the index below lacks or has otherwise. New ones that nothing speaks of
/// are left out: they may be what an undone change left behind.
fn descriptions(below: &Index, own: &Own) -> (Vec<Arc<Subject>>, Vec<Arc<Source>>) {
    let spoken = Spoken::of(own);
    let subjects = own.subjects.iter().filter(|subject| match below.subject_by_id(subject.id.as_str()) {
        Some(at) => below.subject(at).subject != **subject,
        None => spoken.subjects.contains(subject.id.as_str()),
    });
    let sources = own.sources.iter().filter(|source| match below.source_by_id(source.id.as_str()) {
        Some(held) => held != *source,
        None => spoken.sources.contains(source.id.as_str()),
    });
    (subjects.cloned().collect(), sources.cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shelf::Shelf;
    use crate::search::Foundation;
    use crate::text::lexicon::{Attribute, Lexicon};

    fn lexicon() -> Lexicon {
        let attribute = Attribute {
            id: "salary".into(),
            name: "salary".to_owned(),
            words: vec![],
            asks: vec![],
            value: None,
            say: None,
            question: None,
            many: false,
        };
        let mut lexicon = Lexicon::default();
        lexicon.attributes.insert("salary".into(), attribute);
        lexicon
    }

    fn keeper(number: usize) -> Subject {
        let json = format!(r#"{{"id":"keeper-{number}","kind":"role","name":"Keeper of Light {number}"}}"#);
        serde_json::from_str(&json).unwrap()
    }

    fn fact(number: usize, text: &str) -> Arc<Fact> {
        let json = format!(
            r#"{{"id":"keeper-{number}.salary","subject":"keeper-{number}","attribute":"salary","value":{{"text":"{text}"}},
                "as_of":"2031","source":"log"}}"#
        );
        Arc::new(serde_json::from_str(&json).unwrap())
    }

    /// A layer of so many facts over nothing.
    fn layer(facts: usize) -> (Own, Sight) {
        let source: Source = serde_json::from_str(r#"{"id":"log","title":"Log of lights"}"#).unwrap();
        let own = Own {
            facts: (0..facts).map(|n| fact(n, "first")).collect(),
            subjects: (0..facts).map(|n| Arc::new(keeper(n))).collect(),
            sources: Shelf::from_iter([Arc::new(source)]),
            ..Own::default()
        };
        let ground = Arc::new(Sight::ground(Foundation::new(lexicon()).build([], [], [])));
        let sight = Sight::over(&ground, &own);
        (own, sight)
    }

    /// Changes every third of so many facts, each by itself, and adds others; gives what each step was made of.
    fn written(facts: usize, writes: usize) -> Vec<usize> {
        let (mut own, mut sight) = layer(facts);
        let mut made = Vec::new();
        for write in 0..writes {
            let number = if write % 2 == 0 { write * 3 } else { facts + write };
            let mut touched = Touched::default();
            if number >= facts {
                own.describe([keeper(number)], [], &mut touched);
            }
            let new = fact(number, "second");
            touched.facts.insert(new.id.clone());
            own.facts.insert(Arc::clone(&new));
            sight = sight.after(&own, touched);
            assert_eq!(sight.fact(&new.id), Some(new));
            made.push(sight.recent.last().map_or(usize::MAX, |step| step.index.made_of()));
        }
        // Each is several times as large as what lies over it, so there are few.
        assert!(sight.recent.len() <= 4, "{}", sight.recent.len());
        assert_eq!(sight.index().fact_count(), own.facts.len());
        made
    }

    #[test]
    fn a_write_into_a_large_layer_takes_as_much_as_into_a_small_one() {
        let (few, many) = (written(2_000, 400), written(16_000, 400));
        let most = |made: &[usize]| made.iter().copied().max().unwrap_or_default();
        let sum = |made: &[usize]| made.iter().sum::<usize>() / made.len();
        println!("{} {} / {} {}", most(&few), sum(&few), most(&many), sum(&many));
        assert!(most(&many) < 2_200 && sum(&many) < 480, "{} {}", most(&many), sum(&many));
        assert!(sum(&many) < sum(&few) + sum(&few) / 4, "{} {}", sum(&few), sum(&many));
    }

    #[test]
    fn a_description_comes_with_the_first_fact_that_speaks_of_it_and_goes_with_the_last() {
        let (mut own, sight) = layer(600);
        let mut touched = Touched::default();
        own.describe([keeper(900)], [], &mut touched);
        let described = sight.after(&own, touched);
        assert_eq!(described.index().subject_by_id("keeper-900"), None, "nothing speaks of it");
        own.facts.insert(fact(900, "first"));
        let touched = Touched { facts: BTreeSet::from(["keeper-900.salary".into()]), ..Touched::default() };
        let said = described.after(&own, touched.clone());
        assert!(said.index().subject_by_id("keeper-900").is_some());
        own.facts.remove("keeper-900.salary");
        let unsaid = said.after(&own, touched);
        assert_eq!(unsaid.index().subject_by_id("keeper-900"), None);
    }
}
