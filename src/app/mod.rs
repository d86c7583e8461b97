//! The use cases: open everything, ask, complete, curate. Holds the store and the indexes; synchronous.

mod backups;
mod called;
mod complete;
mod curate;
mod digests;
mod drafts;
mod files;
mod filling;
mod gaps;
mod held;
mod imprint;
mod large;
mod members;
mod own;
mod proposals;
mod pulse;
mod servers;
mod settings;
mod shelf;
mod sight;
mod step;
mod view;
mod views;

pub use crate::store::{Author, Change, Entry, StoreError};
pub use backups::{
    BACKUP_DAYS, BackedUp, BackupError, Contents, DAILY, Rebuilt, WEEKLY, back_up_at_rest, backup_folder,
    copy_backup, restore,
};
pub use called::Called;
pub use curate::{
    Alike, Beside, Bundle, By, Changed, CurateError, Filter, Flaw, Form, Imported, Layer, Likeness, Listing,
    LogEntry, MOST_ROWS, Page, Preview, Revision, RowFault, Seen, Standing, Which, Withdrawn,
};
pub use drafts::{Aim, Begun, DRAFT_LIFE, Draft, DraftError, DraftId, KeptFile, MOST_DRAFTS, MOST_KEPT_FILES};
pub use files::{Excess, FileError, Intake, Outlet};
pub use filling::{Field, Filled, Typed, found_value};
pub use gaps::{GAP_DAYS, GAPS_PER_DAY, Gap, GapId, MOST_GAPS};
pub use large::{Large, LargeError, LargeImport};
pub use members::Forgotten;
pub use proposals::{
    LONGEST_DETAIL, LONGEST_PROPOSAL, MOST_PROPOSALS, PER_DAY, PER_MEMBER, Proposal, ProposalError, ProposalId,
    Remark, Wait,
};
pub use pulse::Pulse;
pub use servers::{LEFT_DAYS, Swept};
pub use settings::ServerSettings;
pub use view::View;

pub use digests::{Composed, Content, DigestError, DigestStatus, Job, Report, Wish};

use crate::answer::{self, Answer, Choice, offer};
use crate::fact::{AttributeId, SubjectId, SubjectKind};
use crate::knowledge::{self, Knowledge, Loaded, Problem, ReadError};
use crate::search::{Foundation, Index};
use crate::store::Store;
use digests::Digests;
use held::Held;
use imprint::Imprint;
use settings::AllSettings;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::thread;
use step::TakenIn;
use views::Views;

/// Where things are.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// The data folder, made if it is not there.
    pub data: PathBuf,
    /// A knowledge folder instead of the built-in one.
    pub knowledge: Option<PathBuf>,
}

/// Why the app did not open; the text says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The knowledge folder cannot be read at all.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// The knowledge folder has mistakes.
    #[error("{}", mistakes(.0))]
    Mistakes(Vec<Problem>),
    /// The store did not open, or did not take the knowledge in.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The first mistakes with their places, and what to do.
fn mistakes(problems: &[Problem]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = problems.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = problems.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!("\n(and {more} more)") } else { String::new() };
    format!(
        "the knowledge folder has mistakes:\n{}{rest}\nmend them (whitehall check shows them all); nothing was changed",
        shown.join("\n")
    )
}

/// A name to offer while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The subject.
    pub id: SubjectId,
    /// Its full name, plain text.
    pub label: String,
}

/// How much is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    /// Facts.
    pub facts: usize,
    /// Subjects.
    pub subjects: usize,
    /// Sources.
    pub sources: usize,
}

/// The opened bot: everything but the way people reach it. Shared between threads behind an `Arc`.
#[derive(Debug)]
pub struct App {
    views: Views,
    store: Store,
    /// Held while a layer is changed, from looking at it until its index is swapped in. Never needed to answer.
    writing: Mutex<()>,
    digests: Digests,
    /// The number of the last change that the indexes hold.
    indexed: AtomicU64,
    /// The data folder.
    data: PathBuf,
    /// Held while a backup is made: two would write to one file.
    backing_up: Mutex<()>,
    settings: AllSettings,
    imprint: Imprint,
    /// Whether the built-in knowledge was read for it, and kept as the next start takes it.
    anew: bool,
}

impl App {
    /// Opens the store, brings it in step with the knowledge folder and builds the index.
    pub fn open(options: &AppOptions) -> Result<Self, OpenError> {
        Self::open_by(options, false)
    }

    /// The same, but fails at once where another process holds the store: for who can ask that one instead.
    pub fn open_at_once(options: &AppOptions) -> Result<Self, OpenError> {
        Self::open_by(options, true)
    }

    fn open_by(options: &AppOptions, at_once: bool) -> Result<Self, OpenError> {
        let (store, TakenIn { held, foundation, anew }, imprint) = match &options.knowledge {
            Some(folder) => {
                // Read before anything is made on the disk: with mistakes in it nothing is.
                let knowledge = sound(knowledge::read(folder)?)?;
                let store = if at_once { Store::open_at_once(&options.data)? } else { Store::open(&options.data)? };
                step::take_in(&store, &knowledge)?;
                let held = Held::of(store.load()?, &store)?;
                let foundation = Foundation::new(knowledge.lexicon);
                (store, TakenIn { held, foundation, anew: false }, Imprint::default())
            }
            None => open_built_in(&options.data, at_once)?,
        };
        let views = held.views(foundation);
        let kept = settings::kept(&store)?;
        let settings = AllSettings::of(&kept);
        let digests = Digests::of(kept);
        let indexed = AtomicU64::new(store.pulse().last_seq);
        Ok(App {
            views,
            store,
            writing: Mutex::new(()),
            digests,
            indexed,
            data: options.data.clone(),
            backing_up: Mutex::new(()),
            settings,
            imprint,
            anew,
        })
    }

    /// Whether this start read the built-in knowledge, which the next one need not. Reading takes memory that goes back
    /// only with the process.
    pub fn has_read_knowledge(&self) -> bool {
        self.anew
    }

    /// Answers a question. Never fails: what cannot be answered is said to be not held.
    pub fn ask(&self, view: View, question: &str) -> Answer {
        self.views.sight(view).told(|index| answer::answer(index, question))
    }

    /// How a question is read, which facts were weighed and why the winner won: plain text of several lines.
    pub fn explain(&self, view: View, question: &str) -> String {
        answer::explain(self.views.sight(view).index(), question)
    }

    /// Answers a suggestion that was taken, or one of the facts nearby.
    pub fn choose(&self, view: View, choice: &Choice) -> Answer {
        self.views.sight(view).told(|index| answer::about(index, choice))
    }

    /// Answers about a subject of one of the kinds, named as people name it (or by a full name from
    /// [`App::names`]); with an attribute, about that.
    pub fn about(&self, view: View, name: &str, attribute: Option<&AttributeId>, kinds: &[SubjectKind]) -> Answer {
        self.views.sight(view).told(|index| answer::named(index, name, attribute, kinds))
    }

    /// Up to `limit` subjects of these kinds (any, if empty) for what was typed so far; with an attribute only
    /// subjects that have it.
    pub fn names(
        &self,
        view: View,
        typed: &str,
        kinds: &[SubjectKind],
        attribute: Option<&AttributeId>,
        limit: usize,
    ) -> Vec<Name> {
        let index = self.index(view);
        offer::subjects(&index, typed, kinds, attribute, limit)
            .into_iter()
            .map(|at| {
                let doc = index.subject(at);
                Name { id: doc.subject.id.clone(), label: doc.full_name.clone() }
            })
            .collect()
    }

    /// Up to `limit` questions that can be answered, for what was typed so far.
    pub fn questions(&self, view: View, typed: &str, limit: usize) -> Vec<String> {
        offer::questions(&self.index(view), typed, limit)
    }

    /// The index that is answered from.
    pub fn index(&self, view: View) -> Arc<Index> {
        Arc::clone(self.views.sight(view).index())
    }

    /// How much is held.
    pub fn holdings(&self, view: View) -> Holdings {
        let index = self.index(view);
        Holdings { facts: index.fact_count(), subjects: index.subjects().len(), sources: index.source_count() }
    }
}

/// Opens the store in step with the built-in knowledge.
///
/// The engine mostly waits while it opens, so what an earlier start kept of the words, and of a large store, is read
/// meanwhile.
fn open_built_in(data: &Path, at_once: bool) -> Result<(Store, TakenIn, Imprint), OpenError> {
    let table = imprint::table(data);
    let (opened, kept, imprinted) = thread::scope(|scope| {
        let opened = scope.spawn(|| match &table {
            Some(table) => Store::open_known(data, at_once, table.mark()),
            None => Store::open_loaded(data, at_once).map(|(store, loaded)| (store, Some(loaded))),
        });
        let kept = step::kept(data);
        let note = kept.as_ref().map(|kept| kept.note.as_str());
        let imprinted = table.as_ref().and_then(|table| table.held(data, note));
        (opened.join().unwrap_or_else(|panic| resume_unwind(panic)), kept, imprinted)
    });
    let (store, loaded) = opened?;
    let (held, table) = match (loaded, imprinted) {
        (None, Some(held)) => (held, table),
        (loaded, _) => {
            let loaded = match loaded {
                Some(loaded) => loaded,
                // The imprint is damaged.
                None => store.prove().and_then(|()| store.load())?,
            };
            (Held::of(loaded, &store)?, None)
        }
    };
    if let Some(kept) = kept
        && step::is_noted(&store, &kept.note)?
    {
        let taken_in = TakenIn { held, foundation: kept.foundation, anew: false };
        return Ok((store, taken_in, Imprint::of(Some(kept.note), table)));
    }
    drop(held);
    let taken_in = step::take_in_embedded(&store, data, sound(knowledge::embedded())?)?;
    Ok((store, taken_in, Imprint::of(None, None)))
}

fn sound(loaded: Loaded) -> Result<Knowledge, OpenError> {
    let errors: Vec<Problem> = loaded.errors().cloned().collect();
    if errors.is_empty() { Ok(loaded.knowledge) } else { Err(OpenError::Mistakes(errors)) }
}
