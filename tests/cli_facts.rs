//! Keeping facts from the command line: conversations with the real binary, word for word, and what is exported and
//! imported again.

#[path = "cli/conversation.rs"]
mod conversation;
#[path = "cli/place.rs"]
mod place;

use conversation::{Conversation, INVENTED};
use place::Place;
use serde_json::Value;

const SOURCE: &str = "The Buoy, \"Lamps up\", Quill Penny, 3 May 2022";

#[test]
fn a_fact_is_added_when_it_was_shown_and_confirmed() {
    let mut talk = Conversation::new();
    let add = ["fact", "add", "lamp keeper", "salary", "45k a year", "--source", SOURCE];
    talk.say("Nobody there to ask.", &add);
    talk.say("", &["ask", "what was the lamp keeper's salary in 2022?"]);
    talk.say("Confirmed.", &[&add[..], &["--yes"]].concat());
    talk.say("", &["ask", "what was the lamp keeper's salary in 2022?"]);
    talk.say("Word for word again.", &[&add[..], &["--yes"]].concat());
    let other = ["fact", "add", "lamp-keeper", "salary", "£46,000 a year", "--source", SOURCE, "--as-of", "May 2022"];
    talk.say("Another source's word on the same time.", &[&other[..], &["--yes", "--status", "advertised"]].concat());
    talk.say(
        "Of a subject that is new, with a name like one that is held.",
        &[
            &[
                "fact",
                "add",
                "Junior Lamp Keeper",
                "location",
                "Port Reed",
                "--kind",
                "role",
                "--organisation",
                "Harbour Board",
            ][..],
            &[
                "--alias",
                "wick boy",
                "--title",
                "Wicks",
                "--published",
                "2022-05-03",
                "--url",
                "https://buoy.example/w",
                "-y",
            ],
        ]
        .concat(),
    );
    talk.say("", &["ask", "where is the wick boy based?"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn what_cannot_be_kept_is_told_by_option_with_what_can_be() {
    let mut talk = Conversation::new();
    let source = ["--source", SOURCE];
    let tell =
        |talk: &mut Conversation, note: &str, words: &[&str]| talk.say(note, &[&["fact", "add"], words].concat());
    tell(&mut talk, "All at once.", &["lamp keper", "salry", "85", "--status", "sure", "--period", "May"]);
    tell(&mut talk, "An attribute by a slip of another word for it.", &["lamp keeper", "wagse", "85k"]);
    tell(&mut talk, "A value.", &[&["lamp keeper", "salary", "85"][..], &source].concat());
    tell(
        &mut talk,
        "A source without a date.",
        &["lamp keeper", "salary", "85k", "--source", "The Buoy, \"Lamps up\""],
    );
    tell(
        &mut talk,
        "A new subject without a kind.",
        &[&["Tide clerk", "location", "Port Reed"][..], &source].concat(),
    );
    let long = "x".repeat(4001);
    tell(&mut talk, "4,001 characters.", &[&["lamp keeper", "location", &long][..], &source].concat());
    tell(
        &mut talk,
        "What steers a terminal.",
        &[&["lamp \u{1b}[31mkeeper\u{202e}", "location", "x"][..], &source].concat(),
    );
    talk.say("", &["fact", "edit", "lamp-keeper.salary", "soon"]);
    talk.say("No such fact.", &["fact", "edit", "lamp-keeper.salry", "85k"]);
    talk.say("", &["fact", "retract", "lamp-keeper.salary.a7", "--reason", "x"]);
    talk.say("", &["fact", "retract", "lamp-keeper.salary", "--reason", " ", "--yes"]);
    talk.say("", &["fact", "undo"]);
    talk.say("", &["fact", "undo", "77"]);
    talk.say("", &["fact", "history", "lamp-keeper.salry"]);
    talk.say("", &["fact", "list", "--subject", "lamp"]);
    talk.say("", &["fact", "list", "--attribute", "pay"]);
    talk.say("Nothing of it was written.", &["fact", "history"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn a_correction_can_be_undone_and_the_undoing_too() {
    let mut talk = Conversation::new();
    talk.say(
        "",
        &["fact", "edit", "lamp-keeper.salary", "£46,000 a year", "--as-of", "June 2022", "--status", "", "-y"],
    );
    talk.say("", &["fact", "edit", "lamp-keeper.salary", "£46,000 a year", "-y"]);
    talk.say("", &["fact", "history", "lamp-keeper.salary"]);
    talk.say("", &["fact", "retract", "lamp-keeper.location", "--reason", "the tower is sold"]);
    talk.say("", &["fact", "retract", "lamp-keeper.location", "--reason", "the tower is sold", "-y"]);
    talk.say("", &["ask", "where is the lamp keeper based?"]);
    talk.say("", &["fact", "history", "lamp-keeper.location"]);
    talk.say("", &["fact", "retract", "lamp-keeper.location", "--reason", "again", "-y"]);
    talk.say("The last change.", &["fact", "undo", "-y"]);
    talk.say("", &["ask", "where is the lamp keeper based?"]);
    talk.say("The undo.", &["fact", "undo", "-y"]);
    talk.say(
        "What is withdrawn comes back by an edit.",
        &["fact", "edit", "lamp-keeper.location", "Port Reed", "-y"],
    );
    talk.say("A change that was built upon.", &["fact", "undo", "3", "-y"]);
    talk.say("", &["fact", "history", "--limit", "2"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn a_servers_facts_are_its_own() {
    let mut talk = Conversation::new();
    let add = ["fact", "add", "lamp keeper", "allowance", "£500 a year", "--source", SOURCE, "--server", "42", "-y"];
    talk.say("", &add);
    talk.say("", &["fact", "list", "--own", "--server", "42"]);
    talk.say("", &["fact", "list", "--own"]);
    talk.say("", &["fact", "list", "--own", "--server", "43"]);
    talk.say("", &["fact", "history"]);
    talk.say("", &["fact", "undo"]);
    talk.say("", &["fact", "undo", "--server", "42", "-y"]);
    talk.say("", &["fact", "list", "--own", "--server", "0"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn facts_are_listed_page_by_page() {
    let mut talk = Conversation::new();
    talk.say("", &["fact", "list", "--limit", "2"]);
    talk.say("", &["fact", "list", "--after", "foghorn-renewal.cost"]);
    talk.say("", &["fact", "list", "PORT", "reed"]);
    talk.say("", &["fact", "list", "--subject", "lamp chief", "--attribute", "salary"]);
    talk.say("", &["fact", "list", "no such thing"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn machines_get_one_object_a_line() {
    let mut talk = Conversation::new();
    let add = ["fact", "add", "lamp keeper", "salary", "45k a year", "--source", SOURCE, "--json"];
    talk.say("", &add);
    talk.say("", &[&add[..], &["--yes"]].concat());
    talk.say("", &["fact", "retract", "buoy-painter.location", "--reason", "moved", "--json", "-y"]);
    talk.say("", &["fact", "history", "--json"]);
    talk.say("", &["fact", "history", "buoy-painter.location", "--json"]);
    talk.say("", &["fact", "undo", "--json", "-y"]);
    talk.say("", &["fact", "list", "--own", "--json"]);
    for line in talk.text().lines().filter(|line| line.starts_with('{')) {
        serde_json::from_str::<Value>(line).unwrap();
    }
    insta::assert_snapshot!(talk.text());
}

const TABLE: &str = "subject,attribute,value,source,kind,organisation,as_of\n\
                     lamp keeper,salary,85k,\"The Buoy, \"\"Lamps up\"\", 3 May 2022\",,,\n\
                     Tide clerk,location,Port Reed,\"The Buoy, \"\"Lamps up\"\", 3 May 2022\",role,Harbour Board,\n";

#[test]
fn a_file_is_imported_wholly_or_not_at_all() {
    let mut talk = Conversation::new();
    talk.file(
        "bad.csv",
        TABLE.replace("85k", "85").replace("Port Reed", "").replace("Harbour Board", "Hrbour Board"),
    );
    talk.say("", &["import", "bad.csv", "--yes"]);
    talk.say("", &["import", "bad.csv", "--json"]);
    talk.say("", &["fact", "history"]);
    talk.file("facts.csv", TABLE);
    talk.say("", &["import", "facts.csv", "--dry-run"]);
    talk.say("", &["import", "facts.csv"]);
    talk.say("", &["import", "facts.csv", "--yes"]);
    talk.say("", &["ask", "where is the tide clerk based?"]);
    talk.say("", &["import", "facts.csv", "--yes"]);
    talk.say("", &["fact", "history"]);
    talk.say("", &["fact", "undo", "--yes"]);
    talk.say("", &["ask", "where is the tide clerk based?"]);
    talk.say("", &["import", "facts.csv", "--yes", "--json"]);
    talk.file("row.jsonl", "{\"subject\": \"buoy-painter\", \"attribute\": \"salary\", \"value\": \"£30k a year\", \"source\": \"The Buoy, \\\"Paint\\\", 3 May 2022\"}\n");
    talk.say("", &["import", "row.jsonl", "--yes", "--server", "42"]);
    talk.file("paint.toml", "[source]\ntitle = \"Paint\"\npublished = \"2022-05\"\n\n[[fact]]\nsubject = \"buoy-painter\"\nattribute = \"headcount\"\nvalue = { count = { exact = 3, unit = \"painters\" } }\n");
    talk.say("", &["import", "paint.toml", "--yes"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn the_template_is_imported_as_it_stands() {
    let place = Place::new();
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import-template.csv");
    let ran = place.run(&["import", template, "--yes"], b"").succeeded_with_words();
    assert!(ran.out.contains("4 facts to add") && ran.out.contains("Imported."), "{}", ran.out);
    assert!(!ran.out.contains("still to come"), "{}", ran.out);
}

#[test]
fn the_same_file_again_changes_nothing_also_where_no_fact_is_new() {
    let place = Place::new();
    let source = "[source]\ntitle = \"Paint\"\npublished = \"2022-05\"\n\n";
    let subject = "[[subject]]\nid = \"tide-clerk\"\nkind = \"role\"\nname = \"Tide clerk\"\n\n";
    let fact =
        "[[fact]]\nsubject = \"buoy-painter\"\nattribute = \"salary\"\nvalue = { money = { exact = 30000 } }\n";
    let files = [("a", vec![source]), ("b", vec![source, subject]), ("c", vec![source, subject, fact])];
    for (name, parts) in files {
        let name = format!("{name}.toml");
        std::fs::write(place.path().join(&name), parts.concat()).unwrap();
        let first = place.run_invented(&["import", &name, "--yes"], b"").succeeded_with_words();
        assert!(first.out.contains("Imported."), "{}", first.out);
        let again = place.run_invented(&["import", &name, "--yes"], b"").succeeded_with_words();
        assert!(again.out.contains("nothing to do") && !again.out.contains("Imported."), "{}", again.out);
    }
    place.run_invented(&["export", "all.jsonl"], b"").succeeded_with_words();
    let again = place.run_invented(&["import", "all.jsonl", "--yes"], b"").succeeded_with_words();
    assert!(again.out.contains("nothing to do"), "{}", again.out);
}

#[test]
fn what_cannot_be_done_is_told_with_what_can() {
    let mut talk = Conversation::new();
    talk.say("", &["fact", "retract", "lamp-keeper.location", "--reason", "sold", "-y"]);
    let number = talk.text().split("fact undo ").nth(1).unwrap().lines().next().unwrap().to_owned();
    talk.say("", &["fact", "undo", &number, "-y"]);
    talk.say("Undone already.", &["fact", "undo", &number, "-y"]);
    talk.say("", &["fact", "list", "--limit", "0"]);
    talk.say("", &["fact", "history", "--limit", "0"]);
    talk.say("", &["fact", "list", "--server", "abc"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn a_date_that_is_still_to_come_is_noted_wherever_it_stands() {
    let mut talk = Conversation::new();
    let later = "The Buoy, \"Lamps out\", 3 May 2190";
    let add = ["fact", "add", "lamp keeper", "salary", "45k a year", "--source"];
    talk.say("", &[&add[..], &[SOURCE, "--as-of", "May 2190"]].concat());
    talk.say("", &[&add[..], &[SOURCE, "--as-of", "2190-05-03"]].concat());
    talk.say("", &[&add[..], &[later]].concat());
    talk.say("", &[&add[..], &[later, "--as-of", "May 2022"]].concat());
    talk.file("later.csv", TABLE.replace("2022", "2190"));
    talk.say("", &["import", "later.csv", "--dry-run"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn what_is_no_file_of_facts_is_told_what_it_is() {
    let mut talk = Conversation::new();
    talk.say("", &["import", "nowhere.csv"]);
    talk.say("", &["import", "."]);
    talk.file("wide.csv", TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    talk.say("", &["import", "wide.csv"]);
    talk.file("book.xlsx", b"PK\x03\x04....");
    talk.say("", &["import", "book.xlsx"]);
    talk.file("large.csv", vec![b'x'; 30 << 20]);
    talk.say("", &["import", "large.csv"]);
    talk.file("empty.csv", "");
    talk.say("", &["import", "empty.csv"]);
    talk.file("prose.txt", "These are no facts.\n");
    talk.say("", &["import", "prose.txt"]);
    insta::assert_snapshot!(talk.text());
}

#[test]
fn an_export_is_written_once_and_taken_in_whole_or_not() {
    let mut talk = Conversation::new();
    talk.say("", &["fact", "add", "lamp keeper", "salary", "45k a year", "--source", SOURCE, "-y"]);
    talk.say("", &["fact", "retract", "buoy-painter.location", "--reason", "moved", "-y"]);
    talk.say("", &["export"]);
    talk.say("", &["export", "backup.jsonl"]);
    talk.say("", &["export", "backup.jsonl"]);
    talk.say("", &["export", "backup.jsonl", "--force", "--json"]);
    talk.say("", &["export", "--format", "csv"]);
    talk.say("", &["export", "facts.toml"]);
    talk.say("", &["export", "--format", "toml", "folder"]);
    talk.say("", &["check", "folder"]);
    talk.say("", &["export", "facts.xlsx"]);
    talk.say("", &["export", "nowhere/facts.csv"]);
    talk.say("", &["export", "backup.jsonl/facts.csv"]);
    talk.say("Into a place with facts.", &["import", "backup.jsonl", "--yes"]);
    talk.say("Into a server without.", &["import", "backup.jsonl", "--yes", "--server", "42"]);
    talk.say("", &["fact", "history", "--server", "42"]);
    let backup = std::fs::read_to_string(talk.path().join("backup.jsonl")).unwrap();
    talk.file("edited.jsonl", backup.replacen("45000", "46000", 1));
    talk.say("", &["import", "edited.jsonl", "--server", "43"]);
    talk.file("cut.jsonl", backup.lines().take(4).collect::<Vec<_>>().join("\n"));
    talk.say("", &["import", "cut.jsonl", "--server", "43"]);
    insta::assert_snapshot!(talk.text());
}

#[cfg(unix)]
#[test]
fn an_export_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let talk = Conversation::new();
    talk.place().run(&["export", "a.jsonl"], b"").succeeded_with_words();
    let mode = std::fs::metadata(talk.path().join("a.jsonl")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// Answers to the questions on the invented country, without the time they took.
fn answers(place: &Place, data: &str) -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let mut questions = String::new();
    for file in ["nordmark-train.jsonl", "nordmark-tune.jsonl"] {
        for line in std::fs::read_to_string(format!("{folder}/truth/{file}")).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            questions.extend([line["q"].as_str().unwrap(), "\n"]);
        }
    }
    let knowledge = format!("{folder}/data/knowledge-nordmark");
    let ran = place.run(&["--knowledge", &knowledge, "--data", data, "ask", "--json"], questions.as_bytes());
    let mut objects = ran.succeeded().objects();
    assert!(objects.len() > 100, "{}", objects.len());
    objects.iter_mut().for_each(|object| drop(object.as_object_mut().unwrap().remove("latency_us")));
    objects
}

#[test]
fn an_export_restored_answers_as_before_and_is_the_same_export() {
    let place = Place::new();
    let knowledge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-nordmark");
    let run = |data: &str, arguments: &[&str]| {
        let ran = place.run(&[&["--knowledge", knowledge, "--data", data], arguments].concat(), b"");
        assert_eq!(ran.status, Some(0), "{arguments:?}: {}", ran.err);
        ran.out
    };
    let shipped = answers(&place, "first");
    // Corrections, withdrawals and undos all over what the country's folder says, and facts of its own.
    let listed = run("first", &["fact", "list", "--all", "--json"]);
    let facts: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let salaries = facts.iter().filter(|told| told["fact"]["value"]["money"].is_object());
    let ids: Vec<&str> = salaries.filter_map(|told| told["fact"]["id"].as_str()).collect();
    assert!(ids.len() >= 6, "{ids:?}");
    for id in &ids[..4] {
        run("first", &["fact", "edit", id, "NOK 123,456", "--yes"]);
    }
    run("first", &["fact", "retract", ids[4], "--reason", "it was a misprint", "--yes"]);
    run("first", &["fact", "retract", ids[0], "--reason", "nobody knows", "--yes"]);
    run("first", &["fact", "undo", "--yes"]);
    run("first", &["fact", "retract", ids[5], "--reason", "withdrawn", "--yes"]);
    let subject = facts[0]["fact"]["subject"].as_str().unwrap();
    run("first", &["fact", "add", subject, "headcount", "77 people", "--source", SOURCE, "--yes"]);
    run("first", &["import", "--yes", &format!("{knowledge}/../import-sample.csv")]);

    let before = answers(&place, "first");
    assert_ne!(before, shipped);
    run("first", &["export", "one.jsonl"]);
    run("second", &["import", "one.jsonl", "--yes"]);
    run("second", &["export", "two.jsonl"]);
    assert_eq!(answers(&place, "second"), before);
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    let (one, two) = (read("one.jsonl"), read("two.jsonl"));
    let body = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert_eq!(body(&one), body(&two));
    let header = |text: &str| -> Value {
        let mut header: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        header["exported"].take();
        header
    };
    assert_eq!(header(&one), header(&two));
    assert_eq!(run("first", &["fact", "history", "--json"]).lines().count(), 10);
    assert_eq!(run("second", &["fact", "history", "--json"]).lines().count(), 10);
    // What was done before the export can be undone behind it.
    run("second", &["fact", "undo", "--yes"]);
}

#[test]
fn a_layer_too_large_for_one_import_is_restored_in_one_go() {
    let place = Place::new();
    let row = |n: usize| {
        let subject = format!("jetty-{n}");
        serde_json::json!({"subject": subject, "name": format!("Jetty {n}"), "kind": "system", "attribute": "cost",
            "value": format!("£{}", 1000 + n), "source": SOURCE})
        .to_string()
    };
    let write = |name: &str, rows: std::ops::Range<usize>| {
        std::fs::write(place.path().join(name), rows.map(row).collect::<Vec<_>>().join("\n")).unwrap();
    };
    write("one.jsonl", 0..5000);
    write("two.jsonl", 5000..5100);
    let run = |arguments: &[&str]| {
        let ran = place.run_invented(arguments, b"");
        assert_eq!(ran.status, Some(0), "{arguments:?}: {}", ran.err);
        ran.out
    };
    run(&["import", "one.jsonl", "--yes"]);
    run(&["import", "two.jsonl", "--yes"]);
    run(&["export", "all.jsonl"]);
    let out = run(&["--data", "second", "import", "all.jsonl", "--yes"]);
    assert!(out.contains("5100 facts to add") && out.contains("5100 entries of history, as it was"), "{out}");
    let out = run(&["--data", "second", "ask", "cost of Jetty 5099"]);
    assert!(out.contains("£6,099"), "{out}");
    // Where there is something already, it says what can be done.
    std::fs::write(place.path().join("facts.csv"), TABLE).unwrap();
    run(&["--data", "third", "import", "facts.csv", "--yes"]);
    let ran = place.run(&["--knowledge", INVENTED, "--data", "third", "import", "all.jsonl", "--yes"], b"");
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("into an empty place"), "{}", ran.err);
}
