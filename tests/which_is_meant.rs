//! What a name means: a body without the word for its kind, one of two titles with one abbreviation, and what only looks like
//! the name of something that is held.

mod index;

use std::sync::LazyLock;
use whitehall::answer::{Outcome, answer};
use whitehall::search::Index;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static POSTS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-posts")));
static TRANSIT: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-transit")));

/// Each question ends so, with these words and without those.
fn says(index: &Index, outcome: Outcome, table: &[(&str, &str, &str)]) {
    for (question, wanted, unwanted) in table {
        let answer = answer(index, question);
        assert_eq!(answer.outcome, outcome, "{question}: {}", answer.text);
        assert!(answer.text.contains(wanted), "{question}: {}", answer.text);
        assert!(unwanted.is_empty() || !answer.text.contains(unwanted), "{question}: {}", answer.text);
    }
}

#[test]
fn a_body_is_meant_without_the_word_for_its_kind() {
    says(
        &TRANSIT,
        Outcome::Answer,
        &[
            ("where is the coast and harbours CIO based", "Coast and Harbours Agency", "Ministry"),
            ("where is the CIO of the coast agency based", "Coast and Harbours Agency", "Ministry"),
        ],
    );
}

#[test]
fn who_shares_an_abbreviation_is_not_who_is_spelt_out() {
    says(
        &POSTS,
        Outcome::Answer,
        &[
            ("Who is the Chief Digital Officer at the Department for Rural Commerce?", "Tobias Lindqvist", "Ojo"),
            ("who is the National Seed Registry's Chief Data Officer", "Frances Ojo", "Lindqvist"),
        ],
    );
}

#[test]
fn half_of_a_name_is_no_name() {
    let of_nothing_held = "I do not hold what you ask";
    says(&POSTS, Outcome::Unknown, &[("Who is the supplier behind Archive Catalogue?", of_nothing_held, "Brindle")]);
    says(
        &TRANSIT,
        Outcome::Unknown,
        &[("name of the chief operating officer at coast and harbours", of_nothing_held, "reported to")],
    );
}

#[test]
fn a_word_of_one_stem_is_another_word() {
    // The Technology Directorate is also called "IT directorate".
    says(&BUILT_IN, Outcome::Answer, &[("which deputy director job closed first?", "IT Operations", "Directorate")]);
}

#[test]
fn a_mistyped_question_word_and_a_short_number_are_read() {
    let first = "IT Operations came first";
    says(
        &BUILT_IN,
        Outcome::Answer,
        &[("whcih closed sooner, the automation advert or the IT operations one", first, "")],
    );
    says(&TRANSIT, Outcome::Answer, &[("no. of contractors on Open Road, 2018", "120 contractors", "")]);
}

#[test]
fn what_an_attribute_is_called_is_asked_for() {
    says(&BUILT_IN, Outcome::Answer, &[("COO's line manager", "Sarah Wilkinson", "100 staff")]);
}
