//! Files are read as people write them, every mistake is named by its line, and what is written is read again.

mod archives;
mod mistakes;
mod random;
mod reading;
mod round;

use super::{Held, Import, ImportError, read};
use crate::fact::{AttributeId, Fact, FactId, Scope, Source, SourceId, Subject, SubjectId, SubjectKind, ValueKind};
use crate::text::lexicon::{Attribute, Lexicon, Organisation};
use jiff::civil;

const HERE: Scope = Scope::Server(7);

/// What the tests' server sees.
struct World {
    lexicon: Lexicon,
    subjects: Vec<Subject>,
    sources: Vec<Source>,
    facts: Vec<Fact>,
}

const ATTRIBUTES: [(&str, Option<ValueKind>); 9] = [
    ("salary", Some(ValueKind::Money)),
    ("keepers", Some(ValueKind::Count)),
    ("opened", Some(ValueKind::Date)),
    ("term", Some(ValueKind::Duration)),
    ("rating", Some(ValueKind::Rating)),
    ("holder", Some(ValueKind::Subject)),
    ("principles", Some(ValueKind::List)),
    ("location", Some(ValueKind::Text)),
    ("remark", None),
];

fn subject(id: &str, kind: SubjectKind, name: &str, organisation: Option<&str>) -> Subject {
    let organisation = organisation.map(str::to_owned);
    Subject { id: SubjectId::from(id), kind, name: name.to_owned(), aliases: vec![], organisation }
}

impl World {
    fn new() -> Self {
        let mut lexicon = Lexicon::default();
        for (id, value) in ATTRIBUTES {
            let name = if id == "keepers" { "number of keepers" } else { id };
            let attribute = Attribute { value, ..Attribute::named(id, name) };
            lexicon.attributes.insert(AttributeId::from(id), attribute);
        }
        let office = Organisation {
            id: "lamp-office".to_owned(),
            name: "Lamp Office".to_owned(),
            aliases: vec!["LO".to_owned()],
            parent: None,
        };
        lexicon.organisations.insert(office.id.clone(), office);
        let mut keeper = subject("head-of-lamps", SubjectKind::Role, "Head of Lamps", Some("lamp-office"));
        keeper.aliases = vec!["lamp chief".to_owned()];
        let subjects = vec![
            keeper,
            subject("zoe-beam", SubjectKind::Person, "Zoe Beam", None),
            subject("harbour-clerk", SubjectKind::Role, "Clerk", None),
            subject("tower-clerk", SubjectKind::Role, "Clerk", None),
        ];
        let source = Source {
            id: SourceId::from("2031-lamps"),
            title: "Lamps to go".to_owned(),
            publisher: Some("The Beacon".to_owned()),
            author: None,
            published: "2031-05-20".parse().ok(),
            url: None,
            inferred: vec![],
        };
        let fact = Fact {
            id: FactId::from("head-of-lamps.location"),
            scope: Scope::Shipped,
            subject: SubjectId::from("head-of-lamps"),
            attribute: AttributeId::from("location"),
            value: crate::fact::Value::Text("Leith".to_owned()),
            period: None,
            status: None,
            said_by: None,
            as_of: "2031-05-20".parse().unwrap(),
            source: source.id.clone(),
            statement: None,
            cues: vec![],
            questions: vec![],
        };
        World { lexicon, subjects, sources: vec![source], facts: vec![fact] }
    }

    fn held(&self) -> Held<'_> {
        Held::new(&self.lexicon, &self.subjects, &self.sources, &self.facts)
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Import, ImportError> {
        read(name, bytes, &self.held(), HERE, civil::date(2031, 6, 30))
    }
}

/// What a sound file says.
#[track_caller]
fn sound(name: &str, text: &str) -> Import {
    World::new().read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{text}\n{error}"))
}

/// What a file with mistakes gets for an answer.
#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    match World::new().read(name, bytes.as_ref()) {
        Ok(import) => panic!("{}", import.summary()),
        Err(error) => error.to_string(),
    }
}

/// Facts as JSON, one a line.
fn shown(facts: &[Fact]) -> String {
    facts.iter().map(|fact| format!("{}\n", serde_json::to_string(fact).unwrap())).collect()
}
