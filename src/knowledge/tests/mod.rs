//! What a folder says is read as it says it, and every mistake is named where it stands.

mod folders;
mod happy;
mod mistakes;
mod random;

use super::{Around, Loaded, parse};
use crate::text::lexicon::Lexicon;

const WORDS: &str = r#"
[[attribute]]
id = "salary"
name = "salary"
words = ["pay", "wage"]
asks = ["how-much"]
value = "money"
say = "pays {value}"
question = "How much does {subject} pay?"

[[attribute]]
id = "holder"
name = "holder"
asks = ["who"]
value = "subject"

[[attribute]]
id = "keepers"
name = "number of keepers"
value = "count"
many = true

[[abbreviation]]
short = "HoL"
long = "head of lamps"

[[synonym]]
words = ["head", "chief"]
"#;

const ORGANISATIONS: &str = r#"
[[organisation]]
id = "lighthouse-board"
name = "Lighthouse Board"
aliases = ["LB"]

[[organisation]]
id = "lamp-office"
name = "Lamp Office"
parent = "lighthouse-board"
"#;

const ARTICLE: &str = r#"
[source]
title = "Lighthouse Board seeks head of lamps"
publisher = "The Beacon"
author = "Ann Example"
published = "2022-05-31"
url = "https://beacon.example/lamps"
inferred = ["author"]

[[subject]]
id = "head-of-lamps"
kind = "role"
name = "Head of Lamps"
aliases = ["lamp chief"]
organisation = "lamp-office"

[[subject]]
id = "zoe-beam"
kind = "person"
name = "Zoe Beam"

[[fact]]
subject = "head-of-lamps"
attribute = "salary"
value = { money = { max = 85000, per = "year" } }
status = "advertised"
period = "2022-23"
statement = "The Lamp Office's Head of Lamps was advertised at up to £85,000 a year."
cues = ["lantern money"]

[[fact]]
subject = "head-of-lamps"
attribute = "holder"
value = { subject = "zoe-beam" }
as_of = "2021-01"
said_by = "zoe-beam"
"#;

const FILES: [(&str, &str); 3] =
    [("articles/2022-lamps.toml", ARTICLE), ("lexicon/words.toml", WORDS), ("organisations.toml", ORGANISATIONS)];

/// The happy folder, as files.
fn files() -> Vec<(String, Vec<u8>)> {
    FILES.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect()
}

fn parsed(files: Vec<(String, Vec<u8>)>) -> Loaded {
    parse::parse(files, vec![], &Around::words(&Lexicon::default()))
}

/// What `check` prints.
fn listing(loaded: &Loaded) -> String {
    loaded.problems.iter().map(|problem| format!("{problem}\n")).collect()
}
