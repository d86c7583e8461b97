//! A small index over another says what an index built whole from both would say.

mod index;

use index::of;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Instant;
use whitehall::answer;
use whitehall::fact::{Fact, FactId, Scope, Subject, SubjectId, SubjectKind};
use whitehall::knowledge::{self, Knowledge};
use whitehall::search::{Delta, Index};

static NORDMARK: LazyLock<Knowledge> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/knowledge-nordmark");
    knowledge::read(&path).unwrap().knowledge
});

/// Questions about every fact, some of them mistyped.
static QUESTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let index = of(NORDMARK.clone());
    let plain = index.held().map(|(_, doc)| answer::canonical_question(&index, &doc));
    let mistyped = index.held().map(|(_, doc)| {
        let mut question = answer::canonical_question(&index, &doc).to_lowercase();
        question.remove(question.len() / 2);
        question
    });
    plain.chain(mistyped).collect()
});

/// What happens to each fact: it lies below, above, is replaced by another value's, or hidden.
fn split(fates: &[u8]) -> (Knowledge, Delta, Knowledge) {
    let (mut below, mut delta, mut whole) = (NORDMARK.clone(), Delta::default(), NORDMARK.clone());
    let other = |fact: &Fact| Fact { scope: Scope::Server(1), as_of: "2033".parse().unwrap(), ..fact.clone() };
    below.facts.clear();
    whole.facts.clear();
    for (fact, fate) in NORDMARK.facts.iter().zip(fates.iter().cycle()) {
        let above = matches!(fate % 6, 0 | 1);
        if fate % 6 != 0 {
            below.facts.push(fact.clone());
        }
        match fate % 6 {
            0 => delta.facts.push(Arc::new(fact.clone())),
            1 => delta.facts.push(Arc::new(other(fact))),
            2 => delta.hidden.push(fact.id.clone()),
            _ => {}
        }
        if fate % 6 > 2 && !above {
            whole.facts.push(fact.clone());
        }
    }
    // A third of the subjects and sources comes only with the layer above; facts below about them would be left out.
    let kept = |at: usize| !fates[at % fates.len()].is_multiple_of(3) || at.is_multiple_of(2);
    let keep = |id: &str, facts: &[Fact]| facts.iter().any(|fact| fact.subject.as_str() == id);
    let mut at = 0;
    below.subjects.retain(|subject| {
        at += 1;
        let stays = kept(at) || keep(subject.id.as_str(), &below.facts);
        if !stays {
            delta.subjects.push(Arc::new(subject.clone()));
        }
        stays
    });
    whole.subjects = below.subjects.clone();
    whole.subjects.extend(delta.subjects.iter().map(|subject| (**subject).clone()));
    whole.facts.extend(delta.facts.iter().map(|fact| (**fact).clone()));
    (below, delta, whole)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn asked_alike_they_answer_alike(fates in proptest::collection::vec(any::<u8>(), 7..40)) {
        let (below, delta, whole) = split(&fates);
        let over = Index::over(&Arc::new(of(below)), delta);
        let whole = of(whole);
        prop_assert_eq!(over.fact_count(), whole.fact_count());
        for question in QUESTIONS.iter().step_by(5) {
            let (a, b) = (answer::answer(&over, question), answer::answer(&whole, question));
            prop_assert_eq!(a, b, "{}", question);
        }
    }

    #[test]
    fn it_does_not_matter_in_how_many_layers(fates in proptest::collection::vec(any::<u8>(), 7..40)) {
        let (below, delta, whole) = split(&fates);
        let mut over = Arc::new(of(below));
        over = Arc::new(Index::over(&over, Delta { subjects: delta.subjects, ..Delta::default() }));
        over = Arc::new(Index::over(&over, Delta { hidden: delta.hidden, ..Delta::default() }));
        for facts in delta.facts.chunks(5) {
            over = Arc::new(Index::over(&over, Delta { facts: facts.to_vec(), ..Delta::default() }));
        }
        let whole = of(whole);
        for question in QUESTIONS.iter().step_by(11) {
            let (a, b) = (answer::answer(&over, question), answer::answer(&whole, question));
            prop_assert_eq!(a, b, "{}", question);
        }
    }
}

#[test]
fn what_lies_below_stays_as_it_was() {
    let below = Arc::new(of(NORDMARK.clone()));
    let before: Vec<_> = QUESTIONS.iter().map(|question| answer::answer(&below, question)).collect();
    let hidden = NORDMARK.facts.iter().map(|fact| fact.id.clone()).collect();
    let none = Index::over(&below, Delta { hidden, ..Delta::default() });
    assert_eq!(none.fact_count(), 0);
    for (question, before) in QUESTIONS.iter().zip(before).step_by(3) {
        assert_eq!(answer::answer(&below, question), before, "{question}");
        assert!(answer::answer(&none, question).facts.is_empty(), "{question}");
    }
}

/// A folder's worth of subjects and facts, `count` times over.
fn many(count: usize) -> Knowledge {
    let mut all = NORDMARK.clone();
    (all.subjects, all.facts) = (Vec::new(), Vec::new());
    for copy in 0..count {
        let rename = |id: &str| format!("{id}-{copy}");
        for subject in &NORDMARK.subjects {
            let (id, name) = (rename(subject.id.as_str()), format!("{} {copy}", subject.name));
            all.subjects.push(Subject { id: SubjectId::new(id), name, aliases: vec![], ..subject.clone() });
        }
        for fact in &NORDMARK.facts {
            let subject = SubjectId::new(rename(fact.subject.as_str()));
            all.facts.push(Fact { id: FactId::new(rename(fact.id.as_str())), subject, ..fact.clone() });
        }
    }
    all
}

#[test]
#[ignore = "measures: run it with --release --nocapture on a quiet machine"]
fn a_small_index_costs_the_same_over_a_large_one() {
    for copies in [10, 1_000, 10_000] {
        let below = Arc::new(of(many(copies)));
        let fact = Arc::clone(below.fact(3).fact);
        let first = Instant::now();
        below.fact_by_id(&fact.id);
        let table = first.elapsed();
        let mut times: Vec<_> = (0..200)
            .map(|n| {
                let fact = Arc::new(Fact {
                    as_of: "2033".parse().unwrap(),
                    cues: vec![format!("cue{n}")],
                    ..(*fact).clone()
                });
                let start = Instant::now();
                let over = Index::over(&below, Delta { facts: vec![fact], ..Delta::default() });
                let time = start.elapsed();
                assert_eq!(over.fact_count(), below.fact_count());
                time
            })
            .collect();
        times.sort_unstable();
        println!(
            "{} facts: table of ids {table:?}, one fact over them {:?}, at most {:?}",
            below.fact_count(),
            times[100],
            times[199]
        );
    }
}

/// The built-in posts that say no pay, each with a salary that somebody added.
fn posts_with_added_pay(built_in: &Knowledge) -> Vec<(Subject, Fact)> {
    let money = |fact: &&Fact| fact.attribute.as_str() == "salary";
    let model = built_in.facts.iter().find(money).expect("some post says its pay");
    let unpaid = |subject: &&Subject| {
        let paid = built_in.facts.iter().filter(money).any(|fact| fact.subject == subject.id);
        subject.kind == SubjectKind::Role && !paid
    };
    let added = |subject: &Subject| Fact {
        id: FactId::new(format!("{}.salary.added", subject.id.as_str())),
        scope: Scope::Owners,
        subject: subject.id.clone(),
        statement: None,
        cues: vec![],
        questions: vec![],
        ..model.clone()
    };
    built_in.subjects.iter().filter(unpaid).map(|subject| (subject.clone(), added(subject))).collect()
}

#[test]
fn a_fact_added_to_a_subject_that_came_with_phrasings_is_found() {
    let built_in = knowledge::embedded().knowledge;
    assert!(!built_in.lexicon.phrasings.is_empty());
    let posts = posts_with_added_pay(&built_in);
    assert!(posts.len() >= 3, "{}", posts.len());
    for (subject, fact) in posts {
        let index = of(Knowledge {
            facts: built_in.facts.iter().cloned().chain([fact.clone()]).collect(),
            ..built_in.clone()
        });
        let name = &subject.name;
        for question in [
            format!("What is the salary of the {name}?"),
            format!("how much does the {name} earn"),
            format!("{} pay", name.to_lowercase()),
            format!("what would I get paid as {name}"),
        ] {
            let answer = answer::answer(&index, &question);
            assert_eq!(answer.facts.first().map(|held| &held.fact.id), Some(&fact.id), "{question}: {}", answer.text);
        }
    }
}
