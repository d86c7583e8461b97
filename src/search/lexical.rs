//! What the lexicon brings: the closed words, organisations, attributes and synonyms as terms. The same for every
//! layer of an index.

use super::abbreviations::Abbreviations;
use super::bodies;
use super::by_term::ByTerm;
use super::content::{content, intern_all};
use super::documents::{AttributeDoc, OrganisationDoc, PhrasePlace};
use super::layers::Places;
use super::likelihoods::Likelihoods;
use super::postings::Postings;
use super::shares;
use super::unanswered::Unanswered;
use super::vocabulary::{TermId, Vocabulary};
use super::wording::Wordings;
use crate::fact::AttributeId;
use crate::text::lexicon::{Attribute, AttributePhrasing, Lexicon, Organisation};
use crate::text::{Reader, grammar};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The word of a phrase that stands for anything, as a stem.
const GAP: &str = "someon";

/// So many words' worth of all wordings is mixed into each fact's own, ...
const SMOOTHING_OF_FACTS: f32 = 400.0;

/// ... and into each attribute's, which are of more questions.
const SMOOTHING_OF_ATTRIBUTES: f32 = 200.0;

/// From so many wordings on it is worth a thread to work out how likely their words are.
const MANY_WORDINGS: usize = 1_000;

/// The lexicon as terms; attributes lie beside it, for they also know their facts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Lexical {
    pub abbreviations: Abbreviations,
    pub organisations: Vec<OrganisationDoc>,
    pub by_attribute_id: FxHashMap<AttributeId, usize>,
    pub by_organisation_id: FxHashMap<String, usize>,
    pub term_attributes: Postings,
    pub term_organisations: Postings,
    /// The organisations that have a name of several words which begins with a term.
    pub begun_organisations: ByTerm<u32>,
    /// The word of a phrase that stands for anything, if a phrase has it.
    pub gap: Option<TermId>,
    /// The phrases of attributes, each by the rarest term without which no question has it.
    pub telling: ByTerm<PhrasePlace>,
    pub closed: Vec<bool>,
    /// Terms whose stem is a word of small talk.
    pub filler: Vec<bool>,
    pub synonyms: HashMap<TermId, Vec<TermId>>,
    pub synonym_phrases: Vec<(Box<[TermId]>, Vec<TermId>)>,
    pub wordings: Wordings,
    /// How likely words are where people ask for each fact that has a wording.
    pub fact_likelihoods: Likelihoods,
    /// How likely words are where people ask for each attribute.
    pub attribute_likelihoods: Likelihoods,
    pub unanswered: Unanswered,
}

impl Lexical {
    /// Interns the words of a lexicon and gives its attributes.
    pub(super) fn new(lexicon: Lexicon, vocabulary: &mut Vocabulary) -> (Self, Vec<AttributeDoc>) {
        let mut reader = Reader::default();
        let mut lexical = Self { abbreviations: Abbreviations::new(&lexicon, &mut reader), ..Self::default() };
        lexical.add_closed_words(vocabulary);
        lexical.add_organisations(lexicon.organisations.into_values().collect(), vocabulary, &mut reader);
        let each = lexicon.attributes.into_values();
        let attributes: Vec<AttributeDoc> =
            each.map(|attribute| lexical.attribute(attribute, vocabulary, &mut reader)).collect();
        lexicon.synonyms.iter().for_each(|group| lexical.add_synonyms(group, vocabulary, &mut reader));
        lexical.by_attribute_id = (0..).zip(&attributes).map(|(at, doc)| (doc.attribute.id.clone(), at)).collect();
        let phrases = (0..).zip(&attributes).flat_map(|(at, doc)| {
            let all = doc.phrases.iter().chain(doc.tight.iter());
            all.flat_map(move |phrase| phrase.terms.iter().map(move |term| (*term, at)))
        });
        lexical.term_attributes = Postings::dense(vocabulary.terms(), phrases);
        lexical.gap = vocabulary.get(GAP);
        lexical.telling = by_telling_term(&attributes, &lexical.term_attributes, lexical.gap);
        let names = lexical.organisations.iter().map(|doc| doc.names.terms()).enumerate();
        let names = names.flat_map(|(at, terms)| terms.map(move |term| (term, at)));
        lexical.term_organisations = Postings::dense(vocabulary.terms(), names);
        lexical.begun_organisations = begun(&lexical.organisations);
        let phrasings = lexicon.phrasings.iter().map(|p| (p.fact.as_str(), p.texts.as_slice()));
        let mut wordings = Wordings::new(phrasings, vocabulary, &mut reader);
        lexical.unanswered = Unanswered::new(&lexicon.unanswered, &mut wordings, vocabulary, &mut reader);
        let much = wordings.len() > MANY_WORDINGS;
        let of_facts = || Likelihoods::of(&wordings, SMOOTHING_OF_FACTS);
        let of_attributes = || {
            let asked = attribute_wordings(&attributes, lexicon.attribute_phrasings, vocabulary, &mut reader);
            Likelihoods::of(&asked, SMOOTHING_OF_ATTRIBUTES)
        };
        (lexical.fact_likelihoods, lexical.attribute_likelihoods) = shares::both(much, of_facts, of_attributes);
        lexical.wordings = wordings;
        (lexical, attributes)
    }

    fn add_closed_words(&mut self, vocabulary: &mut Vocabulary) {
        for word in grammar::closed_words() {
            let term = vocabulary.intern(word);
            let at = term.0 as usize;
            if self.closed.len() <= at {
                self.closed.resize(at + 1, false);
                self.filler.resize(at + 1, false);
            }
            self.filler[at] |= grammar::is_filler(vocabulary.stem_of(term));
            // Filler is looked for when a word is mistyped, but may well be part of a name.
            self.closed[at] |= !grammar::is_filler(word);
        }
    }

    fn add_organisations(&mut self, all: Vec<Organisation>, vocabulary: &mut Vocabulary, reader: &mut Reader) {
        self.by_organisation_id = all.iter().enumerate().map(|(at, o)| (o.id.clone(), at)).collect();
        let parents: Vec<Option<usize>> =
            all.iter().map(|o| self.by_organisation_id.get(o.parent.as_deref()?).copied()).collect();
        for (at, organisation) in all.into_iter().enumerate() {
            let mut names = Vec::new();
            for text in std::iter::once(&organisation.name).chain(&organisation.aliases) {
                let mut variants = self.abbreviations.variants(content(text, reader.read(text)));
                variants.extend(variants.iter().flat_map(|name| bodies::implied(name)).collect::<Vec<_>>());
                names.extend(variants.into_iter().map(|name| intern_all(vocabulary, name)));
            }
            let names = names.iter().map(Vec::as_slice).filter(|name| !name.is_empty()).collect();
            let mut above = Vec::new();
            let mut parent = parents[at];
            // A loop of parents in a folder ends here.
            while let Some(at) = parent.filter(|at| !above.contains(at)) {
                above.push(at);
                parent = parents[at];
            }
            self.organisations.push(OrganisationDoc { organisation, names, above });
        }
    }

    /// Where an organisation is.
    pub(super) fn organisation_at(&self, id: &str) -> Option<usize> {
        self.by_organisation_id.get(id).copied()
    }

    /// Parts the terms of a text: those within an organisation's name of several words, and the others.
    pub(super) fn part_by_organisations(&self, terms: &[TermId], within: &mut Vec<TermId>, free: &mut Vec<TermId>) {
        let mut rest = terms;
        while let Some((first, behind)) = rest.split_first() {
            let begun = self.begun_organisations.with(*first).iter();
            let names = begun.flat_map(|at| self.organisations[*at as usize].names.iter());
            let lengths = names.filter(|name| rest.starts_with(name.terms)).map(|name| name.terms.len());
            match lengths.max().filter(|length| *length > 1) {
                Some(length) => {
                    within.extend(&rest[..length]);
                    rest = &rest[length..];
                }
                None => {
                    free.push(*first);
                    rest = behind;
                }
            }
        }
    }

    fn attribute(&self, attribute: Attribute, vocabulary: &mut Vocabulary, reader: &mut Reader) -> AttributeDoc {
        let (mut phrases, mut tight): (Vec<Vec<TermId>>, Vec<Vec<TermId>>) = (Vec::new(), Vec::new());
        for text in std::iter::once(&attribute.name).chain(&attribute.words) {
            let all = reader.read(text);
            let content = content(text, all);
            if all.len() > 1 && all.len() > content.len() {
                tight.push(intern_all(vocabulary, all.iter()));
            }
            // "asked for by": without its function words next to nothing is left of such a phrase.
            if all.len() > content.len() && content.iter().all(|w| grammar::is_filler(w)) {
                continue;
            }
            for variant in self.abbreviations.variants(content) {
                let phrase = intern_all(vocabulary, variant);
                if !phrase.is_empty() && !phrases.contains(&phrase) {
                    phrases.push(phrase);
                }
            }
        }
        let (phrases, tight) = (phrases.into_iter().collect(), tight.into_iter().collect());
        AttributeDoc { attribute, phrases, tight, facts: Places::default() }
    }

    fn add_synonyms(&mut self, group: &[String], vocabulary: &mut Vocabulary, reader: &mut Reader) {
        let members: Vec<Vec<TermId>> =
            group.iter().map(|text| intern_all(vocabulary, reader.read(text).iter())).collect();
        let single: Vec<TermId> = members.iter().filter(|m| m.len() == 1).map(|m| m[0]).collect();
        for member in members {
            let others = single.iter().copied().filter(|t| member.first() != Some(t) || member.len() > 1);
            if let [term] = member[..] {
                let list = self.synonyms.entry(term).or_default();
                list.extend(others);
                list.sort_unstable();
                list.dedup();
            } else if !member.is_empty() {
                let others = others.collect();
                self.synonym_phrases.push((member.into(), others));
            }
        }
    }
}

/// The organisations by the first terms of their names of several words: most words of texts begin none, though many
/// stand in one.
fn begun(organisations: &[OrganisationDoc]) -> ByTerm<u32> {
    let names = (0..).zip(organisations).flat_map(|(at, doc)| doc.names.iter().map(move |name| (name.terms, at)));
    let mut begun: Vec<(TermId, u32)> =
        names.filter(|(terms, _)| terms.len() > 1).map(|(terms, at)| (terms[0], at)).collect();
    begun.sort_unstable();
    begun.dedup();
    ByTerm::of(begun)
}

/// How people ask for each attribute, in the order of the attributes: the questions that are known, its name, its words
/// and the question that an answer offers.
fn attribute_wordings(
    attributes: &[AttributeDoc],
    phrasings: Vec<AttributePhrasing>,
    vocabulary: &mut Vocabulary,
    reader: &mut Reader,
) -> Wordings {
    let mut known: FxHashMap<AttributeId, Vec<String>> = FxHashMap::default();
    for phrasing in phrasings {
        known.entry(phrasing.attribute).or_default().extend(phrasing.texts);
    }
    let texts = attributes.iter().map(|doc| {
        let attribute = &doc.attribute;
        let mut texts = known.remove(&attribute.id).unwrap_or_default();
        texts.push(attribute.name.clone());
        texts.extend(attribute.words.iter().cloned());
        texts.extend(attribute.question.iter().map(|question| question.replace("{subject}", " ")));
        (attribute.id.as_str(), texts)
    });
    let texts: Vec<(&str, Vec<String>)> = texts.collect();
    Wordings::new(texts.iter().map(|(id, texts)| (*id, texts.as_slice())), vocabulary, reader)
}

/// All phrases of attributes, each under that of its terms that the fewest attributes share, among those that a question
/// must have to have the phrase: many begin with the small words that nearly every question has.
fn by_telling_term(attributes: &[AttributeDoc], shared: &Postings, gap: Option<TermId>) -> ByTerm<PhrasePlace> {
    let mut telling = Vec::new();
    let rarest = |terms: &[TermId]| terms.iter().copied().min_by_key(|term| shared.with(*term).len());
    for (attribute, doc) in (0..).zip(attributes) {
        for (tight, phrases) in [(false, &doc.phrases), (true, &doc.tight)] {
            for (at, phrase) in (0..).zip(phrases.iter()) {
                let needed = if tight { needed(phrase.terms, gap) } else { phrase.terms };
                telling.extend(rarest(needed).map(|term| (term, PhrasePlace { attribute, tight, at })));
            }
        }
    }
    ByTerm::of(telling)
}

/// Terms of a phrase to be met word for word without which no question has it: what stands behind a gap, for the verb
/// before it may be left out; else all but the last, which may be met by a slip.
fn needed(terms: &[TermId], gap: Option<TermId>) -> &[TermId] {
    if let Some(at) = terms.iter().position(|term| Some(*term) == gap) {
        return &terms[at + 1..];
    }
    &terms[..terms.len().saturating_sub(1).max(1).min(terms.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_filed_under_a_word_that_a_question_needs_to_have_it() {
        let gap = Some(TermId(9));
        let terms = |numbers: &[u32]| numbers.iter().copied().map(TermId).collect::<Vec<_>>();
        let table: [(&[u32], &[u32]); 5] = [
            (&[1], &[1]),
            // The last may be met by a slip.
            (&[1, 2, 3], &[1, 2]),
            // The verb before a gap may be left out.
            (&[1, 2, 9, 3, 4], &[3, 4]),
            (&[1, 9], &[]),
            (&[], &[]),
        ];
        for (phrase, expected) in table {
            assert_eq!(needed(&terms(phrase), gap), terms(expected), "{phrase:?}");
        }
    }
}
