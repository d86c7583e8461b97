//! A post stands for who holds it and a person for the post that they hold, where only of the other it is held what is asked;
//! the answer says who held what.

mod index;

use std::sync::LazyLock;
use whitehall::answer::{self, Outcome};
use whitehall::search::Index;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static COUNCILS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-councils")));

#[test]
fn what_is_held_of_the_holder_is_told_of_who_holds_the_post() {
    let rows = [
        (
            &COUNCILS,
            "why did the Strathmoor chief information officer leave",
            ["nine years", "is chief information officer"],
        ),
        (&BUILT_IN, "what event did the Home Office CTO speak at", ["CIO Summit", "was Sarah Wilkinson"]),
    ];
    for (index, question, told) in rows {
        let answer = answer::answer(index, question);
        assert_eq!(answer.outcome, Outcome::Answer, "{question}");
        assert!(told.iter().all(|part| answer.text.contains(part)), "{question}: {}", answer.text);
        assert_eq!(answer.facts.len(), 2, "the fact, and who held the post: {question}");
    }
}

/// Where people are known to ask so of the person, no second fact is needed to find the first.
#[test]
fn what_is_known_to_be_asked_of_a_holder_by_their_post_is_told_at_once() {
    let answer = answer::answer(&BUILT_IN, "what was the previous position of the Home Office CTO");
    assert_eq!(answer.outcome, Outcome::Answer);
    assert!(
        answer.text.starts_with("Sarah Wilkinson was") && answer.text.contains("Credit Suisse"),
        "{}",
        answer.text
    );
}

#[test]
fn beside_somebody_who_is_named_a_post_stands_for_itself() {
    for question in ["Who was Home Office CTO before Denise McDonagh?", "what is Denise McDonagh's email as CTO"] {
        let answer = answer::answer(&BUILT_IN, question);
        assert_ne!(answer.outcome, Outcome::Answer, "{question}: {}", answer.text);
    }
}
