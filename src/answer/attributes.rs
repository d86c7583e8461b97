//! Which attributes a question names, by the lexicon's words and phrases.

use super::question::Question;
use crate::search::{Index, PhrasePlace, TermId};
use crate::text::grammar;
use crate::text::lexicon::Asks;
use rustc_hash::FxHashMap;

/// A phrase names its attribute clearly from this strength on.
const CLEAR: f32 = 0.5;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// A word claims a question for an attribute from this strength on: few attributes share it.
const CLAIMING: f32 = 0.68;

/// Qualities from here on are of the word itself or a slip of it; synonyms are below.
const DIRECT: f32 = 0.9;

/// An attribute called by its very name is named clearly, whatever other attributes share the word.
const BY_NAME: f32 = 0.85;

/// A word inside a phrase that clearly names an attribute weighs at least this, filler or not.
const RAISED: f32 = 0.6;

/// A meaning below this quality is too far-fetched for an attribute.
const FAR_FETCHED: f32 = 0.6;

/// A word names an attribute that only answers "why" this much less clearly where nobody asks why.
const NO_WHY: f32 = 0.6;

/// The words of a phrase that is met word for word are meant at least this well.
const NEARLY: f32 = 0.8;

/// The words of a phrase stand at most this many words farther apart than in the lexicon.
const SLACK: usize = 4;

#[derive(Debug, Clone, PartialEq)]
struct Hit {
    attribute: usize,
    /// Word places with the quality of each.
    words: Vec<(usize, f32)>,
    strength: f32,
    tight: bool,
    /// Every word was met as itself or as a slip of it, none as a synonym.
    direct: bool,
}

/// The attributes that a question names.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeHits {
    hits: Vec<Hit>,
    /// How well each attribute that is named explains each word.
    qualities: FxHashMap<usize, Vec<f32>>,
    /// The same for all others.
    none: Vec<f32>,
    /// The least weight of each word.
    raised: Vec<f32>,
}

impl AttributeHits {
    /// Finds them.
    pub fn find(index: &Index, question: &Question) -> Self {
        // Words of a name say who or what is meant, not what is asked of it.
        let named = question.named_words();
        let gap = index.phrase_gap();
        let mut hits = Vec::new();
        for PhrasePlace { attribute, tight: word_for_word, at } in phrases(index, question) {
            let (attribute, at) = (attribute as usize, at as usize);
            let doc = &index.attributes()[attribute];
            let met = if word_for_word {
                tight(index, question, doc.tight.get(at).terms, gap)
            } else {
                loose(index, question, doc.phrases.get(at).terms)
            };
            let Some((words, strength)) = met else { continue };
            // But "contract worth" asks of a thing called "Lamp Contract" what it is worth. A word that only means alike is
            // too little beside one of a name.
            let free = |(at, quality): &(usize, f32)| {
                !named[*at] && *quality >= DIRECT && question.words[*at].weight >= TELLING
            };
            if words.iter().any(|(at, _)| named[*at]) && !words.iter().any(free) {
                continue;
            }
            let direct = words.iter().all(|(_, quality)| *quality >= DIRECT);
            // What a synonym names it names less clearly than the lexicon's own words do.
            let by_name = direct && words.len() == 1 && is_name(question.text(words[0].0), &doc.attribute.name);
            let strength = if by_name { strength.max(BY_NAME) } else { strength };
            let strength = if direct { strength } else { strength * 0.75 };
            // "why overspend" names a reason; "overspend" alone does not.
            let reason = words.len() == 1 && doc.attribute.asks == [Asks::Why] && question.asks != Some(Asks::Why);
            let strength = if reason { strength * NO_WHY } else { strength };
            hits.push(Hit { attribute, words, strength, tight: word_for_word, direct });
        }
        // The longer phrase says what is meant: "delay cost" is no cost.
        let clear = hits.iter().filter(|h| h.strength >= CLEAR && h.words.len() > 1);
        let clear: Vec<Vec<usize>> = clear.map(|h| h.words.iter().map(|(at, _)| *at).collect()).collect();
        for hit in &mut hits {
            let within = |places: &Vec<usize>| {
                places.len() > hit.words.len() && hit.words.iter().all(|(at, _)| places.contains(at))
            };
            if clear.iter().any(within) {
                hit.strength *= 0.45;
            }
        }
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.attribute.cmp(&b.attribute)));
        let n = question.words.len();
        let mut qualities: FxHashMap<usize, Vec<f32>> = FxHashMap::default();
        for hit in &hits {
            let words = qualities.entry(hit.attribute).or_insert_with(|| vec![0.0; n]);
            hit.words.iter().for_each(|(at, quality)| words[*at] = words[*at].max(*quality));
        }
        let raised = (0..n).map(|at| raised_weight(&hits, at)).collect();
        AttributeHits { hits, qualities, raised, none: vec![0.0; n] }
    }

    /// How clearly the attribute is named, from 0 to 1.
    pub fn strength(&self, attribute: usize) -> f32 {
        self.hits.iter().find(|h| h.attribute == attribute).map_or(0.0, |h| h.strength)
    }

    /// The attributes named, clearest first, each once.
    pub fn named(&self) -> Vec<(usize, f32)> {
        let mut named: Vec<(usize, f32)> = Vec::new();
        for hit in &self.hits {
            if named.iter().all(|(attribute, _)| *attribute != hit.attribute) {
                named.push((hit.attribute, hit.strength));
            }
        }
        named
    }

    /// The clearest attribute, if any is clear.
    pub fn clearest(&self) -> Option<usize> {
        self.hits.first().filter(|h| h.strength >= CLEAR).map(|h| h.attribute)
    }

    /// The clearest attribute named in so many words, of those wanted, with its strength. A single word names one
    /// clearly only if it says something by itself.
    pub fn clearest_direct(&self, wanted: impl Fn(usize) -> bool) -> Option<(usize, f32)> {
        self.hits.iter().find(|h| h.direct && wanted(h.attribute)).map(|h| (h.attribute, h.strength))
    }

    /// The clearest other attribute, of those wanted, that the question names by a word which the fact does not
    /// say (`said` tells by the word's place), with its strength.
    pub fn unsaid_rival(
        &self,
        own: usize,
        wanted: impl Fn(usize) -> bool,
        said: impl Fn(usize) -> bool,
    ) -> Option<(usize, f32)> {
        let unsaid = |h: &&Hit| {
            h.attribute != own && h.direct && wanted(h.attribute) && !h.words.iter().all(|(at, _)| said(*at))
        };
        self.hits.iter().find(unsaid).map(|h| (h.attribute, h.strength))
    }

    /// How well the attribute explains each word.
    pub fn qualities(&self, attribute: usize) -> &[f32] {
        self.qualities.get(&attribute).unwrap_or(&self.none)
    }

    /// The attributes that a word clearly helps to name, clearest first.
    pub fn claims(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.hits
            .iter()
            .filter(move |h| h.direct && h.strength >= CLAIMING && h.words.iter().any(|(place, _)| *place == at))
            .map(|h| h.attribute)
    }

    /// The least weight of a word that belongs to a clear phrase; else 0.
    pub fn raised_weight(&self, at: usize) -> f32 {
        self.raised.get(at).copied().unwrap_or(0.0)
    }
}

/// The phrases that the question may have, in the order of the lexicon. Of the others it lacks a word.
fn phrases(index: &Index, question: &Question) -> Vec<PhrasePlace> {
    let meanings = question.words.iter().flat_map(|word| &word.expanded.meanings);
    let terms = meanings.filter(|m| m.quality >= FAR_FETCHED).map(|m| m.term);
    let mut phrases: Vec<PhrasePlace> = terms.flat_map(|term| index.phrases_told_by(term)).copied().collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

fn raised_weight(hits: &[Hit], at: usize) -> f32 {
    let raised = hits.iter().any(|h| {
        h.direct
            && h.strength >= CLAIMING
            && (h.tight || h.words.len() > 1)
            && h.words.iter().any(|(place, _)| *place == at)
    });
    if raised { RAISED } else { 0.0 }
}

/// All terms of a phrase near each other in any order: their places with qualities, and the strength.
fn loose(index: &Index, question: &Question, phrase: &[TermId]) -> Option<(Vec<(usize, f32)>, f32)> {
    // Most phrases have a word that the question lacks: told before their places are looked for.
    if phrase.iter().any(|term| question.best_quality(*term) < FAR_FETCHED) {
        return None;
    }
    let mut words: Vec<(usize, f32)> = Vec::with_capacity(phrase.len());
    for term in phrase {
        words.push(place(question, *term, &words)?);
    }
    let first = words.iter().map(|(at, _)| *at).min()?;
    let last = words.iter().map(|(at, _)| *at).max()?;
    if last - first >= phrase.len() + SLACK {
        return None;
    }
    let quality = words.iter().map(|(_, q)| *q).fold(1.0, f32::min);
    // A word that many attributes share says little; a word that says little anyway says less.
    let shared = phrase.iter().map(|t| index.attributes_with(*t).len()).min().unwrap_or(1).max(1) as f32;
    let specific = 1.0 / (1.0 + 0.35 * shared.ln());
    let telling = words.iter().any(|(at, _)| question.words[*at].weight >= 0.3);
    let several = if phrase.len() > 1 { 1.0f32.min(specific * 1.4) } else { specific };
    Some((words, quality * several * if telling { 1.0 } else { 0.55 }))
}

fn place(question: &Question, term: TermId, taken: &[(usize, f32)]) -> Option<(usize, f32)> {
    question
        .words_for(term)
        .filter(|(at, quality)| *quality >= FAR_FETCHED && taken.iter().all(|(place, _)| place != at))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// The terms of a phrase word for word.
fn tight(
    index: &Index,
    question: &Question,
    phrase: &[TermId],
    gap: Option<TermId>,
) -> Option<(Vec<(usize, f32)>, f32)> {
    if let Some(gap) = phrase.iter().position(|term| Some(*term) == gap) {
        return around(question, &phrase[..gap], &phrase[gap + 1..]);
    }
    let n = phrase.len();
    // The last word may be met by a slip; any other that the question lacks settles it.
    if phrase[..n.saturating_sub(1)].iter().any(|term| question.best_quality(*term) < NEARLY) {
        return None;
    }
    // It begins where its first word stands: nothing is looked at elsewhere.
    let first = phrase.first().into_iter().flat_map(|first| question.words_for(*first));
    for (start, _) in first.filter(|(start, quality)| *quality >= NEARLY && start + n <= question.words.len()) {
        let met = |(i, term): (usize, &TermId)| {
            let word = &question.words[start + i].expanded;
            // "report too" for "report to": the small words of a phrase are the ones most mistaken.
            let slip = i > 0
                && i + 1 == n
                && doubled(&word.token.text, index.vocabulary().stem_of(*term))
                && !grammar::is_function(question.text(start));
            let quality = word.quality(*term).max(if slip { 0.9 } else { 0.0 });
            (quality >= NEARLY).then_some((start + i, quality))
        };
        if let Some(words) = phrase.iter().enumerate().map(met).collect::<Option<Vec<(usize, f32)>>>() {
            let quality = words.iter().map(|(_, q)| *q).fold(1.0, f32::min);
            // A phrase of small and filler words ("meant to") names its attribute only vaguely.
            let telling = words.iter().any(|(at, _)| question.words[*at].weight >= 0.3);
            return Some((words, if telling || n > 2 { quality } else { quality * 0.6 }));
        }
    }
    None
}

/// Whether a word is an attribute's name, or one slip away from it.
fn is_name(typed: &str, name: &str) -> bool {
    let alike_long = || typed.chars().count().abs_diff(name.chars().count()) <= 1;
    typed == name || (name.len() > 4 && alike_long() && strsim::osa_distance(typed, name) == 1)
}

/// A phrase with a gap ("what is someone on"): the question starts and ends with its parts.
fn around(question: &Question, before: &[TermId], behind: &[TermId]) -> Option<(Vec<(usize, f32)>, f32)> {
    let n = question.words.len();
    let fits = n > before.len() + behind.len() && !behind.is_empty();
    let starts = || (0..before.len()).map(|i| (i, before[i]));
    let ends = || (0..behind.len()).map(|i| (n - behind.len() + i, behind[i]));
    let met = |(at, term): (usize, TermId)| question.words[at].expanded.quality(term) >= 0.9;
    // A question may leave the verb out ("what's she on").
    let whole = fits && starts().all(met);
    let opening = whole || fits && before.first().is_some_and(|t| met((0, *t)));
    let words = || starts().filter(|_| whole).chain(ends()).map(|(at, _)| (at, 1.0)).collect();
    (opening && ends().all(met)).then(|| (words(), 0.9))
}

/// "too" for "to", "off" for "of": the small words most mistaken for each other.
fn doubled(typed: &str, meant: &str) -> bool {
    typed.len() == meant.len() + 1
        && typed.starts_with(meant)
        && typed.ends_with(&meant[meant.len().saturating_sub(1)..])
}
