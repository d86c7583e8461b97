//! How much is done for a question, counted and not timed: it must hardly grow with the facts that are held.
//!
//! Invented posts of invented offices, four facts each. The bounds are what was counted when they were set, and a
//! third more; whoever finds a way to do less lowers them.

use std::sync::Arc;
use whitehall::answer;
use whitehall::fact::{Amount, Fact, FuzzyDate, Inference, Money, Per, Scope, Source, Subject, SubjectKind, Value};
use whitehall::search::{Delta, Foundation, Index};
use whitehall::text::lexicon::{Asks, Attribute, Lexicon};
use whitehall::text::tokenise;

const RANKS: [&str; 6] = ["Director", "Deputy Director", "Head", "Deputy Head", "Chief", "Assistant Director"];
const TOPICS: [&str; 8] =
    ["Lamps", "Foghorns", "Pilotage", "Dredging", "Signals", "Moorings", "Slipways", "Tide Tables"];

/// A word of its own for each number.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "cor", "den", "fi", "gul", "hes", "jor", "kil", "lam", "mo", "nev", "pra", "qui", "ros", "tal", "wen"];
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(SYLLABLES[number % 16]);
        number /= 16;
    }
    word
}

fn attribute(id: &str, words: &[&str]) -> (whitehall::fact::AttributeId, Attribute) {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    let attribute = Attribute { words, asks: vec![Asks::What], ..Attribute::named(id, id) };
    (id.into(), attribute)
}

/// An index of so many posts, four facts each, laid over a small one as an import is.
fn index(posts: usize) -> Index {
    let mut lexicon = Lexicon::default();
    let attributes = [
        attribute("salary", &["pay", "earn"]),
        attribute("location", &["where", "based"]),
        attribute("holder", &["holds", "name"]),
        attribute("status", &["state"]),
    ];
    lexicon.attributes.extend(attributes);
    let below = Arc::new(Foundation::new(lexicon).build([], [], []));
    let as_of = FuzzyDate::from_parts(2031, Some(5), None, Inference::Stated).expect("a month of a year");
    let source = Source {
        id: "list".into(),
        title: "List of posts".to_owned(),
        publisher: None,
        author: None,
        published: Some(as_of),
        url: None,
        inferred: vec![],
    };
    let mut delta = Delta { sources: vec![Arc::new(source)], ..Delta::default() };
    for number in 0..posts {
        let id = format!("post-{number}");
        let name = format!("{} of {} {}", RANKS[number % 6], word(number / 4), TOPICS[number % 8]);
        let subject =
            Subject { id: id.as_str().into(), kind: SubjectKind::Role, name, aliases: vec![], organisation: None };
        delta.subjects.push(Arc::new(subject));
        let pounds = 4_000_000 + (number % 40) as i64 * 100_000;
        let money = Money { amount: Amount::Exact(pounds), currency: "GBP".to_owned(), per: Some(Per::Year) };
        let values = [
            ("salary", Value::Money(money)),
            ("location", Value::Text(word(number % 60 + 4_000))),
            ("holder", Value::Text(format!("{} {}", word(number % 300 + 2_000), word(number % 500 + 3_000)))),
            ("status", Value::Rating("filled".to_owned())),
        ];
        for (attribute, value) in values {
            delta.facts.push(Arc::new(Fact {
                id: format!("{id}.{attribute}").as_str().into(),
                scope: Scope::Owners,
                subject: id.as_str().into(),
                attribute: attribute.into(),
                value,
                period: None,
                status: None,
                said_by: None,
                as_of,
                source: "list".into(),
                statement: None,
                cues: vec![],
                questions: vec![],
            }));
        }
    }
    Index::over(&below, delta)
}

/// What a question took.
#[derive(Debug, Default, Clone, Copy)]
struct Work {
    postings: usize,
    /// Facts that are looked at where one of them is to answer, ...
    candidates: usize,
    /// ... and where several are looked at together.
    weighed: usize,
    compared: usize,
}

/// The most that any of some questions about the first posts took.
fn most(index: &Index) -> Work {
    let mut most = Work::default();
    for number in (0..800).step_by(37) {
        let (rank, own, topic) = (RANKS[number % 6], word(number / 4), TOPICS[number % 8]);
        let slip: String = own.chars().enumerate().filter(|(at, _)| *at != 3).map(|(_, c)| c).collect();
        for question in [
            format!("what is the salary of the {rank} of {own} {topic}?"),
            format!("where is the {rank} of {slip} {topic} based"),
            format!("{rank} {topic} pay"),
        ] {
            let expanded = index.expand(tokenise(&question));
            let effort = index.effort(&expanded.iter().collect::<Vec<_>>());
            let words: Vec<_> = expanded.iter().collect();
            let candidates = index.candidates_beside(&words, &index.named_subjects(&words, &[]), false).len();
            let compared = expanded.iter().map(|word| index.vocabulary().compared(&word.token.text)).sum();
            most.postings = most.postings.max(effort.walked + effort.looked_up);
            most.candidates = most.candidates.max(candidates);
            most.weighed = most.weighed.max(answer::weighed(index, &question).len());
            most.compared = most.compared.max(compared);
        }
    }
    most
}

#[test]
fn a_question_over_twelve_thousand_facts_takes_no_more_than_was_recorded() {
    let (small, large) = (index(750), index(3_000));
    let told = answer::answer(&large, "what is the salary of the Deputy Director of Bababa Foghorns?");
    assert!(told.text.contains("£41,000"), "{}", told.text);
    let (few, many) = (most(&small), most(&large));
    println!("{few:?} {many:?}");
    // Of 12,000 facts and 3,000 subjects, with what their few words have in common.
    assert!(many.postings <= 1_600, "{many:?}");
    assert!(many.candidates <= 106, "{many:?}");
    assert!(many.weighed <= 160, "{many:?}");
    assert!(many.compared <= 64, "{many:?}");
    // Four times the facts are no reason to weigh half as many again.
    assert!(many.weighed < few.weighed + few.weighed / 2, "{few:?} {many:?}");
}

#[test]
fn a_key_looks_at_a_bounded_number_of_names_and_a_name_is_found_by_its_beginning() {
    let large = index(3_000);
    for typed in ["", "d", "de", "deputy director of", "deputy director of b", "foghorns"] {
        let mut looked_at = 0;
        let found = large.typed_subjects(typed, |_| {
            looked_at += 1;
            true
        });
        assert!(!found.is_empty() && found.len() <= 500 && looked_at <= 1_200, "{typed}: {looked_at}");
    }
    let first = |typed: &str| {
        let found = answer::offer::subjects(&large, typed, &[], None, 5);
        found.into_iter().map(|at| large.subject(at).full_name.clone()).collect::<Vec<_>>()
    };
    // The beginning of a name, of a word in it, and a slip.
    assert_eq!(first("deputy director of bababa f")[0], "Deputy Director of bababa Foghorns");
    assert_eq!(first("bababa foghorns")[0], "Deputy Director of bababa Foghorns");
    assert!(first("bababa").iter().take(3).all(|name| name.contains("bababa")), "{:?}", first("bababa"));
    assert_eq!(first("Deputy Director of bababa Foghrns")[0], "Deputy Director of bababa Foghorns");
}
