//! Many facts as one change, and a layer as a whole.

use super::sample::{ALL, Home, OTHER, SALARY, SERVER, by, form, held, new_form, pounds, with_value};
use std::time::{Duration, Instant};
use whitehall::app::{Bundle, Change, CurateError, MOST_ROWS, View, Which};
use whitehall::fact::{Fact, Scope, Source, Subject, Value};

/// New posts with a salary each.
fn posts(count: i64) -> Bundle {
    let mut bundle = Bundle::default();
    let source = Source { id: "register".into(), ..new_form("x", "salary", pounds(1)).source.unwrap() };
    bundle.sources.push(source);
    for n in 0..count {
        let name = format!("Jetty Warden {n}");
        let form = new_form(&name, "salary", pounds(20_000 + n));
        let id = format!("jetty-warden-{n}");
        bundle.subjects.push(Subject { id: id.as_str().into(), ..form.subject.unwrap() });
        bundle.facts.push(Fact { subject: id.as_str().into(), source: "register".into(), ..form.fact });
    }
    bundle
}

#[test]
fn an_import_is_one_change_and_one_undo_takes_it_back() {
    let mut home = Home::new();
    let before = ALL.map(|view| home.app().holdings(view));
    let (seen, _) = held(home.app(), SERVER, SALARY);
    let mut bundle = posts(300);
    bundle.facts.push(with_value(&seen, pounds(48_000)).fact);
    bundle.retract.push(("foghorn-renewal.cost".into(), Some("an estimate".to_owned())));
    let renamed = Subject { aliases: vec!["beacon marshal".to_owned()], ..(*seen.subject).clone() };
    bundle.subjects.push(renamed);
    let dry = home.app().dry_run(SERVER, &bundle).unwrap();
    assert_eq!((dry.added, dry.changed, dry.withdrawn, dry.unchanged, &dry.done), (300, 1, 1, 0, &None));
    let done = home.app().import(SERVER, &bundle, Some("register of 2032"), &by(0)).unwrap();
    assert_eq!((done.added, done.changed), (300, 1));
    assert_eq!(done.done.as_ref().unwrap().changes.len(), 302);
    let entries = home.app().log(SERVER, None, 5).unwrap();
    assert_eq!((entries.len(), entries[0].facts), (1, 302));
    assert_eq!(entries[0].reason.as_deref(), Some("register of 2032"));
    let again = home.app().import(SERVER, &bundle, None, &by(1)).unwrap();
    assert_eq!((again.unchanged, again.done), (302, None), "done again, it changes nothing");
    for _ in 0..2 {
        let ask = |question: &str| home.app().ask(SERVER, question).text;
        assert!(ask("salary of jetty warden 123").contains("£20,123"));
        assert!(ask("salary of the beacon marshal").contains("£48,000"));
        assert!(ask("cost of the foghorn renewal").contains("withdrawn on 27 February 2031: an estimate."));
        home.reopen();
    }
    home.app().undo(SERVER, Which::Last, &by(2)).unwrap();
    for _ in 0..2 {
        assert_eq!(ALL.map(|view| home.app().holdings(view)), before);
        assert!(home.app().ask(SERVER, "salary of the beacon marshal").facts.is_empty(), "the alias is gone, too");
        home.reopen();
    }
}

#[test]
fn a_faulty_row_keeps_all_of_an_import_out() {
    let home = Home::new();
    let mut bundle = posts(3);
    bundle.facts[1].attribute = "colour".into();
    bundle.facts[2].value = Value::Subject("nobody".into());
    bundle.subjects[0].name = String::new();
    let Err(CurateError::Rows(faults)) = home.app().import(SERVER, &bundle, None, &by(0)) else { panic!() };
    let places: Vec<_> = faults.iter().map(|fault| (fault.row, fault.flaw.field)).collect();
    assert_eq!(places, [(None, "subject"), (Some(1), "attribute"), (Some(2), "value")]);
    assert!(home.app().log(SERVER, None, 1).unwrap().is_empty());
    let mut many = posts(1);
    many.facts = vec![many.facts[0].clone(); MOST_ROWS + 1];
    assert!(matches!(home.app().dry_run(SERVER, &many), Err(CurateError::TooMany { .. })));
    let mut twice = posts(2);
    twice.facts.iter_mut().for_each(|fact| fact.id = "jetty.one".into());
    let Err(CurateError::Rows(faults)) = home.app().dry_run(SERVER, &twice) else { panic!() };
    assert_eq!((faults[0].row, faults[0].flaw.field), (Some(1), "id"));
}

#[test]
fn a_layer_that_is_restored_is_the_layer_that_was_exported() {
    let home = Home::new();
    let app = home.app();
    app.import(SERVER, &posts(5), Some("register"), &by(0)).unwrap();
    let (seen, revision) = held(app, SERVER, SALARY);
    let edited = app.edit(SERVER, &SALARY.into(), revision, &with_value(&seen, pounds(1)), &by(1)).unwrap();
    app.undo(SERVER, Which::Number(edited.number), &by(2)).unwrap();
    let (_, revision) = held(app, SERVER, SALARY);
    app.retract(SERVER, &SALARY.into(), revision, "wrong", &by(3)).unwrap();
    app.add(SERVER, &form("buoy-painter", "salary", pounds(30_000)), &by(4)).unwrap();
    let layer = app.layer(SERVER).unwrap();
    assert_eq!((layer.facts.len(), layer.withdrawn.len(), layer.history.len()), (6, 1, 9));
    assert_eq!(layer.history.last().map(|change| (change.seq, change.batch)), Some((9, 5)));

    let mut empty = Home::new();
    empty.app().restore(SERVER, &layer).unwrap();
    for _ in 0..2 {
        assert_eq!(empty.app().layer(SERVER).unwrap(), layer);
        assert!(empty.app().ask(SERVER, "jetty warden 3 salary").text.contains("£20,003"));
        assert_eq!(empty.app().ask(SERVER, super::sample::ASKED), app.ask(SERVER, super::sample::ASKED));
        empty.reopen();
    }
    assert!(empty.app().restore(SERVER, &layer).is_err(), "it holds something now");
    let undone = empty.app().undo(SERVER, Which::Last, &by(5)).unwrap();
    assert_eq!(undone.changes[0].id.as_str(), "buoy-painter.salary.b1");
    // Into another place it goes as that place's own.
    empty.app().restore(OTHER, &layer).unwrap();
    assert!(empty.app().layer(OTHER).unwrap().facts.iter().all(|fact| fact.scope == Scope::Server(43)));
    assert!(empty.app().layer(View::Everyone).unwrap().facts.is_empty());
}

#[test]
fn a_fact_that_came_and_went_ten_thousand_times_is_restored_at_once() {
    let home = Home::new();
    let (seen, revision) = held(home.app(), SERVER, SALARY);
    home.app().edit(SERVER, &SALARY.into(), revision, &with_value(&seen, pounds(1)), &by(1)).unwrap();
    let (_, revision) = held(home.app(), SERVER, SALARY);
    home.app().retract(SERVER, &SALARY.into(), revision, "wrong", &by(2)).unwrap();
    let mut layer = home.app().layer(SERVER).unwrap();
    let both = layer.history.clone();
    let (came, went) = (both[0].after.clone(), both[1].after.clone());
    for number in 3..=10_000 {
        let (change, before) = if number % 2 == 1 { (&both[0], &went) } else { (&both[1], &came) };
        layer.history.push(Change { seq: number, batch: number, before: before.clone(), ..change.clone() });
    }
    let empty = Home::new();
    let begun = Instant::now();
    empty.app().restore(SERVER, &layer).unwrap();
    // With the whole history read at each of its entries this took minutes.
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
    assert_eq!(empty.app().layer(SERVER).unwrap(), layer);
    assert_eq!(empty.app().withdrawn(SERVER)[0].reason.as_deref(), Some("wrong"));
}

#[test]
fn rows_without_ids_get_ids_that_no_other_layer_gives_out() {
    let home = Home::new();
    let row =
        "subject,attribute,value,source\nlamp-keeper,salary,\"£70,000 a year\",\"The Buoy, \"\"Pay\"\", May 2022\"\n";
    let import = |view| {
        let intake = home.app().read_file(view, "pay.csv", row.as_bytes(), "2031-01-01".parse().unwrap()).unwrap();
        let done = home.app().import_file(view, intake, None, &by(0)).unwrap();
        done.done.unwrap().changes[0].id.to_string()
    };
    // Whoever is asked first: neither sees the other's, and neither may take the other's place.
    assert_eq!(import(SERVER), "lamp-keeper.salary.b1");
    assert_eq!(import(OTHER), "lamp-keeper.salary.b1");
    home.app().undo(OTHER, Which::Last, &by(1)).unwrap();
    assert_eq!(import(OTHER), "lamp-keeper.salary.b2", "one that was undone may come back under its own");
    assert_eq!(import(View::Everyone), "lamp-keeper.salary.a1");
}
