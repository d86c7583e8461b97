//! Tantivy: BM25 over the words of each fact, and the same with every word widened to the words near it.

use super::{Engine, Found, HITS, Making, labels};
use crate::corpus::Corpus;
use ::tantivy::collector::TopDocs;
use ::tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery};
use ::tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use ::tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument, Term};
use ::whitehall::text::lexicon::Lexicon;
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::collections::BTreeMap;
use tantivy_fst::Automaton;

/// So many words near one are asked for at most, nearest first.
const NEAR: usize = 50;
/// Memory of the writer.
const WRITER: usize = 400 << 20;

pub(super) fn build_plain<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    Box::new(|| Box::new(built(corpus, lexicon, false).expect("tantivy builds in memory")))
}

pub(super) fn build_fuzzy<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    Box::new(|| Box::new(built(corpus, lexicon, true).expect("tantivy builds in memory")))
}

struct Tantivy {
    searcher: Searcher,
    text: Field,
    /// The place of the fact of each document, by segments.
    places: Vec<::tantivy::columnar::Column<u64>>,
    index: Index,
    /// Automata for one edit and for two, where words are widened.
    near: Option<[LevenshteinAutomatonBuilder; 2]>,
}

fn built(corpus: &Corpus, lexicon: &Lexicon, fuzzy: bool) -> ::tantivy::Result<Tantivy> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let place = schema.add_u64_field("place", FAST);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(2, WRITER)?;
    for (at, label) in (0_u64..).zip(labels(corpus, lexicon, true)) {
        let mut document = TantivyDocument::default();
        document.add_text(text, label);
        document.add_u64(place, at);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher: Searcher = reader.searcher();
    let column = |segment: &::tantivy::SegmentReader| segment.fast_fields().u64("place");
    let places = searcher.segment_readers().iter().map(column).collect::<Result<_, _>>()?;
    let near = fuzzy.then(|| [1, 2].map(|edits| LevenshteinAutomatonBuilder::new(edits, true)));
    Ok(Tantivy { searcher, text, places, index, near })
}

impl Tantivy {
    fn query(&self, question: &str) -> ::tantivy::Result<BooleanQuery> {
        let mut words = Vec::new();
        let mut tokenizer = self.index.tokenizer_for_field(self.text)?;
        tokenizer.token_stream(question).process(&mut |token| words.push(token.text.clone()));
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in words {
            clauses.push((Occur::Should, self.word(&word)?));
        }
        Ok(BooleanQuery::new(clauses))
    }

    fn word(&self, word: &str) -> ::tantivy::Result<Box<dyn Query>> {
        let exact = |text: &str| TermQuery::new(Term::from_field_text(self.text, text), IndexRecordOption::WithFreqs);
        let letters = word.chars().count();
        let builders = match &self.near {
            Some(builders) if letters > 3 && !word.starts_with(|c: char| c.is_ascii_digit()) => builders,
            _ => return Ok(Box::new(exact(word))),
        };
        let automaton = Near(builders[usize::from(letters > 6)].build_dfa(word));
        let mut found: BTreeMap<String, u8> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.text)?;
            let mut stream = inverted.terms().search(&automaton).into_stream()?;
            while stream.advance() {
                let text = String::from_utf8_lossy(stream.key()).into_owned();
                let edits = automaton.edits(&text);
                found.insert(text, edits);
            }
        }
        let mut found: Vec<(u8, String)> = found.into_iter().map(|(text, edits)| (edits, text)).collect();
        found.sort_unstable();
        found.truncate(NEAR);
        if found.is_empty() {
            return Ok(Box::new(exact(word)));
        }
        let widened = found.into_iter().map(|(edits, text)| -> Box<dyn Query> {
            let share = 1.0 - 0.25 * f32::from(edits);
            Box::new(BoostQuery::new(Box::new(exact(&text)), share))
        });
        Ok(Box::new(DisjunctionMaxQuery::new(widened.collect())))
    }
}

impl Engine for Tantivy {
    fn ask(&self, question: &str) -> Found {
        let hits = self.query(question).and_then(|query| self.searcher.search(&query, &TopDocs::with_limit(HITS)));
        let place = |(_, at): (f32, ::tantivy::DocAddress)| {
            self.places[at.segment_ord as usize].first(at.doc_id).unwrap_or(0) as u32
        };
        Found::Facts(hits.unwrap_or_default().into_iter().map(place).collect())
    }
}

/// The words within some edits of one.
struct Near(DFA);

impl Near {
    fn edits(&self, text: &str) -> u8 {
        match self.0.eval(text) {
            Distance::Exact(edits) | Distance::AtLeast(edits) => edits,
        }
    }
}

impl Automaton for Near {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}
