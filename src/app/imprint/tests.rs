use super::*;
use crate::app::{App, AppOptions, Author, By, Form, LargeImport, Revision, View};
use crate::store::Store;
use jiff::Timestamp;

/// A fact with every kind of value, and with all that may be absent.
fn facts() -> Vec<Arc<Fact>> {
    let values = [
        r#"{"money":{"max":85000,"per":"year"}}"#,
        r#"{"money":{"min":1,"max":2.5,"currency":"EUR"}}"#,
        r#"{"count":{"exact":10,"of":13,"unit":"lamps"}}"#,
        r#"{"count":{"over":-4}}"#,
        r#"{"date":"2016-07~"}"#,
        r#"{"date":"2021~-03-24"}"#,
        r#"{"duration":{"about":8,"unit":"week"}}"#,
        r#"{"rating":"amber-red"}"#,
        r#"{"text":"words, ‘quoted’"}"#,
        r#"{"list":["a",""]}"#,
        r#"{"subject":"the-tower"}"#,
        r#""none""#,
        r#"{"withheld":"by the keepers"}"#,
    ];
    let rest = [
        "",
        r#","period":"2015-16","status":"forecast","said_by":"the-tower","statement":"It shines.","cues":["lamp"]"#,
        r#","period":"2003-2015","scope":"owners","questions":["how bright?"],"statement":"""#,
        r#","period":"2015","scope":{"server":18446744073709551615}"#,
    ];
    let fact = |(number, value): (usize, &str)| {
        let rest = rest[number % rest.len()];
        let json = format!(
            r#"{{"id":"lamp.{number}","subject":"lamp-{}","attribute":"salary","value":{value},"as_of":"2031-05",
                "source":"log"{rest}}}"#,
            number % 3
        );
        Arc::new(serde_json::from_str(&json).unwrap())
    };
    values.into_iter().enumerate().map(fact).collect()
}

fn held() -> Held {
    let read = |json: &str| serde_json::from_str(json).unwrap();
    let lamp = r#"{"id":"lamp-1","kind":"system","name":"Lamp 1","aliases":["L1"],"organisation":"towers"}"#;
    let mut held = Held { facts: facts(), ..Held::default() };
    held.subjects = vec![Arc::new(serde_json::from_str(lamp).unwrap())];
    held.sources = vec![Arc::new(read(r#"{"id":"log","title":"Log"}"#))];
    let own = held.layer(Scope::Server(7));
    own.sources.insert(Arc::new(read(
        r#"{"id":"list","title":"List","publisher":"P","author":"A","published":"2031","url":"u","inferred":["author"]}"#,
    )));
    own.facts.extend(facts());
    let at = Timestamp::new(1_700_000_000, 5).unwrap();
    let withdrawn = |fact: Option<Arc<Fact>>, id: &str| Withdrawn {
        fact,
        id: id.into(),
        scope: Scope::Server(7),
        at,
        reason: Some("out".to_owned()),
    };
    own.withdrawn.insert(Arc::new(withdrawn(facts().pop(), "lamp.90")));
    own.withdrawn.insert(Arc::new(Withdrawn { reason: None, ..withdrawn(None, "lamp.91") }));
    held
}

/// All of it in words, whatever the boards of its shelves.
fn told(held: &Held) -> String {
    let layers = held.layers.iter().map(|(scope, own)| {
        let (facts, withdrawn): (Vec<_>, Vec<_>) = (own.facts.iter().collect(), own.withdrawn.iter().collect());
        let (subjects, sources): (Vec<_>, Vec<_>) = (own.subjects.iter().collect(), own.sources.iter().collect());
        format!("{scope:?} {facts:?} {withdrawn:?} {subjects:?} {sources:?}")
    });
    let layers: Vec<String> = layers.collect();
    format!("{:?} {:?} {:?} {layers:?}", held.subjects, held.sources, held.facts)
}

#[test]
fn what_is_held_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let held = held();
    let table = write(folder.path(), "as it was".to_owned(), &held, None).unwrap();
    assert_eq!(told(&table.held(folder.path(), None).unwrap()), told(&held));
    let read = Table::read(folder.path()).unwrap();
    assert_eq!(read.mark(), "as it was");
    assert_eq!(told(&read.held(folder.path(), None).unwrap()), told(&held));
}

#[test]
fn rows_of_more_than_one_page_keep_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let fact = facts().remove(0);
    let numbered =
        |number: usize| Arc::new(Fact { id: format!("lamp.{number:06}").as_str().into(), ..(*fact).clone() });
    let held = Held { facts: (0..PAGE * 2 + 5).map(numbered).collect(), ..Held::default() };
    let table = write(folder.path(), String::new(), &held, None).unwrap();
    assert_eq!(table.held(folder.path(), None).unwrap().facts, held.facts);
}

#[test]
fn no_altered_byte_and_no_lost_end_is_taken_for_an_imprint() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "mark".to_owned(), &held(), None).unwrap();
    for name in [TABLE, FILE] {
        let path = folder.path().join(name);
        let whole = fs::read(&path).unwrap();
        let tries = |bytes: &[u8], what: &str| {
            fs::write(&path, bytes).unwrap();
            let read = Table::read(folder.path()).and_then(|table| table.held(folder.path(), None));
            assert!(read.is_none(), "{name} {what}");
        };
        for at in 0..whole.len() {
            let mut bent = whole.clone();
            bent[at] ^= 1 << (at % 8);
            tries(&bent, &format!("byte {at}"));
        }
        for length in (0..whole.len()).step_by(7) {
            tries(&whole[..length], &format!("length {length}"));
        }
        fs::write(&path, whole).unwrap();
    }
    assert!(Table::read(folder.path()).and_then(|table| table.held(folder.path(), None)).is_some());
}

const SERVER: View = View::Server(5);

fn open(data: &Path) -> App {
    App::open(&AppOptions { data: data.to_owned(), knowledge: None }).unwrap()
}

fn by() -> By {
    By::new(Author::Terminal, Timestamp::UNIX_EPOCH)
}

fn form(number: usize) -> Form {
    let fact = format!(
        r#"{{"id":"","subject":"","attribute":"salary","value":{{"money":{{"exact":{}}}}},"as_of":"2031","source":""}}"#,
        40_000 + number
    );
    let subject = format!(r#"{{"id":"","kind":"role","name":"Keeper of Quay {number}"}}"#);
    Form {
        fact: serde_json::from_str(&fact).unwrap(),
        subject: Some(serde_json::from_str(&subject).unwrap()),
        source: Some(serde_json::from_str(r#"{"id":"","title":"Minutes"}"#).unwrap()),
    }
}

/// Writes of every kind in two layers; gives what is asked for and the answer to it.
fn written(app: &App) -> (&'static str, String) {
    for (view, first) in [(View::Everyone, 10), (SERVER, 20)] {
        let add = |number: usize| app.add(view, &form(first + number), &by()).unwrap().changes[0].id.clone();
        let ids: Vec<_> = (0..6).map(add).collect();
        let (_, at): (_, Revision) = app.fact(view, &ids[1]).unwrap().unwrap();
        app.retract(view, &ids[1], at, "no longer kept", &by()).unwrap();
        app.undo(view, crate::app::Which::Last, &by()).unwrap();
        let (_, at): (_, Revision) = app.fact(view, &ids[2]).unwrap().unwrap();
        app.retract(view, &ids[2], at, "closed", &by()).unwrap();
    }
    let question = "what is the salary of the keeper of quay 14?";
    (question, app.ask(SERVER, question).text)
}

#[test]
fn a_start_from_an_imprint_answers_as_one_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let app = open(data);
    let (question, answer) = written(&app);
    assert!(answer.contains("£40,014"), "{answer}");
    // What is in memory after all these writes is what a start would read.
    let stored = Held::of(app.store.load().unwrap(), &app.store).unwrap();
    assert_eq!(told(&app.views.held()), told(&stored));
    app.keep_imprint();
    assert!(Table::read(data).is_none(), "a small store needs none");
    app.keep_imprint_from(0);
    drop(app);
    let app = open(data);
    assert!(app.imprint.is_there(), "it was taken");
    assert_eq!(app.ask(SERVER, question).text, answer);
    assert_eq!(told(&app.views.held()), told(&stored));
    assert!(!app.is_proved());
    app.prove().unwrap();
    // Something that is no fact: the imprint holds, and only its mark is another.
    app.store.set_setting(Scope::Owners, "lamps", Some("on")).unwrap();
    app.keep_imprint_from(0);
    let rows = || fs::metadata(data.join(FILE)).unwrap().modified().unwrap();
    let before = rows();
    app.store.set_setting(Scope::Owners, "lamps", Some("off")).unwrap();
    app.keep_imprint_from(0);
    assert_eq!(rows(), before);
    // Only now, for the first start read the knowledge itself: with the words of the owners' layer.
    assert!(Table::read(data).unwrap().has_words());
    let read_anew = indexed(&app);
    drop(app);
    let app = open(data);
    assert!(app.imprint.is_there());
    assert_eq!(indexed(&app), read_anew);
    assert_eq!(app.ask(SERVER, question).text, answer);
}

/// All documents of what everyone sees, and their words.
fn indexed(app: &App) -> String {
    let index = app.index(View::Everyone);
    let words: std::collections::BTreeMap<&str, crate::search::TermId> = index.vocabulary().words().collect();
    format!("{:?} {:?} {:?} {words:?}", index.facts(), index.subjects(), index.attributes())
}

#[test]
fn what_was_written_since_the_imprint_is_read_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let app = open(data);
    app.add(View::Everyone, &form(1), &by()).unwrap();
    app.keep_imprint_from(0);
    app.add(View::Everyone, &form(2), &by()).unwrap();
    // As if it had been killed: nothing is kept.
    drop(app);
    let app = open(data);
    assert!(!app.imprint.is_there());
    assert!(app.ask(View::Everyone, "salary of the keeper of quay 2").text.contains("£40,002"));
    app.keep_imprint_from(0);
    drop(app);
    // That of another store.
    let other = tempfile::tempdir().unwrap();
    drop(open(other.path()));
    for name in [TABLE, FILE] {
        fs::copy(data.join(name), other.path().join(name)).unwrap();
    }
    let app = open(other.path());
    assert!(!app.imprint.is_there());
    assert!(!app.ask(View::Everyone, "salary of the keeper of quay 2").text.contains("£40,002"));
    drop(app);
    // One whose rows are damaged.
    let bytes = fs::read(data.join(FILE)).unwrap();
    fs::write(data.join(FILE), &bytes[..bytes.len() - 1]).unwrap();
    let app = open(data);
    assert!(!app.imprint.is_there());
    assert!(app.ask(View::Everyone, "salary of the keeper of quay 1").text.contains("£40,001"));
}

#[test]
fn what_is_forgotten_goes_from_the_imprint_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let app = open(data);
    written(&app);
    app.keep_imprint_from(0);
    app.forget_server(5).unwrap();
    assert!(!data.join(FILE).exists() && !data.join(TABLE).exists());
    app.keep_imprint_from(0);
    drop(app);
    let app = open(data);
    assert!(app.imprint.is_there() && !app.views.held().layers.contains_key(&Scope::Server(5)));
    let store: &Store = &app.store;
    store.prove().unwrap();
}

/// Rows of a large file: so many facts under these ids, of subjects and sources some of which are new.
fn rows(ids: &[String], round: usize) -> Vec<u8> {
    let row = |(number, id): (usize, &String)| {
        let value = ["\"£20,000 to £30,000\"", "{\"money\":{\"exact\":5}}"][number % 2];
        format!(
            "{{\"id\":\"{id}\",\"subject\":\"light-{}\",\"kind\":\"role\",\"name\":\"Keeper of Light {}\",\
             \"attribute\":\"salary\",\"value\":{value},\"as_of\":\"2031-05-0{}\",\"source\":\"lights-{}\",\
             \"title\":\"Lights\",\"published\":\"2031\"}}\n",
            number / 3,
            number / 3,
            round + 1,
            number % 7,
        )
    };
    ids.iter().enumerate().map(row).collect::<String>().into_bytes()
}

#[test]
fn the_imprint_behind_an_import_is_the_one_made_of_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let app = open(data);
    written(&app);
    // What is there already, and what was taken back, is put anew; so is what the import itself brought before.
    let held = app.views.held();
    let own = &held.layers[&Scope::Owners];
    let mut ids: Vec<String> = (0..200).map(|number| format!("light.{}", number * 7919 % 211)).collect();
    ids.push(own.withdrawn.iter().next().unwrap().id.to_string());
    ids.push(own.facts.iter().next().unwrap().id.to_string());
    drop((held, app));
    assert_is_the_stores(data, &ids);
    // Now there is an imprint of what was there before.
    ids.extend((0..200).map(|number| format!("lamp.{}", number * 7919 % 211)));
    ids.retain(|id| id.len() % 2 == 0);
    assert_is_the_stores(data, &ids);
}

/// Imports rows of these ids, and holds the imprint behind it against the one that a start from the store makes.
#[track_caller]
fn assert_is_the_stores(data: &Path, ids: &[String]) {
    let options = AppOptions { data: data.to_owned(), knowledge: None };
    let mut import = LargeImport::open(&options).unwrap();
    for (round, ids) in [ids, &ids[50..120]].into_iter().enumerate() {
        let (by, today) = ((&Author::Terminal, Timestamp::UNIX_EPOCH), jiff::civil::date(2031, 6, 1));
        let large = import.read(&rows(ids, round)[..], today, &|_| ()).unwrap();
        import.write("rows.jsonl", by, &|_| ()).unwrap();
        assert_eq!(large.added + large.changed + large.unchanged, ids.len());
    }
    import.make_ready_from(0);
    let files = || [FILE, TABLE].map(|name| fs::read(data.join(name)).unwrap());
    let made = files();
    assert!(Table::read(data).unwrap().has_words());
    let app = open(data);
    assert!(app.imprint.is_there(), "it was taken");
    app.prove().unwrap();
    drop(app);
    remove(data);
    let app = open(data);
    assert!(!app.imprint.is_there());
    app.keep_imprint_from(0);
    assert!(files() == made, "another than that of the store");
}
