//! What people ask first: what there is. All of a kind, of an organisation, of a title; all values of an attribute; what has
//! none; how much is held of what.

mod index;

use std::path::Path;
use std::sync::LazyLock;
use whitehall::answer::{Outcome, answer};
use whitehall::fact::{Subject, SubjectId};
use whitehall::knowledge;
use whitehall::search::Index;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static REGISTERS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-registers")));
static POSTS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-posts")));

/// Each question ends so, with all of these words and none of those.
fn says(index: &Index, outcome: Outcome, table: &[(&str, &[&str], &[&str])]) {
    for (question, wanted, unwanted) in table {
        let answer = answer(index, question);
        assert_eq!(answer.outcome, outcome, "{question}: {}", answer.text);
        assert!(wanted.iter().all(|word| answer.text.contains(word)), "{question}: {}", answer.text);
        assert!(!unwanted.iter().any(|word| answer.text.contains(word)), "{question}: {}", answer.text);
        assert!(answer.text.chars().count() <= 600, "{question}: {}", answer.text);
    }
}

#[test]
fn all_of_a_kind_are_named() {
    let programmes: &[&str] = &["8 programmes", "Anchor", "Lockside"];
    says(
        &REGISTERS,
        Outcome::Answer,
        &[
            ("list all the programmes", programmes, &[]),
            ("what projects are there?", programmes, &[]),
            ("how many programmes do you know", programmes, &[]),
            ("which programmes does the Inland Navigation Agency run", &["2 programmes", "Estuary"], &["Anchor"]),
            ("which organisations do you know", &["7 organisations", "Coastal Works Agency"], &[]),
            ("list the deputy directors", &["4 roles", "Data and Analysis"], &["Licensing"]),
            ("who are the deputy directors", &["Bethan Coldicott", "Wendeline Orme"], &["Ashdowne"]),
        ],
    );
}

#[test]
fn what_is_not_held_of_a_kind_is_said() {
    says(
        &BUILT_IN,
        Outcome::Unknown,
        &[
            ("which programmes does HMRC run", &["I hold no programme of HM Revenue and Customs"], &["Home Office"]),
            ("who are the deputy directors", &["nobody's name", "Automation", "IT Operations"], &[]),
        ],
    );
    says(
        &REGISTERS,
        Outcome::Unknown,
        &[
            ("which programmes have no rating", &["3 of the 8 programmes", "Estuary Network"], &["Lockside"]),
            ("posts without a deadline", &["12 of the 14 roles"], &["Survey Platforms"]),
        ],
    );
}

#[test]
fn all_values_of_an_attribute_are_told() {
    says(
        &BUILT_IN,
        Outcome::Answer,
        &[
            ("salaries?", &["3 salaries", "£130,000", "up to £85,000", "£71,000"], &[]),
            ("what are the deadlines", &["31 May 2022", "24 March 2021"], &["2024/25"]),
            ("which jobs close in May", &["31 May 2022"], &["March"]),
            ("ratings", &["The only rating I hold", "amber-red"], &[]),
            ("list all six principles", &["converging", "4 of the 6"], &[]),
        ],
    );
    says(
        &REGISTERS,
        Outcome::Answer,
        &[
            ("what ratings do you have", &["5 ratings (31 March 2024)", "Tidewatch: green"], &[]),
            ("salaries", &["13 salaries", "£145,000 to £149,999", "and 9 more"], &["£50,000"]),
        ],
    );
}

#[test]
fn the_first_few_and_how_many_are_told() {
    says(
        &REGISTERS,
        Outcome::Answer,
        &[
            ("top 3 costs", &["3 highest costs of the 4", "£112m", "£61.5m", "£7.2m"], &["£1.8m"]),
            ("the two cheapest programmes", &["2 lowest costs of the 4", "£1.8m", "£7.2m"], &["£112m"]),
            ("cheapest post", &["lowest salary of the 13", "£50,000 to £54,999"], &[]),
            ("how many posts pay over 80k", &["4 of the 13 salaries"], &[]),
        ],
    );
}

#[test]
fn whose_value_is_meant_is_asked() {
    says(&BUILT_IN, Outcome::Suggest, &[("what is the salary", &["Whose salary? I hold it for 3"], &["£"])]);
    let choices = answer(&BUILT_IN, "what is the salary").suggestions;
    assert_eq!(choices.len(), 3);
    for choice in choices {
        assert_eq!(answer(&BUILT_IN, &choice.question).outcome, Outcome::Answer, "{}", choice.question);
    }
}

#[test]
fn who_asks_what_there_is_learns_how_much_and_what_to_ask() {
    says(
        &BUILT_IN,
        Outcome::Suggest,
        &[
            ("what do you know about?", &["facts from 6 sources", "9 roles", "7 programmes"], &[]),
            ("what can you tell me about the Home Office", &["of the Home Office", "6 programmes"], &["sources"]),
            ("home office", &["of the Home Office"], &[]),
        ],
    );
    for choice in answer(&BUILT_IN, "what do you know about?").suggestions {
        assert_eq!(answer(&BUILT_IN, &choice.question).outcome, Outcome::Answer, "{}", choice.question);
    }
}

#[test]
fn a_question_about_one_thing_is_no_question_for_all() {
    for question in
        ["what does amber-red mean for a programme", "when does the deputy director of automation job close"]
    {
        let answer = answer(&BUILT_IN, question);
        assert!(!answer.text.starts_with("I hold") && !answer.text.contains("only"), "{question}: {}", answer.text);
    }
}

#[test]
fn what_is_too_much_to_look_through_is_not_said_to_be_lacking() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/knowledge-registers");
    let mut knowledge = knowledge::read(&path).expect("the folder is there").knowledge;
    let one = knowledge.subjects[0].clone();
    knowledge.subjects.extend((0..20_000).map(|n| {
        let id = SubjectId::new(format!("copy-{n}"));
        Subject { id, name: format!("Copy {n}"), aliases: Vec::new(), ..one.clone() }
    }));
    let many = index::of(knowledge);
    for question in ["which programmes does the Inland Navigation Agency run", "which programmes have no rating"] {
        let answer = answer(&many, question);
        assert!(!answer.text.starts_with("I hold no "), "{question}: {}", answer.text);
    }
}

#[test]
fn what_all_of_a_title_have_is_told() {
    says(
        &BUILT_IN,
        Outcome::Answer,
        &[
            ("where are the deputy directors based", &["2 locations", "Sheffield", "Croydon"], &[]),
            ("what do the deputy directors earn", &["2 salaries", "up to £85,000", "£71,000"], &["£130,000"]),
            ("deadlines for the deputy director jobs", &["31 May 2022", "24 March 2021"], &[]),
            ("when do the posts close", &["2 application deadlines"], &["2024/25"]),
        ],
    );
    says(
        &POSTS,
        Outcome::Answer,
        &[
            (
                "who are the chief technology officers of all departments and agencies",
                &["Vane", "Petrie", "Menon"],
                &[],
            ),
            ("who are the current chief technology officers", &["Kirsty Vane", "Petrie", "Menon"], &[]),
        ],
    );
}

#[test]
fn what_is_of_a_date_is_told_by_it() {
    let of_october: &[&str] = &["2 application deadlines", "Head of Infrastructure", "Head of Cyber Security"];
    says(
        &POSTS,
        Outcome::Answer,
        &[
            ("jobs closing 3 October 2025", of_october, &["June"]),
            ("which jobs close in October", of_october, &["June"]),
        ],
    );
}

#[test]
fn no_sum_and_no_mean_is_made_up_of_what_is_held() {
    says(
        &BUILT_IN,
        Outcome::Suggest,
        &[
            ("what is the average salary", &["neither add up nor average", "3 salaries", "£130,000"], &[]),
            ("combined headcount", &["neither add up nor average", "3,800", "1,200"], &["5,000"]),
        ],
    );
}

#[test]
fn all_of_one_thing_is_told_at_its_name() {
    says(
        &BUILT_IN,
        Outcome::Answer,
        &[
            ("list everything about Sarah Wilkinson", &["I hold 7 facts", "Credit Suisse", "I also hold their"], &[]),
            ("summarise DSAB", &["I hold 19 facts", "border security", "I also hold its"], &[]),
            ("everything you have on ESN", &["facts about", "mobile network"], &[]),
        ],
    );
}
