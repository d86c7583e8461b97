//! What servers set, and what is forgotten.

use super::sample::{ASKED, Home, OTHER, SALARY, SERVER, at, by, form, held, member, pounds, with_value};
use whitehall::app::{Aim, Author, Begun, By, Remark, ServerSettings, View, Which, Wish};
use whitehall::digest::{Schedule, Weekdays, zones};

const DAY: i64 = 24 * 60;

#[test]
fn settings_are_kept_together() {
    let mut home = Home::new();
    assert_eq!(home.app().server_settings(42), ServerSettings::default());
    let set = ServerSettings {
        writers: Some(99),
        gaps: false,
        proposals: false,
        stale_months: Some(18),
        ..Default::default()
    };
    home.app().set_server_settings(42, &set).unwrap();
    home.app().set_setting(42, "colour", Some("blue")).unwrap();
    home.reopen();
    assert_eq!(home.app().server_settings(42), set);
    assert_eq!(home.app().server_settings(43), ServerSettings::default());
    assert_eq!(home.app().setting(42, "colour").unwrap().as_deref(), Some("blue"));
}

#[test]
fn two_admins_who_set_different_things_at_once_both_get_them() {
    let home = Home::new();
    let app = home.app();
    let set = |change: fn(&mut ServerSettings)| move || app.change_server_settings(42, change).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(set(|settings| settings.gaps = false));
        scope.spawn(set(|settings| settings.stale_months = Some(6)));
    });
    let settings = app.server_settings(42);
    assert_eq!((settings.gaps, settings.stale_months), (false, Some(6)));
}

#[test]
fn a_member_who_wants_no_messages_is_remembered_until_all_of_them_is_forgotten() {
    let mut home = Home::new();
    assert!(home.app().wants_word(7).unwrap());
    home.app().set_wants_word(7, false).unwrap();
    home.reopen();
    assert!(!home.app().wants_word(7).unwrap() && home.app().wants_word(8).unwrap());
    home.app().forget_member(7).unwrap();
    assert!(home.app().wants_word(7).unwrap());
}

fn begun() -> Begun {
    Begun { aim: Aim::Undo(1), form: None, typed: Default::default(), file: None, proposal: None, gap: None }
}

#[test]
fn a_member_is_forgotten_and_the_changes_stay() {
    let mut home = Home::new();
    let app = home.app();
    let add = |view: View, author: Author| {
        app.add(view, &form("buoy-painter", "salary", pounds(1)), &By::new(author, at(0))).unwrap().changes[0]
            .id
            .clone()
    };
    let ids = [add(SERVER, member(7)), add(OTHER, member(7)), add(View::Everyone, member(8))];
    app.propose(SERVER, 7, Remark { text: "wrong".to_owned(), ..Remark::default() }, at(0)).unwrap();
    app.propose(SERVER, 8, Remark { text: "wrong".to_owned(), ..Remark::default() }, at(0)).unwrap();
    let draft = app.keep_draft(SERVER, 7, begun(), at(0)).unwrap();
    let forgotten = app.forget_member(7).unwrap();
    assert_eq!((forgotten.changes, forgotten.proposals, forgotten.drafts), (2, 1, 1));
    assert_eq!(app.forget_member(7).unwrap(), Default::default());
    assert!(app.draft(SERVER, 7, &draft.id, at(1)).is_err());
    for _ in 0..2 {
        let app = home.app();
        let author = |view: View, id| app.history(view, id).unwrap()[0].author.clone();
        assert_eq!(author(SERVER, &ids[0]).to_string(), "a former member");
        assert_eq!([author(OTHER, &ids[1]), author(View::Everyone, &ids[2])], [Author::Former, member(8)]);
        let made: Vec<_> = app.proposals(SERVER, None, 9).unwrap().0.iter().map(|made| made.member).collect();
        assert_eq!(made, [None, Some(8)]);
        assert!(app.ask(SERVER, "buoy painter salary").text.contains("£1"));
        home.reopen();
    }
    home.app().undo(SERVER, Which::Last, &by(1)).unwrap();
}

/// A server with something of every kind.
fn settle_in(home: &Home, server: View, id: u64) {
    let app = home.app();
    let (seen, revision) = held(app, server, SALARY);
    app.edit(server, &SALARY.into(), revision, &with_value(&seen, pounds(44_000)), &by(0)).unwrap();
    let added = super::sample::new_form("Tide Caller", "salary", pounds(52_000));
    app.add(server, &added, &by(0)).unwrap();
    app.propose(server, 7, Remark { text: "wrong".to_owned(), ..Remark::default() }, at(0)).unwrap();
    app.note_gap(server, "who paints the lighthouse", at(0)).unwrap();
    app.keep_draft(server, 7, begun(), at(0)).unwrap();
    app.set_setting(id, "colour", Some("blue")).unwrap();
}

#[test]
fn a_server_that_left_is_forgotten_after_thirty_days_and_one_that_came_back_is_not() {
    let mut home = Home::new();
    settle_in(&home, SERVER, 42);
    settle_in(&home, OTHER, 43);
    let app = home.app();
    app.server_left(42, at(0)).unwrap();
    app.server_left(42, at(5 * DAY)).unwrap();
    app.server_left(43, at(0)).unwrap();
    app.server_joined(43).unwrap();
    assert_eq!((app.left_at(42).unwrap(), app.left_at(43).unwrap()), (Some(at(0)), None));
    assert!(app.sweep(at(30 * DAY), |_| false).unwrap().servers.is_empty());
    assert!(app.ask(SERVER, ASKED).text.contains("£44,000"));
    app.server_left(44, at(0)).unwrap();
    assert_eq!(app.sweep(at(30 * DAY + 1), |server| server == 44).unwrap().servers, [42]);
    assert_eq!(app.left_at(44).unwrap(), None, "it has the bot, whatever was noted");
    for _ in 0..2 {
        let app = home.app();
        assert_eq!(app.ask(SERVER, ASKED), app.ask(View::Everyone, ASKED));
        assert!(
            app.log(SERVER, None, 9).unwrap().is_empty() && app.history(SERVER, &SALARY.into()).unwrap().is_empty()
        );
        assert_eq!(app.proposals(SERVER, None, 9).unwrap().1, 0);
        assert!(app.gaps(SERVER, at(1)).unwrap().is_empty());
        assert_eq!(app.setting(42, "colour").unwrap(), None);
        assert!(app.layer(SERVER).unwrap() == Default::default());
        // The other one has all of it.
        assert!(app.ask(OTHER, ASKED).text.contains("£44,000"));
        assert_eq!((app.log(OTHER, None, 9).unwrap().len(), app.proposals(OTHER, None, 9).unwrap().1), (2, 1));
        home.reopen();
    }
    home.app().add(SERVER, &form("buoy-painter", "salary", pounds(9_000)), &by(0)).unwrap();
    assert!(home.app().ask(SERVER, "buoy painter salary").text.contains("£9,000"));
}

#[test]
fn a_server_that_left_while_the_bot_was_away_is_noticed_at_the_next_start() {
    let home = Home::new();
    let app = home.app();
    // Whatever is kept of a server, if only a question.
    app.note_gap(SERVER, "who paints the lighthouse", at(0)).unwrap();
    settle_in(&home, OTHER, 43);
    app.propose(View::Server(44), 7, Remark { text: "wrong".to_owned(), ..Remark::default() }, at(0)).unwrap();
    app.server_left(44, at(0)).unwrap();
    app.set_setting(45, "colour", Some("blue")).unwrap();
    let listed = |server: u64| match server {
        43 | 44 => Some(true),
        45 => None,
        _ => Some(false),
    };
    for minutes in [1, 2] {
        app.servers_present(listed, at(minutes)).unwrap();
        let left = [42, 43, 44, 45].map(|server| app.left_at(server).unwrap());
        assert_eq!(left, [Some(at(1)), None, None, None], "the first note counts, and 44 is back");
    }
}

#[test]
fn the_age_that_a_server_sets_is_that_from_which_its_digest_tells_of_old_facts() {
    let home = Home::new();
    let app = home.app();
    let (seen, revision) = held(app, SERVER, SALARY);
    let mut dated = with_value(&seen, pounds(44_000));
    let today = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    let tomorrow = today.tomorrow().unwrap();
    dated.fact.as_of = tomorrow.saturating_sub(jiff::ToSpan::months(7)).to_string().parse().unwrap();
    dated.fact.statement = None;
    app.edit(SERVER, &SALARY.into(), revision, &dated, &by(0)).unwrap();
    app.set_digest(42, daily(), at(1)).unwrap();
    let told = || format!("{:?}", app.preview_digest(42, at(DAY + 1)).unwrap().0.body).contains("£44,000");
    assert!(!told(), "not of the usual age");
    app.set_server_settings(42, &ServerSettings { stale_months: Some(7), ..ServerSettings::default() }).unwrap();
    assert!(told());
}

/// A digest at nine in the morning.
fn daily() -> Wish {
    let zone = zones::find("UTC").unwrap();
    let schedule = Schedule { time: jiff::civil::time(9, 0, 0, 0), zone, weekdays: Weekdays::ALL };
    Wish { channel: 5, schedule, when_empty: None, admins: None }
}

#[test]
fn the_digest_of_a_forgotten_server_is_not_written_down_again() {
    let mut home = Home::new();
    let app = home.app();
    app.set_digest(42, daily(), at(0)).unwrap();
    app.server_left(42, at(0)).unwrap();
    assert_eq!(app.sweep(at(31 * DAY), |_| false).unwrap().servers, [42]);
    assert!(app.digest_status(42, at(31 * DAY)).is_err());
    app.take_due_digests(at(33 * DAY), &Default::default(), 9).unwrap();
    app.keep_asked().unwrap();
    home.reopen();
    assert!(home.app().digest_status(42, at(33 * DAY)).is_err());
}
