//! What comes back from the desk. `--json` prints these, so their names are a contract.

use crate::answer::Answer;
use crate::app::{Author, Form, Holdings};
use crate::fact::{Fact, FactId, Source, Subject, SubjectId};
use serde::{Deserialize, Serialize};

/// What comes back for a [`Request`](super::Request).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// For a question.
    Answer(#[serde(with = "super::answers")] Box<Answer>),
    /// Plain text.
    Text(String),
    /// Completions.
    Questions(Vec<String>),
    /// How much is held.
    Holdings(#[serde(with = "super::answers::holdings")] Holdings),
    /// What a draft would become.
    Drafted(Box<Drafted>),
    /// A fact with its history.
    Looked(Box<Looked>),
    /// A change that was made.
    Changed(Changed),
    /// One change with its facts.
    Change(Box<Change>),
    /// Changes, and whether there are more before them.
    Log(Vec<Change>, bool),
    /// Facts.
    Listed(Listed),
    /// A file that was read, or imported.
    File(File),
    /// What was exported; the files' bytes come with the reply, one after the other.
    Exported(Exported),
    /// The backup that was made, in the data folder.
    BackedUp(BackedUp),
    /// Why it was not done; nothing was changed.
    Refused(Refusal),
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// Its name in the folder `backups` of the data folder.
    pub name: String,
    /// Facts in it, in all layers.
    pub facts: u64,
    /// Entries of the history in it.
    pub changes: u64,
    /// Its length.
    pub bytes: u64,
}

/// Why something was not done. The first line says what happened, the others what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The text.
    pub text: String,
}

/// A fact with what is shown beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The fact, as knowledge files have it; its `scope` says whose it is.
    pub fact: Fact,
    /// What it is about.
    pub subject: Subject,
    /// Where it was read.
    pub source: Source,
    /// The sentence that answers give.
    pub sentence: String,
}

/// A fact in words, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is called: "value", "as of".
    pub name: String,
    /// What it says.
    pub words: String,
}

/// A held fact beside a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// What it is to the draft: `same`, `contradicts` or `succession`.
    pub how: String,
    /// The fact.
    pub held: Told,
}

/// A subject with a name like that of a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namesake {
    /// Its id.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
}

/// What was understood of what was typed, and what it would become.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drafted {
    /// The draft, to be put; `None` if it says just what is held.
    pub form: Option<Form>,
    /// The fact as it would be written.
    pub would: Option<Told>,
    /// The same in words.
    pub rows: Vec<Row>,
    /// The fact that it would replace.
    pub now: Option<Told>,
    /// The revision at which that one was seen.
    pub revision: Option<String>,
    /// Held facts that say the same, or something else.
    pub alike: Vec<Alike>,
    /// Subjects that may be meant.
    pub namesakes: Vec<Namesake>,
    /// What was assumed or left out.
    pub notes: Vec<String>,
}

/// What stands under an id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The fact; `None` if it is withdrawn.
    pub told: Option<Told>,
    /// When it was withdrawn, and why.
    pub withdrawn: Option<(String, Option<String>)>,
    /// The revision to give back with a change.
    pub revision: String,
}

/// A fact with its history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// The fact.
    pub id: FactId,
    /// How it stands.
    pub held: Held,
    /// What happened to it, the oldest first.
    pub history: Vec<Entry>,
}

/// One fact's part of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The number of the change.
    pub number: u64,
    /// When (RFC 3339).
    pub at: String,
    /// Who.
    pub author: Author,
    /// Whose layer: `shipped`, `owners` or a server.
    pub scope: crate::fact::Scope,
    /// What it did.
    #[serde(flatten)]
    pub change: FactChange,
    /// Why.
    pub reason: Option<String>,
    /// The number of the change that it undid.
    pub undoes: Option<u64>,
}

/// What a change did to one fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactChange {
    /// The fact.
    pub id: FactId,
    /// `added`, `changed`, `withdrawn`, `brought back`, `removed`.
    pub did: String,
    /// The fact before, as knowledge files have it.
    pub before: Option<Fact>,
    /// The fact since.
    pub after: Option<Fact>,
    /// What was said before and since, in words.
    pub words: (Option<String>, Option<String>),
}

/// One change of a layer, an import as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its number.
    pub number: u64,
    /// When (RFC 3339).
    pub at: String,
    /// Who.
    pub author: Author,
    /// Why.
    pub reason: Option<String>,
    /// The number of the change that it undid.
    pub undoes: Option<u64>,
    /// How many facts it changed.
    pub facts: usize,
    /// The first of them.
    pub first: Vec<FactChange>,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// Its number, to undo it by.
    pub number: u64,
    /// How many facts it changed.
    pub facts: usize,
    /// The first of them.
    pub id: Option<FactId>,
}

/// A page of facts, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// The facts.
    pub facts: Vec<Told>,
    /// How many there are in all.
    pub total: usize,
    /// How many of those come before this page.
    pub before: usize,
}

/// One mistake in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// Its line; 0 for the file as a whole.
    pub line: usize,
    /// The column or key.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What was expected.
    pub expected: String,
}

/// A file that was read, or imported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its form: `csv`, `jsonl`, `export` or `toml`; `None` if it has mistakes.
    pub form: Option<String>,
    /// Facts that are new.
    pub added: usize,
    /// Facts put over others.
    pub changed: usize,
    /// Facts that are held just so.
    pub unchanged: usize,
    /// Facts taken back.
    pub withdrawn: usize,
    /// New subjects.
    pub subjects: usize,
    /// New sources.
    pub sources: usize,
    /// Entries of history that are restored.
    pub history: usize,
    /// Entries of history that are left out, for the place has one.
    pub left_out: usize,
    /// What was assumed.
    pub notes: Vec<String>,
    /// How many notes there are.
    pub noted: usize,
    /// The first mistakes; with any, nothing is imported.
    pub mistakes: Vec<Mistake>,
    /// How many mistakes there are.
    pub mistaken: usize,
    /// The number of the change that was made, if one was.
    pub number: Option<u64>,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The names of the files, and how many bytes of the reply's file are theirs.
    pub files: Vec<(String, usize)>,
    /// Facts.
    pub facts: usize,
    /// Entries of history.
    pub history: usize,
}

impl File {
    /// What it would do, in numbers: to be given back when it is imported.
    pub fn counts(&self) -> String {
        let File { added, changed, unchanged, withdrawn, subjects, sources, history, left_out, .. } = self;
        format!("{added} {changed} {unchanged} {withdrawn} {subjects} {sources} {history} {left_out}")
    }
}
