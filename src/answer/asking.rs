//! Which attribute a question asks for by how it is put, whatever subject it names: a language model of each attribute,
//! made of the questions that people are known to ask for it by (the method is that of [`super::phrasing`], which models
//! single facts and so serves only those that somebody wrote phrasings for). "what made her jack it in" has no word of
//! "reason for leaving", and is how people ask for one.
//!
//! The words of names say nothing of the attribute and do not count, nor do figures.
//! Cost, once a question: the attributes that have each word, and a few steps for each attribute.

use super::question::Word;
use crate::search::{FactDoc, Index, TermId, log_sum};
use std::cell::OnceCell;

/// A smaller share than this, as a logarithm, says no more.
const LEAST_SHARE: f32 = -6.0;

/// From this fit on an attribute may well be asked for.
const LIKELY: f32 = 0.2;

/// An attribute whose fit is behind the best by more may be asked for in such words only because it is the one that is
/// held.
const NOT_FAR_BEHIND: f32 = -0.2;

/// From this share on, as a logarithm (one half), an attribute is surely asked for.
const SURE: f32 = -std::f32::consts::LN_2;

/// How a question asks, to be held against the attributes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Asking {
    /// Its terms, each once.
    terms: Vec<TermId>,
    /// The term of each of its words.
    by_word: Vec<Option<TermId>>,
    told: OnceCell<Told>,
}

/// What the words say of the attributes.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    /// How much likelier they are where people ask for each than elsewhere: the mean logarithm, by place.
    fits: Vec<f32>,
    /// The two best of these.
    best: (f32, f32),
    /// The logarithm of what all likelihoods add up to.
    sum: f32,
}

impl Asking {
    /// Reads it: the terms of all words but those of names and figures.
    pub(super) fn of(words: &[Word], by_word: impl Fn(&Word) -> Option<TermId>, named: &[bool]) -> Self {
        let says = |(word, named): (&Word, &bool)| !*named && word.expanded.token.figure.is_none();
        let term = |(word, named)| if says((word, named)) { by_word(word) } else { None };
        let by_word: Vec<Option<TermId>> = words.iter().zip(named).map(term).collect();
        let mut terms: Vec<TermId> = by_word.iter().flatten().copied().collect();
        terms.sort_unstable();
        terms.dedup();
        Self { terms, by_word, told: OnceCell::new() }
    }

    /// How well it goes with an attribute: most from -1 to 2, above 0 where its words are likelier there than elsewhere.
    pub(super) fn fit(&self, index: &Index, attribute: usize) -> f32 {
        self.told(index).fits.get(attribute).copied().unwrap_or(0.0)
    }

    /// How far that is ahead of the best of the others, or behind it.
    pub(super) fn ahead(&self, index: &Index, attribute: usize) -> f32 {
        let (first, second) = self.told(index).best;
        let fit = self.fit(index, attribute);
        fit - if fit < first { first } else { second }
    }

    /// How much of the likelihood of all attributes it has, as a logarithm from -6 to 0.
    pub(super) fn surely(&self, index: &Index, attribute: usize) -> f32 {
        (self.sharpness() * self.fit(index, attribute) - self.told(index).sum).max(LEAST_SHARE)
    }

    /// Whether it asks for a fact's attribute sooner than for any other that its subject has.
    pub(super) fn is_likeliest_of(&self, index: &Index, doc: &FactDoc) -> bool {
        let fit = self.fit(index, doc.attribute);
        let beaten = |at: &usize| self.fit(index, index.fact(*at).attribute) <= fit;
        fit >= LIKELY && index.subject(doc.subject).facts.iter().all(beaten)
    }

    /// The same, where no attribute of which the subject has nothing is asked for much sooner.
    pub(super) fn is_likely_for(&self, index: &Index, doc: &FactDoc) -> bool {
        self.is_likeliest_of(index, doc) && self.ahead(index, doc.attribute) >= NOT_FAR_BEHIND
    }

    /// The attribute that it surely asks for: more likely than all others together.
    pub(super) fn surest(&self, index: &Index) -> Option<usize> {
        let told = self.told(index);
        let best = told.fits.iter().position(|fit| *fit == told.best.0)?;
        (self.surely(index, best) >= SURE).then_some(best)
    }

    /// Whether people use a word of the question, by its place, when they ask for an attribute.
    pub(super) fn has(&self, index: &Index, attribute: usize, at: usize) -> bool {
        let term = self.by_word.get(at).copied().flatten();
        term.is_some_and(|term| index.attribute_likelihoods().has(attribute, term))
    }

    /// Words say less together than each would alone: as much as the root of their number.
    fn sharpness(&self) -> f32 {
        (self.terms.len() as f32).sqrt()
    }

    fn told(&self, index: &Index) -> &Told {
        self.told.get_or_init(|| {
            let fits = index.attribute_likelihoods().mean(&self.terms);
            let (mut first, mut second) = (f32::MIN, f32::MIN);
            for fit in &fits {
                second = second.max(fit.min(first));
                first = first.max(*fit);
            }
            let sum = log_sum(&fits, self.sharpness());
            Told { fits, best: (first, second), sum }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::question::Question;
    use crate::fact::AttributeId;
    use crate::text::lexicon::{Attribute, AttributePhrasing, Lexicon};

    /// An index over attributes of no facts, each with how people ask for it.
    fn index(asked: &[(&str, &[&str])]) -> Index {
        let mut lexicon = Lexicon::default();
        for (id, texts) in asked {
            let id = AttributeId::new(*id);
            let attribute = Attribute::named(id.clone(), id.as_str());
            let texts = texts.iter().map(|text| (*text).to_owned()).collect();
            lexicon.attributes.insert(id.clone(), attribute);
            lexicon.attribute_phrasings.push(AttributePhrasing { attribute: id, texts });
        }
        Index::build(lexicon, [], [], [])
    }

    const ASKED: &[(&str, &[&str])] = &[
        ("keeper", &["who looks after the lamps", "whose job is it to keep them lit", "in whose care are they"]),
        ("leaving", &["what made her go", "why did she jack it in", "why did he walk away"]),
        ("wage", &["what does it pay", "how much would I take home", "what did they walk away with each month"]),
    ];

    /// How surely a question asks for each of the attributes, in the order of their ids.
    fn surely(question: &str) -> [f32; 3] {
        let index = index(ASKED);
        let asking = Question::read(&index, question).asking;
        [0, 1, 2].map(|at| asking.surely(&index, at).exp())
    }

    #[test]
    fn what_is_put_as_people_ask_for_an_attribute_asks_for_it() {
        for (question, attribute) in [
            ("what made him jack it in", 1),
            ("whose care are the lamps in", 0),
            ("how much does a keeper take home", 2),
            ("how much does a keeper tkae home", 2),
        ] {
            let shares = surely(question);
            let others = (0..3).filter(|at| *at != attribute).map(|at| shares[at]);
            assert!(others.into_iter().all(|share| share < shares[attribute]), "{question}: {shares:?}");
        }
    }

    #[test]
    fn the_shares_of_all_attributes_add_up_to_one() {
        for question in ["why did she walk away", "lamps", "", "quux 1994"] {
            let sum: f32 = surely(question).iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "{question}: {sum}");
        }
    }

    #[test]
    fn what_many_may_ask_is_surely_asked_of_none() {
        let index = index(ASKED);
        let surest = |question: &str| Question::read(&index, question).asking.surest(&index);
        assert_eq!(surest("why did she jack it in then"), Some(1));
        assert_eq!(surest("what did they walk"), None);
        assert_eq!(surest("the harbour"), None);
    }

    #[test]
    fn a_word_of_a_question_is_known_where_people_use_it_to_ask() {
        let index = index(ASKED);
        let asking = Question::read(&index, "why did he jack it").asking;
        assert!(asking.has(&index, 1, 3) && !asking.has(&index, 2, 3) && !asking.has(&index, 1, 99));
    }
}
