//! Adding, correcting, taking back, undoing.

use super::sample::{ASKED, Home, SALARY, SERVER, at, by, first, form, held, member, new_form, pounds, with_value};
use whitehall::answer::Outcome;
use whitehall::app::{App, By, Change, CurateError, Entry, Filter, Likeness, Page, Revision, Standing, View, Which};
use whitehall::fact::{Scope, Value};

fn text(view: View, app: &App, question: &str) -> String {
    app.ask(view, question).text
}

#[test]
fn an_added_fact_answers_at_once_and_after_undo_not_and_both_after_reopening() {
    let mut home = Home::new();
    let question = "what is the salary of the tide caller";
    assert_ne!(home.app().ask(SERVER, question).outcome, Outcome::Answer);
    let added = home.app().add(SERVER, &new_form("Tide Caller", "salary", pounds(52_000)), &by(0)).unwrap();
    for _ in 0..2 {
        let answer = home.app().ask(SERVER, question);
        assert_eq!(answer.outcome, Outcome::Answer, "{}", answer.text);
        assert!(answer.text.contains("£52,000"), "{}", answer.text);
        assert_eq!(answer.facts[0].fact.scope, Scope::Server(42), "it shows whose it is");
        assert_eq!(answer.sources[0].title, "Minutes on the Tide Caller");
        assert!(answer.facts[0].fact.id.as_str().ends_with(".salary.b1"), "{}", answer.facts[0].fact.id);
        home.reopen();
    }
    home.app().undo(SERVER, Which::Number(added.number), &by(1)).unwrap();
    for _ in 0..2 {
        let answer = home.app().ask(SERVER, question);
        assert_ne!(answer.outcome, Outcome::Answer, "{}", answer.text);
        assert!(!answer.text.contains("Tide"), "{}", answer.text);
        home.reopen();
    }
    // The undo was a change, too.
    home.app().undo(SERVER, Which::Last, &by(2)).unwrap();
    assert!(text(SERVER, home.app(), question).contains("£52,000"));
    let log = home.app().log(SERVER, None, 10).unwrap();
    assert_eq!(log.iter().map(|entry| entry.undoes.is_some()).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(log[1].undoes, Some(added.number));
    assert_eq!(home.app().log(SERVER, Some(log[0].number), 1).unwrap(), log[1..2]);
}

#[test]
fn a_servers_override_of_a_shipped_fact_shows_there_only_and_its_undo_shows_the_shipped_one_again() {
    let mut home = Home::new();
    let before = home.app().ask(SERVER, ASKED);
    let (seen, revision) = held(home.app(), SERVER, SALARY);
    let edited =
        home.app().edit(SERVER, &SALARY.into(), revision, &with_value(&seen, pounds(44_000)), &by(0)).unwrap();
    assert_eq!(edited.changes[0].before, None, "the server's layer said nothing before");
    for _ in 0..2 {
        assert!(text(SERVER, home.app(), ASKED).contains("£44,000"));
        assert!(text(View::Everyone, home.app(), ASKED).contains("£41,000"));
        home.reopen();
    }
    home.app().undo(SERVER, Which::Last, &by(1)).unwrap();
    for _ in 0..2 {
        assert_eq!(home.app().ask(SERVER, ASKED), before);
        home.reopen();
    }
}

#[test]
fn the_owners_write_for_all_servers_and_a_servers_own_word_counts_more_there() {
    let home = Home::new();
    let app = home.app();
    // A server that has an index of its own already.
    app.add(SERVER, &form("buoy-painter", "salary", pounds(30_000)), &by(0)).unwrap();
    assert!(text(SERVER, app, "buoy painter salary").contains("£30,000"));
    let (seen, revision) = held(app, View::Everyone, SALARY);
    app.edit(View::Everyone, &SALARY.into(), revision, &with_value(&seen, pounds(45_000)), &by(1)).unwrap();
    assert!(text(SERVER, app, ASKED).contains("£45,000"));
    assert!(text(SERVER, app, "buoy painter salary").contains("£30,000"));
    let (seen, revision) = held(app, SERVER, SALARY);
    assert_eq!(seen.fact.scope, Scope::Owners);
    app.edit(SERVER, &SALARY.into(), revision, &with_value(&seen, pounds(46_000)), &by(2)).unwrap();
    assert!(text(SERVER, app, ASKED).contains("£46,000"));
    assert!(text(View::Everyone, app, ASKED).contains("£45,000"));
    let history = app.history(SERVER, &SALARY.into()).unwrap();
    assert_eq!(history.iter().map(|change| change.scope).collect::<Vec<_>>(), [Scope::Owners, Scope::Server(42)]);
    assert_eq!(app.history(View::Everyone, &SALARY.into()).unwrap().len(), 1);
}

#[test]
fn of_two_edits_at_one_revision_one_wins_and_the_other_is_told_what_changed() {
    let home = Home::new();
    let app = home.app();
    let (seen, revision) = held(app, SERVER, SALARY);
    let edit = |id: u64, amount: i64| {
        let form = with_value(&seen, pounds(amount));
        app.edit(SERVER, &SALARY.into(), revision, &form, &By::new(member(id), at(0)))
    };
    let results = std::thread::scope(|scope| {
        let threads = [(1, 50_000), (2, 60_000)].map(|(id, amount)| scope.spawn(move || edit(id, amount)));
        threads.map(|thread| thread.join().unwrap())
    });
    let won: Vec<&Change> = results.iter().flatten().flat_map(|changed| &changed.changes).collect();
    let [winner] = won[..] else { panic!("{results:?}") };
    let Some(CurateError::Conflict { id, now, last }) = results.iter().find_map(|result| result.as_ref().err())
    else {
        panic!("{results:?}")
    };
    assert_eq!(id.as_str(), SALARY);
    assert_eq!(last.as_deref(), Some(winner));
    let Some(Standing::Held(now)) = now.as_deref() else { panic!("{now:?}") };
    assert_eq!(Some(&*now.fact), winner.after.as_ref().and_then(Entry::fact));
    let error = results.into_iter().find_map(Result::err).unwrap().to_string();
    assert!(error.contains("by Perpetua"), "{error}");
}

#[test]
fn a_change_of_the_shipped_or_owners_fact_since_it_was_looked_at_is_a_conflict_too() {
    let home = Home::new();
    let app = home.app();
    let (seen, revision) = held(app, SERVER, SALARY);
    let form = with_value(&seen, pounds(50_000));
    app.edit(View::Everyone, &SALARY.into(), revision, &form, &by(0)).unwrap();
    let error = app.edit(SERVER, &SALARY.into(), revision, &form, &by(1)).unwrap_err();
    assert!(matches!(error, CurateError::Conflict { .. }), "{error}");
    assert_eq!(revision.to_string().parse(), Ok(revision));
    assert!("x".parse::<Revision>().is_err() && "9.".parse::<Revision>().is_err());
}

#[test]
fn undo_is_refused_once_the_fact_was_changed_again() {
    let home = Home::new();
    let app = home.app();
    assert!(matches!(app.undo(SERVER, Which::Last, &by(0)), Err(CurateError::NothingToUndo)));
    let added = app.add(SERVER, &form("buoy-painter", "salary", pounds(30_000)), &by(0)).unwrap();
    let id = added.changes[0].id.clone();
    let (seen, revision) = held(app, SERVER, id.as_str());
    app.edit(SERVER, &id, revision, &with_value(&seen, pounds(31_000)), &by(1)).unwrap();
    let error = app.undo(SERVER, Which::Number(added.number), &by(2)).unwrap_err();
    assert!(matches!(&error, CurateError::Conflict { now: Some(_), last: Some(_), .. }), "{error}");
    for (view, number) in [(View::Everyone, added.number), (SERVER, 99_999)] {
        assert!(matches!(app.undo(view, Which::Number(number), &by(3)), Err(CurateError::NothingToUndo)));
    }
    assert_eq!(app.history(SERVER, &id).unwrap().len(), 2);
}

#[test]
fn an_id_is_never_given_out_twice() {
    let home = Home::new();
    let app = home.app();
    let add = || app.add(SERVER, &form("buoy-painter", "salary", pounds(30_000)), &by(0)).unwrap();
    let ids: Vec<String> = (0..3)
        .map(|_| {
            let added = add();
            app.undo(SERVER, Which::Number(added.number), &by(0)).unwrap();
            added.changes[0].id.to_string()
        })
        .collect();
    assert_eq!(ids, ["buoy-painter.salary.b1", "buoy-painter.salary.b2", "buoy-painter.salary.b3"]);
    let owners = app.add(View::Everyone, &form("buoy-painter", "salary", pounds(30_000)), &by(0)).unwrap();
    assert_eq!(owners.changes[0].id.as_str(), "buoy-painter.salary.a1");
}

#[test]
fn what_cannot_be_kept_is_told_all_at_once_and_nothing_is_written() {
    let home = Home::new();
    let app = home.app();
    let mut form = new_form("", "colour", Value::Text(String::new()));
    form.subject.as_mut().unwrap().organisation = Some("nowhere".to_owned());
    form.source.as_mut().unwrap().url = Some("ftp://x".to_owned());
    form.fact.statement = Some("x".repeat(601));
    let error = app.add(SERVER, &form, &by(0)).unwrap_err();
    let CurateError::Invalid(flaws) = &error else { panic!("{error}") };
    let fields: Vec<&str> = flaws.iter().map(|flaw| flaw.field).collect();
    assert_eq!(fields, ["subject", "organisation", "url", "attribute", "value", "statement"]);
    assert!(app.log(SERVER, None, 5).unwrap().is_empty());
    let (_, revision) = held(app, SERVER, SALARY);
    for reason in [String::new(), "x".repeat(301)] {
        let refused = app.retract(SERVER, &SALARY.into(), revision, &reason, &by(0));
        assert!(matches!(refused, Err(CurateError::Invalid(_))));
    }
    let unknown = app.retract(SERVER, &"another.servers".into(), revision, "wrong", &by(0));
    assert!(matches!(unknown, Err(CurateError::Unknown(_))));
}

#[test]
fn a_preview_shows_the_sentence_and_what_is_held_beside_it() {
    let home = Home::new();
    let app = home.app();
    let mut contradicting = form("lamp-keeper", "salary", pounds(43_000));
    contradicting.fact.as_of = "2031".parse().unwrap();
    let cases = [
        (contradicting, Some(Likeness::Contradicts), "£43,000"),
        (form("lamp-keeper", "salary", pounds(43_000)), Some(Likeness::Succession), "£43,000"),
        (
            form("lamp-keeper", "location", Value::Text("  Port\nQuill ".to_owned())),
            Some(Likeness::Same),
            "Port Quill",
        ),
        (form("buoy-painter", "salary", pounds(43_000)), None, "£43,000"),
    ];
    for (form, how, words) in cases {
        let preview = app.preview(SERVER, &form, None).unwrap();
        assert_eq!(preview.alike.first().map(|alike| alike.how), how, "{form:?}");
        assert!(preview.sentence.contains(words), "{}", preview.sentence);
    }
    let preview = app.preview(SERVER, &new_form("Senior Lamp Keepr", "salary", pounds(1)), None).unwrap();
    assert_eq!(preview.subjects.iter().map(|subject| subject.id.as_str()).collect::<Vec<_>>(), ["lamp-keeper"]);
    assert_eq!(preview.form.fact.subject.as_str(), "own-senior-lamp-keepr");
    assert!(app.log(SERVER, None, 5).unwrap().is_empty(), "nothing is written");
}

#[test]
fn a_statement_made_for_another_value_is_left_out() {
    let home = Home::new();
    let app = home.app();
    let mut form = form("buoy-painter", "salary", pounds(30_000));
    form.fact.statement = Some("The buoy painter is paid thirty thousand pounds.".to_owned());
    let id = app.add(SERVER, &form, &by(0)).unwrap().changes[0].id.clone();
    let (seen, revision) = held(app, SERVER, id.as_str());
    let edit = with_value(&seen, pounds(35_000));
    let preview = app.preview(SERVER, &edit, Some(&id)).unwrap();
    assert!(preview.sentence.contains("£35,000") && preview.notes.len() == 1 && preview.alike.is_empty());
    app.edit(SERVER, &id, revision, &edit, &by(1)).unwrap();
    assert!(text(SERVER, app, "buoy painter salary").contains("£35,000"));
}

#[test]
fn pages_are_stable_whatever_happens_between_them() {
    let mut home = Home::new();
    for n in 0..7 {
        home.app().add(SERVER, &form("buoy-painter", "salary", pounds(30_000 + n)), &by(n)).unwrap();
    }
    let own = Filter { own: true, ..Filter::default() };
    let ids = |app: &App, page: &Page| -> (Vec<String>, Option<Page>, Option<Page>) {
        let listing = app.list(SERVER, &own, page, 3);
        assert_eq!(listing.total, if *page == Page::First { 7 } else { 6 });
        (listing.facts.iter().map(|seen| seen.fact.id.to_string()).collect(), listing.previous, listing.next)
    };
    let (first_ids, none, next) = ids(home.app(), &Page::First);
    assert_eq!((first_ids.len(), none), (3, None));
    // The fact that the page hangs on goes away, and the bot is restarted.
    let (_, revision) = held(home.app(), SERVER, &first_ids[2]);
    home.app().retract(SERVER, &first_ids[2].as_str().into(), revision, "double", &by(9)).unwrap();
    home.reopen();
    let (second, previous, _) = ids(home.app(), &next.unwrap());
    assert_eq!(second, ["buoy-painter.salary.b4", "buoy-painter.salary.b5", "buoy-painter.salary.b6"]);
    assert_eq!(ids(home.app(), &previous.unwrap()).0, first_ids[..2]);
    let filter = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
    for (text, total) in [("PAINTER £30,003", 1), ("port", 2), ("lamp salary", 1), ("nothing", 0)] {
        assert_eq!(home.app().list(SERVER, &filter(text), &Page::First, 9).total, total, "{text}");
    }
    assert_eq!(home.app().list(View::Everyone, &own, &Page::First, 9).total, 0);
    let answer = home.app().ask(SERVER, "buoy painter salary");
    assert!(first(&answer).starts_with("buoy-painter.salary.b"));
}

#[test]
fn with_another_value_go_the_cues_and_questions_that_have_figures_of_the_former() {
    let home = Home::new();
    let app = home.app();
    let asked = "which post pays up to £85,000?";
    let mut new = new_form("Tide Caller", "salary", pounds(85_000));
    new.fact.cues =
        ["calls at 85k", "shouting pay", "£12 lunch", "six figures, not 99,000"].map(str::to_owned).to_vec();
    new.fact.questions = [asked, "what does shouting at tides earn?"].map(str::to_owned).to_vec();
    let added = app.add(SERVER, &new, &by(0)).unwrap();
    let id = added.changes[0].id.clone();
    assert_eq!(first(&app.ask(SERVER, asked)), id.as_str());

    let (seen, revision) = held(app, SERVER, id.as_str());
    let mut change = with_value(&seen, pounds(99_000));
    change.fact.cues.push("formerly 85k".to_owned());
    let preview = app.preview(SERVER, &change, Some(&id)).unwrap();
    assert_eq!(preview.notes, ["Left out with figures of the former value: a cue and a question."]);
    app.edit(SERVER, &id, revision, &change, &by(1)).unwrap();
    let (seen, revision) = held(app, SERVER, id.as_str());
    assert_eq!(seen.fact, preview.form.fact.into());
    assert_eq!(seen.fact.cues, ["shouting pay", "£12 lunch", "six figures, not 99,000", "formerly 85k"]);
    assert_eq!(seen.fact.questions, ["what does shouting at tides earn?"]);
    assert!(!text(SERVER, app, "which post pays up to £85,000").contains("Tide Caller"));

    // With the same value they stay.
    let mut same = with_value(&seen, pounds(99_000));
    same.fact.as_of = "2032-06".parse().unwrap();
    assert_eq!(app.preview(SERVER, &same, Some(&id)).unwrap().notes, Vec::<String>::new());
    let changed = app.edit(SERVER, &id, revision, &same, &by(2)).unwrap();
    app.undo(SERVER, Which::Number(changed.number), &by(3)).unwrap();
    assert_eq!(held(app, SERVER, id.as_str()).0.fact.cues.len(), 4);
}

#[test]
fn of_a_date_only_what_is_another_makes_a_cue_stale() {
    let home = Home::new();
    let app = home.app();
    let mut new = new_form("Tide Caller", "deadline", Value::Date("2031-06".parse().unwrap()));
    new.fact.cues = ["ready in June 2031", "the year 2031", "by 1 June"].map(str::to_owned).to_vec();
    let id = app.add(SERVER, &new, &by(0)).unwrap().changes[0].id.clone();
    let (seen, _) = held(app, SERVER, id.as_str());
    let later = with_value(&seen, Value::Date("2031-07".parse().unwrap()));
    let preview = app.preview(SERVER, &later, Some(&id)).unwrap();
    assert_eq!(preview.form.fact.cues, ["the year 2031"]);
    assert_eq!(preview.notes, ["Left out with figures of the former value: 2 cues."]);
}
