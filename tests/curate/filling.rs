//! The form of a fact, as people type it: what is understood, and that a form that nobody touched changes nothing.

use super::sample::{Home, SALARY, SERVER, by, held, pounds, with_value};
use jiff::civil::{Date, date};
use whitehall::app::{App, AppOptions, Field, Filled, Filter, Page, Typed, View};
use whitehall::fact::{Fact, FactId, Scope};

/// Behind everything that is held: an as-of date is never still to come.
const TODAY: Date = date(2190, 1, 1);

fn typed(fields: &[(Field, &str)]) -> Typed {
    let mut typed = Typed::new();
    fields.iter().for_each(|(field, text)| field.put(&mut typed, text));
    typed
}

fn fill_in(app: &App, fields: &[(Field, &str)]) -> Filled {
    app.fill_in(SERVER, &typed(fields), None, TODAY).unwrap()
}

fn all(app: &App) -> Vec<Fact> {
    let listing = app.list(View::Everyone, &Filter::default(), &Page::First, usize::MAX);
    listing.facts.iter().map(|seen| (*seen.fact).clone()).collect()
}

#[test]
fn what_is_typed_to_get_a_fact_gets_that_fact() {
    for knowledge in [None, Some("tests/data/knowledge-nordmark"), Some("tests/data/knowledge-cli")] {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(&AppOptions { data: folder.path().join("data"), knowledge: knowledge.map(Into::into) })
            .unwrap();
        let facts = all(&app);
        assert!(!facts.is_empty());
        for fact in facts {
            let typed = app.typed(View::Everyone, &fact);
            // As if somebody had typed all of it, for a new fact; and as a form that is opened and sent off untouched.
            for over in [None, Some(&fact.id)] {
                let filled = app.fill_in(View::Everyone, &typed, over, TODAY).unwrap();
                assert!(filled.flaws.is_empty(), "{typed:?}: {:?}", filled.flaws);
                let mut read = filled.preview.unwrap().form;
                assert!(read.subject.is_none() && read.source.is_none(), "{typed:?}");
                (read.fact.scope, read.fact.id) = (fact.scope, fact.id.clone());
                if over.is_none() {
                    // The form does not show these.
                    (read.fact.cues, read.fact.questions) = (fact.cues.clone(), fact.questions.clone());
                }
                assert_eq!(read.fact, fact, "{typed:?}");
            }
        }
    }
}

#[test]
fn a_form_over_a_fact_changes_what_was_touched_and_nothing_else() {
    let home = Home::new();
    let id = FactId::from(SALARY);
    let before = (*held(home.app(), SERVER, SALARY).0.fact).clone();
    let mut typed = home.app().typed(SERVER, &before);
    Field::Value.put(&mut typed, "up to £70k a year");
    let filled = home.app().fill_in(SERVER, &typed, Some(&id), TODAY).unwrap();
    let after = filled.preview.unwrap().form.fact;
    assert_ne!(after.value, before.value);
    assert_eq!(
        Fact { value: before.value.clone(), scope: Scope::Shipped, ..after },
        Fact { statement: None, ..before }
    );
}

#[test]
fn a_withdrawn_fact_still_has_its_form() {
    let home = Home::new();
    let (seen, revision) = held(home.app(), SERVER, SALARY);
    home.app().retract(SERVER, &SALARY.into(), revision, "counted twice", &by(1)).unwrap();
    let typed = home.app().typed(SERVER, &seen.fact);
    let filled = home.app().fill_in(SERVER, &typed, Some(&SALARY.into()), TODAY).unwrap();
    assert_eq!(filled.preview.unwrap().form.fact.value, seen.fact.value);
}

#[test]
fn every_flaw_is_named_with_its_field_in_the_order_of_the_form() {
    let home = Home::new();
    let filled = fill_in(
        home.app(),
        &[
            (Field::Source, "The Buoy"),
            (Field::AsOf, "soon"),
            (Field::Status, "firm"),
            (Field::Attribute, "salery"),
            (Field::Period, "sometimes"),
        ],
    );
    let flaws: Vec<String> = filled.flaws.iter().map(|flaw| format!("{}: {}", flaw.field, flaw.said)).collect();
    assert_eq!(
        flaws,
        [
            "subject: it is empty",
            "attribute: I know no attribute `salery`",
            "period: `sometimes` is not a period",
            "status: `firm` is not a status",
            "as of: `soon` is not a date",
            "source: the source has no date",
        ]
    );
    assert_eq!(filled.flaws[1].expected, "did you mean `salary`?");
    assert_eq!(filled.preview, None);
}

#[test]
fn what_is_left_out_is_taken_from_the_source_or_the_statement_and_said() {
    let home = Home::new();
    let said = "The lamp keeper is paid in oil.";
    let source = "The Buoy, \"Oil\", spring 2031";
    let fields = [
        (Field::Subject, "Lamp Keeper"),
        (Field::Attribute, "pay"),
        (Field::Source, source),
        (Field::Statement, said),
    ];
    let filled = fill_in(home.app(), &fields);
    let form = filled.preview.unwrap().form;
    assert_eq!((form.fact.as_of.to_string().as_str(), form.fact.statement.as_deref()), ("2031-04~", Some(said)));
    let notes: Vec<_> = filled.notes.iter().map(|(field, note)| format!("{}: {note}", field.name())).collect();
    assert_eq!(
        notes,
        [
            "value: there is none: the statement says it",
            "as of: the date of the source",
            "source: \"spring 2031\" was read as April 2031, date inferred",
        ]
    );
}

#[test]
fn what_another_server_added_is_unknown_here() {
    let home = Home::new();
    let (seen, revision) = held(home.app(), SERVER, SALARY);
    let changed = with_value(&seen, pounds(70_000));
    home.app().edit(SERVER, &SALARY.into(), revision, &changed, &by(1)).unwrap();
    let here = held(home.app(), SERVER, SALARY).0.fact;
    let there = held(home.app(), super::sample::OTHER, SALARY).0.fact;
    assert_ne!(home.app().typed(SERVER, &here), home.app().typed(super::sample::OTHER, &there));
    assert_eq!(home.app().below(SERVER, &SALARY.into()).unwrap().value, there.value, "what would show again");
    assert_eq!(home.app().below(View::Everyone, &SALARY.into()).unwrap().value, there.value);
}
