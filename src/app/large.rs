//! Files of facts too large for one change: read and written in parts, straight into the store.
//!
//! A part is at most 5,000 facts, read, checked and written like a small file: one change, whole or not at all. Every row
//! has an id, so that the file can be imported again after a kill: what is held just so is passed over, and the rest is
//! written. No index is built meanwhile; the next start builds it. What is remembered from part to part are subjects and
//! sources, for rows name them, and a number for each id.

use super::curate::{Flaws, New, check_fact, prepare_fact};
use super::{AppOptions, OpenError, View, step};
use crate::fact::{Fact, FactId, Scope, Source, Subject};
use crate::knowledge;
use crate::search::{Foundation, Index};
use crate::store::{Author, Batch, Edit, Entry, MOST_EDITS, Store, StoreError};
use crate::text::lexicon::Lexicon;
use crate::transfer::{self, Held, Import, ImportError, Problems, Rows};
use jiff::{Timestamp, civil};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead};
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::thread;

/// Why a large file was not taken in, or not to its end. The first line says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
pub enum LargeError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}\nsee that it is there to its end, and import it again")]
    Read(#[from] io::Error),
    /// A part has mistakes.
    #[error(transparent)]
    Mistakes(#[from] ImportError),
    /// A part cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a large file would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Large {
    /// Facts that are new.
    pub added: usize,
    /// Facts put over others.
    pub changed: usize,
    /// Facts that are held just so.
    pub unchanged: usize,
    /// New subjects.
    pub subjects: usize,
    /// New sources.
    pub sources: usize,
    /// What was assumed in reading: the first notes, and how many there are.
    pub notes: Vec<String>,
    /// How many notes there are.
    pub noted: usize,
    /// The numbers of the changes that were made.
    pub changes: Vec<u64>,
}

/// The store alone, for large files into the owners' layer.
#[derive(Debug)]
pub struct LargeImport {
    store: Store,
    lexicon: Lexicon,
    /// With nothing but the lexicon, for checking facts.
    words: Index,
}

impl LargeImport {
    /// Opens the store in step with its knowledge. Fails at once where another process holds it.
    ///
    /// # Errors
    /// As [`super::App::open`].
    pub fn open(options: &AppOptions) -> Result<Self, OpenError> {
        let loaded = match &options.knowledge {
            Some(folder) => knowledge::read(folder)?,
            None => knowledge::embedded(),
        };
        let knowledge = super::sound(loaded)?;
        let store = Store::open_to_fill(&options.data)?;
        let built_in = options.knowledge.is_none();
        if !built_in
            || !step::kept(&options.data).is_some_and(|kept| step::is_noted(&store, &kept.note).unwrap_or(false))
        {
            step::take_in(&store, &knowledge)?;
        }
        let lexicon = knowledge.lexicon;
        let words = Foundation::new(lexicon.clone()).build([], [], []);
        Ok(Self { store, lexicon, words })
    }

    /// Reads a file of JSON lines to its end and says what it would do; with `by`, part after part is written. `name`
    /// is the file's, `today` what "today" in it means; `progress` is told how many bytes are done.
    ///
    /// # Errors
    /// [`LargeError`]; parts that were written before stay written, and importing the file again goes on behind them.
    pub fn run(
        &self,
        file: impl BufRead + Send,
        name: &str,
        by: Option<(&Author, Timestamp)>,
        today: civil::Date,
        progress: &dyn Fn(usize),
    ) -> Result<Large, LargeError> {
        let known = Known::of(&self.store)?;
        // One thread takes the lines apart, this one looks up what they name, a third draws up what is to be written, and
        // the store has a fourth for the engine and the disk. Between two of them lies one part at most.
        let (to_read, to_be_read) = mpsc::sync_channel(1);
        let (to_write, to_be_written) = mpsc::sync_channel(1);
        thread::scope(|scope| {
            let parser = scope.spawn(move || each_part(file, &to_read));
            let writer = by.map(|by| scope.spawn(move || self.write_each(to_be_written, name, by)));
            let to_write = writer.is_some().then_some(to_write);
            let read = self.read_each(to_be_read, known, to_write, today, progress);
            let changes =
                writer.map_or(Ok(Vec::new()), |writer| writer.join().unwrap_or_else(|panic| resume_unwind(panic)));
            parser.join().unwrap_or_else(|panic| resume_unwind(panic));
            let changes = changes?;
            read.map(|large| Large { changes, ..large })
        })
    }

    /// Reads part after part as they come, and hands on what is to be written.
    fn read_each(
        &self,
        parts: mpsc::Receiver<Result<Part, LargeError>>,
        mut known: Known,
        to_write: Option<mpsc::SyncSender<Read>>,
        today: civil::Date,
        progress: &dyn Fn(usize),
    ) -> Result<Large, LargeError> {
        let (mut large, mut bytes) = (Large::default(), 0);
        for part in parts {
            let mut part = part?;
            let (import, revisions) = self.read(&mut part, &known, today)?;
            let from = part.before + 1;
            known.ids.extend(part.lines.keys().map(|id| hash(id)));
            large.count(&import);
            known.learn(&import);
            let Import { facts, subjects, sources, .. } = import;
            let edits = edits(facts, &revisions, &mut large);
            // If the writer has stopped, what it says of that is what counts.
            let read = Read { edits, subjects, sources, from };
            if to_write.as_ref().is_some_and(|to_write| to_write.send(read).is_err()) {
                break;
            }
            bytes += part.bytes;
            progress(bytes);
        }
        Ok(large)
    }

    /// Writes what comes, part after part, and gives the numbers of the changes.
    fn write_each(
        &self,
        parts: mpsc::Receiver<Read>,
        name: &str,
        (author, at): (&Author, Timestamp),
    ) -> Result<Vec<u64>, StoreError> {
        self.store.fill(Scope::Owners, |filling| {
            let mut numbers = Vec::new();
            for Read { edits, subjects, sources, from } in parts {
                let reason = format!("import of {name}, from line {from}");
                numbers.extend(filling.write(&Batch {
                    scope: Scope::Owners,
                    edits: &edits,
                    subjects: &subjects,
                    sources: &sources,
                    author,
                    at,
                    reason: Some(&reason),
                    takes: &[],
                })?);
            }
            Ok(numbers)
        })
    }

    /// Reads a part beside what its rows name; with it the revisions of the facts that are held under their ids.
    fn read(&self, part: &mut Part, known: &Known, today: civil::Date) -> Result<(Import, Revisions), LargeError> {
        let named = known.named_in(part);
        let mut facts: Vec<Fact> = Vec::new();
        let mut revisions = Revisions::default();
        for id in part.lines.keys().filter(|id| known.held.contains(&hash(id))) {
            let id = FactId::from(id.as_str());
            if let Some((entry, revision)) = self.store.entry(Scope::Owners, &id)? {
                revisions.insert(id, revision);
                if let Entry::Fact(fact) = entry {
                    facts.push(*fact);
                }
            }
        }
        let held = Held::new(&self.lexicon, named.subjects.iter().copied(), named.sources.iter().copied(), &facts);
        let import = transfer::read_rows(
            std::mem::replace(&mut part.read, Ok(Rows::default()))?,
            &held,
            Scope::Owners,
            today,
        )?;
        let mut problems = Problems::default();
        let new = New::of(
            named.subjects.iter().copied().chain(&import.subjects),
            named.sources.iter().copied().chain(&import.sources),
        );
        for fact in &import.facts {
            let mut flaws = Flaws::default();
            check_fact(&self.words, fact, &new, &mut flaws);
            for flaw in flaws.0 {
                problems.add(part.line_of(fact.id.as_str()), Some(flaw.field), flaw.said, flaw.expected);
            }
        }
        for (line, id) in part.repeated(known) {
            problems.add(line, Some("id"), format!("the id `{id}` stands above already"), "give each row its own");
        }
        for line in &part.nameless {
            let expected = "give each row of a large file an id: by it the file can be imported again after a stop";
            problems.add(*line, Some("id"), "the row has no id", expected);
        }
        if problems.is_empty() { Ok((import, revisions)) } else { Err(ImportError::Rows(problems).into()) }
    }
}

type Revisions = FxHashMap<FactId, u64>;

/// What is to be written of a part.
struct Read {
    edits: Vec<Edit>,
    subjects: Vec<Subject>,
    sources: Vec<Source>,
    /// Its first line.
    from: usize,
}

/// The edits of a part, counted.
fn edits(facts: Vec<Fact>, revisions: &Revisions, large: &mut Large) -> Vec<Edit> {
    let edit = |mut fact: Fact| {
        prepare_fact(View::Everyone, &mut fact);
        let held = revisions.get(&fact.id).copied();
        *(if held.is_some() { &mut large.changed } else { &mut large.added }) += 1;
        Edit::put(fact, held)
    };
    facts.into_iter().map(edit).collect()
}

impl Large {
    /// Counts what a part brings beside its facts.
    fn count(&mut self, import: &Import) {
        self.subjects += import.subjects.len();
        self.sources += import.sources.len();
        self.unchanged += import.unchanged;
        let room = SHOWN.saturating_sub(self.notes.len());
        self.notes.extend(import.notes.listed().iter().take(room).map(ToString::to_string));
        self.noted += import.notes.total();
    }
}

/// So many notes are kept in full.
const SHOWN: usize = 20;

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Some thousand lines of a file, taken apart.
struct Part {
    /// How many lines of the file stand before it.
    before: usize,
    bytes: usize,
    /// What its rows say; taken when they are looked up.
    read: Result<Rows, ImportError>,
    /// The lines of the ids.
    lines: BTreeMap<String, usize>,
    /// Rows without an id.
    nameless: Vec<usize>,
    /// Hashes of everything that may be the id or the name of a subject or a source, in lower case.
    words: FxHashSet<u64>,
}

/// Hands over part after part of a file, up to its end, the first error, or where nobody wants more.
fn each_part(mut file: impl BufRead, to: &mpsc::SyncSender<Result<Part, LargeError>>) {
    let mut before = 0;
    loop {
        let part = match Part::next(&mut file, before) {
            Ok(None) => return,
            Ok(Some((part, lines))) => {
                before += lines;
                Ok(part)
            }
            Err(error) => Err(error.into()),
        };
        let ends = part.is_err();
        if to.send(part).is_err() || ends {
            return;
        }
    }
}

impl Part {
    /// The next part and how many lines it has, blank ones included; `None` at the end.
    fn next(file: &mut impl BufRead, before: usize) -> io::Result<Option<(Self, usize)>> {
        let (mut text, mut lines, mut rows) = (String::new(), 0, 0);
        while rows < MOST_EDITS {
            let from = text.len();
            if file.read_line(&mut text)? == 0 {
                break;
            }
            lines += 1;
            rows += usize::from(!text[from..].trim().is_empty());
        }
        Ok((rows > 0).then(|| (Self::of(&text, before), lines)))
    }

    fn of(text: &str, before: usize) -> Self {
        let read = transfer::rows(text.as_bytes(), before);
        let mut part = Self {
            before,
            bytes: text.len(),
            read: Ok(Rows::default()),
            lines: BTreeMap::new(),
            nameless: Vec::new(),
            words: FxHashSet::default(),
        };
        for (line, id) in read.iter().flat_map(Rows::ids) {
            match id {
                Some(id) => drop(part.lines.entry(id.to_owned()).or_insert(line)),
                None => part.nameless.push(line),
            }
        }
        part.words.extend(read.iter().flat_map(Rows::names).map(|name| hash(&name.to_lowercase())));
        Self { read, ..part }
    }

    fn line_of(&self, id: &str) -> usize {
        self.lines.get(id).copied().unwrap_or_default()
    }

    /// Ids that earlier parts of the file have, with their lines, in the order of these.
    fn repeated<'a>(&'a self, known: &Known) -> Vec<(usize, &'a str)> {
        let again = self.lines.iter().filter(|(id, _)| known.ids.contains(&hash(id)));
        let mut again: Vec<(usize, &str)> = again.map(|(id, line)| (*line, id.as_str())).collect();
        again.sort_unstable();
        again
    }
}

/// What rows may name, and which ids the file had so far.
struct Known {
    subjects: Vec<Subject>,
    sources: Vec<Source>,
    /// Hashes of ids and names in lower case, with the places of subjects.
    by_name: FxHashMap<u64, Vec<u32>>,
    by_id: FxHashMap<u64, Vec<u32>>,
    ids: FxHashSet<u64>,
    /// Hashes of the ids of which the layer says something.
    held: FxHashSet<u64>,
}

struct NamedIn<'a> {
    subjects: Vec<&'a Subject>,
    sources: Vec<&'a Source>,
}

impl Known {
    fn of(store: &Store) -> Result<Self, StoreError> {
        let mut known = Self {
            subjects: Vec::new(),
            sources: Vec::new(),
            by_name: FxHashMap::default(),
            by_id: FxHashMap::default(),
            ids: FxHashSet::default(),
            held: FxHashSet::default(),
        };
        store.each_id(Scope::Owners, |id| {
            known.held.insert(hash(id));
        })?;
        for scope in [Scope::Shipped, Scope::Owners] {
            let (subjects, sources) = store.descriptions(scope)?;
            known.learn(&Import { subjects, sources, ..Import::default() });
        }
        Ok(known)
    }

    fn learn(&mut self, import: &Import) {
        for subject in &import.subjects {
            let place = u32::try_from(self.subjects.len()).unwrap_or(u32::MAX);
            let names =
                [subject.id.as_str(), &subject.name].into_iter().chain(subject.aliases.iter().map(String::as_str));
            for name in names {
                let places = self.by_name.entry(hash(&name.to_lowercase())).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
            self.subjects.push(subject.clone());
        }
        for source in &import.sources {
            let place = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
            for name in [source.id.as_str(), &source.title] {
                self.by_id.entry(hash(&name.to_lowercase())).or_default().push(place);
            }
            self.sources.push(source.clone());
        }
    }

    /// The subjects and sources that a part's rows may name; those that come later in the file or lie nearer last.
    fn named_in(&self, part: &Part) -> NamedIn<'_> {
        let places = |names: &FxHashMap<u64, Vec<u32>>| {
            let found = part.words.iter().filter_map(|word| names.get(word));
            let mut places: Vec<usize> = found.flatten().map(|place| *place as usize).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        NamedIn {
            subjects: places(&self.by_name).into_iter().map(|place| &self.subjects[place]).collect(),
            sources: places(&self.by_id).into_iter().map(|place| &self.sources[place]).collect(),
        }
    }
}
