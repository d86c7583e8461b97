//! Any facts that may be held, written in any form, are read as the same facts.

use super::{ATTRIBUTES, HERE, World};
use crate::fact::{
    Amount, AttributeId, Count, Fact, FactId, FuzzyDate, Money, Per, Period, Source, SourceId, Span, SpanUnit,
    Status, SubjectId, Value,
};
use crate::store::{Author, Change, Entry};
use crate::text::typed;
use crate::transfer::{Layer, csv, jsonl, toml};
use jiff::Timestamp;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

/// One line of text, often such that a form of files might stumble over it.
fn words() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(vec![
        "none",
        "=1+1",
        "'=x",
        "-",
        "@a",
        "a, b",
        "a; b",
        "\"quoted\"",
        "it's",
        "£5",
        "5 years",
        "2031",
        "text: a",
        "\\",
        "#",
        "Zoe Beam",
        "zoe-beam",
        "[\"a\"]",
        "{\"a\"",
        "'''",
        "\u{1F526}",
        "amber/red",
        "unknown",
    ]);
    let text = prop_oneof![tricky.prop_map(str::to_owned), "[a-zA-Z0-9 ,;:.£%'\"{}~-]{1,30}", "\\PC{1,20}"];
    text.prop_map(|text| text.trim().to_owned()).prop_filter("one line of text", |text| {
        crate::text::line::line(text, 100).is_ok() && !crate::text::line::looks_like_an_id(text)
    })
}

fn amounts() -> impl Strategy<Value = Amount> {
    (0..10_000_000_000_000_i64, 1..1_000_000_i64, 0..6_u8).prop_map(|(low, more, how)| match how {
        0 => Amount::Exact(low),
        1 => Amount::About(low),
        2 => Amount::AtMost(low),
        3 => Amount::AtLeast(low),
        4 => Amount::Over(low),
        _ => Amount::Range(low, low + more),
    })
}

fn values() -> impl Strategy<Value = Value> {
    let per = prop::option::of(prop::sample::select(Per::ALL.map(|(per, _)| per).to_vec()));
    let unit = prop::sample::select(SpanUnit::ALL.map(|(unit, _)| unit).to_vec());
    let values = prop_oneof![
        (amounts(), "GBP|EUR|SEK", per).prop_map(|(amount, currency, per)| Value::Money(Money {
            amount,
            currency,
            per
        })),
        (amounts(), prop::option::of(0..100_i64), prop::option::of(words()))
            .prop_map(|(amount, of, unit)| Value::Count(Count { amount, of, unit })),
        dates().prop_map(Value::Date),
        (amounts(), unit).prop_map(|(amount, unit)| Value::Duration(Span { amount, unit })),
        words().prop_map(Value::Rating),
        words().prop_map(Value::Text),
        prop::collection::hash_set(words(), 1..4).prop_map(|items| Value::List(items.into_iter().collect())),
        Just(Value::Subject(SubjectId::from("zoe-beam"))),
        Just(Value::None),
        words().prop_map(Value::Withheld),
    ];
    values.prop_filter("a value that may be held", |value| typed::check(value).is_ok())
}

fn dates() -> impl Strategy<Value = FuzzyDate> {
    let forms = "(19|20)[0-9]{2}(~|-0[1-9]~?|-1[0-2]~?|-0[1-9]-1[0-9]~?|~-0[1-9](-1[0-9])?)?";
    forms.prop_map(|text: String| text.parse().unwrap())
}

fn texts(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::hash_set(words(), 0..most).prop_map(|items| items.into_iter().collect())
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let periods =
        prop_oneof![Just(Period::Year(2030)), Just(Period::Financial(2030)), Just(Period::Years(2003, 2015))];
    let status = prop::sample::select(Status::ALL.map(|(status, _)| status).to_vec());
    let said_by = prop_oneof![Just("zoe-beam".to_owned()), words()];
    let fact = (
        (0..4_usize, 0..ATTRIBUTES.len(), values(), 0..3_usize),
        (prop::option::of(periods), prop::option::of(status), prop::option::of(said_by), dates()),
        (prop::option::of(words()), texts(3), texts(3)),
    );
    let fact = fact.prop_map(
        |((subject, attribute, value, source), (period, status, said_by, as_of), (statement, cues, questions))| {
            let world = World::new();
            let statement = if value == Value::None { Some("The lamp is lit.".to_owned()) } else { statement };
            Fact {
                id: FactId::from(""),
                scope: HERE,
                subject: world.subjects[subject].id.clone(),
                attribute: AttributeId::from(ATTRIBUTES[attribute].0),
                value,
                period,
                status,
                said_by,
                as_of,
                source: SourceId::new(format!("source-{source}")),
                statement,
                cues,
                questions,
            }
        },
    );
    prop::collection::vec(fact, 1..6).prop_map(|mut facts| {
        for (number, fact) in facts.iter_mut().enumerate() {
            fact.id = FactId::new(format!("own.{number}"));
        }
        facts
    })
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let source =
        (words(), prop::option::of(words()), prop::option::of(words()), prop::option::of(dates()), any::<bool>());
    prop::collection::vec(source, 3).prop_map(|sources| {
        let made =
            sources.into_iter().enumerate().map(|(number, (title, publisher, author, published, marked))| Source {
                id: SourceId::new(format!("source-{number}")),
                inferred: if marked && author.is_some() { vec!["author".to_owned()] } else { vec![] },
                url: marked.then(|| "https://beacon.example/lamps?a=1,2".to_owned()),
                title,
                publisher,
                author,
                published,
            });
        made.collect()
    })
}

/// A world that holds the subjects, sources and no facts, and one with the facts too.
fn worlds(facts: &[Fact], sources: &[Source]) -> (World, World) {
    let empty = World { sources: sources.to_vec(), facts: vec![], ..World::new() };
    let full = World { sources: sources.to_vec(), facts: facts.to_vec(), ..World::new() };
    (empty, full)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table(facts in facts(), sources in sources()) {
        let (empty, full) = worlds(&facts, &sources);
        let text = csv(&facts.iter().collect::<Vec<_>>(), &full.held());
        let import = empty.read("a.csv", text.as_bytes());
        prop_assert_eq!(import.map(|import| import.facts), Ok(facts), "{}", text);
    }

    #[test]
    fn a_table_into_a_place_that_knows_nothing(facts in facts(), sources in sources()) {
        let (_, full) = worlds(&facts, &sources);
        // Zoe Beam is a value, not only a subject: rows about her must stand in the table to declare her.
        let of_zoe = |fact: &&Fact| !matches!(fact.value, Value::Subject(_)) && fact.said_by.as_deref() != Some("zoe-beam");
        let facts: Vec<&Fact> = full.facts.iter().filter(of_zoe).collect();
        let text = csv(&facts, &full.held());
        let nothing = World { subjects: vec![], sources: vec![], facts: vec![], ..World::new() };
        match nothing.read("a.csv", text.as_bytes()) {
            Ok(import) => prop_assert_eq!(import.facts.iter().collect::<Vec<_>>(), facts, "{}", text),
            Err(error) => assert!(facts.is_empty(), "{error}\n{text}"),
        }
    }

    #[test]
    fn articles(facts in facts(), sources in sources()) {
        let (empty, full) = worlds(&facts, &sources);
        let mut read = Vec::new();
        for (name, text) in toml(&facts.iter().collect::<Vec<_>>(), &full.held()) {
            let import = empty.read(&name, text.as_bytes());
            assert!(import.is_ok(), "{}\n{text}", import.unwrap_err());
            read.extend(import.unwrap().facts);
        }
        read.sort_by(|a, b| a.id.cmp(&b.id));
        prop_assert_eq!(read, facts);
    }

    #[test]
    fn a_layer_with_its_history(facts in facts(), sources in sources(), reason in prop::option::of(words())) {
        let (_, full) = worlds(&facts, &sources);
        let author = |n: usize| if n == 0 { Author::Terminal } else { Author::Member { id: u64::MAX, name: "Ann \"A\"".to_owned() } };
        let history: Vec<Change> = facts.iter().enumerate().map(|(n, fact)| Change {
            seq: n as u64 * 3 + 1,
            batch: n as u64 / 2 + 1,
            at: Timestamp::from_microsecond(1_900_000_000_000_000 + n as i64).unwrap(),
            author: author(n),
            scope: HERE,
            id: fact.id.clone(),
            before: (n % 2 == 1).then_some(Entry::Retracted),
            after: Some(Entry::Fact(Box::new(fact.clone()))),
            reason: reason.clone(),
        }).collect();
        let layer = Layer {
            subjects: full.subjects.iter().collect(),
            sources: full.sources.iter().collect(),
            facts: full.facts.iter().collect(),
            retracted: vec![],
            history: history.iter().collect(),
        };
        let text = jsonl(&layer, Timestamp::UNIX_EPOCH);
        let nothing = World { subjects: vec![], sources: vec![], facts: vec![], ..World::new() };
        let import = nothing.read("a.jsonl", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(&import.facts, &facts);
        let batches: Vec<u64> = (0..history.len() as u64).map(|n| n / 2 * 2 + 1).collect();
        let expected: Vec<Change> =
            history.iter().zip(1..).zip(batches).map(|((change, seq), batch)| Change { seq, batch, ..change.clone() }).collect();
        prop_assert_eq!(&import.history, &expected);
        let again = Layer {
            subjects: import.subjects.iter().collect(),
            sources: import.sources.iter().collect(),
            facts: import.facts.iter().collect(),
            retracted: vec![],
            history: import.history.iter().collect(),
        };
        prop_assert_eq!(jsonl(&again, Timestamp::UNIX_EPOCH), text);
    }
}
