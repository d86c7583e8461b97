//! Yes or no to what is asked of a project or a post: whether it kept to its plan, how it is rated, and whether what was told
//! is still so.

mod index;

use std::sync::LazyLock;
use whitehall::answer::{Outcome, answer};
use whitehall::search::Index;

static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index::load(None));
static ISLANDS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-islands")));
static COUNCILS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-councils")));
static HARBOURS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-harbours")));
static POSTS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-posts")));
static TRANSIT: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-transit")));
static RECORDS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-records")));

/// Each question gets an answer that opens so and has these words.
fn says(index: &Index, table: &[(&str, &str, &str)]) {
    for (question, opening, words) in table {
        let answer = answer(index, question);
        assert_eq!(answer.outcome, Outcome::Answer, "{question}: {}", answer.text);
        assert!(answer.text.starts_with(opening) && answer.text.contains(words), "{question}: {}", answer.text);
    }
}

/// None of the questions gets an answer, and each is told this.
fn leaves_open(index: &Index, table: &[(&str, &str)]) {
    for (question, words) in table {
        let answer = answer(index, question);
        assert_ne!(answer.outcome, Outcome::Answer, "{question}: {}", answer.text);
        assert!(answer.text.contains(words), "{question}: {}", answer.text);
    }
}

#[test]
fn what_kept_to_its_plan_is_told_from_what_missed_it() {
    says(
        &BUILT_IN,
        &[
            ("Is ESN on time?", "No: ", "delayed"),
            ("Is ESN within budget?", "No: ", "over budget"),
            ("did ESN go over budget", "Yes: ", "over budget"),
            ("my mate says ESN is on time, is that true?", "No: ", "delayed"),
            ("Was DSAB within its budget?", "No, by that account: ", "£1.22m over its budget"),
        ],
    );
    says(
        &COUNCILS,
        &[
            ("did skylark finish on time", "No: ", "later than planned"),
            ("Was Thistle delivered on schedule?", "Yes: ", "on time"),
            ("did Skylark keep within its budget", "Yes: ", "£14.2m"),
            ("did skylark blow its budget", "No: ", "£15m"),
        ],
    );
}

#[test]
fn of_the_lights_only_its_own_is_a_yes() {
    says(
        &RECORDS,
        &[
            ("is linked notes amber-red", "Yes: ", "amber-red"),
            ("is linked notes amber", "No: ", "amber-red"),
            ("linked notes rated green?", "No: ", "amber-red"),
            ("isn't linked notes green", "No: ", "amber-red"),
        ],
    );
    says(
        &ISLANDS,
        &[("was clinic records amber", "Yes: ", "June 2016"), ("was clinic records green in 2016", "No: ", "amber")],
    );
    leaves_open(&ISLANDS, &[("was clinic records ever red", "Clinic Records Programme")]);
}

#[test]
fn what_a_newer_fact_says_otherwise_is_so_no_longer() {
    says(
        &ISLANDS,
        &[
            ("Is Lucia Ferrand the CDO?", "No: ", "Tomas Belling"),
            ("Is Lucia Ferrand still the CDO?", "No: ", "Lucia Ferrand (November 2015)"),
            ("Was Lucia Ferrand the CDO?", "Yes: ", "November 2015"),
            ("is clinic records still on amber", "No: ", "green"),
        ],
    );
}

#[test]
fn what_came_to_an_end_is_so_no_longer_and_of_nothing_else_is_it_said_that_it_still_is() {
    says(
        &BUILT_IN,
        &[
            ("is the visa algorithm still in use", "No: ", "suspended"),
            ("Is Denise McDonagh still chief technology officer?", "No: ", "Sarah Wilkinson"),
            ("does Sarah Wilkinson work at Credit Suisse", "No: ", "before"),
            ("did Sarah Wilkinson work at Credit Suisse", "Yes: ", "before"),
        ],
    );
    leaves_open(
        &BUILT_IN,
        &[
            ("Is Sarah Wilkinson still CTO?", "I cannot say whether that is still so."),
            ("is dsab still on track", "I cannot say whether that is still so."),
        ],
    );
}

#[test]
fn on_every_day_up_to_the_deadline_one_could_apply() {
    says(
        &BUILT_IN,
        &[
            ("can I apply for the automation job on 30 May 2022", "Yes: ", "31 May 2022"),
            ("Could I apply for the automation job on 1 June 2022?", "No: ", "31 May 2022"),
            ("was it too late to apply for the automation job on 2 June", "Yes: ", "31 May 2022"),
            ("is the automation job deadline 31 May", "Yes: ", "31 May 2022"),
        ],
    );
}

#[test]
fn what_was_planned_is_no_yes_to_whether_it_happened() {
    leaves_open(
        &BUILT_IN,
        &[
            ("did DSAB end in March 2019", "was due to end in March 2019"),
            ("was the Warnings Index replaced", "was to be replaced"),
            ("did DSAB finish on time", "Digital Services at the Border"),
            ("did the shared services drive save £1.8bn", "predicted savings"),
        ],
    );
    says(&BUILT_IN, &[("will DSAB end in March 2019", "Yes: ", "was due to end")]);
}

#[test]
fn who_is_told_of_beside_a_post_does_not_hold_it() {
    leaves_open(
        &BUILT_IN,
        &[
            ("is Sarah Wilkinson the COO", "Chief Operating Officer"),
            ("Is Sam Trendall the automation chief", "I cannot say yes or no"),
            ("was Simon Bourne chief technology officer in 2021", "(CDDTO)"),
        ],
    );
    says(&BUILT_IN, &[("Is Sarah Wilkinson the CTO?", "Yes: ", "Sarah Wilkinson")]);
}

#[test]
fn a_sum_within_a_range_and_one_of_a_year_decide_nothing() {
    leaves_open(
        &BUILT_IN,
        &[
            ("is the IT ops job paid £80,000", "between £71,000 and £85,000"),
            ("how many staff does the Home Office have", "digital, data and technology"),
        ],
    );
    says(&BUILT_IN, &[("is the automation chief paid £90,000", "No: ", "up to £85,000")]);
}

#[test]
fn where_somebody_went_denies_nothing_of_who_came_and_a_part_is_not_the_whole() {
    leaves_open(
        &BUILT_IN,
        &[
            ("did Bourne take over from Davinson", "I know Simon Bourne"),
            ("does the Home Office have 3,800 staff", "I do not hold what you ask"),
        ],
    );
    says(
        &BUILT_IN,
        &[
            ("did McDonagh replace Wilkinson", "No: ", "replaced"),
            ("did Wilkinson replace McDonagh", "Yes: ", "replaced"),
        ],
    );
}

#[test]
fn who_how_old_and_how_long_are_answered_by_nothing_that_only_stands_beside() {
    leaves_open(
        &BUILT_IN,
        &[
            ("who is the head of IT operations", "hold no holder"),
            ("who is the Director of Borders IT", "hold no holder"),
            ("how old is the PNC", "I do not hold what you ask"),
            ("how long was Davinson CDDTO", "hold no duration"),
        ],
    );
    says(
        &BUILT_IN,
        &[
            ("who is the CDDTO", "The Home Office's Chief", "Simon Bourne"),
            ("how old is CDS", "The Customs Declaration System", "1994"),
            ("how long did Davinson work on ESN", "Joanna Davinson", "three years"),
        ],
    );
}

#[test]
fn what_lay_ahead_has_not_happened_and_a_budget_is_no_overrun() {
    leaves_open(
        &HARBOURS,
        &[("is Harbourlight live", "I cannot say yes or no"), ("how much over budget is Heron", "hold no variance")],
    );
    says(&HARBOURS, &[("how late is Heron", "The finish of Heron", "November 2026, three years later")]);
}

#[test]
fn how_something_is_is_told_by_what_was_told_last_for_whatever_year() {
    says(
        &POSTS,
        &[
            ("is Archive Cloud rated red", "No: ", "amber for 2024-25"),
            ("Is Archive Cloud still rated red?", "No: ", "amber for 2024-25"),
            ("was Archive Cloud rated red", "Yes: ", "red for 2023-24"),
            ("is Beacon Renewal red", "Yes: ", "red for 2024-25"),
            ("is Beacon Renewal still due to end in March 2027?", "No: ", "June 2029"),
        ],
    );
}

#[test]
fn what_there_is_not_is_not_given_by_whoever_asks_for_it() {
    says(&TRANSIT, &[("can I get visa sponsorship for the Coast and Harbours CIO job", "No: ", "could not sponsor")]);
    says(
        &BUILT_IN,
        &[
            ("has anybody managed to ring someone over the new emergency network?", "No: ", "had not yet carried"),
            ("is it right that ESN had not carried a single call at the time?", "Yes: ", "had not yet carried"),
        ],
    );
}

#[test]
fn who_somebody_is_can_be_asked_in_a_clause_and_a_post_by_its_pay() {
    says(
        &POSTS,
        &[("is Helen Marsh the one who's chief digital officer at Coast and Rivers?", "Yes: ", "Helen Marsh")],
    );
    says(&BUILT_IN, &[("was the automation post advertised at £130,000?", "No: ", "up to £85,000")]);
}
