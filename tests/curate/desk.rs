//! Drafts, proposals and questions without an answer.

use super::sample::{Home, OTHER, SERVER, at, by, form, pounds};
use whitehall::app::{
    Aim, Begun, By, CurateError, DRAFT_LIFE, DraftError, DraftId, GAPS_PER_DAY, KeptFile, MOST_DRAFTS,
    MOST_KEPT_FILES, PER_DAY, PER_MEMBER, ProposalError, ProposalId, Remark, ServerSettings, View,
};

fn begun(amount: i64) -> Begun {
    Begun {
        aim: Aim::Add,
        form: Some(form("buoy-painter", "salary", pounds(amount))),
        typed: [("value".to_owned(), format!("£{amount} or so"))].into(),
        file: None,
        proposal: None,
        gap: None,
    }
}

#[test]
fn a_draft_is_its_members_in_its_server_for_half_an_hour() {
    let mut home = Home::new();
    let draft = home.app().keep_draft(SERVER, 7, begun(1), at(0)).unwrap();
    assert_eq!(draft.id.as_str().len(), 16);
    home.reopen();
    let app = home.app();
    assert_eq!(app.draft(SERVER, 7, &draft.id, at(29)).unwrap(), draft);
    let gone = |view, member, id: &DraftId, minutes| {
        matches!(app.draft(view, member, id, at(minutes)), Err(DraftError::Gone))
    };
    assert!(gone(OTHER, 7, &draft.id, 0) && gone(View::Everyone, 7, &draft.id, 0), "another place");
    assert!(gone(SERVER, 8, &draft.id, 0), "another member");
    assert!(gone(SERVER, 7, &DraftId::new("aaaaaaaaaaaaaaaa"), 0), "never was");
    assert!(gone(SERVER, 7, &draft.id, 30), "expired");
    // Changed, it lives on.
    let changed = app.change_draft(SERVER, 7, &draft.id, begun(2), at(20)).unwrap();
    assert_eq!((&changed.id, changed.expires), (&draft.id, at(20 + DRAFT_LIFE / 60)));
    assert_eq!(app.draft(SERVER, 7, &draft.id, at(45)).unwrap(), changed);
    assert_eq!(app.sweep(at(45), |_| false).unwrap().drafts, 0);
    assert_eq!(app.sweep(at(51), |_| false).unwrap().drafts, 1);
    assert!(gone(SERVER, 7, &draft.id, 45));
}

#[test]
fn a_draft_is_confirmed_once_however_often_it_is_clicked() {
    let home = Home::new();
    let app = home.app();
    let draft = app.keep_draft(SERVER, 7, begun(30_000), at(0)).unwrap();
    let confirm = || {
        let by = By { draft: Some(draft.id.clone()), ..by(1) };
        app.add(SERVER, draft.begun.form.as_ref().unwrap(), &by)
    };
    let results =
        std::thread::scope(|scope| [0; 4].map(|_| scope.spawn(confirm)).map(|thread| thread.join().unwrap()));
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(
        results.iter().filter_map(|result| result.as_ref().err()).all(|error| matches!(error, CurateError::Done))
    );
    assert_eq!(app.log(SERVER, None, 9).unwrap().len(), 1);
}

#[test]
fn the_oldest_of_too_many_drafts_makes_room_and_the_file_of_an_import_comes_back_whole() {
    let home = Home::new();
    let app = home.app();
    let text = (0..20_000).map(|n| format!("buoy-painter,\"salary\",£{n},\u{1F6A2}\r\n")).collect();
    let file = KeptFile { name: "buoys.csv".to_owned(), day: "2031-07-15".parse().unwrap(), text };
    let import = Begun { aim: Aim::Import, form: None, file: Some(file), ..begun(0) };
    let first = app.keep_draft(SERVER, 7, import, at(0)).unwrap();
    assert_eq!(app.draft(SERVER, 7, &first.id, at(1)).unwrap(), first);
    for n in 0..i64::try_from(MOST_DRAFTS).unwrap() {
        app.keep_draft(SERVER, 7, begun(n), at(2)).unwrap();
    }
    assert!(app.draft(SERVER, 7, &first.id, at(3)).is_err());
    app.drop_draft(SERVER, 7, &first.id).unwrap();
}

#[test]
fn of_the_files_that_a_member_has_sent_the_last_two_are_kept() {
    let home = Home::new();
    let app = home.app();
    let send = |member: u64, n: i64| {
        let (name, day) = (format!("{n}.csv"), "2031-07-15".parse().unwrap());
        let file = KeptFile { name, day, text: "buoy-painter,salary,£1\n".repeat(2_000) };
        app.keep_draft(SERVER, member, Begun { aim: Aim::Import, form: None, file: Some(file), ..begun(0) }, at(n))
            .unwrap()
    };
    let form = app.keep_draft(SERVER, 7, begun(1), at(0)).unwrap();
    let others = send(8, 0);
    let files: Vec<_> = (1..=4).map(|n| send(7, n)).collect();
    let there: Vec<bool> = files.iter().map(|draft| app.draft(SERVER, 7, &draft.id, at(5)).is_ok()).collect();
    assert_eq!(there, [false, false, true, true]);
    assert_eq!(there.iter().filter(|there| **there).count(), MOST_KEPT_FILES);
    assert!(app.draft(SERVER, 7, &form.id, at(5)).is_ok(), "a form that was begun stays");
    assert!(app.draft(SERVER, 8, &others.id, at(5)).is_ok(), "and so does what others sent");
}

#[test]
fn a_draft_of_any_length_comes_back_as_it_was_typed() {
    let mut home = Home::new();
    for text in ["x", "\"\\", "\u{1F6A2}", "\u{1}"] {
        // All fields of a form, each as long as an option of a command can be.
        let typed = (0..11).map(|n| (format!("field {n}"), text.repeat(6_000))).collect();
        let long = Begun { typed, ..begun(1) };
        let draft = home.app().keep_draft(SERVER, 7, long.clone(), at(0)).unwrap();
        home.reopen();
        let app = home.app();
        assert_eq!(app.draft(SERVER, 7, &draft.id, at(1)).unwrap(), draft);
        let short = app.change_draft(SERVER, 7, &draft.id, begun(2), at(2)).unwrap();
        assert_eq!(app.draft(SERVER, 7, &draft.id, at(3)).unwrap(), short);
        let again = app.change_draft(SERVER, 7, &draft.id, long, at(4)).unwrap();
        assert_eq!(app.draft(SERVER, 7, &draft.id, at(5)).unwrap(), again);
        let by = By { draft: Some(draft.id.clone()), ..by(6) };
        app.add(SERVER, again.begun.form.as_ref().unwrap(), &by).unwrap();
        assert!(matches!(app.draft(SERVER, 7, &draft.id, at(7)), Err(DraftError::Gone)));
    }
}

fn remark(text: &str) -> Remark {
    Remark { text: text.to_owned(), question: Some("lamp keeper salary".to_owned()), ..Remark::default() }
}

#[test]
fn proposals_queue_up_and_are_settled_once() {
    let mut home = Home::new();
    let made: Vec<_> = (0..3)
        .map(|n| home.app().propose(SERVER, 100 + n, remark(&format!(" it is {n} ")), at(0)).unwrap())
        .collect();
    home.reopen();
    let app = home.app();
    assert_eq!(app.proposals(SERVER, None, 2).unwrap(), (made[..2].to_vec(), 3));
    assert_eq!(app.proposals(SERVER, Some(made[1].id), 2).unwrap(), (made[2..].to_vec(), 3));
    assert_eq!(app.proposals(OTHER, None, 9).unwrap(), (vec![], 0));
    assert!(matches!(app.proposal(OTHER, made[0].id), Err(ProposalError::Gone)));
    assert_eq!(app.reject(SERVER, made[0].id).unwrap(), made[0]);
    assert!(matches!(app.reject(SERVER, made[0].id), Err(ProposalError::Gone)));
    let accept = |id: ProposalId| {
        let by = By { proposal: Some(id), ..by(1) };
        app.add(SERVER, &form("buoy-painter", "salary", pounds(1)), &by)
    };
    accept(made[1].id).unwrap();
    for id in [made[0].id, made[1].id] {
        assert!(matches!(accept(id), Err(CurateError::Done)));
    }
    assert_eq!(app.proposals(SERVER, None, 9).unwrap().1, 1);
    assert_eq!(app.log(SERVER, None, 9).unwrap().len(), 1);
}

#[test]
fn nobody_floods_the_queue() {
    let home = Home::new();
    let app = home.app();
    for text in [String::new(), "  ".to_owned(), "x".repeat(1_001)] {
        assert!(matches!(app.propose(SERVER, 1, remark(&text), at(0)), Err(ProposalError::Length(_))));
    }
    let long = Remark { value: Some("9".repeat(501)), ..remark("wrong") };
    assert!(matches!(app.propose(SERVER, 1, long, at(0)), Err(ProposalError::Detail { length: 501, .. })));
    for _ in 0..PER_MEMBER {
        let made = app.propose(SERVER, 1, remark("wrong"), at(0)).unwrap();
        app.reject(SERVER, made.id).unwrap();
    }
    let again = |member: u64, minutes: i64| app.propose(SERVER, member, remark("wrong"), at(minutes));
    let midnight = 24 * 60 - (at(0).as_second().rem_euclid(24 * 60 * 60)) / 60;
    app.forget_member(1).unwrap();
    for refused in [again(1, midnight - 5).map(drop), app.may_propose(SERVER, 1, at(midnight - 5))] {
        assert!(refused.unwrap_err().to_string().ends_with("come back in 5 minutes"));
    }
    app.may_propose(SERVER, 2, at(1)).unwrap();
    assert!(app.propose(OTHER, 1, remark("wrong"), at(0)).is_ok());
    let others = u64::from(PER_DAY - PER_MEMBER);
    (0..others).for_each(|n| assert!(again(10 + n, 1).is_ok()));
    assert!(matches!(again(9, 1), Err(ProposalError::ServerLimit(_))));
    assert!(again(1, 24 * 60).is_ok(), "another day");
}

#[test]
fn questions_without_an_answer_are_grouped_counted_and_forgotten() {
    let mut home = Home::new();
    let app = home.app();
    let ask = |question: &str, minutes: i64| app.note_gap(SERVER, question, at(minutes)).unwrap();
    for (minute, question) in (0..).zip([
        "what is the salary of the tide caller",
        "tide caller salary?",
        "salary of the tide callr",
        "who paints the lighthouse",
        "what does the pier lift cost",
        "Who paints the lighthouse?",
    ]) {
        assert!(ask(question, minute));
    }
    assert!(!ask("", 0) && !ask(&"why ".repeat(100), 0));
    assert!(!app.note_gap(View::Everyone, "who paints the lighthouse", at(0)).unwrap(), "no place of its own");
    home.reopen();
    let app = home.app();
    let gaps = app.gaps(SERVER, at(9)).unwrap();
    let told: Vec<_> = gaps.iter().map(|gap| (gap.question.as_str(), gap.asked)).collect();
    assert_eq!(
        told,
        [
            ("what is the salary of the tide caller", 3),
            ("who paints the lighthouse", 2),
            ("what does the pier lift cost", 1)
        ]
    );
    assert_eq!((gaps[0].others.as_slice(), gaps[0].last), (&["salary of the tide callr".to_owned()][..], at(2)));
    assert_eq!(app.gap(SERVER, &gaps[1].id, at(9)).unwrap().as_ref(), Some(&gaps[1]));
    assert!(app.gaps(OTHER, at(9)).unwrap().is_empty() && app.gap(OTHER, &gaps[0].id, at(9)).unwrap().is_none());
    // Answered, it is gone with all its wordings.
    let tide = super::sample::new_form("Tide Caller", "salary", pounds(52_000));
    app.add(SERVER, &tide, &By { gap: Some(gaps[0].id.clone()), ..by(10) }).unwrap();
    assert_eq!(app.gaps(SERVER, at(11)).unwrap(), gaps[1..]);
    app.drop_gap(SERVER, &gaps[1].id).unwrap();
    assert_eq!(app.gaps(SERVER, at(11)).unwrap(), gaps[2..]);
    let day = 24 * 60;
    assert_eq!(app.gaps(SERVER, at(89 * day)).unwrap().len(), 1);
    assert!(app.gaps(SERVER, at(91 * day)).unwrap().is_empty());
    assert_eq!(app.sweep(at(91 * day), |_| false).unwrap().gaps, 1);
}

#[test]
fn a_question_that_is_answered_by_now_is_no_gap_and_a_server_may_keep_none() {
    let home = Home::new();
    let app = home.app();
    app.note_gap(SERVER, "buoy painter salary", at(0)).unwrap();
    app.add(View::Everyone, &form("buoy-painter", "salary", pounds(1)), &by(0)).unwrap();
    assert!(app.gaps(SERVER, at(1)).unwrap().is_empty());
    app.set_server_settings(42, &ServerSettings { gaps: false, ..ServerSettings::default() }).unwrap();
    assert!(!app.note_gap(SERVER, "who paints the lighthouse", at(0)).unwrap());
}

#[test]
fn a_server_notes_so_many_questions_in_a_day_and_more_are_not_even_written() {
    let home = Home::new();
    let app = home.app();
    let ask = |minutes: i64| app.note_gap(SERVER, "who paints the lighthouse", at(minutes)).unwrap();
    (0..GAPS_PER_DAY).for_each(|_| assert!(ask(0)));
    let before = app.pulse().writes;
    assert!(!ask(0) && !ask(1));
    assert_eq!(app.pulse().writes, before);
    assert!(app.note_gap(OTHER, "who paints the lighthouse", at(0)).unwrap() && ask(24 * 60));
}
