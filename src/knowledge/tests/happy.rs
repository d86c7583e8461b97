//! What is right is read as it was written.

use super::{files, listing, parsed};
use crate::fact::{Amount, Money, Per, Period, Scope, Status, Value, ValueKind};
use crate::knowledge::{Around, Loaded, embedded, parse};
use crate::text::lexicon::Asks;

fn with(name: &str, text: &str) -> Loaded {
    let mut files = files();
    files.push((name.to_owned(), text.as_bytes().to_vec()));
    parsed(files)
}

#[test]
fn a_folder_is_read_whole() {
    let Loaded { knowledge, problems } = parsed(files());
    assert_eq!(problems, []);
    let source = &knowledge.sources[0];
    assert_eq!((source.id.as_str(), source.inferred.len()), ("2022-lamps", 1));
    assert_eq!(source.url.as_deref(), Some("https://beacon.example/lamps"));
    let role = &knowledge.subjects[0];
    assert_eq!((role.name.as_str(), role.organisation.as_deref()), ("Head of Lamps", Some("lamp-office")));
    let [salary, holder] = knowledge.facts.as_slice() else { panic!("{:?}", knowledge.facts) };
    assert_eq!((salary.id.as_str(), holder.id.as_str()), ("head-of-lamps.salary.2022-23", "head-of-lamps.holder"));
    assert_eq!((salary.scope, salary.status), (Scope::Shipped, Some(Status::Advertised)));
    assert_eq!(salary.period, Some(Period::Financial(2022)));
    let money = Money { amount: Amount::AtMost(8_500_000), currency: "GBP".to_owned(), per: Some(Per::Year) };
    assert_eq!(salary.value, Value::Money(money));
    assert_eq!(salary.as_of.to_string(), "2022-05-31", "the source's date stands in");
    assert_eq!(holder.as_of.to_string(), "2021-01", "a fact's own date wins");
    assert_eq!(holder.value, Value::Subject("zoe-beam".into()));
    let attribute = &knowledge.lexicon.attributes["salary"];
    assert_eq!((attribute.value, attribute.asks.as_slice()), (Some(ValueKind::Money), [Asks::HowMuch].as_slice()));
    assert!(knowledge.lexicon.attributes["keepers"].many);
    assert_eq!(knowledge.lexicon.organisations["lamp-office"].parent.as_deref(), Some("lighthouse-board"));
    assert_eq!(knowledge.lexicon.abbreviations[0].short, "HoL");
    assert_eq!(knowledge.lexicon.synonyms, [["head", "chief"]]);
}

#[test]
fn facts_come_with_the_questions_that_people_put_to_them() {
    let text = "[[phrasing]]\nfact = \"head-of-lamps.holder\"\nquestions = [\"who has the lamps\", \"lamp boss, name\"]\n\
                [[unanswered]]\nquestions = [\"who cleans the lamps\"]\n";
    let Loaded { knowledge, problems } = with("phrasings/lamps.toml", text);
    assert_eq!(problems, []);
    let found = knowledge.lexicon.phrasings.iter().find(|phrasing| phrasing.fact.as_str() == "head-of-lamps.holder");
    let texts = &found.expect("it is a fact of the folder").texts;
    assert_eq!(texts[texts.len().min(2) - 2..][..2], ["who has the lamps", "lamp boss, name"], "{texts:?}");
    assert_eq!(knowledge.lexicon.unanswered, ["who cleans the lamps"]);
}

#[test]
fn attributes_come_with_how_people_ask_for_them_and_braces_hold_the_place_of_names() {
    let text = "[[phrasing]]\nattribute = \"salary\"\nquestions = [\"what does {subject} take home\", \"who is on {value} at {organisation}?\"]\n";
    let Loaded { knowledge, problems } = with("lexicon/asked.toml", text);
    assert_eq!(problems, []);
    let own = knowledge.lexicon.attribute_phrasings.last().expect("it was read");
    assert_eq!(own.attribute.as_str(), "salary");
    assert_eq!(own.texts, ["what does  take home", "who is on  at ?"]);
    let built_in = crate::knowledge::embedded_lexicon().attribute_phrasings;
    assert!(built_in.len() > 200, "those of the built-in attributes apply to every folder");
}

#[test]
fn the_built_in_phrasings_apply_to_the_built_in_facts_alone() {
    let held = embedded().knowledge;
    assert!(held.lexicon.phrasings.len() > 200 && !held.lexicon.unanswered.is_empty());
    let other = crate::knowledge::embedded_lexicon();
    assert_eq!((other.phrasings.len(), other.unanswered.len()), (0, 0));
}

#[test]
fn every_form_of_value_is_read() {
    let values = [
        "{ money = { exact = 9.50, currency = \"EUR\", per = \"hour\" } }",
        "{ money = { min = 71_000, max = 85000 } }",
        "{ money = { about = 0x10 } }",
        "{ count = { over = 35000, unit = \"staff\" } }",
        "{ count = { exact = 10, of = 13 } }",
        "{ date = \"2019-03\" }",
        "{ duration = { about = 8, unit = \"week\" } }",
        "{ rating = \"amber-red\" }",
        "{ text = \"Leeds\" }",
        "{ list = [\"policing\", \"Border Force\"] }",
        "{ withheld = \"commercially sensitive\" }",
        "\"none\"\nstatement = \"The lamps went out.\"",
    ];
    let mut article = String::from("[source]\ntitle = \"Values\"\nas_of = \"2020\"\npublished = \"2021\"\n");
    for value in values {
        article += &format!("[[fact]]\nsubject = \"zoe-beam\"\nattribute = \"thing\"\nvalue = {value}\n");
    }
    let mut files = files();
    files.push(("articles/values.toml".to_owned(), article.into_bytes()));
    files.push(("lexicon/thing.toml".to_owned(), b"[[attribute]]\nid = \"thing\"\nname = \"thing\"\n".to_vec()));
    let loaded = parsed(files);
    assert_eq!(listing(&loaded), "");
    let facts = &loaded.knowledge.facts[2..];
    let listed =
        facts.iter().map(|fact| format!("{} {} {:?}\n", fact.id, fact.as_of, fact.value)).collect::<String>();
    insta::assert_snapshot!(listed);
}

#[test]
fn composed_ids_are_numbered_in_order_of_files_around_the_given_ones() {
    let fact = "[[fact]]\nsubject = \"zoe-beam\"\nattribute = \"keepers\"\n";
    let article = |id: &str, figure: usize| {
        format!(
            "[source]\ntitle = \"T\"\npublished = \"2020\"\n{fact}{id}value = {{ count = {{ exact = {figure} }} }}\n"
        )
    };
    let mut files = files();
    files.push(("articles/c.toml".to_owned(), article("", 3).into_bytes()));
    files.push(("articles/b.toml".to_owned(), article("", 2).into_bytes()));
    files.push(("articles/d.toml".to_owned(), article("id = \"zoe-beam.keepers.2\"\n", 4).into_bytes()));
    let loaded = parsed(files);
    assert_eq!(listing(&loaded), "");
    let ids: Vec<_> = loaded.knowledge.facts.iter().map(|fact| (fact.source.as_str(), fact.id.as_str())).collect();
    assert!(ids.contains(&("b", "zoe-beam.keepers")), "{ids:?}");
    assert!(ids.contains(&("c", "zoe-beam.keepers.3")), "{ids:?}");
    assert!(ids.contains(&("d", "zoe-beam.keepers.2")), "{ids:?}");
}

#[test]
fn a_name_may_be_shared_where_the_organisations_differ() {
    let article = "[source]\ntitle = \"T\"\npublished = \"2020\"\n[[subject]]\nid = \"other\"\nkind = \"role\"\n\
        name = \"Head of Lamps\"\norganisation = \"lighthouse-board\"\n[[fact]]\nsubject = \"other\"\n\
        attribute = \"keepers\"\nvalue = { count = { exact = 1 } }\n";
    assert_eq!(listing(&with("articles/other.toml", article)), "");
}

#[test]
fn a_folder_adds_words_to_what_the_base_has() {
    let base = parsed(files()).knowledge.lexicon;
    let words = "[[attribute]]\nid = \"salary\"\nwords = [\"dosh\"]\n";
    let organisations = "[[organisation]]\nid = \"lamp-office\"\naliases = [\"LO\"]\n";
    let own = [("lexicon/own.toml", words), ("organisations/own.toml", organisations)];
    let own = own.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let loaded = parse::parse(own, vec![], &Around::words(&base));
    assert_eq!(listing(&loaded), "");
    let salary = &loaded.knowledge.lexicon.attributes["salary"];
    assert_eq!(
        (salary.name.as_str(), salary.words.as_slice()),
        ("salary", ["pay", "wage", "dosh"].map(String::from).as_slice())
    );
    assert_eq!(salary.say.as_deref(), Some("pays {value}"));
    let office = &loaded.knowledge.lexicon.organisations["lamp-office"];
    assert_eq!((office.name.as_str(), office.aliases.as_slice()), ("Lamp Office", ["LO".to_owned()].as_slice()));
    assert_eq!(office.parent.as_deref(), Some("lighthouse-board"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_no_mistakes() {
    let text = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    let files = super::FILES.iter().map(|(name, content)| (name.to_string(), text(content))).collect();
    let loaded = parsed(files);
    assert_eq!(listing(&loaded), "");
    assert_eq!(loaded.knowledge.facts.len(), 2);
}

#[test]
fn the_embedded_folder_has_no_problems() {
    let loaded = embedded();
    assert_eq!(listing(&loaded), "");
    let knowledge = loaded.knowledge;
    assert!(!knowledge.facts.is_empty() && !knowledge.lexicon.attributes.is_empty(), "nothing is embedded");
    assert!(!knowledge.lexicon.organisations.is_empty(), "no organisations are embedded");
    for source in &knowledge.sources {
        assert!(knowledge.facts.iter().any(|fact| fact.source == source.id), "no fact is from {}", source.id);
    }
}
