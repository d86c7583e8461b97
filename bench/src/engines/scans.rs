//! Those that compare the question with every fact: rapidfuzz, nucleo and strsim.

use super::{Engine, Found, HITS, Making, labels};
use crate::corpus::Corpus;
use ::whitehall::text::lexicon::Lexicon;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rapidfuzz::fuzz;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The best of all by a score from 0, as whole numbers so that they can be put in order.
fn best(scores: impl Iterator<Item = u32>) -> Found {
    let mut heap: BinaryHeap<Reverse<(u32, Reverse<u32>)>> = BinaryHeap::with_capacity(HITS + 1);
    for (at, score) in (0_u32..).zip(scores) {
        if heap.len() < HITS || heap.peek().is_some_and(|Reverse(last)| (score, Reverse(at)) > *last) {
            heap.push(Reverse((score, Reverse(at))));
            if heap.len() > HITS {
                heap.pop();
            }
        }
    }
    let sorted = heap.into_sorted_vec();
    Found::Facts(sorted.into_iter().map(|Reverse((_, Reverse(at)))| at).collect())
}

fn lower(corpus: &Corpus, lexicon: &Lexicon) -> Vec<String> {
    labels(corpus, lexicon, false).map(|label| label.to_lowercase().replace(',', "")).collect()
}

pub(super) fn build_rapidfuzz<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    Box::new(|| Box::new(Rapidfuzz(lower(corpus, lexicon).iter().map(|label| sorted_words(label)).collect())))
}

fn sorted_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The ratio over sets of words (`token_set_ratio` of the Python library), which the Rust one leaves to its users.
struct Rapidfuzz(Vec<Vec<String>>);

fn token_set_ratio(ours: &[String], theirs: &[String]) -> f64 {
    let (both, only): (Vec<&str>, Vec<&str>) =
        ours.iter().map(String::as_str).partition(|word| theirs.iter().any(|other| other == word));
    let rest: Vec<&str> = theirs.iter().map(String::as_str).filter(|word| !both.contains(word)).collect();
    let join = |first: &[&str], then: &[&str]| [first, then].concat().join(" ");
    let (shared, a, b) = (both.join(" "), join(&both, &only), join(&both, &rest));
    let ratio = |a: &str, b: &str| fuzz::ratio(a.bytes(), b.bytes());
    let whole = ratio(&a, &b);
    if both.is_empty() { whole } else { whole.max(ratio(&shared, &a)).max(ratio(&shared, &b)) }
}

impl Engine for Rapidfuzz {
    fn ask(&self, question: &str) -> Found {
        let asked = sorted_words(&question.to_lowercase());
        best(self.0.iter().map(|words| (token_set_ratio(&asked, words) * 1e6) as u32))
    }
}

pub(super) fn build_nucleo<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    Box::new(|| Box::new(Nucleo(lower(corpus, lexicon))))
}

/// Each word of the question as a fuzzy atom of its own; those that match add up, for a mistyped one matches nothing.
struct Nucleo(Vec<String>);

impl Engine for Nucleo {
    fn ask(&self, question: &str) -> Found {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let atom = |word| Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
        let asked = question.to_lowercase();
        let words = asked.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
        let atoms: Vec<Atom> = words.map(atom).collect();
        let mut letters = Vec::new();
        best(self.0.iter().map(|label| {
            let label = Utf32Str::new(label, &mut letters);
            atoms.iter().filter_map(|atom| atom.score(label, &mut matcher)).map(u32::from).sum()
        }))
    }
}

pub(super) fn build_strsim<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Making<'a> {
    Box::new(|| Box::new(Strsim(lower(corpus, lexicon))))
}

/// The share of pairs of letters that question and label have in common: of strsim's measures the one that neither the
/// order of words nor the frame of the question puts off.
struct Strsim(Vec<String>);

impl Engine for Strsim {
    fn ask(&self, question: &str) -> Found {
        let asked = question.to_lowercase();
        best(self.0.iter().map(|label| (strsim::sorensen_dice(&asked, label) * 1e6) as u32))
    }
}
