//! Whether the store is in step with the built-in knowledge already, so that a start need not read that again.
//!
//! Parsing the folder and comparing every fact with the store takes as long as all else of a start. So the store
//! keeps a note of what it took in last, and a file beside it the lexicon, which is not among the facts, with the words
//! of lexicon and facts read and stemmed. Whatever changes the shipped layer takes the note away first; a file that is
//! lost or altered only costs the time.

use super::held::Held;
use crate::fact::Scope;
use crate::knowledge::{Knowledge, STAMP};
use crate::search::Foundation;
use crate::store::{Store, StoreError};
use crate::text::lexicon::Lexicon;
use jiff::Timestamp;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, BufWriter};
use std::path::Path;

/// The setting of the shipped layer that holds the note: the stamp and the hash of the file.
const NOTE: &str = "in-step";

/// The file with the words. Not JSON as all else: it would take longer to read than all that is saved by it.
const FILE: &str = "words";

/// What the file holds.
pub(super) struct Kept {
    /// The note of a store that is in step with the knowledge it is of.
    pub(super) note: String,
    pub(super) foundation: Foundation,
}

/// What a start has of its knowledge.
pub(super) struct TakenIn {
    /// What is held then.
    pub(super) held: Held,
    /// What an index of it is built on.
    pub(super) foundation: Foundation,
    /// Whether it was read for this start, and is kept for the next.
    pub(super) anew: bool,
}

/// Reads the file. What it holds counts only if the store has the note; it may be read before the store is open.
pub(super) fn kept(data: &Path) -> Option<Kept> {
    let bytes = fs::read(data.join(FILE)).ok()?;
    Some(Kept { foundation: postcard::from_bytes(&bytes).ok()?, note: words_of_note(&bytes) })
}

/// Whether the store is in step with the built-in knowledge and a lexicon of this note.
pub(super) fn is_noted(store: &Store, note: &str) -> Result<bool, StoreError> {
    Ok(store.setting(Scope::Shipped, NOTE)?.as_deref() == Some(note))
}

/// Brings the store in step with knowledge from anywhere.
pub(super) fn take_in(store: &Store, knowledge: &Knowledge) -> Result<(), StoreError> {
    store.set_setting(Scope::Shipped, NOTE, None)?;
    store.sync_shipped(&knowledge.subjects, &knowledge.sources, &knowledge.facts, Timestamp::now())?;
    Ok(())
}

/// Brings the store in step with the built-in knowledge, and notes that it is.
pub(super) fn take_in_embedded(store: &Store, data: &Path, knowledge: Knowledge) -> Result<TakenIn, StoreError> {
    take_in(store, &knowledge)?;
    let foundation = Foundation::new(lexicon_of(knowledge));
    let held = Held::of(store.load()?, store)?;
    let foundation = held.read_shipped(foundation);
    // Without the file there is no note, and the next start reads the knowledge again.
    let noted = write(data, &foundation).ok();
    if let Some(note) = &noted {
        store.set_setting(Scope::Shipped, NOTE, Some(note))?;
    }
    Ok(TakenIn { held, foundation, anew: noted.is_some() })
}

/// The lexicon alone: all else goes before it is loaded again, so that a bot never holds it twice.
fn lexicon_of(knowledge: Knowledge) -> Lexicon {
    knowledge.lexicon
}

/// Writes the file, and gives the note for it.
fn write(data: &Path, foundation: &Foundation) -> io::Result<String> {
    let path = data.join(FILE);
    // Written as it is made: no other step of a first start would need as much memory at once.
    let file = BufWriter::new(File::create(&path)?);
    let file = postcard::to_io(foundation, file).map_err(io::Error::other)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(words_of_note(&fs::read(path)?))
}

fn words_of_note(file: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(file);
    format!("{STAMP} {:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::View;
    use crate::knowledge;
    use crate::search::Index;
    use std::sync::Arc;

    /// What is kept for the store, as the file says it.
    fn noted(store: &Store, data: &Path) -> Option<serde_json::Value> {
        let kept = kept(data).filter(|kept| is_noted(store, &kept.note).unwrap());
        kept.map(|kept| serde_json::to_value(&kept.foundation).unwrap())
    }

    #[test]
    fn the_note_gives_the_lexicon_that_was_read_until_something_else_is_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let store = Store::open(data).unwrap();
        let embedded = knowledge::embedded().knowledge;
        assert_eq!(noted(&store, data), None);
        let mut other = embedded.clone();
        let TakenIn { held, foundation, anew } = take_in_embedded(&store, data, embedded).unwrap();
        assert!(anew);
        assert_eq!(noted(&store, data), Some(serde_json::to_value(&foundation).unwrap()));
        assert_eq!(index(held, foundation).fact_count(), other.facts.len());
        other.facts.truncate(1);
        take_in(&store, &other).unwrap();
        assert_eq!(noted(&store, data), None);
        assert_eq!(store.load_all().unwrap().facts.len(), 1);
    }

    #[test]
    fn an_index_of_what_was_kept_is_the_one_that_is_built_anew() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let embedded = knowledge::embedded().knowledge;
        let lexicon = embedded.lexicon.clone();
        take_in_embedded(&store, folder.path(), embedded).unwrap();
        let build = |foundation| index(Held::of(store.load().unwrap(), &store).unwrap(), foundation);
        let (kept, anew) = (build(kept(folder.path()).unwrap().foundation), build(Foundation::new(lexicon)));
        assert_eq!(words(&kept), words(&anew));
        assert_eq!(format!("{:?}", kept.facts()), format!("{:?}", anew.facts()));
        assert_eq!(format!("{:?}", kept.subjects()), format!("{:?}", anew.subjects()));
        assert_eq!(format!("{:?}", kept.attributes()), format!("{:?}", anew.attributes()));
        assert_eq!(format!("{:?}", kept.organisations()), format!("{:?}", anew.organisations()));
        for typed in ["salery", "departmnet", "programe"] {
            assert_eq!(kept.vocabulary().near(typed), anew.vocabulary().near(typed), "{typed}");
        }
    }

    /// The index that everyone is answered from.
    fn index(held: Held, foundation: Foundation) -> Arc<Index> {
        Arc::clone(held.views(foundation).sight(View::Everyone).index())
    }

    fn words(index: &Index) -> Vec<(&str, crate::search::TermId)> {
        index.vocabulary().words().collect()
    }

    #[test]
    fn a_note_of_another_binary_and_a_file_that_is_lost_or_altered_count_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let store = Store::open(data).unwrap();
        let note = write(data, &Foundation::default()).unwrap();
        let set = |note: &str| store.set_setting(Scope::Shipped, NOTE, Some(note)).unwrap();
        set(&format!("0{note}"));
        assert_eq!(noted(&store, data), None);
        set(&note);
        assert!(noted(&store, data).is_some());
        let file = data.join(FILE);
        fs::write(&file, [fs::read(&file).unwrap(), vec![0]].concat()).unwrap();
        assert_eq!(noted(&store, data), None);
        fs::remove_file(&file).unwrap();
        assert_eq!(noted(&store, data), None);
    }
}
