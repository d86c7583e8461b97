//! Files that people import: tables, JSON lines, exports and knowledge TOML.

use super::engine::Target;
use super::{index, rounds, way};
use jiff::civil;
use std::sync::LazyLock;
use whitehall::fact::{Fact, Scope, Source, Subject};
use whitehall::knowledge::{self, Around};
use whitehall::search::Index;
use whitehall::text::lexicon::Lexicon;
use whitehall::transfer::{Held, ImportError, Layer, csv, jsonl, read, toml};

static NORDMARK: LazyLock<Index> = LazyLock::new(|| index::load(Some("knowledge-nordmark")));
static HERE: Scope = Scope::Server(7);

/// A small part of the folder, in every form that is written.
struct Sample {
    lexicon: Lexicon,
    subjects: Vec<Subject>,
    sources: Vec<Source>,
    facts: Vec<Fact>,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let docs: Vec<_> = NORDMARK.facts().iter().step_by(9).take(12).collect();
    let facts: Vec<Fact> = docs.iter().map(|doc| (**doc.fact).clone()).collect();
    let of = |subject: &Subject| facts.iter().any(|fact| fact.subject == subject.id);
    let subjects = NORDMARK.subjects().iter().map(|doc| (*doc.subject).clone()).filter(of).collect();
    let mut sources: Vec<Source> = docs.iter().map(|doc| (**NORDMARK.source(doc)).clone()).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources.dedup_by(|a, b| a.id == b.id);
    Sample { lexicon: knowledge::embedded().knowledge.lexicon, subjects, sources, facts }
});

impl Sample {
    fn held(&self) -> Held<'_> {
        Held::new(&self.lexicon, &self.subjects, &self.sources, &self.facts)
    }
}

const WORDS: [&str; 54] = [
    "subject,attribute,value,as_of,source\n",
    "subject",
    "kind",
    "name",
    "attribute",
    "value",
    "as_of",
    "source",
    "statement",
    "cues",
    "questions",
    "period",
    "status",
    "said_by",
    "aliases",
    "organisation",
    ",",
    "\n",
    "\r\n",
    "\"",
    ";",
    "\t",
    "|",
    "=1+1",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\"money\":",
    "\"exact\":",
    "null",
    "true",
    "1e400",
    "-0",
    "\\u0000",
    "\\ud800",
    "[source]\n",
    "[[subject]]\n",
    "[[fact]]\n",
    "id = \"a\"\n",
    "title = \"a\"\n",
    "published = \"2031\"\n",
    "value = { money = { max = 1 } }\n",
    "text = ",
    "'''",
    "\"\"\"",
    "0x",
    "inf",
    "a.b.c = 1\n",
    "{\"fact\":",
    "{\"change\":",
    "{\"whitehall\":\"export\",\"format\":1,",
    "\"retracted\":",
];

fn target(name: &'static str, seeds: Vec<String>) -> Target<'static> {
    Target { name, seeds: seeds.into_iter().map(String::into_bytes).collect(), words: &WORDS, most: 64 * 1024 }
}

fn facts() -> Vec<&'static Fact> {
    SAMPLE.facts.iter().collect()
}

fn csv_target() -> Target<'static> {
    let few: Vec<&Fact> = facts().into_iter().take(3).collect();
    let sample = include_str!("../data/import-sample.csv").to_owned();
    target("csv", vec![csv(&facts(), &SAMPLE.held()), csv(&few, &SAMPLE.held()), sample])
}

/// The facts of a table as objects, one a line.
fn jsonl_target() -> Target<'static> {
    let table = csv(&facts(), &SAMPLE.held());
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let row = |line: &str| {
        let cells = line.split(',').zip(&head).map(|(cell, name)| (name.to_string(), serde_json::json!(cell)));
        serde_json::Value::Object(cells.collect()).to_string()
    };
    let rows: Vec<String> = lines.map(row).collect();
    let typed = "{\"subject\":\"a\",\"kind\":\"role\",\"name\":\"Keeper\",\"attribute\":\"salary\",\"value\":{\"money\":{\"exact\":5}},\
                 \"as_of\":\"2031\",\"source\":\"The Beacon, \\\"Lamps\\\", 2031\",\"cues\":[\"a\",\"b\"]}\n";
    target("jsonl", vec![rows.join("\n"), rows.first().cloned().unwrap_or_default(), typed.to_owned()])
}

fn archive_target() -> Target<'static> {
    let layer = Layer {
        subjects: SAMPLE.subjects.iter().collect(),
        sources: SAMPLE.sources.iter().collect(),
        facts: facts(),
        retracted: vec![],
        history: vec![],
    };
    let empty = Layer { subjects: vec![], sources: vec![], facts: vec![], retracted: vec![], history: vec![] };
    let at = jiff::Timestamp::UNIX_EPOCH;
    target("archive", vec![jsonl(&layer, at), jsonl(&empty, at)])
}

fn toml_target() -> Target<'static> {
    target("toml", toml(&facts(), &SAMPLE.held()).into_iter().map(|(_, text)| text).collect())
}

fn check(name: &str, input: &[u8]) -> String {
    match read(name, input, &SAMPLE.held(), HERE, civil::date(2031, 6, 30)) {
        Ok(import) => {
            assert!(!import.summary().is_empty());
            format!("{} facts, {} subjects", import.facts.len().min(20), import.subjects.len().min(20))
        }
        Err(error) => {
            assert!(error.to_string().lines().count() >= 2, "what happened, and what to do: {error}");
            let ImportError::Rows(problems) = &error else { return way(&error.to_string()) };
            let lines = input.split(|byte| matches!(byte, b'\n' | b'\r')).count();
            let first = problems.listed().first().map(|problem| {
                assert!(problem.line <= lines, "{problem}");
                way(&problem.to_string())
            });
            first.unwrap_or_default()
        }
    }
}

/// A folder's article is read by the same reader as `whitehall check` uses.
fn check_toml(input: &[u8]) -> String {
    let imported = check("a.toml", input);
    let Ok(text) = std::str::from_utf8(input) else { return imported };
    let loaded = knowledge::article("a.toml", text, &Around::words(&SAMPLE.lexicon));
    let first = loaded.problems.first().map(|problem| way(&problem.message));
    format!("{imported}|{}", first.unwrap_or_default())
}

rounds!(tables, long_tables, csv_target(), |input| check("a.csv", input), 2);
rounds!(json_lines, long_json_lines, jsonl_target(), |input| check("a.jsonl", input), 2);
rounds!(exports, long_exports, archive_target(), |input| check("a.jsonl", input), 2);
rounds!(knowledge_toml, long_knowledge_toml, toml_target(), check_toml, 4);
