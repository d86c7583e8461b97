//! What holds for every question: a fact is found by its own question, also mistyped; no input panics; the same
//! question gets the same answer; the work for any input is bounded.

mod index;

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::{prop_assert, prop_assert_eq, proptest};
use std::sync::LazyLock;
use whitehall::answer::{self, Answer, Outcome};
use whitehall::fact::{Fact, FactId, Source, SourceId, Subject, SubjectId, SubjectKind, Value};
use whitehall::knowledge::{self, Knowledge};
use whitehall::search::{FactDoc, Index};
use whitehall::text::{MAX_TOKENS, tokenise};

/// Percent of the facts that their own question must find.
const FOUND: f64 = 100.0;

/// The same with one edit in each of two words, at least.
const FOUND_MISTYPED: f64 = 99.0;

/// Percent of the mistyped questions that may be answered with another fact, of whatever subject: two of 5,900 are (an
/// edit can make another word). With one variant of each question it is none.
const OTHER_FACT: f64 = 0.1;

/// Ways to mistype each question; more are tried with `MISTYPED=20`.
const VARIANTS: u64 = 1;

/// Words shorter than this are not mistyped.
const LONG_WORD: usize = 5;

/// The bounds of `search`: facts by their own words, and subjects times the facts of each.
const MAX_CANDIDATES: usize = 80 + 16 * 200;

/// The meanings of a word that `search` keeps.
const MAX_MEANINGS: usize = 24;

/// No answer is longer, in characters.
const MAX_TEXT: usize = 600;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static NORDMARK: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-nordmark")));

// ---- a fact is found by its question

/// How questions that each have one right fact came out.
#[derive(Default)]
struct Found {
    all: usize,
    right: usize,
    /// Answered with another fact of the subject.
    other_fact: usize,
    /// Answered with facts of other subjects only.
    other_subject: usize,
    misses: Vec<String>,
}

impl Found {
    fn add(&mut self, doc: &FactDoc, question: &str, answer: &Answer) {
        self.all += 1;
        if answer.facts.iter().any(|held| held.fact.id == doc.fact.id) {
            self.right += 1;
            return;
        }
        // Who holds a post is said of the post; it is about the holder too.
        let points = |value: &Value| matches!(value, Value::Subject(id) if *id == doc.fact.subject);
        let same_subject =
            answer.facts.iter().any(|held| held.fact.subject == doc.fact.subject || points(&held.fact.value));
        let what = match (answer.outcome, same_subject) {
            (Outcome::Answer, true) => {
                self.other_fact += 1;
                "other fact"
            }
            (Outcome::Answer, false) => {
                self.other_subject += 1;
                "OTHER SUBJECT"
            }
            _ => "not answered",
        };
        self.misses.push(format!("  {what}: {} | {question}\n      {}", doc.fact.id, answer.text));
    }

    fn percent(&self, part: usize) -> f64 {
        100.0 * part as f64 / self.all.max(1) as f64
    }

    fn print(&self, what: &str) {
        println!(
            "{what}: {} of {} found ({:.1}%), other fact {}, other subject {} ({:.1}%)",
            self.right,
            self.all,
            self.percent(self.right),
            self.other_fact,
            self.other_subject,
            self.percent(self.other_subject),
        );
        self.misses.iter().for_each(|miss| println!("{miss}"));
    }
}

fn indexes() -> [&'static Index; 2] {
    [&BUILT_IN, &NORDMARK]
}

#[test]
fn the_canonical_question_finds_its_fact() {
    let mut found = Found::default();
    for index in indexes() {
        for doc in index.facts().iter() {
            let question = answer::canonical_question(index, &doc);
            found.add(&doc, &question, &answer::answer(index, &question));
        }
    }
    found.print("canonical questions");
    assert!(found.all > 200);
    assert!(found.percent(found.right) >= FOUND, "{:.1}% found", found.percent(found.right));
}

#[test]
fn the_canonical_question_finds_its_fact_when_two_words_are_mistyped() {
    let variants = std::env::var("MISTYPED").ok().and_then(|n| n.parse().ok()).unwrap_or(VARIANTS);
    let mut random = Random(0x5eed);
    let mut found = Found::default();
    for index in indexes() {
        for doc in index.facts().iter() {
            let question = answer::canonical_question(index, &doc);
            for _ in 0..variants {
                let mistyped = mistype(&question, &mut random);
                assert_ne!(mistyped, question);
                found.add(&doc, &mistyped, &answer::answer(index, &mistyped));
            }
        }
    }
    found.print("mistyped questions");
    assert!(found.percent(found.right) >= FOUND_MISTYPED, "{:.1}% found", found.percent(found.right));
    let other = found.percent(found.other_subject + found.other_fact);
    assert!(other <= OTHER_FACT, "{other:.1}% answered with another fact");
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same edits on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    fn letter(&mut self) -> char {
        char::from(b'a' + self.below(26) as u8)
    }
}

/// One random edit in each of two long words; in one, if there is but one.
fn mistype(question: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in question.chars() {
        // A word is a run of letters: "Office" and "s" in "Office's".
        if words.last().and_then(|word| word.chars().next()).is_some_and(|f| f.is_alphabetic() != c.is_alphabetic()) {
            words.push(String::new());
        }
        words.last_mut().expect("there is one").push(c);
    }
    let is_long = |word: &String| word.chars().count() >= LONG_WORD && word.chars().all(char::is_alphabetic);
    let mut long: Vec<usize> = (0..words.len()).filter(|at| is_long(&words[*at])).collect();
    for _ in 0..2.min(long.len()) {
        let at = long.swap_remove(random.below(long.len()));
        words[at] = edit(&words[at], random);
    }
    words.concat()
}

/// Inserts, deletes, substitutes or transposes a letter; always changes the word.
fn edit(word: &str, random: &mut Random) -> String {
    loop {
        let mut letters: Vec<char> = word.chars().collect();
        let at = random.below(letters.len());
        match random.below(4) {
            0 => letters.insert(at, random.letter()),
            1 => {
                letters.remove(at);
            }
            2 => letters[at] = random.letter(),
            _ if at > 0 => letters.swap(at - 1, at),
            _ => continue,
        }
        let edited: String = letters.into_iter().collect();
        if edited != word {
            return edited;
        }
    }
}

// ---- any input

/// What must hold of every answer, whatever was asked.
fn check(index: &Index, question: &str) {
    let answer = answer::answer(index, question);
    assert_eq!(answer, answer::answer(index, question), "asked twice: {question:?}");
    assert!(answer.text.chars().count() <= MAX_TEXT, "{} characters: {question:?}", answer.text.chars().count());
    assert!(!answer.text.trim().is_empty(), "{question:?}");
    assert!((0.0..=1.0).contains(&answer.confidence), "{}: {question:?}", answer.confidence);
    let answered = answer.outcome == Outcome::Answer;
    assert_eq!(answered, !answer.facts.is_empty(), "{question:?}");
    assert_eq!(answered, !answer.sources.is_empty(), "{question:?}");
}

/// Inputs that have broken programs before.
fn unusual() -> Vec<String> {
    let mut inputs: Vec<String> = [
        "",
        " \t\r\n",
        "?",
        "???!!!...",
        "\0\u{1}\u{7f}",
        "£",
        "£££ 1,2,3,,,",
        "-",
        "'s 's 's",
        "\u{202e}yralas\u{202c}",
        "s\u{200b}a\u{200d}l\u{feff}ary",
        "👩‍👩‍👧‍👦🏳️‍🌈 salary 🤷🏽",
        "ｗｈａｔ ｉｓ ｔｈｅ ｓａｌａｒｙ",
        "İstanbul ﬁgure ŉ ß ǅ ﷺ",
        "ما هو الراتب",
        "給料はいくらですか",
        "99999999999999999999999999999999",
        "£999999999999999999999bn to £-1",
        "2015-16-17-18 31/02/2020 0000-00-00",
        "1e308 NaN inf",
        "between £1 and £0",
        "<@1> <#2> @everyone **salary**",
        "'; DROP TABLE facts; --",
    ]
    .map(str::to_owned)
    .to_vec();
    inputs.push("a".repeat(100_000));
    inputs.push("salary ".repeat(20_000));
    inputs.push("e\u{301}".repeat(20_000));
    inputs.push(format!("salar{}y", "\u{301}".repeat(50_000)));
    inputs.push("£1bn ".repeat(5_000));
    inputs.push("\u{fdfa}".repeat(5_000));
    inputs
}

#[test]
fn unusual_input_is_answered_like_any_other() {
    for input in unusual() {
        check(&NORDMARK, &input);
    }
}

/// Words of the folder's own questions, so that what is drawn means something.
fn vocabulary() -> Vec<String> {
    let questions = NORDMARK.facts().iter().map(|doc| answer::canonical_question(&NORDMARK, &doc));
    let operators = "highest lowest which more less than over under £100k NOK 1m 2023 2019-05 list all compare \
                     difference between is does who when where why how many long and or not latest earliest";
    let words: String = questions.chain([operators.to_owned()]).collect::<Vec<_>>().join(" ");
    let mut words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

/// Bytes of any kind, and words of the folder in any order with anything between them.
fn any_question() -> impl Strategy<Value = String> {
    let bytes = proptest::collection::vec(any::<u8>(), 0..200);
    let known = proptest::collection::vec((proptest::sample::select(vocabulary()), ".{0,3}"), 0..30);
    prop_oneof![
        bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        "\\PC{0,120}",
        known.prop_map(|words| words.into_iter().map(|(word, more)| format!("{word}{more} ")).collect()),
    ]
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 100, failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_input_is_answered_twice_the_same(question in any_question()) {
        check(&NORDMARK, &question);
    }

    #[test]
    fn the_words_read_are_bounded(question in any_question(), times in 1_usize..40) {
        let words = BUILT_IN.expand(tokenise(&question.repeat(times)));
        prop_assert!(words.len() <= MAX_TOKENS);
        for word in &words {
            prop_assert!(word.meanings.len() <= MAX_MEANINGS, "{}", word.token.text);
        }
        prop_assert_eq!(&words, &BUILT_IN.expand(tokenise(&question.repeat(times))));
    }
}

// ---- the work for the longest input

/// A folder in which every word of a question leads to every fact: 60 posts of one name, each with 250 facts.
fn crowded() -> Index {
    let mut k = Knowledge { lexicon: knowledge::embedded().knowledge.lexicon, ..Knowledge::default() };
    let source = SourceId::from("gazette");
    k.sources.push(Source {
        id: source.clone(),
        title: "Posts".to_owned(),
        publisher: None,
        author: None,
        published: "2031-05-01".parse().ok(),
        url: None,
        inferred: Vec::new(),
    });
    for post in 0..60 {
        let id = SubjectId::new(format!("post-{post}"));
        k.subjects.push(Subject {
            id: id.clone(),
            kind: SubjectKind::Role,
            name: format!("Keeper of the Lantern {post}"),
            aliases: vec!["lantern keeper".to_owned()],
            organisation: None,
        });
        k.facts.extend((0..250).map(|number| Fact {
            id: FactId::new(format!("post-{post}.{number}")),
            scope: Default::default(),
            subject: id.clone(),
            attribute: "responsibility".into(),
            value: Value::Text(format!("the harbour light {number}")),
            period: None,
            status: None,
            said_by: None,
            as_of: "2031-05-01".parse().expect("a date"),
            source: source.clone(),
            statement: None,
            cues: Vec::new(),
            questions: Vec::new(),
        }));
    }
    index::of(k)
}

#[test]
fn the_longest_input_has_a_bounded_number_of_candidates() {
    let index = crowded();
    assert!(index.facts().len() > 4 * MAX_CANDIDATES);
    let question = "what does the keeper of the lantern do with the harbour light ".repeat(2_000);
    let words = index.expand(tokenise(&question));
    assert_eq!(words.len(), MAX_TOKENS, "the question fills what is read");
    let candidates = index.candidates(&words.iter().collect::<Vec<_>>()).len();
    println!("{candidates} of {} facts are weighed for {} words", index.facts().len(), words.len());
    assert!(candidates > 1_000, "the folder is crowded");
    assert!(candidates <= MAX_CANDIDATES, "{candidates}");
    assert_eq!(answer::weighed(&index, &question).len(), candidates);
}
