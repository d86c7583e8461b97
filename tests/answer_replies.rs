//! What comes back, word for word, over an invented folder: one table a kind of question.

mod index;

use std::fmt::Write as _;
use std::sync::LazyLock;
use whitehall::answer::{self, Outcome};
use whitehall::search::Index;

static NORDMARK: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-nordmark")));

/// Over the built-in lexicon, as facts that people add are.
static LAMPS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-lamps")));

/// Posts as registers list them: alike, and with commas and "and" in their titles.
static REGISTER: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-register")));

/// The questions with their replies, as one text.
fn replies(questions: &[&str]) -> String {
    replies_from(&NORDMARK, questions)
}

fn replies_from(index: &Index, questions: &[&str]) -> String {
    let mut out = String::new();
    for question in questions {
        let answer = answer::answer(index, question);
        let _ = writeln!(out, "> {question}\n{}: {}", answer.outcome.word(), answer.text);
        for suggestion in answer.suggestions.iter().take(3) {
            let _ = writeln!(out, "  ? {}", suggestion.question);
        }
        out.push('\n');
    }
    out
}

#[test]
fn what_is_held_is_said_with_its_date() {
    insta::assert_snapshot!(replies(&[
        "What does the Head of Signalling Systems earn?",
        "how much dose the revenue office cheif data oficer get",
        "salary of the interior CDO",
        "Where is the revenue CDO based?",
        "when does the interior CDO application close",
        "When did Fjordlink start?",
        "When did Grenseport start?",
        "How many records did Folkebok lose?",
        "In which languages is Skattnova offered?",
        "Who wrote the foreword of Open Nordmark?",
    ]));
}

#[test]
fn reverse_look_ups_name_what_was_looked_for() {
    insta::assert_snapshot!(replies(&[
        "Which job is in Kvalheim?",
        "Who came from Polarsund Bank?",
        "How many programmes were rated red?",
    ]));
}

#[test]
fn the_newest_answers_and_the_older_is_mentioned() {
    insta::assert_snapshot!(replies(&[
        "What is the forecast cost of Fjordlink?",
        "What was Fjordlink forecast to cost in February 2023?",
        "What did Helsevei cost in 2023?",
    ]));
}

#[test]
fn each_of_several_facts_has_the_date_that_is_its_own() {
    insta::assert_snapshot!(replies_from(
        &LAMPS,
        &["lamp keeper", "what does the lamp keeper get", "What is the lamp keeper responsible for?", "reef pilot"]
    ));
}

#[test]
fn a_salary_is_called_advertised_only_where_it_is_held_to_be() {
    insta::assert_snapshot!(replies_from(
        &LAMPS,
        &["What is the salary of the lamp keeper?", "What does Jo Beam earn?", "What is the reef pilot's salary?"]
    ));
}

#[test]
fn what_has_no_end_may_be_less_than_the_lowest_or_more_than_the_highest() {
    insta::assert_snapshot!(replies_from(
        &LAMPS,
        &[
            "Which programme had the lowest budget?",
            "Which programme had the highest budget?",
            "Which programme had the most users?",
            "What is the lowest number of records lost?",
            "Which programmes had a budget below £60,000?",
            "Which programmes had a budget below £90,000?",
        ]
    ));
}

#[test]
fn of_one_fact_no_count_is_given() {
    insta::assert_snapshot!(replies_from(
        &LAMPS,
        &[
            "Which roles support more than 50 services?",
            "Does the reef pilot support more than 50 services?",
            "Does any role support more than 50 services?",
            "Which roles earn more than £90,000?",
        ]
    ));
}

#[test]
fn a_contradiction_gives_both() {
    insta::assert_snapshot!(replies(&["How much does Skattnova cost?"]));
}

#[test]
fn what_is_withheld_is_said_to_be_withheld() {
    insta::assert_snapshot!(replies(&["What is the rating of Grenseport?", "Why is Grenseport's rating secret?"]));
}

#[test]
fn a_verdict_comes_first() {
    insta::assert_snapshot!(replies(&[
        "Is Fjordlink rated red?",
        "Does the Head of Signalling Systems earn more than NOK 1m?",
        "Is the interior CDO based in Brattvik?",
    ]));
}

#[test]
fn yes_or_no_is_asked_in_many_ways() {
    insta::assert_snapshot!(replies(&[
        "Am I right that the revenue CDO is based in Brattvik?",
        "just checking, is Fjordlink rated red",
        "Fjordlink is rated red, isn't it?",
        "I take it the revenue CDO reports to Jostein Brekke",
        "The interior CDO is in Havnsund, right mate?",
        "Could you confirm the interior CDO reports to Ingrid Solvang?",
        "As for the revenue CDO, do they report to Jostein Varde?",
        "The revenue CDO job, is it in Kvalheim?",
        "Head of Signalling Systems in Kvalheim?",
    ]));
}

#[test]
fn a_verdict_rests_on_what_was_asked_and_nothing_like_it() {
    insta::assert_snapshot!(replies(&[
        "Does the interior CDO report to the CFO?",
        "Does the interior CDO report to Jostein Brekke?",
        "Had anybody been interior CDO before 2015?",
        "Did Ingrid Solvang come from the revenue office?",
        // A word of an organisation's name says nothing by itself.
        "Can the revenue CDO work from an office?",
        "Does Jostein Brekke report to the revenue CDO?",
        "Does the revenue CDO report to Jostein Brekke?",
        "Is Ingrid Solvang an engineer?",
        "Was Fjordlink's rating fine?",
    ]));
}

#[test]
fn who_came_before_whom_is_told_by_the_order_of_the_words() {
    let keepers = index::load(Some("knowledge-turns"));
    insta::assert_snapshot!(replies_from(
        &keepers,
        &[
            "Who replaced Ada Reef?",
            "By whom was Ada Reef replaced?",
            "Who took over from Bo Tide?",
            "Whom did Bo Tide take over from?",
            "Who was replaced by Tide?",
            "Who came before Reef?",
            "Who preceded Bo Tide?",
            "Did Bo Tide replace Ada Reef?",
            "Did Ada Reef succeed Bo Tide?",
        ]
    ));
}

#[test]
fn of_two_the_one_that_was_asked_for_comes_first() {
    insta::assert_snapshot!(replies(&[
        "Which pays less, the interior CDO or the revenue CDO?",
        "Does the interior CDO earn less than the revenue CDO?",
        "Does the interior CDO earn more than the revenue CDO?",
        "Which started first, Fjordlink or Grenseport?",
        "Did Grenseport start before Fjordlink?",
        "Is Grenseport newer than Fjordlink?",
    ]));
}

#[test]
fn a_threshold_selects() {
    insta::assert_snapshot!(replies(&["Which roles pay less than NOK 1,000,000?"]));
}

#[test]
fn what_is_only_beside_what_was_asked_is_no_answer() {
    let built_in = index::load(None);
    let answers = |index: &Index, question: &str| answer::answer(index, question).outcome == Outcome::Answer;
    // A post that is only known for working with another has nobody known to hold it.
    assert!(!answers(&built_in, "Who is the director for science and technology?"));
    assert!(answers(&built_in, "Who does the director for science and technology work with?"));
    // Who promised what was lost did not lose it; who put a figure on it said so.
    assert!(!answers(&built_in, "who lost the police records"));
    assert!(answers(&built_in, "who put the ESN delays at £550m?"));
    // Who followed somebody is not what they were paid.
    assert!(!answers(&NORDMARK, "What did Oddvar Lien earn?"));
    assert!(!answers(&built_in, "what was Denise McDonagh paid"));
}

#[test]
fn what_is_asked_for_is_told_by_how_it_is_put() {
    insta::assert_snapshot!(replies(&[
        "how long have I got to apply for the interior CDO post",
        "what would be in the pay packet of the Head of Signalling Systems",
        "what might I trouser as the revenue CDO",
        // A year says nothing of what is asked for.
        "In 2023, who was the revenue CDO?",
        // What is not held is named, and the nearest of what is comes first.
        "does the revenue CDO get any share options or free lunches",
        "has Fjordlink ever been hacked",
        // No word names what is asked for, and one of them is not for it.
        "revenue CDO salary?",
    ]));
}

#[test]
fn what_is_not_held_comes_with_what_is() {
    insta::assert_snapshot!(replies(&[
        "Who does the Head of Signalling Systems report to?",
        "What is the annual delay cost of Helsevei?",
        "What does the Chief Data Officer at the Health Board earn?",
        "What did Fjordlink cost?",
    ]));
}

#[test]
fn nothing_asked_says_what_can_be_asked() {
    insta::assert_snapshot!(replies(&["", "?"]));
}

#[test]
fn nonsense_and_other_topics_are_not_answered() {
    for question in ["asdf qwer zxcv", "What is the weather in Havnsund?"] {
        let answer = answer::answer(&NORDMARK, question);
        assert_eq!(answer.outcome, Outcome::Unknown, "{question}");
        assert!(answer.text.starts_with("I hold nothing on that."), "{}", answer.text);
        assert!(answer.facts.is_empty() && answer.suggestions.is_empty(), "{question}");
    }
}

/// Another folder without phrasings.
static VELMORA: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-velmora")));

#[test]
fn the_value_that_a_question_gives_is_the_verdict() {
    insta::assert_snapshot!(replies_from(
        &VELMORA,
        &[
            "Was Aquenda launched in January 2023?",
            "Was Aquenda launched in 2021?",
            "Aquenda launched in 2023, y/n",
            "Does the Digital Velmora Bureau have 340 staff?",
            "Is Portavia's budget EUR 96m?",
            "Is Portavia's budget EUR 40m?",
            "Is the pensions CTO's office in Quirente?",
            "Does the pensions CTO report to Livia Ormandel?",
            // A bound is no figure; what denies or sets aside may turn the verdict round.
            "Was Aquenda launched by 2024?",
            "Was Aquenda launched other than in January 2023?",
            "Is it true that Aquenda wasn't launched in January 2023?",
            "Does the pensions CTO report to anyone but Livia Ormandel?",
            "Does Livia Ormandel report to the pensions CTO?",
        ]
    ));
}

#[test]
fn what_a_question_claims_is_held_against_the_fact_that_it_is_about() {
    insta::assert_snapshot!(replies_from(
        &VELMORA,
        &[
            "Was Aquenda launched before 2022?",
            "Had Aquenda been launched by the end of January 2023?",
            "Was Aquenda launched after 2023?",
            // January may be before its twelfth day, or behind.
            "Was Aquenda launched before 12 January 2023?",
            "Does the pensions CTO report to Bruno Castelvar?",
            "Does the pensions CTO answer to Jane Miller?",
            "Would the pensions CTO be sitting in Sorvena?",
        ]
    ));
}

#[test]
fn what_leads_up_to_a_question_is_no_part_of_it() {
    insta::assert_snapshot!(replies_from(
        &VELMORA,
        &[
            "hi, I'm on deadline with a piece about fish: when did Aquenda start?",
            "We would be grateful to learn when Aquenda was launched.",
            "A colleague of mine swears Aquenda was launched in 2021, is she right?",
            "I have been reading about Portavia, what is the budget?",
        ]
    ));
}

#[test]
fn a_space_that_slipped_by_a_letter_is_put_right() {
    insta::assert_snapshot!(replies_from(&VELMORA, &["when di dAquenda start", "wher eis the pensions CTO based"]));
}

/// An island's ministries over several years.
static ISLANDS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-islands")));

#[test]
fn what_something_was_is_told_by_what_it_became() {
    insta::assert_snapshot!(replies_from(
        &ISLANDS,
        &[
            "Where was the Shared Computing Office before Ambry?",
            "The Head of Harbour Systems now gets $51,000: what was it before that?",
            "Who was Chief Digital Officer at Finance before Belling?",
            "Who has run Harbour Systems since 2015?",
            "the Shared Computing Office's headcount, every year you have",
            // Nothing is held of what it was before it was the first.
            "Where was the Shared Computing Office before Port Liss?",
        ]
    ));
}

/// Two ledgers, one to replace the other.
static LEDGERS: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-ledgers")));

#[test]
fn a_relation_is_found_from_either_side() {
    insta::assert_snapshot!(replies_from(
        &LEDGERS,
        &[
            "What does the Common Ledger replace?",
            "What is the Tally Book being replaced by?",
            "What will the Tally Book replace?",
            "What position does Ada Reef hold?",
        ]
    ));
}

#[test]
fn an_organisation_is_known_by_all_its_names_and_by_nothing_else() {
    insta::assert_snapshot!(replies_from(
        &LEDGERS,
        &[
            "IPA rating of the Common Ledger",
            "How did the Treasury rate the Common Ledger?",
            // No ledger of the House of Commons.
            "Who are the suppliers of the Common Ledger?",
        ]
    ));
}

#[test]
fn money_is_asked_for_by_any_of_its_names() {
    insta::assert_snapshot!(replies_from(
        &LEDGERS,
        &[
            "how much dosh does the Keeper of Accounts get",
            "how many quid for the Keeper of Accounts",
            // A year's sum is no total.
            "What is the total cost of the Common Ledger?",
            "What did the Common Ledger cost in 2030-31?",
        ]
    ));
}

#[test]
fn the_figure_of_an_estimate_is_confirmed_as_one() {
    insta::assert_snapshot!(replies_from(
        &LEDGERS,
        &[
            "Do delays to the Common Ledger cost £2m a year?",
            "Do delays to the Common Ledger cost £5m a year?",
            "Do delays to the Common Ledger still cost £2m a year?",
        ]
    ));
}

#[test]
fn what_both_or_neither_denies_is_so() {
    insta::assert_snapshot!(replies_from(
        &VELMORA,
        &[
            "True or false: Aquenda was launched in January 2023",
            "Is it untrue that the pensions CTO's office is in Quirente?",
            "Is the pensions CTO's office in Quirente?",
            "Does the Digital Velmora Bureau have over a thousand staff?",
            "Does the Digital Velmora Bureau have no more than a hundred staff?",
            // A name, a unit or a word that turns leaves it open.
            "Is the pensions CTO's office in north Quirente?",
            "Does the Digital Velmora Bureau have over a hundred grand?",
        ]
    ));
}

#[test]
fn what_little_a_question_says_is_enough_where_nothing_else_is_said() {
    insta::assert_snapshot!(replies_from(
        &VELMORA,
        &[
            "What did Olga Prestes say?",
            "how mnay staff does the Digital Velmora Bureau have",
            "How much is Portavia?",
            "pensions CTO line manager",
            "When ought Portavia to be done?",
            "Which posts have a closing date in May 2024?",
            "wich programs have an aproved budget",
            "Could you list the principles of Clear Counter?",
        ]
    ));
}

#[test]
fn a_post_of_a_register_is_told_from_others_like_it() {
    insta::assert_snapshot!(replies_from(
        &REGISTER,
        &[
            "who is the Deputy Director, Tolls Policy, Averby and Quenhill?",
            "who's the dd tolls policy averby and quenhill at mbft",
            "who is the programme director, faith fraud inquiries",
            "what's the programme director faith fraud inquiries paid?",
            "how man people report to the deputy director tolls policy averby and quenhill",
            "deputy director, tolls policy, averby and quenhill reports to whom",
            "when did the deputy director, tolls policy, averby and quenhill get the job",
            "pay of the deputy director, tolls policy, avreby and quenhill at the ministry of bridges, ferries and tolls",
            "where is the hed of tolls policy at the lighthouse board based",
            "salary of the deputy director, tolls policy, lighthouse board, and of the programme director faith fraud inquiries",
            "total cost of the faith fraud inquiries director's office",
            "who does the programme director of faith fraud inquiries report to",
            "who reports to the programme director of faith fraud inquiries",
            "list the people who report to the programme director of faith fraud inquiries",
            "what grade is Wilma Okafor's job and where is it",
            "what is Wilma Okafor paid",
            "where was Wilma Okafor born",
            "name of the dep dir, tolls policy, averby svcs",
        ]
    ));
}
