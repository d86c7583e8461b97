//! Digests from end to end but for Discord: facts change, days pass, and this is what would be posted. The invented
//! knowledge is that of tests/data/knowledge-small; time is passed in.

use jiff::Timestamp;
use std::collections::HashSet;
use std::path::Path;
use tempfile::TempDir;
use whitehall::app::{App, AppOptions, Content, DigestError, Job, Report, ServerSettings, View, Wish};
use whitehall::digest::{Outcome, Post, Schedule, Trouble, Weekdays, WhenEmpty, read_time, zones};
use whitehall::discord::shown;
use whitehall::fact::{Fact, FactId, Scope, Source, SubjectId, Value};
use whitehall::store::{Author, Batch, Edit, Store};

const SERVER: u64 = 9;
const OTHER: u64 = 10;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A data folder that lives through restarts.
struct Scene {
    folder: TempDir,
    knowledge: &'static str,
}

impl Scene {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), knowledge: "tests/data/knowledge-small" }
    }

    fn open(&self) -> App {
        let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join(self.knowledge);
        App::open(&AppOptions { data: self.folder.path().to_owned(), knowledge: Some(knowledge) }).unwrap()
    }

    /// Changes facts as admins do, while no app is open.
    fn write(&self, scope: Scope, edits: Vec<Edit>, reason: Option<&str>) {
        let store = Store::open(self.folder.path()).unwrap();
        let author = Author::Member { id: 3, name: "keeper".to_owned() };
        let source = Source {
            id: "gazette".into(),
            title: "Notes of the harbour".to_owned(),
            publisher: Some("Invented Gazette".to_owned()),
            author: None,
            published: None,
            url: None,
            inferred: vec![],
        };
        let at = Timestamp::UNIX_EPOCH;
        let batch = Batch {
            scope,
            edits: &edits,
            subjects: &[],
            sources: &[source],
            author: &author,
            at,
            reason,
            takes: &[],
        };
        store.write(&batch).unwrap();
    }
}

fn fact(id: &str, scope: Scope, json: &str, as_of: &str) -> Fact {
    let (subject, attribute) = id.split_once('.').unwrap();
    let attribute = attribute.split('.').next().unwrap();
    let value: Value = serde_json::from_str(json).unwrap();
    Fact {
        id: id.into(),
        scope,
        subject: subject.into(),
        attribute: attribute.into(),
        value,
        period: None,
        status: None,
        said_by: None,
        as_of: as_of.parse().unwrap(),
        source: "gazette".into(),
        statement: None,
        cues: vec![],
        questions: vec![],
    }
}

fn put(id: &str, scope: Scope, json: &str, as_of: &str) -> Edit {
    Edit::put(fact(id, scope, json, as_of), None)
}

fn wish(when_empty: WhenEmpty) -> Wish {
    let zone = zones::find("Europe/London").unwrap();
    let schedule = Schedule { time: read_time("09:00").unwrap(), zone, weekdays: Weekdays::ALL };
    Wish { channel: 5, schedule, when_empty: Some(when_empty), admins: None }
}

fn due(app: &App, now: &str) -> Vec<Job> {
    app.take_due_digests(at(now), &HashSet::new(), 100).unwrap().jobs
}

fn report(app: &App, job: &Job, outcome: Outcome) {
    let Job { server, post, repeat, only_look, .. } = *job;
    app.report_digests(&[Report { server, post, repeat, only_look, outcome }]).unwrap();
}

fn text(job: &Job) -> String {
    let shown = shown(&job.content);
    let footer = shown.footer.map(|footer| format!("\n\n{footer}")).unwrap_or_default();
    format!("{}\n\n{}{footer}", shown.headline, shown.text)
}

/// Sets the digest on 13 July, lets `change` happen, and gives what is posted on 15 July.
fn digest_after(when_empty: WhenEmpty, change: impl FnOnce(&Scene)) -> String {
    let scene = Scene::new();
    scene.open().set_digest(SERVER, wish(when_empty), at("2031-07-14T12:00:00Z")).unwrap();
    change(&scene);
    let app = scene.open();
    for question in ["what does the head of digital maps earn", "who is it", "salary of the head of digital maps"] {
        app.note_asked(SERVER, &app.ask(View::Server(SERVER), question));
    }
    let jobs = due(&app, "2031-07-15T08:00:05Z");
    assert_eq!(jobs.len(), 1);
    text(&jobs[0])
}

#[test]
fn a_busy_day() {
    let mine = Scope::Server(SERVER);
    let text = digest_after(WhenEmpty::Skip, |scene| {
        let app = scene.open();
        app.follow(SERVER, &SubjectId::from("great-atlas")).unwrap();
        drop(app);
        scene.write(
            mine,
            vec![
                put("head-of-maps.salary", mine, r#"{"money":{"max":81000,"per":"year"}}"#, "2031-07-12"),
                put("head-of-maps.location", mine, r#"{"text":"Dunwich-under-Sea"}"#, "2031-05-31"),
                put("head-of-charts.salary.2", mine, r#"{"money":{"exact":71000,"per":"year"}}"#, "2031-05"),
                put("head-of-charts.deadline", mine, r#"{"date":"2031-07-18"}"#, "2031-07-01"),
                put("great-atlas.cost", mine, r#"{"money":{"about":360000000}}"#, "2031-07"),
            ],
            None,
        );
        let id = FactId::from("great-atlas.compass-count");
        scene.write(Scope::Owners, vec![Edit::retract(id, None)], Some("counted twice"));
    });
    insta::assert_snapshot!(text);
}

#[test]
fn a_quiet_day() {
    let mine = Scope::Server(SERVER);
    let text = digest_after(WhenEmpty::Skip, |scene| {
        scene.write(mine, vec![put("head-of-charts.deadline", mine, r#"{"date":"2031-07-15"}"#, "2031-07-01")], None);
    });
    insta::assert_snapshot!(text);
}

/// Nothing changed, nothing is due; one question is no "most asked".
fn empty_day(when_empty: WhenEmpty) -> Vec<Job> {
    let scene = Scene::new();
    let app = scene.open();
    app.set_digest(SERVER, wish(when_empty), at("2031-07-14T12:00:00Z")).unwrap();
    app.note_asked(SERVER, &app.ask(View::Server(SERVER), "what does the head of digital maps earn"));
    due(&app, "2031-07-15T08:00:05Z")
}

#[test]
fn an_empty_day_is_skipped_or_has_one_line_or_a_fact_of_the_day() {
    assert_eq!(empty_day(WhenEmpty::Skip), []);
    insta::assert_snapshot!("an_empty_day_in_one_line", text(&empty_day(WhenEmpty::Line)[0]));
    insta::assert_snapshot!("an_empty_day_with_a_fact", text(&empty_day(WhenEmpty::Fact)[0]));
}

#[test]
fn a_thousand_changes_fit_into_one_message() {
    let mine = Scope::Server(SERVER);
    let text = digest_after(WhenEmpty::Skip, |scene| {
        let edit = |n: usize| {
            put(&format!("great-atlas.x{n}"), mine, &format!(r#"{{"text":"{}"}}"#, "*_a".repeat(90)), "2031")
        };
        scene.write(mine, (0..1000).map(edit).collect(), None);
    });
    assert!(text.encode_utf16().count() < 4_000, "{}", text.len());
    assert!(text.contains(" more: /fact history"), "{text}");
    let shown = text.matches("\n- ").count() - 1;
    assert!(text.contains(&format!("+{} more", 1000 - shown)), "{text}");
}

#[test]
fn what_the_bot_ships_with_or_gets_by_an_upgrade_is_no_news() {
    let mut scene = Scene::new();
    scene.open().set_digest(SERVER, wish(WhenEmpty::Line), at("2031-07-14T12:00:00Z")).unwrap();
    scene.knowledge = "tests/data/knowledge-cli";
    let app = scene.open();
    assert!(text(&due(&app, "2031-07-15T08:00:05Z")[0]).ends_with("Nothing new."));
}

#[test]
fn the_facts_of_a_server_show_in_no_other_server() {
    let scene = Scene::new();
    let app = scene.open();
    for server in [SERVER, OTHER] {
        app.set_digest(server, wish(WhenEmpty::Line), at("2031-07-14T12:00:00Z")).unwrap();
    }
    drop(app);
    let (mine, owners) = (Scope::Server(SERVER), Scope::Owners);
    scene.write(mine, vec![put("head-of-maps.location.2", mine, r#"{"text":"Secret Cove"}"#, "2031-07")], None);
    scene.write(owners, vec![put("head-of-maps.team-size", owners, r#"{"count":{"exact":4}}"#, "2031-07")], None);
    let app = scene.open();
    let posts: Vec<(u64, String)> =
        due(&app, "2031-07-15T08:00:05Z").iter().map(|job| (job.server, text(job))).collect();
    assert_eq!(posts.len(), 2);
    for (server, text) in posts {
        assert_eq!(text.contains("Secret Cove"), server == SERVER, "{server}: {text}");
        assert!(text.contains("team-size: 4"), "{server}: the owners' facts are everybody's: {text}");
    }
}

#[test]
fn what_another_server_imports_takes_no_room_from_a_servers_news() {
    let scene = Scene::new();
    scene.open().set_digest(SERVER, wish(WhenEmpty::Skip), at("2031-07-14T12:00:00Z")).unwrap();
    let (mine, theirs) = (Scope::Server(SERVER), Scope::Server(OTHER));
    scene.write(mine, vec![put("head-of-maps.location.2", mine, r#"{"text":"First Cove"}"#, "2031-07")], None);
    for file in 0..5 {
        let row = |n: usize| put(&format!("great-atlas.x{file}.{n}"), theirs, r#"{"text":"tide"}"#, "2031");
        scene.write(theirs, (0..4_500).map(row).collect(), None);
    }
    let text = text(&due(&scene.open(), "2031-07-15T08:00:05Z").remove(0));
    assert!(text.contains("First Cove") && !text.contains("tide"), "{text}");
}

#[test]
fn what_was_told_is_not_told_again_and_what_was_not_is_made_up_for() {
    let scene = Scene::new();
    let mine = Scope::Server(SERVER);
    scene.open().set_digest(SERVER, wish(WhenEmpty::Skip), at("2031-07-14T12:00:00Z")).unwrap();
    scene.write(mine, vec![put("head-of-maps.location.2", mine, r#"{"text":"First Cove"}"#, "2031-07")], None);
    let app = scene.open();
    let job = due(&app, "2031-07-15T08:00:05Z").remove(0);
    report(&app, &job, Outcome::Posted);
    assert_eq!(due(&app, "2031-07-16T08:00:05Z"), [], "nothing new");
    drop(app);
    scene.write(mine, vec![put("head-of-maps.hobby", mine, r#"{"text":"Second Cove"}"#, "2031-07")], None);
    // The bot is away until too late on the 17th.
    let app = scene.open();
    assert_eq!(due(&app, "2031-07-17T15:00:05Z"), []);
    let text = text(&due(&app, "2031-07-18T08:00:05Z").remove(0));
    assert!(!text.contains("First Cove") && text.contains("Second Cove"), "{text}");
    assert!(text.ends_with("Covers what changed since Tuesday 15 July 2031"), "{text}");
}

#[test]
fn a_digest_that_was_taken_before_a_crash_comes_again_as_a_repeat_with_the_same_words() {
    let scene = Scene::new();
    let mine = Scope::Server(SERVER);
    scene.open().set_digest(SERVER, wish(WhenEmpty::Skip), at("2031-07-14T12:00:00Z")).unwrap();
    scene.write(mine, vec![put("head-of-maps.location.2", mine, r#"{"text":"First Cove"}"#, "2031-07")], None);
    let first = due(&scene.open(), "2031-07-15T08:00:05Z").remove(0);
    assert!(!first.repeat);
    // Another change comes while the bot is away: it belongs to the next digest.
    scene.write(mine, vec![put("head-of-maps.hobby", mine, r#"{"text":"Second Cove"}"#, "2031-07")], None);
    let app = scene.open();
    let again = due(&app, "2031-07-15T09:00:00Z").remove(0);
    assert_eq!(Job { repeat: false, ..again.clone() }, first);
    assert!(again.repeat && !again.only_look);
    report(&app, &again, Outcome::Posted);
    assert!(text(&due(&app, "2031-07-16T08:00:05Z")[0]).contains("Second Cove"));
}

#[test]
fn each_admin_hears_once_of_a_pause_and_posting_by_hand_ends_it() {
    let scene = Scene::new();
    let app = scene.open();
    app.set_digest(SERVER, wish(WhenEmpty::Line), at("2031-07-14T12:00:00Z")).unwrap();
    for _ in 0..3 {
        assert_eq!(app.untold_trouble(SERVER, 1), None);
        let job = due(&app, "2031-07-15T08:00:05Z").remove(0);
        report(&app, &job, Outcome::Refused(403));
    }
    let paused = Some(Trouble::Paused { status: 403 });
    assert_eq!((due(&app, "2031-07-15T08:00:05Z"), app.untold_trouble(SERVER, 1)), (vec![], paused.clone()));
    app.told_of_trouble(SERVER, 1).unwrap();
    drop(app);
    let app = scene.open();
    assert_eq!((app.untold_trouble(SERVER, 1), app.untold_trouble(SERVER, 2)), (None, paused));
    let now = at("2031-07-15T09:00:00Z");
    let job = app.ask_for_digest(SERVER, now).unwrap();
    report(&app, &job, Outcome::Posted);
    let status = app.digest_status(SERVER, now).unwrap();
    assert_eq!((status.trouble, status.next.unwrap().moment), (None, at("2031-07-16T08:00:00Z")));
    assert_eq!(due(&app, "2031-07-15T09:00:01Z"), [], "today's was posted by hand");
}

#[test]
fn switched_off_nothing_comes_and_switched_on_again_the_old_is_no_news() {
    let scene = Scene::new();
    let mine = Scope::Server(SERVER);
    let app = scene.open();
    app.set_digest(SERVER, wish(WhenEmpty::Line), at("2031-07-14T12:00:00Z")).unwrap();
    app.follow(SERVER, &"great-atlas".into()).unwrap();
    app.stop_digest(SERVER).unwrap();
    assert_eq!(due(&app, "2031-07-15T08:00:05Z"), []);
    drop(app);
    scene.write(mine, vec![put("head-of-maps.location.2", mine, r#"{"text":"First Cove"}"#, "2031-07")], None);
    let app = scene.open();
    let status = app.set_digest(SERVER, wish(WhenEmpty::Line), at("2031-07-15T08:10:00Z")).unwrap();
    assert_eq!(status.settings.followed, ["great-atlas".into()]);
    assert!(text(&due(&app, "2031-07-16T08:00:05Z")[0]).ends_with("Nothing new."));
}

#[test]
fn two_thousand_servers_are_taken_in_turns_and_none_is_always_last() {
    let scene = Scene::new();
    let app = scene.open();
    for server in 1..=30 {
        app.set_digest(server, wish(WhenEmpty::Line), at("2031-07-14T12:00:00Z")).unwrap();
    }
    let mut orders = Vec::new();
    for day in ["2031-07-15T08:00:05Z", "2031-07-16T08:00:05Z"] {
        let mut order = Vec::new();
        loop {
            let composed = app.take_due_digests(at(day), &HashSet::new(), 8).unwrap();
            composed.jobs.iter().for_each(|job| report(&app, job, Outcome::Posted));
            order.extend(composed.jobs.iter().map(|job| job.server));
            if !composed.more {
                break;
            }
        }
        assert_eq!(order.iter().collect::<HashSet<_>>().len(), 30);
        orders.push(order);
    }
    assert_ne!(orders[0], orders[1]);
}

#[test]
fn the_fact_of_the_day_is_another_one_each_day_until_all_had_their_turn() {
    let scene = Scene::new();
    let app = scene.open();
    app.set_digest(SERVER, wish(WhenEmpty::Fact), at("2031-07-14T12:00:00Z")).unwrap();
    let facts = app.holdings(View::Everyone).facts;
    let mut seen = HashSet::new();
    for day in 0..facts {
        let job = due(&app, &format!("2031-07-{}T08:00:05Z", 15 + day)).remove(0);
        report(&app, &job, Outcome::Posted);
        let Content::Digest(digest) = &job.content else { panic!("{job:?}") };
        assert!(seen.insert(format!("{:?}", digest.body)), "day {day}: again");
    }
    assert_eq!(seen.len(), facts);
}

#[test]
fn most_asked_subjects_survive_a_restart_and_begin_anew_after_a_digest() {
    let scene = Scene::new();
    let app = scene.open();
    app.set_digest(SERVER, wish(WhenEmpty::Skip), at("2031-07-14T12:00:00Z")).unwrap();
    app.note_asked(SERVER, &app.ask(View::Server(SERVER), "what does the head of digital maps earn"));
    app.keep_asked().unwrap();
    drop(app);
    let app = scene.open();
    app.note_asked(SERVER, &app.ask(View::Server(SERVER), "what does the head of digital maps earn"));
    app.note_asked(OTHER, &app.ask(View::Server(SERVER), "what does the head of digital maps earn"));
    let job = due(&app, "2031-07-15T08:00:05Z").remove(0);
    assert!(
        text(&job).contains("**Most asked about**\n- Survey Office's Head of Digital Maps (2 times)"),
        "{}",
        text(&job)
    );
    assert_eq!(job.post, Post::Digest);
    report(&app, &job, Outcome::Posted);
    assert_eq!(due(&app, "2031-07-16T08:00:05Z"), []);
}

/// A salary of January 2031 grows old in the middle of July: by the usual number of months, or by the server's.
#[test]
fn a_figure_grows_old_by_the_limit_that_the_server_has_set() {
    for (months, told) in [(None, false), (Some(5), true), (Some(6), false)] {
        let scene = Scene::new();
        let mine = Scope::Server(SERVER);
        let salary = put("head-of-charts.salary", mine, r#"{"money":{"exact":71000,"per":"year"}}"#, "2031-02-14");
        scene.write(mine, vec![salary], None);
        let app = scene.open();
        let settings = ServerSettings { stale_months: months, ..app.server_settings(SERVER) };
        app.set_server_settings(SERVER, &settings).unwrap();
        app.set_digest(SERVER, wish(WhenEmpty::Line), at("2031-07-13T12:00:00Z")).unwrap();
        let text = text(&due(&app, "2031-07-14T08:00:05Z")[0]);
        assert_eq!(text.contains("**Grown old"), told, "{months:?}: {text}");
    }
    let scene = Scene::new();
    let mine = Scope::Server(SERVER);
    let salary = put("head-of-charts.salary", mine, r#"{"money":{"exact":71000,"per":"year"}}"#, "2029-07-14");
    scene.write(mine, vec![salary], None);
    let app = scene.open();
    app.set_digest(SERVER, wish(WhenEmpty::Line), at("2031-07-13T12:00:00Z")).unwrap();
    assert!(text(&due(&app, "2031-07-14T08:00:05Z")[0]).contains("**Grown old"), "24 months unless set");
}

#[test]
fn a_server_that_is_forgotten_has_no_digest_any_more() {
    let scene = Scene::new();
    let app = scene.open();
    for server in [SERVER, OTHER] {
        app.set_digest(server, wish(WhenEmpty::Line), at("2031-07-14T12:00:00Z")).unwrap();
    }
    let job = due(&app, "2031-07-15T08:00:05Z").into_iter().find(|job| job.server == SERVER).unwrap();
    app.forget_server(SERVER).unwrap();
    // What the poster still has in its hands leaves no trace.
    report(&app, &job, Outcome::Posted);
    app.keep_asked().unwrap();
    let not_set =
        |app: &App| matches!(app.digest_status(SERVER, at("2031-07-15T09:00:00Z")), Err(DigestError::NotSet));
    assert!(not_set(&app));
    let servers = |app: &App| due(app, "2031-07-16T08:00:05Z").iter().map(|job| job.server).collect::<Vec<_>>();
    assert_eq!(servers(&app), [OTHER]);
    drop(app);
    let app = scene.open();
    assert!(not_set(&app), "nor after a restart");
}
