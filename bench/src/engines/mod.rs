//! Whitehall and its peers, each behind the same two calls: build over a corpus, ask.

mod scans;
mod sqlite;
mod tantivy;
mod whitehall;

use crate::corpus::Corpus;
use crate::live::Live;
use crate::questions::Question;
use ::whitehall::answer::Answer;
use ::whitehall::text::lexicon::Lexicon;

/// So many hits are fetched, so that five different subjects are among them.
const HITS: usize = 25;

/// What comes back for a question.
pub enum Found {
    /// Places of facts in the corpus, best first.
    Facts(Vec<u32>),
    /// A whole answer.
    Answer(Box<Answer>),
}

/// Something that can be asked.
pub trait Engine: Send + Sync {
    /// What it finds.
    fn ask(&self, question: &str) -> Found;

    /// The ids of subjects that stand behind those of an answer, best first. Not timed.
    fn behind(&self, _question: &str) -> Vec<String> {
        vec![]
    }

    /// What else it does while it runs, for engines that do.
    fn live(&self, _corpus: &Corpus, _questions: &[Question]) -> Option<Live> {
        None
    }

    /// Bytes that it holds outside of Rust's allocator.
    fn foreign_bytes(&self) -> usize {
        0
    }
}

/// An engine to be built: all is at hand that it takes.
pub type Making<'a> = Box<dyn FnOnce() -> Box<dyn Engine> + 'a>;

/// How an engine is built: what it takes and keeps is copied first, for whoever has it gives it away.
pub type Builder = for<'a> fn(&'a Corpus, &'a Lexicon) -> Making<'a>;

/// All engines by their names; those that look at every fact are last.
pub const ENGINES: [(&str, Builder); 7] = [
    ("whitehall", whitehall::build),
    ("tantivy BM25", tantivy::build_plain),
    ("tantivy fuzzy", tantivy::build_fuzzy),
    ("SQLite FTS5", sqlite::build),
    ("rapidfuzz", scans::build_rapidfuzz),
    ("nucleo", scans::build_nucleo),
    ("strsim", scans::build_strsim),
];

/// What an engine indexes of each fact: the subject's names, its organisation's names, the attribute and the year.
/// With `all` also the other names; those that compare whole texts would be lost among them.
fn labels<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon, all: bool) -> impl Iterator<Item = String> + 'a {
    let mut subjects = corpus.subjects.iter().peekable();
    corpus.facts.iter().map(move |fact| {
        while subjects.next_if(|subject| subject.id != fact.subject).is_some() {}
        let mut label = String::new();
        let mut add = |text: &str| {
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(text);
        };
        if let Some(subject) = subjects.peek() {
            add(&subject.name);
            subject.aliases.iter().filter(|_| all).for_each(|alias| add(alias));
            if let Some(body) = subject.organisation.as_ref().and_then(|id| lexicon.organisations.get(id)) {
                add(&body.name);
                body.aliases.iter().filter(|_| all).for_each(|alias| add(alias));
            }
        }
        if let Some(attribute) = lexicon.attributes.get(&fact.attribute) {
            add(&attribute.name);
        }
        if let Some(period) = fact.period {
            add(&period.to_string());
        }
        label
    })
}
