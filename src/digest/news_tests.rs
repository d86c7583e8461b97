//! Each test is one thing a digest says, over invented harbours.

use super::*;
use crate::digest::layout::{LEAST_ROOM, Pen, lay_out};
use crate::fact::{Amount, Money, Per, Scope, Source, Status, Value};

const PLAIN: Pen<'_> =
    Pen { write: &|text, most| text.chars().take(most).collect(), length: &|text| text.chars().count() };

const SERVER: Scope = Scope::Server(9);

fn names() -> Names<'static> {
    Names {
        subject: &|id| match id {
            "keeper" => "Harbour Board's Lamp Keeper".to_owned(),
            "fog" => "Foghorn Programme".to_owned(),
            other => other.to_owned(),
        },
        attribute: &|id| match id.as_str() {
            "deadline" => ("application deadline".to_owned(), false),
            "principle" => ("principles".to_owned(), true),
            other => (other.to_owned(), false),
        },
        source: &|id| {
            let publisher = (id.as_str() == "buoy").then(|| "The Buoy".to_owned());
            let title = "Minutes of the board".to_owned();
            let id = id.clone();
            Some(Arc::new(Source {
                id,
                title,
                publisher,
                author: None,
                published: None,
                url: None,
                inferred: vec![],
            }))
        },
    }
}

fn fact(id: &str, value: Value, as_of: &str) -> Arc<Fact> {
    let (subject, attribute) = id.split_once('.').unwrap();
    let attribute = attribute.split('.').next().unwrap();
    Arc::new(Fact {
        id: id.into(),
        scope: SERVER,
        subject: subject.into(),
        attribute: attribute.into(),
        value,
        period: None,
        status: None,
        said_by: None,
        as_of: as_of.parse().unwrap(),
        source: "buoy".into(),
        statement: None,
        cues: vec![],
        questions: vec![],
    })
}

fn with(fact: Arc<Fact>, change: impl FnOnce(&mut Fact)) -> Arc<Fact> {
    let mut fact = Arc::unwrap_or_clone(fact);
    change(&mut fact);
    Arc::new(fact)
}

fn pounds(pounds: i64) -> Value {
    let amount = Amount::Exact(pounds * 100);
    Value::Money(Money { amount, currency: "GBP".to_owned(), per: Some(Per::Year) })
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn change(before: Option<&Arc<Fact>>, after: Option<&Arc<Fact>>, reason: Option<&str>) -> Changed {
    Changed { before: before.cloned(), after: after.cloned(), reason: reason.map(str::to_owned) }
}

struct Scene {
    facts: Vec<Arc<Fact>>,
    changed: Vec<Changed>,
    earlier: usize,
    asked: Vec<(SubjectId, u32)>,
    followed: Vec<SubjectId>,
}

fn scene(facts: &[&Arc<Fact>], changed: Vec<Changed>) -> Scene {
    Scene {
        facts: facts.iter().map(|fact| Arc::clone(fact)).collect(),
        changed,
        earlier: 0,
        asked: vec![],
        followed: vec![],
    }
}

impl Scene {
    fn text(&self) -> String {
        let material = Material {
            today: "2031-07-15".parse().unwrap(),
            told: "2031-07-14".parse().unwrap(),
            facts: &self.facts,
            changed: &self.changed,
            earlier: self.earlier,
            asked: &self.asked,
            followed: &self.followed,
            stale_months: Some(24),
        };
        let body = Body::Parts(parts(&material, &names()));
        lay_out(&Digest { day: material.today, since: None, body }, LEAST_ROOM, &PLAIN)
    }
}

#[track_caller]
fn assert_says(scene: &Scene, heading: &str, lines: &[&str]) {
    let expected =
        format!("**{heading}**\n{}", lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"));
    assert_eq!(scene.text(), expected);
}

#[test]
fn a_new_fact_with_its_source_and_date() {
    let new = fact("keeper.location", text("Leith"), "2031-07-14");
    assert_says(
        &scene(&[&new], vec![change(None, Some(&new), None)]),
        "New or changed",
        &["Harbour Board's Lamp Keeper, location: Leith (The Buoy, 14 July 2031)"],
    );
}

#[test]
fn a_newer_value_is_a_change_and_another_value_for_the_same_time_a_correction() {
    let old = fact("keeper.salary", pounds(41_000), "2031-05");
    let newer = fact("keeper.salary", pounds(43_000), "2031-07-14");
    assert_says(
        &scene(&[&newer], vec![change(Some(&old), Some(&newer), None)]),
        "New or changed",
        &["Harbour Board's Lamp Keeper, salary: £41,000 a year → £43,000 a year (The Buoy, 14 July 2031)"],
    );
    let right = fact("keeper.salary", pounds(44_000), "2031-05");
    assert_says(
        &scene(&[&right], vec![change(Some(&old), Some(&right), None)]),
        "Corrected or withdrawn",
        &["Harbour Board's Lamp Keeper, salary: £41,000 a year → £44,000 a year (The Buoy, May 2031)"],
    );
}

#[test]
fn a_withdrawn_fact_with_the_reason() {
    let old = fact("fog.cost", pounds(7_000_000), "2031-05");
    assert_says(
        &scene(&[], vec![change(Some(&old), None, Some("the paper took it back"))]),
        "Corrected or withdrawn",
        &["Withdrawn: Foghorn Programme, cost: £7m a year (The Buoy, May 2031). Reason: the paper took it back"],
    );
}

#[test]
fn what_only_changed_in_its_words_or_source_and_what_did_not_change() {
    let old = fact("keeper.location", text("Leith"), "2031-05");
    let statement = with(old.clone(), |fact| fact.statement = Some("She lives in Leith.".to_owned()));
    let source = with(old.clone(), |fact| fact.source = "minutes".into());
    let cues = with(old.clone(), |fact| fact.cues = vec!["pier".to_owned()]);
    let status = with(old.clone(), |fact| fact.status = Some(Status::Planned));
    for (after, line) in [
        (&statement, "Harbour Board's Lamp Keeper, location: Leith, in new words (The Buoy, May 2031)"),
        (
            &source,
            "Harbour Board's Lamp Keeper, location: Leith (The Buoy, May 2031) → (Minutes of the board, May 2031)",
        ),
        (&status, "Harbour Board's Lamp Keeper, location: Leith → Leith (planned) (The Buoy, May 2031)"),
    ] {
        assert_says(&scene(&[after], vec![change(Some(&old), Some(after), None)]), "Corrected or withdrawn", &[line]);
    }
    for same in [&old, &cues] {
        assert_eq!(scene(&[same], vec![change(Some(&old), Some(same), None), change(None, None, None)]).text(), "");
    }
}

#[test]
fn a_new_fact_that_contradicts_another_is_told_as_such_once() {
    let held = fact("keeper.salary", pounds(41_000), "2031-05");
    let new = fact("keeper.salary.2", pounds(43_000), "2031-05-20");
    let told = scene(&[&held, &new], vec![change(None, Some(&new), None)]).text();
    let (_, part) = told.split_once("\n\n").unwrap();
    assert_eq!(
        part,
        "**Sources that contradict each other**\n- Harbour Board's Lamp Keeper, salary: £41,000 a year (The Buoy, May \
         2031) or £43,000 a year (The Buoy, 20 May 2031)"
    );
    // Neither another time, nor several values that hold at once, nor what has not changed contradicts anything.
    let later = fact("keeper.salary.2", pounds(43_000), "2031-06");
    let many = [fact("fog.principle", text("loud"), "2031"), fact("fog.principle.2", text("louder"), "2031")];
    for quiet in [
        scene(&[&held, &later], vec![change(None, Some(&later), None)]),
        scene(&[&many[0], &many[1]], vec![change(None, Some(&many[1]), None)]),
    ] {
        assert!(!quiet.text().contains("contradict"), "{}", quiet.text());
    }
    assert_eq!(scene(&[&held, &new], vec![]).text(), "");
}

#[test]
fn dates_of_the_next_seven_days_the_nearest_first() {
    let date = |n: u8, day: &str| fact(&format!("keeper.deadline.{n}"), Value::Date(day.parse().unwrap()), "2031-05");
    let near: Vec<_> =
        [(1, "2031-07-21"), (2, "2031-07-15"), (3, "2031-07-16~")].into_iter().map(|(n, day)| date(n, day)).collect();
    let far = [date(4, "2031-07-14"), date(5, "2031-07-22"), date(6, "2031-07"), date(7, "2032-07-16")];
    let several = |facts: Vec<Arc<Fact>>| {
        let subject =
            |(n, fact): (usize, Arc<Fact>)| with(fact, |fact| fact.subject = format!("post {n}").as_str().into());
        let facts: Vec<_> = facts.into_iter().enumerate().map(subject).collect();
        scene(&facts.iter().collect::<Vec<_>>(), vec![])
    };
    let all = several(near.into_iter().chain(far).collect());
    assert_says(
        &all,
        "In the next seven days",
        &[
            "Today, Tuesday 15 July 2031: post 1, application deadline (The Buoy, May 2031; added by people of this server)",
            "Wednesday 16 July 2031 (inferred): post 2, application deadline (The Buoy, May 2031; added by people of this server)",
            "Monday 21 July 2031: post 0, application deadline (The Buoy, May 2031; added by people of this server)",
        ],
    );
}

#[test]
fn a_date_that_was_replaced_by_a_newer_one_is_not_announced() {
    let old = fact("keeper.deadline", Value::Date("2031-07-16".parse().unwrap()), "2031-05");
    let new = fact("keeper.deadline.2", Value::Date("2031-08-16".parse().unwrap()), "2031-06");
    assert_eq!(scene(&[&old, &new], vec![]).text(), "");
}

#[test]
fn salaries_and_forecasts_grow_old_on_one_day_and_are_told_then_three_at_most() {
    let shipped = |fact| with(fact, |fact: &mut Fact| fact.scope = Scope::Shipped);
    let today = |n: u8| shipped(fact(&format!("post {n}.salary"), pounds(40_000), "2029-07-15"));
    let forecast = with(fact("fog.cost", pounds(1), "2029-07-15"), |fact| fact.status = Some(Status::Forecast));
    let yesterday = fact("a.salary", pounds(40_000), "2029-07-14");
    let tomorrow = fact("b.salary", pounds(40_000), "2029-07-16");
    let other = fact("c.cost", pounds(40_000), "2029-07-15");
    let replaced = [fact("d.salary", pounds(40_000), "2029-07-15"), fact("d.salary.2", pounds(42_000), "2031-01")];
    let facts = [
        today(1),
        today(2),
        forecast,
        today(3),
        yesterday,
        tomorrow,
        other,
        replaced[0].clone(),
        replaced[1].clone(),
    ];
    assert_eq!(
        scene(&facts.iter().collect::<Vec<_>>(), vec![]).text(),
        "**Grown old: is there something newer?**\n\
         - post 1, salary: £40,000 a year (The Buoy, 15 July 2029)\n\
         - post 2, salary: £40,000 a year (The Buoy, 15 July 2029)\n\
         - Foghorn Programme, cost: £1 a year (forecast) (The Buoy, 15 July 2029; added by people of this server)\n\
         +1 more: /fact list"
    );
}

#[test]
fn changes_that_were_not_looked_at_are_counted_once() {
    let new = fact("a.salary", pounds(1), "2031");
    let gone = fact("b.salary", pounds(2), "2031");
    let changed = vec![change(None, Some(&new), None), change(Some(&gone), None, None)];
    let text = Scene { earlier: 70, ..scene(&[], changed) }.text();
    assert!(text.contains("\n+70 more: /fact history\n\n**New or changed**"), "{text}");
    assert_eq!(text.matches("more:").count(), 1, "{text}");
}

#[test]
fn most_asked_subjects_but_none_that_one_question_was_about() {
    let asked = [("fog", 2), ("keeper", 12), ("quay", 1), ("pier", 3), ("boat", 2)];
    let asked = asked.map(|(subject, times)| (SubjectId::from(subject), times)).to_vec();
    assert_says(
        &Scene { asked, ..scene(&[], vec![]) },
        "Most asked about",
        &["Harbour Board's Lamp Keeper (12 times)", "pier (3 times)", "boat (2 times)"],
    );
}

#[test]
fn followed_subjects_come_first_in_every_part() {
    let new = |id: &str| fact(id, text("Leith"), "2031-07-14");
    let facts = [new("quay.location"), new("keeper.location"), new("pier.location")];
    let changed = facts.iter().map(|fact| change(None, Some(fact), None)).collect();
    let mut scene = scene(&facts.iter().collect::<Vec<_>>(), changed);
    scene.followed = vec!["pier".into()];
    let order: Vec<&str> = scene
        .text()
        .lines()
        .skip(1)
        .map(|line| &line[2..6])
        .map(|start| match start {
            "quay" => "quay",
            "pier" => "pier",
            _ => "keeper",
        })
        .collect();
    assert_eq!(order, ["pier", "quay", "keeper"]);
}

#[test]
fn the_parts_stand_in_one_order() {
    let old = fact("keeper.salary", pounds(41_000), "2031-07-14");
    let wrong = fact("keeper.location", text("Leith"), "2031-07-14");
    let corrected = fact("keeper.location", text("Oban"), "2031-07-14");
    let other = fact("keeper.salary.2", pounds(43_000), "2031-07-14");
    let date = fact("quay.deadline", Value::Date("2031-07-16".parse().unwrap()), "2031-07-01");
    let stale = fact("pier.salary", pounds(30_000), "2029-07-15");
    let changed = vec![change(None, Some(&other), None), change(Some(&wrong), Some(&corrected), None)];
    let scene =
        Scene { asked: vec![("fog".into(), 2)], ..scene(&[&old, &corrected, &other, &date, &stale], changed) };
    let text = scene.text();
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("**")?.strip_suffix("**")).collect();
    assert_eq!(
        headings,
        [
            "Corrected or withdrawn",
            "New or changed",
            "Sources that contradict each other",
            "In the next seven days",
            "Grown old: is there something newer?",
            "Most asked about",
        ]
    );
}
