//! What the invented facts and questions are held to.

use std::collections::{BTreeSet, HashMap, HashSet};
use whitehall::text::lexicon::Lexicon;
use whitehall_bench::corpus::{Corpus, name_words};
use whitehall_bench::file;
use whitehall_bench::questions::{Asker, Class};

fn lexicon() -> Lexicon {
    whitehall::knowledge::embedded().knowledge.lexicon
}

#[test]
fn a_larger_corpus_begins_with_the_smaller_one() {
    let lexicon = lexicon();
    let (small, large) = (Corpus::drawn(&lexicon, 500, 7), Corpus::drawn(&lexicon, 900, 7));
    assert_eq!((small.facts.len(), large.facts.len()), (500, 900));
    assert_eq!(small.facts[..], large.facts[..500]);
    assert_eq!(small.subjects[..], large.subjects[..small.subjects.len()]);
    assert_ne!(Corpus::drawn(&lexicon, 500, 8).facts, small.facts);
}

#[test]
fn most_facts_are_about_posts_and_each_has_its_subject_and_source() {
    let corpus = Corpus::drawn(&lexicon(), 20_000, 3);
    let posts = corpus.facts.iter().filter(|fact| fact.subject.as_str().starts_with("post")).count();
    assert!((16_400..17_600).contains(&posts), "{posts}");
    let subjects: HashSet<&str> = corpus.subjects.iter().map(|subject| subject.id.as_str()).collect();
    let sources: HashSet<&str> = corpus.sources.iter().map(|source| source.id.as_str()).collect();
    let ids: HashSet<&str> = corpus.facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(ids.len(), corpus.facts.len());
    for fact in &corpus.facts {
        assert!(subjects.contains(fact.subject.as_str()) && sources.contains(fact.source.as_str()), "{fact:?}");
    }
}

#[test]
fn no_organisation_has_two_subjects_of_the_same_words() {
    let corpus = Corpus::drawn(&lexicon(), 20_000, 3);
    let mut seen: HashSet<(&Option<String>, BTreeSet<String>)> = HashSet::new();
    for subject in &corpus.subjects {
        let words = name_words(&subject.name).into_iter().collect();
        assert!(seen.insert((&subject.organisation, words)), "{subject:?}");
    }
}

/// Counted anew, the plain way: of the questions without a slip none has its words in the name of another subject that
/// is as long.
#[test]
fn an_unspoilt_question_means_one_subject() {
    let lexicon = lexicon();
    let corpus = Corpus::drawn(&lexicon, 5_000, 3);
    let questions = Asker::new(&corpus, &lexicon, 3).questions(300);
    let by_id: HashMap<&str, _> = corpus.subjects.iter().map(|subject| (subject.id.as_str(), subject)).collect();
    let fits = |name: &str, asked: &[String]| name_words(name).iter().all(|word| asked.contains(word));
    for question in questions.iter().filter(|question| question.class == Class::Typos0) {
        let (asked, right) = (name_words(&question.q), by_id[question.subject.as_str()]);
        // Only where it is named in full; what is left out is checked when the question is drawn.
        if !fits(&right.name, &asked) {
            continue;
        }
        let body = |subject: &whitehall::fact::Subject| {
            let body = subject.organisation.as_ref().and_then(|id| lexicon.organisations.get(id)).cloned();
            let names = body.into_iter().flat_map(|body| body.aliases.into_iter().chain([body.name]));
            names.map(|name| name.to_lowercase()).any(|name| question.q.to_lowercase().contains(&name))
        };
        let others = corpus.subjects.iter().filter(|subject| subject.id != right.id);
        let others = others.filter(|subject| name_words(&subject.name).len() >= name_words(&right.name).len());
        let others = others.filter(|subject| body(subject) || !body(right));
        let rivals: Vec<_> = others.filter(|subject| fits(&subject.name, &asked)).collect();
        assert!(rivals.is_empty(), "{question:?} could mean {rivals:?}");
    }
}

#[test]
fn questions_come_in_the_classes_they_should_and_are_the_same_again() {
    let lexicon = lexicon();
    let corpus = Corpus::drawn(&lexicon, 2_000, 3);
    let questions = Asker::new(&corpus, &lexicon, 3).questions(200);
    for (class, share) in Class::SHARES {
        assert_eq!(questions.iter().filter(|question| question.class == class).count(), share as usize * 2);
    }
    assert_eq!(questions, Asker::new(&corpus, &lexicon, 3).questions(200));
    assert!(questions.iter().all(|question| !question.facts.is_empty()));
}

#[test]
fn rows_describe_each_subject_and_source_once() {
    let corpus = Corpus::drawn(&lexicon(), 300, 3);
    let mut bytes = Vec::new();
    file::write_rows(&corpus, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let rows: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let with = |key: &str| rows.iter().filter(|row| row.get(key).is_some()).count();
    let subjects: HashSet<&str> = corpus.facts.iter().map(|fact| fact.subject.as_str()).collect();
    let sources: HashSet<&str> = corpus.facts.iter().map(|fact| fact.source.as_str()).collect();
    assert_eq!((rows.len(), with("kind"), with("title")), (300, subjects.len(), sources.len()));
}
