//! Exports with their history: what is on their lines, and what makes them useless.

use super::{HERE, World, refused};
use crate::fact::{FactId, Scope};
use crate::store::{Author, Change, Entry};
use crate::transfer::{Form, Layer, jsonl};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A world whose fact is the server's own, with the two changes that made it, as a store numbers them.
fn own() -> (World, Vec<Change>, FactId) {
    let mut world = World::new();
    for fact in &mut world.facts {
        fact.scope = HERE;
    }
    let gone = FactId::from("zoe-beam.salary");
    let fact = world.facts[0].clone();
    let change = |seq, batch, id: &FactId, after: Entry, reason: Option<&str>| Change {
        seq,
        batch,
        at: at("2031-06-12T10:00:00Z"),
        author: Author::Member { id: 42, name: "Ann".to_owned() },
        scope: HERE,
        id: id.clone(),
        before: None,
        after: Some(after),
        reason: reason.map(str::to_owned),
    };
    let history = vec![
        change(12, 9, &fact.id, Entry::Fact(Box::new(fact.clone())), None),
        change(17, 17, &gone, Entry::Retracted, Some("a joke")),
    ];
    (world, history, gone)
}

fn layer<'a>(world: &'a World, history: &'a [Change], gone: &'a FactId) -> Layer<'a> {
    Layer {
        subjects: world.subjects.iter().rev().collect(),
        sources: world.sources.iter().collect(),
        facts: world.facts.iter().collect(),
        retracted: vec![gone],
        history: history.iter().rev().collect(),
    }
}

#[test]
fn an_export_is_one_object_a_line_in_a_fixed_order() {
    let (world, history, gone) = own();
    insta::assert_snapshot!(jsonl(&layer(&world, &history, &gone), at("2031-06-30T12:00:00Z")));
}

#[test]
fn an_export_is_read_into_an_empty_store_and_written_again_the_same() {
    let (world, history, gone) = own();
    let first = jsonl(&layer(&world, &history, &gone), at("2031-06-30T12:00:00Z"));
    let empty = World { subjects: vec![], sources: vec![], facts: vec![], ..World::new() };
    let import = empty.read("export.jsonl", first.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(import.form, Some(Form::Archive));
    assert_eq!(import.facts, world.facts);
    assert_eq!(import.retracted, std::slice::from_ref(&gone));
    assert_eq!(import.history.iter().map(|change| (change.seq, change.batch)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    assert_eq!(import.summary(), "1 fact to add, 1 to hide, 4 subjects, 1 source, 2 entries of history");
    let again = Layer {
        subjects: import.subjects.iter().collect(),
        sources: import.sources.iter().collect(),
        facts: import.facts.iter().collect(),
        retracted: import.retracted.iter().collect(),
        history: import.history.iter().collect(),
    };
    let second = jsonl(&again, at("2031-07-01T00:00:00Z"));
    assert_eq!(second.replace("2031-07-01T00:00:00Z", "2031-06-30T12:00:00Z"), first);
}

#[test]
fn a_layer_keeps_what_a_farther_one_says_too() {
    let (world, history, gone) = own();
    let text = jsonl(&layer(&world, &history, &gone), at("2031-06-30T12:00:00Z"));
    let shipped = World::new().read("export.jsonl", text.as_bytes()).unwrap();
    assert_eq!((shipped.facts.len(), shipped.replaced, shipped.unchanged), (1, 1, 0));
    let held = world.read("export.jsonl", text.as_bytes()).unwrap();
    assert_eq!((held.facts.len(), held.unchanged), (0, 1));
}

#[test]
fn a_server_reads_what_another_wrote_as_its_own() {
    let (world, history, gone) = own();
    let text = jsonl(&layer(&world, &history, &gone), at("2031-06-30T12:00:00Z"));
    assert!(!text.contains("server"), "the layer is nowhere in the file:\n{text}");
    let held = world.held();
    let there = Scope::Server(8);
    let import = crate::transfer::read("x", text.as_bytes(), &held, there, jiff::civil::date(2031, 6, 30)).unwrap();
    assert!(import.history.iter().all(|change| change.scope == there));
    let inside = import.history[0].after.as_ref().and_then(Entry::fact);
    assert_eq!(inside.map(|fact| fact.scope), Some(there));
}

#[test]
fn a_cut_or_changed_export_is_refused() {
    let (world, history, gone) = own();
    let text = jsonl(&layer(&world, &history, &gone), at("2031-06-30T12:00:00Z"));
    let lines: Vec<&str> = text.lines().collect();
    let without = |at: usize| {
        let kept: Vec<&str> = lines.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| *line).collect();
        refused("export.jsonl", kept.join("\n"))
    };
    assert_eq!(
        without(lines.len() - 1),
        "the export says that it has 2 entries of history, and it has 1\n\
         it was cut off or edited: export it again; facts edited by hand are imported as CSV"
    );
    assert_eq!(without(0), "the first line of the export is damaged\nexport it again, and import the file as it is");
    for (from, to, error) in [
        ("\"format\":1", "\"format\":2", "the export is of a newer version of Whitehall\n"),
        ("\"whitehall\":\"export\"", "\"whitehall\":\"import\"", "the first line of the export is damaged\n"),
        ("\"number\":2", "\"number\":3", "line 10: the change is number 3 of batch 2; expected number 2"),
        (
            "\"attribute\":\"location\"",
            "\"attribute\":\"locaton\"",
            "line 7: unknown attribute `locaton`; did you mean `location`?",
        ),
        ("\"text\":\"Leith\"", "\"text\":\"\"", "line 7: the text is empty"),
        ("{\"retracted\":\"zoe-beam.salary\"}", "{\"retracted\":\"head-of-lamps.location\"}", "stands here twice"),
        ("\"as_of\":\"2031-05-20\"", "\"as_of\":\"soon\"", "line 7: the line is not of an export: "),
        ("\"at\":\"2031-06-12T10:00:00Z\"", "\"at\":\"noon\"", "line 9: the change cannot be: `at` is no moment"),
        ("\"author\"", "\"autor\"", "unknown field `autor`"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let said = refused("export.jsonl", &changed);
        assert!(said.contains(error), "{from}: {said}");
    }
}

#[test]
fn an_export_from_elsewhere_names_what_is_missing() {
    let (world, history, gone) = own();
    let lonely = Layer { subjects: vec![], sources: vec![], ..layer(&world, &history, &gone) };
    let text = jsonl(&lonely, at("2031-06-30T12:00:00Z"));
    let empty = World { subjects: vec![], sources: vec![], facts: vec![], ..World::new() };
    let error = empty.read("export.jsonl", text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("line 2: no subject `head-of-lamps` is held, nor in the file"), "{error}");
    assert!(error.contains("line 2: no source `2031-lamps` is held, nor in the file"), "{error}");
}
