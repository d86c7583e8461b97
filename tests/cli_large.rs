//! Files of more facts than one change takes, imported by the real binary: in parts, and again after a kill.

#[path = "cli/place.rs"]
mod place;

use place::Place;
use serde_json::{Value, json};
use std::time::Duration;

/// A few more than one part has.
const ROWS: usize = 5_200;

/// So many rows about invented keepers of invented lights.
fn rows(count: usize) -> Vec<Value> {
    let row = |number: usize| {
        let mut row = json!({
            "id": format!("light-keeper-{number}.salary"),
            "subject": format!("light-keeper-{number}"),
            "kind": "role",
            "name": format!("Keeper of Light {number}"),
            "attribute": "salary",
            "value": format!("£{}", 20_000 + number),
            "source": "list-of-lights",
        });
        if number == 0 {
            row["title"] = json!("List of lights");
            row["published"] = json!("2031-05-03");
        }
        row
    };
    (0..count).map(row).collect()
}

fn write(place: &Place, rows: &[Value]) {
    let text: Vec<String> = rows.iter().map(Value::to_string).collect();
    std::fs::write(place.path().join("lights.jsonl"), text.join("\n")).unwrap();
}

fn imported(place: &Place) -> Value {
    let ran = place.run_invented(&["import", "--yes", "--json", "lights.jsonl"], b"");
    assert_eq!(ran.status, Some(0), "{}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_large_file_goes_in_by_parts_and_after_a_kill_goes_on() {
    let place = Place::new();
    write(&place, &rows(ROWS));
    let knowledge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-cli");
    let mut killed = place.command(&["--knowledge", knowledge, "import", "--yes", "lights.jsonl"]).spawn().unwrap();
    // Wherever that is: before, between or behind the parts.
    std::thread::sleep(Duration::from_millis(1_500));
    killed.kill().unwrap();
    killed.wait().unwrap();
    let file = imported(&place);
    let (added, unchanged) = (file["added"].as_u64().unwrap(), file["unchanged"].as_u64().unwrap());
    assert_eq!((added + unchanged) as usize, ROWS, "{file}");
    let again = imported(&place);
    assert_eq!((again["outcome"].as_str(), again["unchanged"].as_u64()), (Some("unchanged"), Some(ROWS as u64)));
    let asked = place.run_invented(&["ask", "what is the salary of the keeper of light 5150?"], b"");
    assert!(asked.out.contains("£25,150"), "{}{}", asked.out, asked.err);
}

#[test]
fn a_large_file_with_mistakes_is_not_begun() {
    let place = Place::new();
    let mut all = rows(ROWS);
    all[5_100]["attribute"] = json!("lustre");
    all[5_101]["id"] = json!("light-keeper-7.salary");
    all[5_102].as_object_mut().unwrap().remove("id");
    write(&place, &all);
    let ran = place.run_invented(&["import", "--yes", "lights.jsonl"], b"");
    assert_eq!(ran.status, Some(1));
    assert!(ran.out.contains("line 5101, attribute: unknown attribute `lustre`"), "{}{}", ran.out, ran.err);
    all[5_100]["attribute"] = json!("salary");
    write(&place, &all);
    let ran = place.run_invented(&["import", "--yes", "lights.jsonl"], b"");
    for said in
        ["line 5102, id: the id `light-keeper-7.salary` stands above already", "line 5103, id: the row has no id"]
    {
        assert!(ran.out.contains(said), "{said}: {}{}", ran.out, ran.err);
    }
    let asked = place.run_invented(&["ask", "--json", "what is the salary of the keeper of light 7?"], b"");
    assert!(!asked.out.contains("light-keeper"), "{}", asked.out);
}

#[test]
fn a_server_takes_no_large_file() {
    let place = Place::new();
    write(&place, &rows(ROWS));
    let ran = place.run_invented(&["import", "--yes", "--server", "7", "lights.jsonl"], b"");
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("import it for everyone"), "{}", ran.err);
}
