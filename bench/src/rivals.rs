//! Which subjects a mention could mean. A question is only asked if that is one.

use crate::corpus::{Corpus, name_words};
use crate::typing::may_shorten;
use rustc_hash::FxHashMap;
use strsim::osa_distance;
use whitehall::text::lexicon::Lexicon;

/// How a word of a mention was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Typed {
    /// As it is.
    Plainly(String),
    /// With so many slips.
    Slipped(String, usize),
    /// In a short form.
    Short(String),
    /// Several words as one short form.
    Letters(Vec<String>),
}

/// The organisation of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    /// As it was typed, in lower case.
    pub typed: String,
    /// With so many slips.
    pub slips: usize,
}

/// All subjects by the words of their names.
pub(crate) struct Rivals {
    words: Vec<Word>,
    places: FxHashMap<String, usize>,
    /// For each subject the number of words of each of its names.
    lengths: Vec<Vec<usize>>,
    /// For each subject its organisation.
    bodies: Vec<Option<String>>,
    /// What organisations are called, in lower case, with their ids.
    called: Vec<(String, String)>,
}

struct Word {
    text: String,
    letters: u32,
    subjects: Vec<u32>,
}

impl Rivals {
    pub fn of(corpus: &Corpus, lexicon: &Lexicon) -> Self {
        let mut rivals = Rivals {
            words: vec![],
            places: FxHashMap::default(),
            lengths: vec![],
            bodies: vec![],
            called: lexicon
                .organisations
                .values()
                .flat_map(|body| {
                    let names = std::iter::once(&body.name).chain(&body.aliases);
                    names.map(|name| (name.to_lowercase(), body.id.clone()))
                })
                .collect(),
        };
        for (at, subject) in (0..).zip(&corpus.subjects) {
            let names: Vec<Vec<String>> =
                std::iter::once(&subject.name).chain(&subject.aliases).map(|name| name_words(name)).collect();
            for word in names.iter().flatten() {
                rivals.file(word, at);
            }
            rivals.lengths.push(names.iter().map(Vec::len).collect());
            rivals.bodies.push(subject.organisation.clone());
        }
        rivals
    }

    /// How many different words there are.
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    fn file(&mut self, word: &str, subject: u32) {
        let at = *self.places.entry(word.to_owned()).or_insert_with(|| {
            self.words.push(Word { text: word.to_owned(), letters: letters(word), subjects: vec![] });
            self.words.len() - 1
        });
        let subjects = &mut self.words[at].subjects;
        if subjects.last() != Some(&subject) {
            subjects.push(subject);
        }
    }

    /// Whether the mention means this subject and no other. A name in full means its own subject, though another's has
    /// all its words and more.
    pub fn only(&self, subject: usize, mention: &[Typed], body: Option<&Body>, in_full: bool) -> bool {
        let mut fitting: Option<Vec<u32>> = None;
        let mut parts: Vec<Vec<u32>> = mention.iter().map(|word| self.fitting(word)).collect();
        parts.sort_by_key(Vec::len);
        for part in parts {
            fitting = Some(match fitting {
                None => part,
                Some(so_far) => so_far.into_iter().filter(|at| part.binary_search(at).is_ok()).collect(),
            });
        }
        let mut fitting = fitting.unwrap_or_default();
        if let Some(body) = body {
            let near = |text: &str| {
                if body.slips == 0 { text == body.typed } else { osa_distance(text, &body.typed) <= body.slips }
            };
            let ids: Vec<&String> = self.called.iter().filter(|(text, _)| near(text)).map(|(_, id)| id).collect();
            fitting.retain(|at| self.bodies[*at as usize].as_ref().is_some_and(|id| ids.contains(&id)));
        }
        let only = |fitting: &[u32]| matches!(fitting, [one] if *one as usize == subject);
        if only(&fitting) {
            return true;
        }
        let count = mention.iter().map(|word| if let Typed::Letters(words) = word { words.len() } else { 1 }).sum();
        fitting.retain(|at| self.lengths[*at as usize].contains(&count));
        in_full && only(&fitting)
    }

    /// The subjects that have a word which may have been typed so, sorted.
    fn fitting(&self, typed: &Typed) -> Vec<u32> {
        let with = |word: &str| self.places.get(word).map_or(&[][..], |at| &self.words[*at].subjects);
        match typed {
            Typed::Plainly(word) => with(word).to_vec(),
            Typed::Letters(words) => {
                let (first, rest) =
                    words.split_first().map_or((&[][..], &[][..]), |(first, rest)| (with(first), rest));
                let has_all = |at: &&u32| rest.iter().all(|word| with(word).binary_search(at).is_ok());
                first.iter().filter(has_all).copied().collect()
            }
            Typed::Slipped(word, slips) => {
                let mask = letters(word);
                self.all(|other| {
                    let lengths = other.text.len().abs_diff(word.len()) <= *slips;
                    // A slip changes one letter for another at most.
                    let alike = (other.letters ^ mask).count_ones() as usize <= 2 * slips;
                    lengths && alike && osa_distance(&other.text, word) <= *slips
                })
            }
            Typed::Short(short) => self.all(|other| other.text == *short || may_shorten(short, &other.text)),
        }
    }

    fn all(&self, fits: impl Fn(&Word) -> bool) -> Vec<u32> {
        let found = self.words.iter().filter(|word| fits(word));
        let mut subjects: Vec<u32> = found.flat_map(|word| word.subjects.iter().copied()).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects
    }
}

/// Which letters a word has, a bit each.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |mask, byte| mask | 1 << (byte - b'a'))
}
