//! Files of facts too large for one change: read and written in parts, straight into the store.
//!
//! A part is at most 5,000 facts, read, checked and written like a small file: one change, whole or not at all. Every row
//! has an id, so that the file can be imported again after a kill: what is held just so is passed over, and the rest is
//! written. No index is built meanwhile, but at the end, with the imprint from which the next start takes it. What is
//! remembered from part to part are subjects and sources, for rows name them, a number for each id, and what was written,
//! packed.

mod known;
mod part;

use super::curate::{Flaws, New, check_fact, prepare_fact};
use super::imprint::{Before, Brought, MANY, Packed};
use super::{App, AppOptions, OpenError, View, step};
use crate::fact::{Fact, FactId, Scope};
use crate::knowledge;
use crate::search::{Foundation, Index};
use crate::store::{Author, Batch, Edit, Entry, Store, StoreError};
use crate::text::lexicon::Lexicon;
use crate::transfer::{self, Held, Import, ImportError, Problems, Rows};
use jiff::{Timestamp, civil};
use known::Known;
use part::{Part, each_part};
use rustc_hash::{FxHashMap, FxHasher};
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
}

/// The store alone, for large files into the owners' layer.
#[derive(Debug)]
pub struct LargeImport {
    store: Store,
    options: AppOptions,
    /// What the store held, and what was written since, for the imprint; `None` if the store is to be read for it.
    before: Option<Before>,
    /// What was read and is not written yet.
    read: Vec<Read>,
    written: Vec<Packed>,
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
        let lexicon = knowledge.lexicon.clone();
        let noted =
            || step::kept(&options.data).is_some_and(|kept| step::is_noted(&store, &kept.note).unwrap_or(false));
        if built_in && !noted() && store.records()? <= MANY {
            step::take_in_embedded(&store, &options.data, knowledge)?;
        } else if !built_in || !noted() {
            step::take_in(&store, &knowledge)?;
        }
        let before = if built_in { Before::of(&store, &options.data)? } else { None };
        let words = Foundation::new(lexicon.clone()).build([], [], []);
        Ok(Self { store, options: options.clone(), before, read: Vec::new(), written: Vec::new(), lexicon, words })
    }

    /// Reads a file of JSON lines to its end, checks it, and says what it would do; [`LargeImport::write`] does it. `today`
    /// is what "today" in it means; `progress` is told how many bytes are done.
    ///
    /// # Errors
    /// [`LargeError`]; then there is nothing to write.
    pub fn read(
        &mut self,
        file: impl BufRead + Send,
        today: civil::Date,
        progress: &dyn Fn(usize),
    ) -> Result<Large, LargeError> {
        let known = Known::of(&self.store)?;
        self.read.clear();
        // One thread takes the lines apart, this one looks up what they name. Between the two lies one part at most.
        let (to_read, to_be_read) = mpsc::sync_channel(1);
        let read = thread::scope(|scope| {
            let parser = scope.spawn(move || each_part(file, &to_read));
            let read = self.read_each(to_be_read, known, today, progress);
            parser.join().unwrap_or_else(|panic| resume_unwind(panic));
            read
        });
        let (large, parts) = read?;
        self.read = parts;
        Ok(large)
    }

    /// Writes what was read, part after part, and gives the numbers of the changes. `name` is the file's; `progress` is
    /// told how many bytes of it are done.
    ///
    /// # Errors
    /// Those of the store; parts that were written before stay written, and importing the file again goes on behind them.
    pub fn write(
        &mut self,
        name: &str,
        by: (&Author, Timestamp),
        progress: &dyn Fn(usize),
    ) -> Result<Vec<u64>, StoreError> {
        let parts = std::mem::take(&mut self.read);
        // One thread unpacks, this one draws up what is to be written, and the store has a third for the engine and the disk.
        let (to_write, to_be_written) = mpsc::sync_channel(1);
        let changes = thread::scope(|scope| {
            let unpacker = scope.spawn(|| unpack_each(&parts, to_write));
            let changes = self.write_each(to_be_written, name, by, progress);
            unpacker.join().unwrap_or_else(|panic| resume_unwind(panic));
            changes
        })?;
        self.written.extend(parts.into_iter().map(|part| part.packed));
        Ok(changes)
    }

    /// Makes the imprint of what is held now, so that the next start need not read the store; takes seconds for a million
    /// facts. What stands in the way of it is logged: without an imprint a start only takes longer.
    pub fn make_ready(self) {
        self.make_ready_from(MANY);
    }

    /// The same for a store of more than so many records.
    pub(super) fn make_ready_from(self, many: u64) {
        let Self { store, options, before, written, .. } = self;
        if options.knowledge.is_some() || !store.records().is_ok_and(|records| records > many) {
            return;
        }
        let Ok(mark) = store.mark() else { return };
        // Before all that takes memory: the engine has a great deal of it.
        drop(store);
        let made = match before {
            Some(before) => before.write(written, &options.data, mark).map_err(|error| error.to_string()),
            None => App::open(&options).map(|app| app.keep_imprint_from(many)).map_err(|error| error.to_string()),
        };
        if let Err(error) = made {
            tracing::warn!(%error, "the next start takes longer: no imprint of the store could be kept");
        }
    }

    /// Reads part after part as they come, and packs what is to be written.
    fn read_each(
        &self,
        parts: mpsc::Receiver<Result<Part, LargeError>>,
        mut known: Known,
        today: civil::Date,
        progress: &dyn Fn(usize),
    ) -> Result<(Large, Vec<Read>), LargeError> {
        let (mut large, mut read, mut bytes) = (Large::default(), Vec::new(), 0);
        for part in parts {
            let mut part = part?;
            let (import, revisions) = self.read_part(&mut part, &known, today)?;
            known.ids.extend(part.lines.keys().map(|id| hash(id)));
            large.count(&import);
            known.learn(&import);
            let Import { facts, subjects, sources, .. } = import;
            let facts = over(facts, &revisions, &mut large);
            let packed = Packed::of(&Brought { facts, subjects, sources })?;
            bytes += part.bytes;
            read.push(Read { packed, from: part.before + 1, bytes });
            progress(bytes);
        }
        Ok((large, read))
    }

    /// Writes what comes, part after part, and gives the numbers of the changes.
    fn write_each(
        &self,
        parts: mpsc::Receiver<(&Read, Option<Brought>)>,
        name: &str,
        (author, at): (&Author, Timestamp),
        progress: &dyn Fn(usize),
    ) -> Result<Vec<u64>, StoreError> {
        self.store.fill(Scope::Owners, |filling| {
            let mut numbers = Vec::new();
            for (Read { from, bytes, .. }, brought) in parts {
                let lost = || StoreError::Refused(LOST.to_owned());
                let Brought { facts, subjects, sources } = brought.ok_or_else(lost)?;
                let reason = format!("import of {name}, from line {from}");
                let edits: Vec<Edit> = facts.into_iter().map(|(fact, over)| Edit::put(fact, over)).collect();
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
                progress(*bytes);
            }
            Ok(numbers)
        })
    }

    /// Reads a part beside what its rows name; with it the revisions of the facts that are held under their ids.
    fn read_part(
        &self,
        part: &mut Part,
        known: &Known,
        today: civil::Date,
    ) -> Result<(Import, Revisions), LargeError> {
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

/// What a part says that does not come back as it was packed.
const LOST: &str = "a part of the file was lost on the way\nthis is a mistake in the bot, please report it";

/// A part that was read.
#[derive(Debug)]
struct Read {
    packed: Packed,
    /// Its first line.
    from: usize,
    /// How much of the file ends with it.
    bytes: usize,
}

/// Unpacks part after part, up to where nobody wants more.
fn unpack_each<'a>(parts: &'a [Read], to: mpsc::SyncSender<(&'a Read, Option<Brought>)>) {
    for part in parts {
        if to.send((part, part.packed.unpack())).is_err() {
            return;
        }
    }
}

/// The facts of a part as they are written, with what they are put over, counted.
fn over(facts: Vec<Fact>, revisions: &Revisions, large: &mut Large) -> Vec<(Fact, Option<u64>)> {
    let over = |mut fact: Fact| {
        prepare_fact(View::Everyone, &mut fact);
        let held = revisions.get(&fact.id).copied();
        *(if held.is_some() { &mut large.changed } else { &mut large.added }) += 1;
        (fact, held)
    };
    facts.into_iter().map(over).collect()
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
