//! Building the index from subjects, sources, facts and the lexicon.

use super::abbreviations::Abbreviations;
use super::index::{AttributeDoc, FactDoc, Index, KnownQuestion, Name, OrganisationDoc, SubjectDoc};
use super::postings::Postings;
use super::vocabulary::{TermId, Vocabulary};
use crate::fact::{Fact, Source, Subject, Value};
use crate::text::lexicon::{Attribute, Lexicon, Organisation};
use crate::text::{self, Figure, Scale, grammar, say, words};
use std::sync::Arc;

impl Index {
    /// Builds the index. Facts whose subject, attribute or source is missing are left out: the rooms below
    /// this one hold them together, and an answer without its source is none.
    pub fn build(
        lexicon: Lexicon,
        subjects: impl IntoIterator<Item = Arc<Subject>>,
        sources: impl IntoIterator<Item = Arc<Source>>,
        facts: impl IntoIterator<Item = Arc<Fact>>,
    ) -> Self {
        let mut index = Index::default();
        index.add_closed_words();
        let abbreviations = Abbreviations::new(&lexicon);
        index.add_organisations(lexicon.organisations.into_values().collect());
        index.add_attributes(lexicon.attributes.into_values(), &abbreviations);
        index.add_synonyms(&lexicon.synonyms);
        for subject in subjects {
            index.add_subject(subject, &abbreviations);
        }
        for source in sources {
            index.add_source(source);
        }
        for fact in facts {
            index.add_fact(fact, &abbreviations);
        }
        index.vocabulary.file_near();
        index.gather_context();
        index.post();
        index.weigh_terms();
        index
    }

    fn add_closed_words(&mut self) {
        for word in grammar::closed_words() {
            let term = self.vocabulary.intern(word);
            let at = term.0 as usize;
            if self.closed.len() <= at {
                self.closed.resize(at + 1, false);
            }
            // Filler is looked for when a word is mistyped, but may well be part of a name.
            self.closed[at] |= !grammar::is_filler(word);
        }
    }

    fn add_organisations(&mut self, all: Vec<Organisation>) {
        self.by_organisation_id = all.iter().enumerate().map(|(at, o)| (o.id.clone(), at)).collect();
        let parents: Vec<Option<usize>> =
            all.iter().map(|o| self.by_organisation_id.get(o.parent.as_deref()?).copied()).collect();
        for (at, organisation) in all.into_iter().enumerate() {
            let names = std::iter::once(&organisation.name)
                .chain(&organisation.aliases)
                .map(|text| Name { terms: intern_all(&mut self.vocabulary, &content(text)) })
                .filter(|name| !name.terms.is_empty())
                .collect();
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

    fn add_attributes(&mut self, all: impl Iterator<Item = Attribute>, abbreviations: &Abbreviations) {
        for attribute in all {
            let (mut phrases, mut tight) = (Vec::new(), Vec::new());
            for text in std::iter::once(&attribute.name).chain(&attribute.words) {
                let all = words(text);
                let content_only = content_of(text, all.clone());
                if all.len() > 1 && all.len() > content_only.len() {
                    tight.push(Name { terms: intern_all(&mut self.vocabulary, &all) });
                }
                // "asked for by": without its function words next to nothing is left of such a phrase.
                if all.len() > content_only.len() && content_only.iter().all(|w| grammar::is_filler(w)) {
                    continue;
                }
                for variant in abbreviations.variants(content_only) {
                    let name = Name { terms: intern_all(&mut self.vocabulary, &variant) };
                    if !name.terms.is_empty() && !phrases.contains(&name) {
                        phrases.push(name);
                    }
                }
            }
            self.by_attribute_id.insert(attribute.id.clone(), self.attributes.len());
            self.attributes.push(AttributeDoc { attribute, phrases, tight, facts: Vec::new() });
        }
    }

    fn add_synonyms(&mut self, groups: &[Vec<String>]) {
        for group in groups {
            let members: Vec<Vec<TermId>> =
                group.iter().map(|text| intern_all(&mut self.vocabulary, &words(text))).collect();
            let single: Vec<TermId> = members.iter().filter(|m| m.len() == 1).map(|m| m[0]).collect();
            for member in members {
                let others = single.iter().copied().filter(|t| member.first() != Some(t) || member.len() > 1);
                if let [term] = member[..] {
                    let list = self.synonyms.entry(term).or_default();
                    list.extend(others);
                    list.sort_unstable();
                    list.dedup();
                } else if !member.is_empty() {
                    self.synonym_phrases.push((Name { terms: member.clone() }, others.collect()));
                }
            }
        }
    }

    fn add_subject(&mut self, subject: Arc<Subject>, abbreviations: &Abbreviations) {
        let own = subject.organisation.as_deref().and_then(|id| self.organisation_at(id));
        let mut organisations: Vec<usize> = Vec::new();
        // A subject that is itself an organisation of the lexicon goes by all its names there.
        let itself = self.organisation_at(subject.id.as_str());
        for at in [itself, own].into_iter().flatten() {
            organisations.push(at);
            organisations.extend(&self.organisations[at].above);
        }
        let mut texts = vec![subject.name.clone()];
        texts.extend(subject.aliases.iter().cloned());
        if let Some(at) = itself {
            let organisation = &self.organisations[at].organisation;
            texts.push(organisation.name.clone());
            texts.extend(organisation.aliases.iter().cloned());
        }
        let mut names = Vec::new();
        for text in &texts {
            for words in abbreviations.variants(content(text)).into_iter().chain(joined(text)) {
                let name = Name { terms: intern_all(&mut self.vocabulary, &words) };
                if !name.terms.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let full_name = match own.map(|at| &self.organisations[at].organisation.name) {
            Some(name) if !subject.name.contains(name.as_str()) => format!("{name}'s {}", subject.name),
            _ => subject.name.clone(),
        };
        self.by_subject_id.insert(subject.id.clone(), self.subjects.len());
        self.subjects.push(SubjectDoc {
            subject,
            full_name,
            names,
            organisations,
            facts: Vec::new(),
            context: Vec::new(),
        });
    }

    fn organisation_at(&self, id: &str) -> Option<usize> {
        self.by_organisation_id.get(id).copied()
    }

    fn add_source(&mut self, source: Arc<Source>) {
        let mut words = content(&source.title);
        for text in [&source.publisher, &source.author].into_iter().flatten() {
            words.extend(content(text));
            words.extend(joined(text).into_iter().flatten());
        }
        let terms = sorted(intern_all(&mut self.vocabulary, &words));
        self.by_source_id.insert(source.id.clone(), self.sources.len());
        self.sources.push(source);
        self.source_terms.push(terms);
    }

    fn add_fact(&mut self, fact: Arc<Fact>, abbreviations: &Abbreviations) {
        let (Some(&subject), Some(&attribute), Some(&source)) = (
            self.by_subject_id.get(&fact.subject),
            self.by_attribute_id.get(&fact.attribute),
            self.by_source_id.get(&fact.source),
        ) else {
            return;
        };
        let mut value = value_words(&fact.value);
        value.extend(fact.status.map(|status| status.word().to_owned()));
        for id in [fact.said_by.as_deref(), linked(&fact.value)].into_iter().flatten() {
            match self.subject_by_id(id) {
                Some(at) => {
                    let linked = &self.subjects[at].subject;
                    for text in std::iter::once(&linked.name).chain(&linked.aliases) {
                        value.extend(content(text));
                    }
                }
                None => value.extend(content(id)),
            }
        }
        let statement_text = fact.statement.clone().unwrap_or_default();
        let mut statement = content(&statement_text);
        statement.extend(joined(&statement_text).into_iter().flatten());
        let mut cues: Vec<String> = fact.cues.iter().flat_map(|cue| content(cue)).collect();
        cues.extend(fact.cues.iter().flat_map(|cue| joined(cue)).flatten());
        abbreviations.enrich(&mut value);
        abbreviations.enrich(&mut statement);
        abbreviations.enrich(&mut cues);
        let known = |text: &String| KnownQuestion {
            terms: sorted(intern_all(&mut self.vocabulary, &content(text))),
            asks: grammar::question_word(&words(text)),
        };
        let questions = fact.questions.iter().map(known).collect();
        let at = self.facts.len();
        let doc = FactDoc {
            subject,
            attribute,
            source,
            value: sorted(intern_all(&mut self.vocabulary, &value)),
            statement: sorted(intern_all(&mut self.vocabulary, &statement)),
            cues: sorted(intern_all(&mut self.vocabulary, &cues)),
            questions,
            figures: figures(&fact),
            fact,
        };
        self.subjects[subject].facts.push(at);
        self.attributes[attribute].facts.push(at);
        self.facts.push(doc);
    }

    /// Gathers for each subject the terms of all its facts.
    fn gather_context(&mut self) {
        for subject in &mut self.subjects {
            let facts = subject.facts.iter().map(|at| &self.facts[*at]);
            subject.context =
                sorted(facts.flat_map(|f| f.value.iter().chain(&f.statement).chain(&f.cues)).copied().collect());
        }
    }

    /// Fills the postings from the documents.
    fn post(&mut self) {
        self.closed.resize(self.vocabulary.terms(), false);
        self.term_subjects = Postings::of(named(self.subjects.iter().map(|doc| doc.names.iter())));
        let phrases = self.attributes.iter().map(|doc| doc.phrases.iter().chain(&doc.tight));
        self.term_attributes = Postings::of(named(phrases));
        self.term_organisations = Postings::of(named(self.organisations.iter().map(|doc| doc.names.iter())));
        self.term_facts = Postings::of(self.facts.iter().enumerate().flat_map(|(at, doc)| {
            let asked = doc.questions.iter().flat_map(|question| &question.terms);
            doc.value.iter().chain(&doc.statement).chain(&doc.cues).chain(asked).map(move |term| (*term, at))
        }));
    }

    /// Works out what [`Index::weight`] says of each term: a question asks for hundreds of them.
    fn weigh_terms(&mut self) {
        let facts = self.facts.len().max(2) as f32;
        let weight = |term: TermId| {
            let of_subjects = self.subjects_with(term).iter().map(|s| self.subjects[*s as usize].facts.len());
            let in_facts = self.facts_with(term).len();
            let frequency = (in_facts + of_subjects.sum::<usize>()).min(self.facts.len()).max(1) as f32;
            (1.0 - frequency.ln() / facts.ln()).mul_add(0.7, 0.3)
        };
        self.weights = (0..).map(TermId).map(weight).take(self.vocabulary.terms()).collect();
    }
}

/// The terms of each document's names, with the document's place.
fn named<'a, N: Iterator<Item = &'a Name>>(
    documents: impl Iterator<Item = N>,
) -> impl Iterator<Item = (TermId, usize)> {
    documents
        .enumerate()
        .flat_map(|(at, names)| names.flat_map(move |name| name.terms.iter().map(move |term| (*term, at))))
}

fn intern_all(vocabulary: &mut Vocabulary, words: &[String]) -> Vec<TermId> {
    words.iter().map(|word| vocabulary.intern(word)).collect()
}

fn sorted(mut terms: Vec<TermId>) -> Vec<TermId> {
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The words of a text without function words; all of them, if there are no others.
pub(super) fn content(text: &str) -> Vec<String> {
    content_of(text, words(text))
}

/// The content among the words of a text.
fn content_of(text: &str, mut words: Vec<String>) -> Vec<String> {
    if words.iter().all(|word| grammar::is_function(word)) {
        return words;
    }
    // "IT" is a name's word and a pronoun: with a capital it is the name's.
    let named_it = || text.split(|c: char| !c.is_alphanumeric()).any(|w| w == "IT");
    let keep_it = words.iter().any(|w| w == "it") && named_it();
    words.retain(|word| !grammar::is_function(word) || keep_it && word == "it");
    words
}

/// The hyphenated words of a text written as one, each as a name of its own ("e-Tax" -> "etax").
fn joined(text: &str) -> Vec<Vec<String>> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.trim_matches('-').contains('-') && word.len() <= 24)
        .map(|word| vec![word.replace('-', "").to_lowercase()])
        .collect()
}

fn value_words(value: &Value) -> Vec<String> {
    match value {
        Value::Subject(_) => Vec::new(),
        other => {
            let text = say::value(other, str::to_owned);
            let mut words = content(&text);
            words.extend(joined(&text).into_iter().flatten());
            words
        }
    }
}

fn linked(value: &Value) -> Option<&str> {
    match value {
        Value::Subject(id) => Some(id.as_str()),
        _ => None,
    }
}

/// The figures and dates that a fact itself speaks of.
fn figures(fact: &Fact) -> Vec<Figure> {
    let mut figures: Vec<Figure> = fact.period.map(Figure::Period).into_iter().collect();
    let plain = |n: i64| Figure::Number { hundredths: n, scale: Scale::Plain };
    match &fact.value {
        Value::Date(date) => figures.push(Figure::Date(*date)),
        Value::Money(money) => figures.extend(money.amount.figures().map(plain)),
        Value::Count(count) => {
            figures.extend(count.amount.scaled(100).figures().map(plain));
            figures.extend(count.of.map(|n| plain(n.saturating_mul(100))));
        }
        Value::Duration(span) => figures.extend(span.amount.scaled(100).figures().map(plain)),
        _ => {}
    }
    figures.extend(fact.statement.iter().flat_map(|statement| text::figures(statement)));
    figures
}
