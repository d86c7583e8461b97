//! Sound files of every form.

use super::{HERE, World, shown, sound};
use crate::fact::{Fact, FactId, Value};
use crate::transfer::Form;

/// The table of docs/import.md.
const TEMPLATE: &str = include_str!("../../../docs/import-template.csv");

#[test]
fn a_table_brings_facts_subjects_and_sources() {
    let import = sound(
        "lamps.csv",
        "Subject,Kind,Name,Organisation,Attribute,Value,Status,As of,Source,Statement,Cues\n\
         Head of Lamps,,,,salary,58k-66k a year,Advertised,June 2031,2031-lamps,,lantern money; lamp pay\n\
         lamp chief,,,,number of keepers,about 350 people,,,\"The Beacon, \"\"Lamps to go\"\", 20 May 2031\",,\n\
         foghorn,programme,Foghorn Programme,LO,rating,amber/red,,,\"Harbour News, \"\"Foghorn late\"\", Jo Beam, June 2031\",,\n\
         Foghorn Programme,,,,remark,none,,today,\"Harbour News, \"\"Foghorn late\"\", Jo Beam, June 2031\",The Foghorn Programme is late.,\n",
    );
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}\n{}\n{}",
        import.summary(),
        shown(&import.facts),
        serde_json::to_string(&import.subjects).unwrap(),
        serde_json::to_string(&import.sources).unwrap(),
        import.notes.brief(20)
    ));
    assert!(import.facts.iter().all(|fact| fact.scope == HERE));
}

#[test]
fn json_lines_say_the_same_as_a_table() {
    let table = sound(
        "a.csv",
        "subject,attribute,value,period,source,cues\n\
         zoe-beam,salary,\"up to £66,000\",2030-31,2031-lamps,lamp pay; wages\n",
    );
    for line in [
        r#"{"subject":"zoe-beam","attribute":"salary","value":"up to £66,000","period":"2030-31","source":"2031-lamps","cues":["lamp pay","wages"]}"#,
        r#"{"Subject":"Zoe Beam","attribute":"salary","value":{"money":{"max":66000}},"period":"2030-31","source":"2031-lamps","cues":"lamp pay; wages","statement":null}"#,
    ] {
        let lines = sound("a.jsonl", line);
        assert_eq!(lines.facts, table.facts, "{line}");
        assert_eq!(lines.form, Some(Form::Jsonl));
    }
    let toml = sound(
        "2031-lamps.toml",
        "[source]\ntitle = \"Lamps to go\"\npublisher = \"The Beacon\"\npublished = \"2031-05-20\"\n\
         [[fact]]\nsubject = \"zoe-beam\"\nattribute = \"salary\"\nvalue = { money = { max = 66000 } }\n\
         period = \"2030-31\"\ncues = [\"lamp pay\", \"wages\"]\n",
    );
    // An article's facts have ids of their own; those of rows without one get theirs when they are written.
    assert_eq!(toml.facts[0].id.as_str(), "zoe-beam.salary.2030-31");
    let nameless = crate::fact::Fact { id: "".into(), ..toml.facts[0].clone() };
    assert_eq!(vec![nameless], table.facts);
    assert_eq!(toml.form, Some(Form::Toml));
}

#[test]
fn what_is_held_already_is_left_out_and_what_differs_replaces() {
    let header = "id,subject,attribute,value,source\n";
    let same = sound("a.csv", &format!("{header},head-of-lamps,location,Leith,2031-lamps\n"));
    assert_eq!((same.facts.len(), same.unchanged, same.is_idle()), (0, 1, true));
    let other = sound("a.csv", &format!("{header},head-of-lamps,location,Crail,2031-lamps\n"));
    assert_eq!(other.facts[0].id.as_str(), "", "no fact takes the place of another unasked");
    let replaced =
        sound("a.csv", &format!("{header}head-of-lamps.location,head-of-lamps,location,Crail,2031-lamps\n"));
    assert_eq!((replaced.facts.len(), replaced.replaced), (1, 1));
    assert_eq!(replaced.summary(), "0 facts to add, 1 to replace");
    let twice = sound(
        "a.csv",
        &format!("{header},zoe-beam,location,Crail,2031-lamps\n,zoe-beam,location,Crail,2031-lamps\n"),
    );
    assert_eq!(twice.facts.len(), 1);
    assert_eq!(twice.notes.brief(5), "line 3: the same as line 2, and left out");
}

#[test]
fn spreadsheets_may_separate_and_end_lines_as_they_like() {
    let facts = sound("a.csv", "subject,attribute,value,source\nzoe-beam,location,Crail,2031-lamps\n").facts;
    for text in [
        "subject;attribute;value;source\r\nzoe-beam;location;Crail;2031-lamps\r\n",
        "subject\tattribute\tvalue\tsource\nzoe-beam\tlocation\tCrail\t2031-lamps",
        "\u{FEFF}subject,attribute,value,source\rzoe-beam,location,Crail,2031-lamps\r",
        "\"subject\",\"attribute\",\"value\",\"source\"\n\n,,,\n\"zoe-beam\",\" location\",\"Crail\",\"2031-lamps\"\n\n",
        "subject,attribute,value,source,statement,cues\nzoe-beam,location,Crail,2031-lamps\n",
    ] {
        assert_eq!(sound("a.csv", text).facts, facts, "{text:?}");
        assert_eq!(sound("pasted", text).facts, facts, "{text:?}");
    }
}

#[test]
fn retracted_ids_are_not_given_out_anew() {
    let world = World::new();
    let gone = crate::fact::FactId::from("zoe-beam.location");
    let held = world.held().with_retracted([&gone]);
    let text = "[source]\ntitle = \"Lamps to go\"\npublished = \"2031-05\"\n\n\
                [[fact]]\nsubject = \"zoe-beam\"\nattribute = \"location\"\nvalue = { text = \"Crail\" }\n";
    let import =
        crate::transfer::read("new.toml", text.as_bytes(), &held, HERE, jiff::civil::date(2031, 6, 30)).unwrap();
    assert_eq!(import.facts[0].id.as_str(), "zoe-beam.location.2");
}

#[test]
fn the_template_of_the_page_is_read() {
    let world = World { lexicon: crate::knowledge::embedded().knowledge.lexicon, ..World::new() };
    let import = world.read("import-template.csv", TEMPLATE.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert!(import.facts.len() >= 4, "{}", import.summary());
    let header: Vec<&str> = TEMPLATE.lines().next().unwrap().split(',').collect();
    let columns = super::super::column::Column::words();
    assert_eq!(header, columns);
    let page = include_str!("../../../docs/import.md");
    for column in columns {
        assert!(page.contains(&format!("| `{column}` |")), "docs/import.md explains `{column}`");
    }
}

#[test]
fn the_largest_file_is_read_with_all_that_it_brings() {
    let row = |n: usize| {
        format!("new-{n},role,Keeper {n},salary,£{n}k to £{}k,\"The Beacon, \"\"Lamps {n}\"\", June 2031\"\n", n + 1)
    };
    let rows: String = (1..=crate::transfer::MOST_ROWS).map(row).collect();
    let text = format!("subject,kind,name,attribute,value,source\n{rows}");
    let import = sound("a.csv", &text);
    assert_eq!((import.facts.len(), import.subjects.len(), import.sources.len()), (5000, 5000, 5000));
    let wrong = text.replace("£", "about £").replace("salary", "salery");
    assert!(World::new().read("a.csv", wrong.as_bytes()).is_err());
}

#[test]
fn five_thousand_rows_on_an_attribute_that_holds_five_thousand_are_told_apart() {
    let mut world = World::new();
    let first = world.facts.remove(0);
    world.facts.extend((0..5_000).map(|n| {
        let id = FactId::new(format!("head-of-lamps.location.{n}"));
        Fact { id, scope: HERE, value: Value::Text(format!("Quay {n}")), ..first.clone() }
    }));
    let rows = (2_500..7_500).map(|n| format!("head-of-lamps,location,Quay {n},2031-lamps\n"));
    let file = "subject,attribute,value,source\n".to_owned() + &rows.collect::<String>();
    let import = world.read("quays.csv", file.as_bytes()).unwrap();
    assert_eq!((import.facts.len(), import.replaced, import.unchanged), (2_500, 0, 2_500));
}
