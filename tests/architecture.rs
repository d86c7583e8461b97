//! Holds the code to the house of ARCHITECTURE.md: which room may use which, which room alone may use which crate,
//! what the pure rooms must not touch, and how long a file may be. Reads the source text; comments and strings do
//! not count.

#[path = "architecture/paths.rs"]
mod paths;

use paths::{Found, find};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which room may use which, from the top of the house to its ground. ARCHITECTURE.md shows the same table.
const ROOMS: [(&str, &[&str]); 15] = [
    ("main", &["cli"]),
    ("cli", &["discord", "link", "app", "transfer", "knowledge", "answer", "text", "fact", "config"]),
    ("discord", &["monitor", "app", "digest", "transfer", "answer", "text", "fact", "config"]),
    ("monitor", &["app", "digest", "answer"]),
    ("link", &["app", "transfer", "answer", "text", "fact"]),
    ("app", &["digest", "transfer", "knowledge", "answer", "search", "store", "text", "fact"]),
    ("digest", &["answer", "text", "fact"]),
    ("transfer", &["knowledge", "store", "text", "fact"]),
    ("knowledge", &["text", "fact"]),
    ("answer", &["search", "text", "fact"]),
    ("search", &["text", "fact"]),
    ("store", &["fact"]),
    ("text", &["fact"]),
    ("fact", &[]),
    ("config", &[]),
];

/// What only the named rooms may use. Whoever else needs it asks that room.
const KEPT: [(&str, &[&str]); 24] = [
    ("serenity", &["discord"]),
    ("poise", &["discord"]),
    ("reqwest", &["discord"]),
    ("tokio", &["discord", "monitor", "cli"]),
    ("tokio_util", &["discord", "cli"]),
    ("tokio_tungstenite", &["discord"]),
    ("futures_util", &["discord"]),
    ("flate2", &["discord"]),
    ("hyper", &["monitor"]),
    ("hyper_util", &["monitor"]),
    ("prometheus_client", &["monitor"]),
    ("tracing_subscriber", &["cli"]),
    ("sled", &["store"]),
    ("crc32fast", &["store"]),
    ("postcard", &["app"]),
    ("csv", &["transfer"]),
    ("include_dir", &["knowledge"]),
    ("dotenvy", &["config"]),
    ("std::env", &["config", "main"]),
    ("clap", &["cli"]),
    ("rustyline", &["cli"]),
    ("anstream", &["cli"]),
    ("indicatif", &["cli"]),
    ("std::os::unix::net", &["link"]),
];

/// Rooms that do no I/O and read no clock, so that the same question over the same facts gets the same answer.
const PURE: [&str; 6] = ["digest", "answer", "search", "text", "fact", "transfer"];

/// Effects: a path that begins with one of these has no place in a pure room.
const EFFECTS: [&str; 12] = [
    "std::fs",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "jiff::Zoned::now",
    "jiff::Timestamp::now",
    "tracing",
];

/// What begins like an effect and is none: threads that all end before the call returns, so that nobody can tell but by
/// the time it takes.
const NO_EFFECTS: [&str; 1] = ["std::thread::scope"];

/// A file longer than this holds more than one purpose.
const MAX_LINES: usize = 450;

struct Source {
    /// Relative to the project, for messages.
    name: String,
    /// The path of modules it defines: `["answer", "reply"]`; empty for lib.rs.
    module: Vec<String>,
    text: String,
}

impl Source {
    /// The room it belongs to; `None` for lib.rs, which only lists them.
    fn room(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut sources: Vec<Source> = files
        .iter()
        .map(|path| {
            let relative = path.strip_prefix(&src).unwrap().with_extension("");
            let mut module: Vec<String> = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
                module.pop();
            }
            // The tests of a file may stand in one of their own beside it, render_tests.rs beside render.rs.
            if let Some(tested) = module.last().and_then(|last| last.strip_suffix("_tests")).map(str::to_owned) {
                module.pop();
                module.extend([tested, "tests".to_owned()]);
            }
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            Source { name, module, text: fs::read_to_string(path).unwrap() }
        })
        .collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(sources.len() > 10, "only {} source files found", sources.len());
    sources
}

/// The room that a path leads into, if it leads into one of ours.
fn room_of<'a>(found: &'a Found, from: &str) -> Option<&'a str> {
    let own_crate =
        found.path.first().is_some_and(|first| first == "crate" || (from == "main" && first == "whitehall"));
    found.path.get(1).map(String::as_str).filter(|_| own_crate)
}

fn is_kept_in(found: &Found, prefix: &str) -> bool {
    let mut parts = found.path.iter();
    prefix.split("::").all(|wanted| parts.next().is_some_and(|part| part == wanted))
}

#[track_caller]
fn assert_none(wrongs: &[String], rule: &str) {
    assert!(wrongs.is_empty(), "{rule}\n{}", wrongs.join("\n"));
}

#[test]
fn rooms_use_only_what_their_line_names() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.into_iter().collect();
    let mut wrongs = Vec::new();
    let mut uses = BTreeSet::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        let Some(may_use) = allowed.get(room) else {
            wrongs.push(format!("{}: the room {room} is in no table", source.name));
            continue;
        };
        for found in find(&source.text, &source.module) {
            let Some(other) = room_of(&found, room) else { continue };
            uses.insert((room.to_owned(), other.to_owned()));
            if other != room && !may_use.contains(&other) {
                wrongs.push(format!("{}:{}: {room} may not use {other}", source.name, found.line));
            }
        }
    }
    assert_none(&wrongs, "the table in tests/architecture.rs and ARCHITECTURE.md says which room may use which:");
    for known in [("cli", "app"), ("answer", "fact"), ("main", "cli")] {
        let known = (known.0.to_owned(), known.1.to_owned());
        assert!(uses.contains(&known), "the reader of paths misses {known:?}");
    }
}

#[test]
fn the_lower_rooms_do_not_know_the_upper_ones() {
    // A table that lets two rooms use each other would pass the code and be no house.
    let order: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for (at, (room, may_use)) in ROOMS.iter().enumerate() {
        for other in *may_use {
            let below = order.iter().position(|name| name == other);
            assert!(below.is_some_and(|below| below > at), "{room} uses {other}, which is not below it");
        }
    }
}

#[test]
fn every_room_of_the_table_is_built() {
    let built: BTreeSet<String> = sources().iter().filter_map(|source| source.room().map(str::to_owned)).collect();
    for (room, _) in ROOMS {
        assert!(built.contains(room), "the room {room} is in the table, but not in src/");
    }
    let used: Vec<Found> = sources().iter().flat_map(|source| find(&source.text, &source.module)).collect();
    for (kept, _) in KEPT {
        assert!(used.iter().any(|found| is_kept_in(found, kept)), "{kept} is in the table, but not used");
    }
}

#[test]
fn architecture_md_shows_the_same_table() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = table(&page, "| room |");
    let shown: Vec<(String, Vec<String>)> = rows
        .iter()
        .map(|row| {
            let names = |cell: &str| -> Vec<String> {
                cell.split(',')
                    .map(|name| name.trim().trim_matches('`').to_owned())
                    .filter(|n| !n.is_empty() && n != "-")
                    .collect()
            };
            (names(&row[0]).concat(), names(&row[2]))
        })
        .collect();
    let declared: Vec<(String, Vec<String>)> = ROOMS
        .iter()
        .map(|(room, may_use)| ((*room).to_owned(), may_use.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    assert_eq!(shown, declared);

    let kept: Vec<(String, Vec<String>)> = table(&page, "| only here |")
        .iter()
        .map(|row| {
            let names = row[1].split(',').map(|name| name.trim().trim_matches('`').to_owned());
            (row[0].trim_matches('`').to_owned(), names.collect())
        })
        .collect();
    let declared: Vec<(String, Vec<String>)> = KEPT
        .iter()
        .map(|(what, rooms)| ((*what).to_owned(), rooms.iter().map(|room| (*room).to_owned()).collect()))
        .collect();
    assert_eq!(kept, declared);
    assert!(page.contains(&format!("{MAX_LINES} lines")), "ARCHITECTURE.md names the length a file may have");
}

#[test]
fn every_file_that_architecture_md_names_is_there() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let spans = page.split('`').skip(1).step_by(2);
    let files: Vec<&str> =
        spans.filter(|span| span.contains('/') && span.contains('.') && !span.contains('*')).collect();
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        let found = ["", "src"].iter().any(|folder| root().join(folder).join(file).exists());
        assert!(found, "ARCHITECTURE.md names {file}");
    }
}

/// The cells of the rows of the table whose head begins so.
fn table(page: &str, head: &str) -> Vec<Vec<String>> {
    let rows =
        page.lines().skip_while(|line| !line.starts_with(head)).skip(2).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    rows.map(cells).collect()
}

#[test]
fn what_one_room_keeps_no_other_touches() {
    let mut wrongs = Vec::new();
    let mut seen = BTreeSet::new();
    for source in sources() {
        let room = source.room().unwrap_or("lib");
        for found in find(&source.text, &source.module) {
            for (kept, rooms) in KEPT.iter().filter(|(kept, _)| is_kept_in(&found, kept)) {
                seen.insert(*kept);
                if !rooms.contains(&room) {
                    wrongs.push(format!("{}:{}: {kept} belongs to {}", source.name, found.line, rooms.join(" and ")));
                }
            }
        }
    }
    assert_none(&wrongs, "some crates and the environment are known to one room each:");
    for kept in ["std::env", "clap", "dotenvy"] {
        assert!(seen.contains(kept), "the reader of paths misses {kept}");
    }
}

#[test]
fn pure_rooms_have_no_effects() {
    let mut wrongs = Vec::new();
    let mut read = 0;
    for source in sources() {
        let Some(room) = source.room().filter(|room| PURE.contains(room)) else { continue };
        read += 1;
        for found in find(&source.text, &source.module) {
            if NO_EFFECTS.iter().any(|harmless| is_kept_in(&found, harmless)) {
                continue;
            }
            if let Some(effect) = EFFECTS.iter().find(|effect| is_kept_in(&found, effect)) {
                wrongs.push(format!("{}:{}: {room} is pure, {effect} is not", source.name, found.line));
            }
        }
    }
    assert!(read > 5, "only {read} files of pure rooms found");
    assert_none(&wrongs, "pure rooms do no I/O and read no clock:");
}

#[test]
fn no_glob_imports_and_no_bags() {
    let mut wrongs = Vec::new();
    for source in sources() {
        for found in find(&source.text, &source.module) {
            let last = found.path.last().map(String::as_str);
            // A test module sees all of the module around it; that is what it is for.
            let own_tests = found.in_tests && source.tested() == found.path[..found.path.len() - 1];
            if last == Some("*") && !own_tests {
                wrongs.push(format!("{}:{}: a glob import hides where names come from", source.name, found.line));
            }
        }
        let bag = |part: &String| {
            ["util", "utils", "helper", "helpers", "common", "misc", "prelude"].contains(&part.as_str())
        };
        if source.module.iter().any(bag) {
            wrongs.push(format!("{}: name it by its purpose", source.name));
        }
    }
    assert_none(&wrongs, "a reader should see where every name comes from:");
}

#[test]
fn no_file_holds_more_than_one_purpose_can_need() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    rust_files(&root().join("tests"), &mut files);
    let long = |path: &PathBuf| {
        let lines = fs::read_to_string(path).unwrap().lines().count();
        (lines > MAX_LINES).then(|| format!("{}: {lines} lines", path.strip_prefix(root()).unwrap().display()))
    };
    let wrongs: Vec<String> = files.iter().filter_map(long).collect();
    assert!(files.len() > 10, "only {} files found", files.len());
    assert_none(&wrongs, &format!("a file has at most {MAX_LINES} lines:"));
}

impl Source {
    /// The module that its tests test: its own, or the one above where it holds nothing but tests.
    fn tested(&self) -> Vec<&str> {
        let parts = std::iter::once("crate").chain(self.module.iter().map(String::as_str));
        parts.take_while(|part| *part != "tests").collect()
    }
}
