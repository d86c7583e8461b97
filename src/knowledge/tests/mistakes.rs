//! One mistake a folder: the complete output of the check for each, as snapshots.

use super::{FILES, files, listing, parsed};
use std::fmt::Write;

/// One change to the happy folder. Of `file` the first `from` becomes `to`; where `from` is empty, `to` is added
/// at the end, or is the whole of a new file.
struct Mistake {
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const ARTICLE: &str = "articles/2022-lamps.toml";
const WORDS: &str = "lexicon/words.toml";
const ORGANISATIONS: &str = "organisations.toml";

const fn mistake(file: &'static str, from: &'static str, to: &'static str) -> Mistake {
    Mistake { file, from, to }
}

fn snapshot(name: &str, mistakes: &[Mistake]) {
    insta::assert_snapshot!(name, outputs(mistakes));
}

/// The check's output for each mistake, under what was changed.
fn outputs(mistakes: &[Mistake]) -> String {
    let mut output = String::new();
    for Mistake { file, from, to } in mistakes {
        let mut files = files();
        match files.iter_mut().find(|(name, _)| name == file) {
            Some((_, bytes)) if from.is_empty() => bytes.extend(to.bytes()),
            Some((_, bytes)) => {
                let text = String::from_utf8(bytes.clone()).unwrap();
                assert!(text.contains(from), "{file} does not hold {from:?}");
                *bytes = text.replacen(from, to, 1).into_bytes();
            }
            None => files.push((file.to_string(), to.as_bytes().to_vec())),
        }
        let loaded = parsed(files);
        assert!(!loaded.problems.is_empty(), "nothing found wrong with {to:?} for {from:?}");
        let shown: String = to.chars().take(200).collect();
        let shown = shown.trim().replace('\n', "\n    ");
        let change = if from.is_empty() { format!("added: {shown}") } else { format!("{from:?} -> {shown}") };
        writeln!(output, "--- {change}\n{}", listing(&loaded)).unwrap();
    }
    output
}

#[test]
fn the_folder_that_is_changed_has_no_mistake_itself() {
    assert_eq!(listing(&parsed(files())), "");
    assert_eq!(FILES.len(), 3);
}

#[test]
fn sources() {
    snapshot(
        "sources",
        &[
            mistake(ARTICLE, "[source]", "[sauce]"),
            mistake("articles/empty.toml", "", ""),
            mistake(ARTICLE, "[source]", "[[source]]"),
            mistake(ARTICLE, "publisher =", "publsher ="),
            mistake(ARTICLE, "title =", "titel ="),
            mistake(ARTICLE, "title = \"Lighthouse Board seeks head of lamps\"", ""),
            mistake(ARTICLE, "\"The Beacon\"", "\" \""),
            mistake(ARTICLE, "\"The Beacon\"", "7"),
            mistake(ARTICLE, "The Beacon", "The \\u0007Beacon"),
            mistake(ARTICLE, "The Beacon", "The \\u202eBeacon"),
            mistake(ARTICLE, "The Beacon", "The\\nBeacon"),
            mistake(ARTICLE, "\"2022-05-31\"", "2022-05-31"),
            mistake(ARTICLE, "\"2022-05-31\"", "2022"),
            mistake(ARTICLE, "2022-05-31", "31 May 2022"),
            mistake(ARTICLE, "2022-05-31", "2022-02-30"),
            mistake(ARTICLE, "2022-05-31", "0222-05-31"),
            mistake(ARTICLE, "published = \"2022-05-31\"", ""),
            mistake(ARTICLE, "https://beacon", "beacon"),
            mistake(ARTICLE, "https://beacon.example", "https://"),
            mistake(ARTICLE, "[\"author\"]", "[\"published\"]"),
            mistake(ARTICLE, "[\"author\"]", "\"author\""),
            mistake(ARTICLE, "author = \"Ann Example\"", ""),
        ],
    );
}

#[test]
fn subjects() {
    snapshot(
        "subjects",
        &[
            mistake(ARTICLE, "id = \"zoe-beam\"", ""),
            mistake(ARTICLE, "id = \"zoe-beam\"", "id = \"Zoë Beam\""),
            mistake(ARTICLE, "kind = \"role\"", "kind = \"rôle\""),
            mistake(ARTICLE, "kind = \"role\"", "kind = \"spaceship\""),
            mistake(ARTICLE, "kind = \"role\"", "type = \"role\""),
            mistake(ARTICLE, "name = \"Zoe Beam\"", ""),
            mistake(ARTICLE, "[\"lamp chief\"]", "\"lamp chief\""),
            mistake(ARTICLE, "[\"lamp chief\"]", "[\"lamp chief\", 3]"),
            mistake(ARTICLE, "\"lamp-office\"", "\"lamp-ofice\""),
            mistake(ARTICLE, "\"lamp-office\"", "\"ministry-of-fog\""),
            mistake(ARTICLE, "", "[[subject]]\nid = \"zoe-beam\"\nkind = \"person\"\nname = \"Zoe B\"\n"),
            mistake(ARTICLE, "", "[[subject]]\nid = \"idle\"\nkind = \"system\"\nname = \"Idle\"\n"),
            mistake(ARTICLE, "name = \"Zoe Beam\"", "name = \"Zoe Beam\"\naliases = [\"Lamp Chief\"]"),
            mistake(ARTICLE, "[[subject]]\nid = \"zoe", "[subject2]\nid = \"zoe"),
            mistake(ARTICLE, "", "[[subjects]]\nid = \"x\"\n"),
        ],
    );
}

#[test]
fn facts() {
    snapshot(
        "facts",
        &[
            mistake(ARTICLE, "subject = \"head-of-lamps\"", ""),
            mistake(ARTICLE, "subject = \"head-of-lamps\"", "subject = \"head-of-lamp\""),
            mistake(ARTICLE, "subject = \"head-of-lamps\"", "subject = \"fog-horn\""),
            mistake(ARTICLE, "attribute = \"salary\"", "attribute = \"salery\""),
            mistake(ARTICLE, "attribute = \"salary\"", "attribute = \"colour\""),
            mistake(ARTICLE, "attribute = \"salary\"", "attribute = \"keepers\""),
            mistake(ARTICLE, "value = { subject = \"zoe-beam\" }", ""),
            mistake(ARTICLE, "value = { subject = \"zoe-beam\" }", "value = \"none\""),
            mistake(ARTICLE, "value = { subject = \"zoe-beam\" }", "value = { subject = \"zoe-bean\" }"),
            mistake(ARTICLE, "\"advertised\"", "\"advertized\""),
            mistake(ARTICLE, "\"advertised\"", "\"rumoured\""),
            mistake(ARTICLE, "\"2022-23\"", "\"2022-24\""),
            mistake(ARTICLE, "\"2022-23\"", "2022"),
            mistake(ARTICLE, "said_by = \"zoe-beam\"", "said_by = \"zoe-bea\""),
            mistake(ARTICLE, "said_by = \"zoe-beam\"", "said_by = \"lighthouse-watch\""),
            mistake(ARTICLE, "\"2021-01\"", "\"2021-13\""),
            mistake(ARTICLE, "a year.\"", "a year\""),
            mistake(ARTICLE, "a year.\"", "a year. It was a lot.\""),
            mistake(
                ARTICLE,
                "a year.\"",
                "a year, which was very much more than anybody who looked after lamps, lanterns, \
            wicks, lenses, mirrors, foghorns, bells, boats, ropes, ladders, stairs, doors, windows, kettles or cats \
            on any rock, reef, shoal, island, headland or sandbank had ever been paid before or would be again.\"",
            ),
            mistake(ARTICLE, "[\"lantern money\"]", "[\"\"]"),
            mistake(ARTICLE, "cues =", "clues ="),
            mistake(ARTICLE, "status =", "id = \"lamp pay\"\nstatus ="),
            mistake(
                ARTICLE,
                "",
                "id = \"same\"\n[[fact]]\nid = \"same\"\nsubject = \"zoe-beam\"\nattribute = \"keepers\"\n\
            value = { count = { exact = 1 } }\n",
            ),
            mistake(
                ARTICLE,
                "",
                "[[fact]]\nsubject = \"head-of-lamps\"\nattribute = \"holder\"\n\
            value = { subject = \"zoe-beam\" }\nas_of = \"2021-01\"\nsaid_by = \"zoe-beam\"\n",
            ),
        ],
    );
}

#[test]
fn values() {
    let values = [
        "85000",
        "\"£85k\"",
        "[\"a\", \"b\"]",
        "2019-03-01",
        "true",
        "{}",
        "{ none = true }",
        "{ mony = { exact = 1 } }",
        "{ price = 1 }",
        "{ exact = 1 }",
        "{ money = { exact = 1 }, per = \"year\" }",
        "{ money = { exact = 1 }, text = \"one\" }",
        "{ money = 85000 }",
        "{ money = \"85k\" }",
        "{ money = {} }",
        "{ money = { max = \"85k\" } }",
        "{ money = { max = 1, exact = 2 } }",
        "{ money = { min = 2, max = 2 } }",
        "{ money = { max = -1 } }",
        "{ money = { max = nan } }",
        "{ money = { max = 99999999999999999999999 } }",
        "{ money = { maximum = 5 } }",
        "{ money = { max = 5, per = \"yaer\" } }",
        "{ money = { max = 5, per = \"annum\" } }",
        "{ money = { max = 5, currency = \"£\" } }",
        "{ money = { max = 5, unit = \"staff\" } }",
        "{ count = { exact = 1.5 } }",
        "{ money = { exact = 0.025 } }",
        "{ count = { exact = 11, of = 10 } }",
        "{ duration = { exact = 3 } }",
        "{ duration = { exact = 3, unit = \"weeks\" } }",
        "{ date = 2019 }",
        "{ date = \"March 2019\" }",
        "{ rating = 3 }",
        "{ text = \"\" }",
        "{ list = \"a, b\" }",
        "{ list = [] }",
        "{ subject = [\"zoe-beam\"] }",
        "{ withheld = true }",
    ];
    let mut mistakes = vec![];
    for value in values {
        let to = format!("value = {value}");
        mistakes.push(mistake(ARTICLE, "value = { money = { max = 85000, per = \"year\" } }", to.leak()));
    }
    snapshot("values", &mistakes);
}

#[test]
fn words() {
    snapshot(
        "words",
        &[
            mistake(WORDS, "id = \"keepers\"", "id = \"number of keepers\""),
            mistake(WORDS, "name = \"salary\"", ""),
            mistake(WORDS, "", "[[attribute]]\nid = \"salary\"\nname = \"pay\"\n"),
            mistake("lexicon/more.toml", "", "[[attribute]]\nid = \"salary\"\nname = \"pay\"\n"),
            mistake(WORDS, "\"how-much\"", "\"how much\""),
            mistake(WORDS, "\"how-much\"", "\"whither\""),
            mistake(WORDS, "value = \"money\"", "value = \"cash\""),
            mistake(WORDS, "pays {value}", "pays well"),
            mistake(WORDS, "pays {value}", "{subject} pays {value}"),
            mistake(WORDS, "{subject} pay?", "it pay?"),
            mistake(WORDS, "many = true", "many = \"yes\""),
            mistake(WORDS, "many =", "multiple ="),
            mistake(WORDS, "long = \"head of lamps\"", ""),
            mistake(WORDS, "", "[[abbreviation]]\nshort = \"HoL\"\nlong = \"head of lamps\"\n"),
            mistake(WORDS, "[\"head\", \"chief\"]", "[\"head\"]"),
            mistake(WORDS, "[[synonym]]", "[[synonyms]]"),
            mistake(WORDS, "[[synonym]]", "[synonym]"),
        ],
    );
}

#[test]
fn organisations() {
    snapshot(
        "organisations",
        &[
            mistake(ORGANISATIONS, "name = \"Lamp Office\"", ""),
            mistake(ORGANISATIONS, "parent = \"lighthouse-board\"", "parent = \"lighthouse-bored\""),
            mistake(ORGANISATIONS, "aliases = [\"LB\"]", "parent = \"lamp-office\""),
            mistake(ORGANISATIONS, "aliases = [\"LB\"]", "alias = [\"LB\"]"),
            mistake("organisations/more.toml", "", "[[organisation]]\nid = \"lamp-office\"\nname = \"Lamps\"\n"),
            mistake(ORGANISATIONS, "[[organisation]]\nid = \"lamp", "[[organization]]\nid = \"lamp"),
        ],
    );
}

#[test]
fn syntax() {
    snapshot(
        "syntax",
        &[
            mistake(ARTICLE, "publisher = \"The Beacon\"", "publisher = \"The Beacon"),
            mistake(ARTICLE, "publisher = \"The Beacon\"", "publisher = The Beacon"),
            mistake(ARTICLE, "publisher = \"The Beacon\"", "publisher: \"The Beacon\""),
            mistake(ARTICLE, "publisher = \"The Beacon\"", "publisher = \"The Beacon\"\npublisher = \"The Beacon\""),
            mistake(ARTICLE, "[[fact]]", "[[fact]"),
            mistake(ARTICLE, "per = \"year\" } }", "per = \"year\" }"),
            mistake(ARTICLE, "85000", "85,000"),
            mistake(ARTICLE, "85000", "£85000"),
            mistake(WORDS, "[\"pay\", \"wage\"]", "[\"pay\" \"wage\"]"),
        ],
    );
}

#[test]
fn mistakes_of_several_files_are_listed_at_once() {
    snapshot(
        "mistakes_of_several_files_are_listed_at_once",
        &[
            mistake(
                "articles/b.toml",
                "",
                "[source]\ntitle = \"B\"\n[[fact]]\nsubject = \"nobody\"\nattribute = \"holder\"\n\
            value = { text = 5 }\nperiod = \"soon\"\n[[subject]]\nid = \"head-of-lamps\"\n",
            ),
            mistake("articles/sub/2022-lamps.toml", "", "[source]\ntitle = \"The same name in another folder\"\n"),
        ],
    );
}

#[test]
fn phrasings() {
    let new = |to| mistake("phrasings/lamps.toml", "", to);
    snapshot(
        "phrasings",
        &[
            new("[[phrasing]]\nfact = \"head-of-lamps.holdr\"\nquestions = [\"who has the lamps\"]\n"),
            new("[[phrasing]]\nfact = \"harbour\"\nquestions = [\"where is it\"]\n"),
            new("[[phrasing]]\nquestions = [\"who has the lamps\"]\n"),
            new("[[phrasing]]\nfact = \"head-of-lamps.holder\"\nquestions = \"who has the lamps\"\n"),
            new("[[unanswered]]\nfact = \"head-of-lamps.holder\"\n"),
            mistake(WORDS, "", "[[phrasing]]\nattribute = \"salry\"\nquestions = [\"what is the pay\"]\n"),
            mistake(
                WORDS,
                "",
                "[[phrasing]]\nfact = \"head-of-lamps.holder\"\nquestions = [\"who has the lamps\"]\n",
            ),
        ],
    );
}
