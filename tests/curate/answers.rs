//! What was taken back is answered so.

use super::sample::{ASKED, Home, OTHER, SALARY, SERVER, by, form, held, new_form, pounds, with_value};
use whitehall::answer::{Choice, Outcome};
use whitehall::app::{Form, Standing, View, Which};
use whitehall::fact::{Fact, Value};

const SAID: &str = "What I held on this (the Harbour Board's Senior Lamp Keeper, salary) was withdrawn on 27 February 2031: \
                    it was another post's.";

#[test]
fn a_question_that_aims_at_a_withdrawn_fact_is_told_when_and_why() {
    let mut home = Home::new();
    home.app().add(SERVER, &form("buoy-painter", "salary", pounds(30_000)), &by(0)).unwrap();
    let (seen, revision) = held(home.app(), SERVER, SALARY);
    home.app().retract(SERVER, &SALARY.into(), revision, "it was  another post's.", &by(0)).unwrap();
    for _ in 0..2 {
        let app = home.app();
        let answer = app.ask(SERVER, ASKED);
        assert_eq!(answer.text, SAID);
        assert_eq!((answer.outcome, answer.facts.len()), (Outcome::Unknown, 0));
        let choice = Choice { subject: "lamp-keeper".into(), attribute: Some("salary".into()) };
        assert_eq!(app.choose(SERVER, &choice).text, SAID);
        // Other questions, and other places, are answered as before.
        assert!(app.ask(SERVER, "where is the lamp keeper based").text.contains("Port Quill"));
        assert!(!app.ask(SERVER, "which job pays most").text.contains("withdrawn"));
        for view in [View::Everyone, OTHER] {
            assert!(app.ask(view, ASKED).text.contains("£41,000"));
        }
        let Some((Standing::Withdrawn(withdrawn), _)) = app.fact(SERVER, &SALARY.into()).unwrap() else { panic!() };
        assert_eq!(withdrawn.fact, Some(seen.fact.clone()), "the shipped fact, as it was");
        assert_eq!(app.withdrawn(SERVER), [withdrawn]);
        home.reopen();
    }
    // Put again, it answers.
    let (_, revision) = home.app().fact(SERVER, &SALARY.into()).unwrap().unwrap();
    let again = with_value(&seen, pounds(47_000));
    home.app().edit(SERVER, &SALARY.into(), revision, &again, &by(1)).unwrap();
    assert!(home.app().ask(SERVER, ASKED).text.contains("£47,000"));
    // And that undone, the first word on it counts.
    home.app().undo(SERVER, Which::Last, &by(2)).unwrap();
    assert_eq!(home.app().ask(SERVER, ASKED).text, SAID);
}

#[test]
fn the_owners_retraction_shows_in_servers_until_one_says_otherwise() {
    let home = Home::new();
    let app = home.app();
    let id = app.add(View::Everyone, &form("buoy-painter", "salary", pounds(30_000)), &by(0)).unwrap().changes[0]
        .id
        .clone();
    let (seen, revision) = held(app, View::Everyone, id.as_str());
    app.retract(View::Everyone, &id, revision, "a slip", &by(1)).unwrap();
    let question = "what is the buoy painter's salary";
    for view in [View::Everyone, SERVER] {
        assert!(app.ask(view, question).text.contains("withdrawn on 27 February 2031: a slip."), "{view:?}");
    }
    let (_, revision) = app.fact(SERVER, &id).unwrap().unwrap();
    app.edit(SERVER, &id, revision, &with_value(&seen, pounds(32_000)), &by(2)).unwrap();
    assert!(app.ask(SERVER, question).text.contains("£32,000"));
    assert!(app.ask(OTHER, question).text.contains("withdrawn"));
}

#[test]
fn what_lies_nearby_tells_whose_it_is() {
    let home = Home::new();
    let app = home.app();
    let place = form("foghorn-renewal", "location", Value::Text("Port Reed".to_owned()));
    app.add(SERVER, &place, &by(0)).unwrap();
    let scopes = |view: View| -> Vec<_> {
        app.ask(view, "foghorn renewal cost").nearby.iter().map(|nearby| nearby.scope).collect()
    };
    assert_eq!((scopes(SERVER), scopes(View::Everyone)), (vec![SERVER.layer()], vec![]));
}

#[test]
fn what_two_sources_say_in_the_same_words_is_said_once_with_both() {
    let home = Home::new();
    let (seen, _) = held(home.app(), SERVER, "lamp-keeper.location");
    let again = form("lamp-keeper", "location", seen.fact.value.clone());
    let source = new_form("x", "salary", pounds(1)).source;
    let fact = Fact { as_of: seen.fact.as_of, source: "".into(), ..again.fact };
    home.app().add(SERVER, &Form { fact, source, ..again }, &by(0)).unwrap();
    let answer = home.app().ask(SERVER, "where is the lamp keeper based");
    assert_eq!(answer.text, seen.sentence);
    assert_eq!((answer.facts.len(), answer.sources.len()), (2, 2));
}
