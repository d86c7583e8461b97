//! What is wrong with a file, and what its author is told.

use super::{World, refused};
use crate::transfer::{ImportError, MOST_BYTES, MOST_ROWS};

const HEADER: &str = "subject,attribute,value,source,as_of,status,period,said_by,statement,id";

/// What is said of single rows below the usual header.
#[track_caller]
fn rows(rows: &[&str]) -> String {
    refused("a.csv", format!("{HEADER}\n{}\n", rows.join("\n")))
}

#[test]
fn every_bad_cell_is_named_by_line_and_column() {
    insta::assert_snapshot!(rows(&[
        "Head of Lmps,salary,£58k,2031-lamps,,,,,,",
        "clerk,salary,£58k,2031-lamps,,,,,,",
        "zoe-beam,salery,£58k,2031-lamps,,,,,,",
        "zoe-beam,weight,5,2031-lamps,,,,,,",
        "zoe-beam,salary,a lot,2031-lamps,soon,paid,15-16,jo-beam,,a b",
        "zoe-beam,salary,58,2031-lamps,1 July 2031,advertized,,,,",
        "zoe-beam,salary,£58k,2031-lmps,,,,,,",
        "zoe-beam,salary,£58k,\"The Beacon, \"\"Lamps\"\"\",,,,,,",
        "zoe-beam,salary,£58k,,,,,,,",
        ",,,,,,,,,",
        ",salary,£58k,2031-lamps,,,,,,",
        "zoe-beam,remark,none,2031-lamps,,,,,,",
        "zoe-beam,salary,£58k,2031-lamps,,,,,,x.1",
        "zoe-beam,salary,£59k,2031-lamps,,,,,,x.1",
        "zoe-beam,salary,£59k,2031-lamps,,,,,,,,more",
        "zoe-beam,location,\"Leith\nor Crail\",2031-lamps,,,,,,",
        "zoe-beam,holder,subject: Zoe Bean,2031-lamps,,,,,,",
    ]));
}

#[test]
fn subjects_and_sources_that_contradict_are_refused() {
    insta::assert_snapshot!(refused(
        "a.csv",
        "subject,kind,name,aliases,organisation,attribute,value,source,title,publisher,published,url,inferred\n\
         foghorn,programe,Foghorn,,,rating,amber,2031-lamps,,,,,\n\
         foghorn,programme,,,,rating,amber,2031-lamps,,,,,\n\
         siren,system,Siren,,Lamp Ofice,rating,amber,2031-lamps,,,,,\n\
         bell,system,Bell,,,rating,amber,2031-lamps,,,,,\n\
         bell,system,Church Bell,,,rating,red,2031-lamps,,,,,\n\
         zoe-beam,role,Zoe,,lamp-office,rating,red,2031-lamps,,,,,\n\
         head-of-lamps,,,lantern boss,,rating,red,2031-lamps,,,,,\n\
         bell,,,,,rating,green,2031-lamps,Lamps to stay,,2031,,\n\
         bell,,,,,rating,green,news,News,,2031,,\n\
         bell,,,,,rating,red,news,Other news,,2031,,\n\
         bell,,,,,rating,red,,,The Beacon,2031,,\n\
         bell,,,,,rating,red,,Bells,,,,\n\
         bell,,,,,rating,red,,Bells,,2031,beacon.example,author\n"
    ));
}

#[test]
fn a_header_is_told_of_before_any_row() {
    for (text, error) in [
        (
            "zoe-beam,salary,£58k\n",
            "the first line names no columns: `zoe-beam`, `salary`, `£58k`\n\
             expected a table with commas whose first line names the columns (docs/import.md has a template)",
        ),
        (
            "subject,atribute,value,colour,value\nzoe-beam\n",
            "the file has 5 mistakes, and nothing of it was imported\n\
             line 1: unknown column `atribute`; did you mean `attribute`?\n\
             line 1: unknown column `colour`; expected one of id, subject, name, kind, aliases, organisation, attribute, value, period, \
             status, said_by, as_of, source, title, publisher, author, published, url, inferred, statement, cues, questions\n\
             line 1, `value`: the column stands here twice; leave one out\n\
             line 1, `attribute`: the column is missing; every row needs it\n\
             line 1, `source`: the column is missing; no fact is kept without its source: add it, or title, publisher, author and published\n\
             mend these lines and import the file again",
        ),
        (
            "subject,attribute,value,source\n",
            "the file has no rows\ngive at least one below the header (docs/import.md)",
        ),
    ] {
        assert_eq!(refused("a.csv", text), error);
    }
}

#[test]
fn a_file_that_is_no_text_is_told_from_one_that_is() {
    const SAVE: &str = "save it as \"CSV UTF-8\", or as JSON lines or knowledge TOML in UTF-8, and import that";
    let wide: Vec<u8> = "subject".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, error) in [
        ("a.csv", [&[0xFF, 0xFE][..], &wide].concat(), "the file is in UTF-16, and only UTF-8 is read"),
        ("a.csv", wide, "the file is in UTF-16, and only UTF-8 is read"),
        ("a.csv", vec![0xFF, 0xFE, 0, 0, b'a', 0, 0, 0], "the file is in UTF-32, and only UTF-8 is read"),
        (
            "a.csv",
            b"PK\x03\x04....".to_vec(),
            "the file is an Excel workbook or another packed file, not a table as text",
        ),
        ("a.csv", b"\x89PNG\r\n".to_vec(), "the file is a picture, not a table as text"),
        ("a.csv", b"a,b\n\x00\x01".to_vec(), "the file is no text"),
        ("a.csv", b"subject\nCaf\xE9".to_vec(), "the text is not UTF-8 from line 2, character 4 on"),
        ("a.xlsx", b"subject".to_vec(), "the name is that of a workbook"),
    ] {
        assert_eq!(refused(name, &bytes), format!("{error}\n{SAVE}"), "{bytes:?}");
    }
    assert_eq!(refused("a.csv", " \n"), "the file is empty\ngive it a header and at least one row (docs/import.md)");
    assert_eq!(
        refused("a.csv", vec![b'a'; 30 * 1024 * 1024]),
        format!(
            "the file has 30 MB, and at most {} MB are read\nsplit it, and import the parts one after the other",
            MOST_BYTES >> 20
        )
    );
}

#[test]
fn more_rows_than_a_change_takes_are_refused() {
    let row = "zoe-beam,salary,£58k,2031-lamps\n";
    let text = format!("subject,attribute,value,source\n{}", row.repeat(MOST_ROWS + 1));
    assert_eq!(
        refused("a.csv", text),
        "the file has more than 5000 rows\nsplit it, and import the parts one after the other"
    );
    let line = "{\"subject\":\"zoe-beam\"}\n".repeat(MOST_ROWS + 1);
    assert!(refused("a.jsonl", line).starts_with("the file has more than 5000 rows\n"));
}

#[test]
fn a_flood_of_mistakes_is_counted() {
    let text = format!("subject,attribute,value,source\n{}", "zoe-beam,salary,lots,2031-lamps\n".repeat(300));
    let Err(ImportError::Rows(problems)) = World::new().read("a.csv", text.as_bytes()) else { panic!("read") };
    assert_eq!((problems.total(), problems.listed().len()), (300, 300));
    let brief = problems.brief(2);
    assert_eq!(brief.lines().last(), Some("and 298 more"));
    assert!(brief.starts_with("line 2, `value`: `lots` is not a sum of money; write it like"), "{brief}");
}

#[test]
fn json_lines_are_told_apart_line_by_line() {
    insta::assert_snapshot!(refused(
        "a.jsonl",
        "{\"subject\": \"zoe-beam\", \"attribut\": \"salary\"}\n\
         {\"subject\": \n\
         \n\
         [1, 2]\n\
         {\"subject\": \"zoe-beam\", \"attribute\": \"salary\", \"value\": {\"money\": 5}, \"source\": \"2031-lamps\"}\n\
         {\"subject\": true, \"attribute\": \"salary\", \"value\": \"£5\", \"source\": {\"title\": \"x\"}}\n\
         {\"subject\": \"zoe-beam\", \"attribute\": \"salary\", \"value\": {\"money\": {\"exact\": -5}}, \"source\": \"2031-lamps\"}\n\
         {\"subject\": \"zoe-beam\", \"attribute\": \"holder\", \"value\": {\"subject\": \"jo\"}, \"source\": \"2031-lamps\", \"cues\": [1]}\n"
    ));
    assert_eq!(
        refused("a.json", "[{\"subject\": 1}]"),
        "the file is one JSON list, not JSON lines\nwrite each object on a line of its own, without brackets and commas around them"
    );
}

#[test]
fn an_article_is_held_to_what_is_around_it() {
    insta::assert_snapshot!(refused(
        "2031-lamps.toml",
        "[source]\ntitle = \"Lamps to stay\"\npublished = \"2031\"\n\n\
         [[subject]]\nid = \"zoe-beam\"\nkind = \"person\"\nname = \"Zoe B.\"\n\n\
         [[fact]]\nsubject = \"zoe-beem\"\nattribute = \"salary\"\nvalue = 5\n\n\
         [[fact]]\nsubject = \"zoe-beam\"\nattribute = \"location\"\nvalue = { text = \"Crail\" }\n"
    ));
}
