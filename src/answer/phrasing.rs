//! How likely the words of a question are where people ask for a fact: a language model of each fact that comes with
//! questions, made of those, its statement and its cues (query likelihood with Dirichlet smoothing: Zhai and Lafferty
//! 2001, "A study of smoothing methods for language models applied to ad hoc information retrieval").
//!
//! [`super::likeness`] asks which one known question has the telling words. This asks what all of them together say of
//! how the question is put: small words count, how many people use a word counts, and no word stands for another. Each
//! sees what the other misses.
//! Cost, once a question and only if a candidate has a wording: the places of the question's words, and a few steps for
//! each wording.

use super::question::Word;
use crate::search::{How, Index, TermId, WordingId, log_sum};
use std::cell::OnceCell;

/// So many words' worth of English in general is mixed into each fact's own.
const SMOOTHING: f32 = 200.0;

/// How often a function word stands in English questions, and any other word.
const CLOSED: f32 = 0.01;
const OPEN: f32 = 0.001;

/// So much of what the words say counts in its share of all: each says less beside the others than by itself.
const TEMPER: f32 = 0.3;

/// How sharply the mean likelihood of a question's words tells facts apart then.
const SHARPNESS: f32 = 8.0;

/// A smaller share than this, as a logarithm, says no more.
const LEAST_SHARE: f32 = -6.0;

/// The share, as a logarithm, of a fact that nobody wrote phrasings for: about what right answers have.
const USUAL_SHARE: f32 = -1.0;

/// A question of fewer open words than this, beside names, says little by them: "what did it replace" is how anybody
/// may ask.
const ENOUGH: usize = 3;

/// How a question is put, to be held against the wordings of facts. That is done when the first fact with a wording
/// asks for it: most of a large store have none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Phrasing {
    /// Its terms, each once, with how often English has such a word.
    terms: Vec<(TermId, f32)>,
    /// The term of each of its words.
    by_word: Vec<Option<TermId>>,
    /// It has words enough, beside names, to be told from other questions by them.
    pub(super) telling: bool,
    /// How much likelier its words are there than in English in general: the mean logarithm, by the wording's place.
    fits: OnceCell<Vec<f32>>,
    /// The logarithm of what all wordings' likelihoods add up to, tempered.
    sum: OnceCell<f32>,
    /// The logarithm of each wording's share of all, with words that count by how rare they are.
    surely: OnceCell<Vec<f32>>,
    /// How near the nearest question is that the folder's facts are known not to answer.
    unanswered: OnceCell<f32>,
}

impl Phrasing {
    /// Reads it. A slip counts as the word that was most likely meant, and a word that nothing held knows not at all.
    pub(super) fn of(index: &Index, words: &[Word], named: &[bool]) -> Self {
        if index.wordings().is_empty() {
            return Self::default();
        }
        let read: Vec<Option<(TermId, f32)>> = words.iter().map(|word| term_of(index, word)).collect();
        let by_word = read.iter().map(|read| read.map(|(term, _)| term)).collect();
        let mut terms: Vec<(TermId, f32)> = read.into_iter().flatten().collect();
        terms.sort_by_key(|(term, _)| *term);
        terms.dedup_by_key(|(term, _)| *term);
        let free = words.iter().zip(named).filter(|(word, named)| !**named && !word.expanded.closed);
        Self { terms, by_word, telling: free.count() >= ENOUGH, ..Self::default() }
    }

    /// How well it goes with a wording: most from -2 to 2, above 0 where its words are likelier there than elsewhere.
    pub(super) fn fit(&self, index: &Index, wording: WordingId) -> f32 {
        self.fits.get_or_init(|| self.fits(index)).get(wording.place()).copied().unwrap_or(0.0)
    }

    /// How much of the likelihood of all wordings a fact's has, as a logarithm from -6 to 0: how surely it is meant by
    /// how the question is put, whatever else was found.
    pub(super) fn share(&self, index: &Index, wording: Option<WordingId>) -> f32 {
        let Some(wording) = wording else { return USUAL_SHARE };
        let scale = TEMPER * self.terms.len() as f32;
        let sum = *self.sum.get_or_init(|| {
            let fits = self.fits.get_or_init(|| self.fits(index));
            log_sum(fits, scale)
        });
        (scale * self.fit(index, wording) - sum).clamp(LEAST_SHARE, 0.0)
    }

    /// The same as [`Self::share`], where a word counts by how rare it is among all wordings and not in English, and
    /// long questions are as sure as short ones. The one is wary of what many facts are asked by, the other of what few
    /// words say; together they tell more than each.
    pub(super) fn surely(&self, index: &Index, wording: Option<WordingId>) -> f32 {
        let Some(wording) = wording else { return USUAL_SHARE };
        let all = self.surely.get_or_init(|| {
            let mut fits = index.fact_likelihoods().mean(&self.only_terms());
            let sum = log_sum(&fits, SHARPNESS);
            fits.iter_mut().for_each(|fit| *fit = (SHARPNESS * *fit - sum).clamp(LEAST_SHARE, 0.0));
            fits
        });
        all.get(wording.place()).copied().unwrap_or(LEAST_SHARE)
    }

    /// Whether people use a word of the question, by its place, when they ask for a fact.
    pub(super) fn has(&self, index: &Index, wording: Option<WordingId>, at: usize) -> bool {
        let term = self.by_word.get(at).copied().flatten();
        wording.zip(term).is_some_and(|(wording, term)| index.wordings().has(wording, term))
    }

    /// How near the nearest question is that the folder's facts are known not to answer, from 0 to 1.
    pub(super) fn unanswered(&self, index: &Index) -> f32 {
        *self.unanswered.get_or_init(|| index.nearest_unanswered(&self.only_terms()))
    }

    fn only_terms(&self) -> Vec<TermId> {
        self.terms.iter().map(|(term, _)| *term).collect()
    }

    /// How much likelier its terms are in each wording than in English in general: the mean logarithm.
    fn fits(&self, index: &Index) -> Vec<f32> {
        let wordings = index.wordings();
        let mean = 1.0 / self.terms.len().max(1) as f32;
        let unseen = |total: &u32| (SMOOTHING / (*total as f32 + SMOOTHING)).ln() * self.terms.len() as f32 * mean;
        let mut fits: Vec<f32> = wordings.totals().iter().map(unseen).collect();
        for (term, general) in &self.terms {
            for (at, count) in wordings.with(*term) {
                if let Some(fit) = fits.get_mut(usize::from(*at)) {
                    *fit += (f32::from(*count) / (SMOOTHING * general)).ln_1p() * mean;
                }
            }
        }
        fits
    }
}

/// The term that a word is, or is most likely a slip of, with how often English has such a word.
fn term_of(index: &Index, word: &Word) -> Option<(TermId, f32)> {
    let general = if word.expanded.closed { CLOSED } else { OPEN };
    term_meant(index, word).map(|term| (term, general))
}

/// The term that a word is, or is most likely a slip of.
pub(super) fn term_meant(index: &Index, word: &Word) -> Option<TermId> {
    let expanded = &word.expanded;
    let slip = expanded.meanings.first().filter(|meaning| meaning.how == How::Typo && !expanded.known);
    slip.map(|meaning| meaning.term).or_else(|| index.vocabulary().get(&expanded.token.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::question::Question;
    use crate::fact::FactId;
    use crate::text::lexicon::{Lexicon, Phrasing as Asked};

    /// How well a question fits each of two facts that are known to answer such questions.
    fn fits(asked: &str, lamp: &[&str], mast: &[&str]) -> [f32; 2] {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let [lamp, mast] = [("lamp.keeper", lamp), ("mast.height", mast)]
            .map(|(id, all)| Asked { fact: FactId::new(id), texts: texts(all) });
        let lexicon = Lexicon { phrasings: vec![lamp, mast], ..Lexicon::default() };
        let index = Index::build(lexicon, [], [], []);
        let phrasing = Question::read(&index, asked).phrasing;
        ["lamp.keeper", "mast.height"].map(|id| {
            let wording = index.wordings().of(id).expect("it was given one");
            phrasing.fit(&index, wording)
        })
    }

    #[test]
    fn what_is_put_as_others_put_it_fits_best() {
        let (lamp, mast) = (["who keeps the lamps lit", "who is in charge of the lamps"], ["how tall is the mast"]);
        let [same, other] = fits("who is in charge of the lamps", &lamp, &mast);
        let [like, _] = fits("who was in charge of lamps", &lamp, &mast);
        assert!(same > like && like > other, "{same} {like} {other}");
        assert!(same > 0.0, "{same}");
    }

    #[test]
    fn what_many_ask_says_more_than_what_one_asks() {
        let often = ["who trims the wick", "who trims the lamp", "who lights it"];
        let once = ["who trims the wick", "who fills the lamp", "who lights it"];
        let [often, once] = fits("who trims it", &often, &once);
        assert!(often > once, "{often} {once}");
    }

    #[test]
    fn a_slip_is_read_as_the_word_that_was_meant() {
        let (lamp, mast) = (["who trims the lantern"], ["how tall is the mast"]);
        let [right, other] = fits("who trims the lantren", &lamp, &mast);
        let [wanted, _] = fits("who trims the lantern", &lamp, &mast);
        assert!((right - wanted).abs() < 1e-6 && right > other, "{right} {wanted} {other}");
    }

    #[test]
    fn the_share_says_which_fact_is_meant_and_how_surely() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let lamp = Asked { fact: FactId::new("lamp.keeper"), texts: texts(&["who keeps the lamps lit"]) };
        let mast = Asked { fact: FactId::new("mast.height"), texts: texts(&["how tall is the mast"]) };
        let index = Index::build(Lexicon { phrasings: vec![lamp, mast], ..Lexicon::default() }, [], [], []);
        let wording = |id: &str| index.wordings().of(id);
        let shares = |asked: &str| {
            let phrasing = Question::read(&index, asked).phrasing;
            ["lamp.keeper", "mast.height"].map(|id| phrasing.share(&index, wording(id)).exp())
        };
        let [sure, other] = shares("who keeps all lamps lit");
        let [unsure, mast] = shares("who keeps the mast lamps tall");
        assert!(sure > unsure && mast > other, "{sure} {unsure} {mast} {other}");
        assert!((sure + other - 1.0).abs() < 1e-4, "{sure} {other}");
        let phrasing = Question::read(&index, "who keeps the mast").phrasing;
        assert!(phrasing.has(&index, wording("lamp.keeper"), 1) && !phrasing.has(&index, wording("lamp.keeper"), 3));
        assert!(!phrasing.has(&index, None, 1));
    }

    #[test]
    fn without_wordings_nothing_is_said() {
        let index = Index::build(Lexicon::default(), [], [], []);
        assert_eq!(Question::read(&index, "who trims it").phrasing, Phrasing::default());
    }
}
