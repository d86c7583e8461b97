//! An index is the same however many threads build it.

use super::build::Builder;
use super::foundation::Foundation;
use super::index::Index;
use super::shares::Crew;
use super::vocabulary::TermId;
use crate::fact::{Fact, Source, Subject, Value};
use crate::text::lexicon::{Abbreviation, Attribute, Lexicon, Organisation};
use proptest::prelude::ProptestConfig;
use proptest::{prop_assert_eq, proptest};
use std::sync::Arc;

fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::default();
    lexicon.abbreviations.push(Abbreviation { short: "kb".into(), long: "keeper of boats".into() });
    let attribute = Attribute { words: vec!["moored at".into()], ..Attribute::named("berth", "berth") };
    lexicon.attributes.insert(attribute.id.clone(), attribute);
    let organisation =
        Organisation { id: "harbour".into(), name: "abc acb".into(), aliases: vec!["hb".into()], parent: None };
    lexicon.organisations.insert(organisation.id.clone(), organisation);
    lexicon
}

/// All that an index says, and how it is found.
fn told(index: &Index) -> String {
    let terms = || (0..).map(TermId).take(index.vocabulary.terms());
    let words: Vec<_> = index.vocabulary.words().collect();
    let found: Vec<(Vec<u32>, Vec<u32>, u32)> = terms()
        .map(|term| {
            let (subjects, facts) = (index.subjects_with(term).collect(), index.facts_with(term).collect());
            (subjects, facts, index.frequency(term).facts)
        })
        .collect();
    let places: Vec<_> = index.facts.iter().map(|doc| index.fact_by_id(&doc.fact.id)).collect();
    let near: Vec<_> = words.iter().map(|(word, _)| index.vocabulary.near(word)).collect();
    let Index { facts, subjects, attributes, sources, .. } = index;
    format!("{words:?} {found:?} {places:?} {near:?} {facts:?} {subjects:?} {attributes:?} {sources:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// However many threads read, and wherever their shares begin.
    #[test]
    fn any_number_of_threads_builds_the_same_index(
        names in proptest::collection::vec("(kb|[a-c]{3,5}|The [a-c]{4}) (of|[a-c]{3,6}|[a-b]{3}-[a-c]{2}) [a-d]{2,5}s?", 1..12),
        said in proptest::collection::vec(("[a-c]{3,6}(ing|s)? (kb|[a-c]{3})", "[a-d]{4,5}", 0..3_usize, 0..9_usize), 1..24),
        threads in 2..5_usize,
    ) {
        let subjects: Vec<Arc<Subject>> = names.iter().enumerate().map(|(at, name)| {
            // The last takes the place of the first.
            let id = if at + 1 == names.len() { 0 } else { at };
            let json = format!(r#"{{"id":"s{id}","kind":"system","name":"{name}","aliases":["{at} {name}"],"organisation":"harbour"}}"#);
            Arc::new(serde_json::from_str(&json).unwrap())
        }).collect();
        let sources: Vec<Arc<Source>> = vec![Arc::new(serde_json::from_str(r#"{"id":"log","title":"The log"}"#).unwrap())];
        let facts: Vec<Arc<Fact>> = said.iter().enumerate().map(|(at, (text, word, kind, subject))| {
            let subject = subject % (names.len() - 1).max(1);
            let value = match kind {
                0 => Value::Text(text.clone()),
                1 => Value::Subject(format!("s{}", at % names.len()).as_str().into()),
                _ => Value::Text(word.clone()),
            };
            let json = format!(r#"{{"id":"f{at}","subject":"s{subject}","attribute":"berth","value":"none","as_of":"2031","source":"log"}}"#);
            let mut fact: Fact = serde_json::from_str(&json).unwrap();
            fact.value = value;
            if at % 2 == 0 {
                fact.statement = Some(format!("{word} abc acb {text} in May 2031"));
                fact.cues = vec![text.clone()];
                fact.questions = vec![format!("where is {word} {text}?")];
            }
            Arc::new(fact)
        }).collect();
        let build = |crew: Crew| {
            let mut builder = Builder { crew, ..Builder::on(Foundation::new(lexicon())) };
            builder.fill(subjects.clone(), sources.clone(), facts.clone());
            builder.finish()
        };
        let (one, several) = (build(Crew { threads: 1, many: 1 }), build(Crew { threads, many: 1 }));
        prop_assert_eq!(one.fact_count(), facts.len());
        prop_assert_eq!(told(&several), told(&one));
    }
}
