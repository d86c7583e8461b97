//! Which things are rated so, what somebody supplies, who reports to whom, and which is dearest: answered from all that is
//! held, and from nothing that has been overtaken.

mod index;

use std::sync::LazyLock;
use whitehall::answer::{Outcome, answer};
use whitehall::search::Index;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static REGISTERS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-registers")));
static POSTS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-posts")));
static TRANSIT: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-transit")));

/// Each question gets an answer that has all of these words, and none of those.
fn says(index: &Index, table: &[(&str, &[&str], &[&str])]) {
    for (question, wanted, unwanted) in table {
        let answer = answer(index, question);
        assert_eq!(answer.outcome, Outcome::Answer, "{question}: {}", answer.text);
        assert!(wanted.iter().all(|word| answer.text.contains(word)), "{question}: {}", answer.text);
        assert!(!unwanted.iter().any(|word| answer.text.contains(word)), "{question}: {}", answer.text);
    }
}

#[test]
fn what_is_red_is_neither_what_was_nor_what_is_amber_red() {
    let (red, mixed): (&[&str], &[&str]) = (&["Anchor"], &["Catch Records", "Harbour Licensing Renewal"]);
    says(
        &REGISTERS,
        &[
            ("which programmes are rated red", red, mixed),
            ("how many programmes are red", red, mixed),
            ("which programmes are amber-red?", mixed, &["Anchor", "Lockside"]),
            ("which programmes came out amber-red in the March 2024 register?", mixed, &["Anchor", "Lockside"]),
            ("which programmes were green in 2023", &["Lockside"], &["Tidewatch"]),
        ],
    );
}

#[test]
fn what_somebody_supplies_is_told_whole_and_not_turned_round() {
    says(&REGISTERS, &[("what does Marrick Systems supply", &["Estuary Network", "Harbour Licensing"], &[])]);
    let turned = answer(&REGISTERS, "who supplies Marrick Systems");
    assert_ne!(turned.outcome, Outcome::Answer, "{}", turned.text);
}

#[test]
fn all_who_report_to_somebody_are_told() {
    says(
        &REGISTERS,
        &[("who reports to the DWC CDIO", &["Data and Analysis", "Digital Services and Data"], &["Procurement"])],
    );
}

#[test]
fn the_dearest_is_told_by_its_cost_and_the_best_paid_by_all_that_fit() {
    says(
        &BUILT_IN,
        &[
            ("priciest project", &["The only cost I hold", "£307m"], &["£17.89m"]),
            ("which of the deputy director jobs pays most", &["Automation", "IT Operations"], &[]),
            ("which has been around longer, CDS or ESN", &["1994", "2011"], &[]),
        ],
    );
    says(&REGISTERS, &[("priciest programme", &["highest cost", "Anchor"], &[])]);
}

#[test]
fn who_came_before_and_after_is_told_by_who_held_the_post() {
    let both: &[&str] = &["held by Priya Sandiford (March 2024)", "Leon Ashdowne has taken over"];
    says(
        &REGISTERS,
        &[
            ("who replaced Priya Sandiford", both, &[]),
            ("Leon Ashdowne's predecessor?", both, &[]),
            ("who had the job before Leon Ashdowne", both, &[]),
            ("who succeeded Priya Sandiford at the INA", both, &[]),
            ("who reports to Imran Tellwright", &["Head of Digital Procurement", "held by Imran Tellwright"], &[]),
        ],
    );
    for question in ["who came after Leon Ashdowne", "who succeeded Priya Sandiford at the Coastal Works Agency"] {
        let answer = answer(&REGISTERS, question);
        assert_ne!(answer.outcome, Outcome::Answer, "{question}: {}", answer.text);
    }
}

#[test]
fn what_was_rated_for_a_year_is_told_by_it_and_what_is_so_now_by_the_last() {
    let green: &[&str] = &["I hold 2 rated green", "Harbour Dues Online", "Tidewatch"];
    says(
        &POSTS,
        &[
            ("How many programmes were rated green in 2024-25?", green, &["Beacon"]),
            ("which programmes are red", &["2 rated red", "Beacon Renewal", "Rural Grants"], &["Archive Cloud"]),
            ("which programmes were red in 2023-24", &["1 rated red", "Archive Cloud"], &["Beacon"]),
            ("What ratings has Beacon Renewal had over the years?", &["amber for 2023-24", "red for 2024-25"], &[]),
        ],
    );
}

#[test]
fn what_a_firm_supplies_is_told_though_it_is_only_a_name() {
    says(
        &POSTS,
        &[
            ("What does Norvane supply?", &["LockBook", "Tidewatch"], &["Archive"]),
            ("what does Brindle & Hope supply", &["Archive Cloud"], &["LockBook"]),
        ],
    );
}

#[test]
fn all_who_had_something_in_turn_are_told() {
    says(
        &POSTS,
        &[(
            "List everyone who has been Chief Digital Officer at Rural Commerce",
            &["Oakeshott", "Lindqvist"],
            &["Marsh"],
        )],
    );
    says(&TRANSIT, &[("Gatehouse suppliers past and present", &["Brandreth Kay", "Tomlin Gray"], &[])]);
}
