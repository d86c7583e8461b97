//! Drafts: what somebody has begun, kept so that a button pressed minutes later, or after a restart, finds it.

use super::curate::{Form, Revision};
use super::{App, View};
use crate::fact::{FactId, Scope};
use crate::store::{Desk, Drawer, StoreError};
use crate::transfer::MOST_BYTES;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};

/// Drafts live this long, in seconds.
pub const DRAFT_LIFE: i64 = 30 * 60;

/// A member has at most this many; the oldest makes room.
pub const MOST_DRAFTS: usize = 10;

/// Of these, so many may be of a file: each may take 16 MiB on the disk.
pub const MOST_KEPT_FILES: usize = 2;

/// Characters of a file that one record takes: far below what the store allows, whatever they are.
const PAGE: usize = 10_000;

/// Bytes of what was typed and understood that lie in the draft's own record; what is longer lies on sheets beside it.
const SLIP: usize = 24 * 1024;

/// Names a draft: 16 letters and digits that nobody can guess, fit for a custom id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftId(pub(super) String);

impl DraftId {
    /// Takes an id as it came back; whether there is such a draft shows when it is looked up.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a draft will do when it is confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aim {
    /// Add the form's fact.
    Add,
    /// Put the form's fact in the place of this one, seen at the revision.
    Edit {
        /// The fact.
        id: FactId,
        /// As it was looked at.
        revision: Revision,
    },
    /// Take this fact back.
    Retract {
        /// The fact.
        id: FactId,
        /// As it was looked at.
        revision: Revision,
    },
    /// Import the draft's file.
    Import,
    /// Undo the change with this number.
    Undo(u64),
}

/// What is kept of something begun. `form` is there once the value could be read; `typed` keeps every field as it
/// was typed, so that nothing has to be typed twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// What it will do.
    pub aim: Aim,
    /// What was understood.
    #[serde(default)]
    pub form: Option<Form>,
    /// What was typed, by field.
    #[serde(default)]
    pub typed: BTreeMap<String, String>,
    /// The file of an import.
    #[serde(default)]
    pub file: Option<KeptFile>,
    /// The proposal that it accepts when it is confirmed.
    #[serde(default)]
    pub proposal: Option<super::ProposalId>,
    /// The gap that it answers when it is confirmed.
    #[serde(default)]
    pub gap: Option<super::GapId>,
}

/// A file between its dry run and the import, as it came: what it would do is worked out anew when it is imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// What "today" means in it.
    pub day: civil::Date,
    /// What it says, at most [`MOST_BYTES`] of it.
    #[serde(skip)]
    pub text: String,
}

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its name.
    pub id: DraftId,
    /// Where it was begun.
    pub view: View,
    /// Whose it is: a Discord id.
    pub member: u64,
    /// From this moment on it is gone.
    pub expires: Timestamp,
    /// What was begun.
    pub begun: Begun,
}

/// Why there is no draft to go on with.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// It has expired or was used, or there never was one by this name here. A draft of another server or another
    /// member looks the same from outside.
    #[error("this form has expired or was used already\nbegin again")]
    Gone,
    /// The file of an import is too long to be kept.
    #[error("the file has {0} MiB, which is too much for a draft\nsplit it into several files")]
    TooLong(usize),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// Keeps something begun, for [`DRAFT_LIFE`].
    pub fn keep_draft(&self, view: View, member: u64, begun: Begun, now: Timestamp) -> Result<Draft, DraftError> {
        let id = DraftId(unguessable());
        let (scope, kept) = (view.layer(), Kept::of(member, &begun, now)?);
        let theirs = self.store.papers::<Kept>(Drawer::Drafts, scope, "")?;
        let mut theirs: Vec<_> = theirs.into_iter().filter(|(_, kept)| kept.member == member).collect();
        theirs.sort_by_key(|(_, kept)| kept.expires);
        let surplus = (theirs.len() + 1).saturating_sub(MOST_DRAFTS);
        let (oldest, rest) = theirs.split_at(surplus);
        let files: Vec<_> = rest.iter().filter(|(_, kept)| kept.pages > 0 && begun.file.is_some()).collect();
        let too_many = (files.len() + 1).saturating_sub(MOST_KEPT_FILES);
        self.store.file(|desk| {
            for (name, _) in oldest.iter().chain(files.into_iter().take(too_many)) {
                desk.remove(Drawer::Drafts, scope, name)?;
            }
            kept.put(desk, scope, &id)
        })?;
        Ok(Draft { id, view, member, expires: kept.expires(), begun })
    }

    /// Puts something else into a draft, which lives on from now. The id stays.
    pub fn change_draft(
        &self,
        view: View,
        member: u64,
        id: &DraftId,
        begun: Begun,
        now: Timestamp,
    ) -> Result<Draft, DraftError> {
        self.draft(view, member, id, now)?;
        let (scope, kept) = (view.layer(), Kept::of(member, &begun, now)?);
        self.store.file(|desk| {
            // It may have been used in between.
            desk.get::<Kept>(Drawer::Drafts, scope, id.as_str())?.ok_or(DraftError::Gone)?;
            desk.remove(Drawer::Drafts, scope, id.as_str())?;
            Ok::<_, DraftError>(kept.put(desk, scope, id)?)
        })?;
        Ok(Draft { id: id.clone(), view, member, expires: kept.expires(), begun })
    }

    /// A draft of this member, begun in this view. To confirm it, name it in [`super::By`]; the change takes it away.
    pub fn draft(&self, view: View, member: u64, id: &DraftId, now: Timestamp) -> Result<Draft, DraftError> {
        let scope = view.layer();
        let kept = self.store.paper::<Kept>(Drawer::Drafts, scope, id.as_str())?;
        let kept = kept.filter(|kept| kept.member == member && now < kept.expires()).ok_or(DraftError::Gone)?;
        let expires = kept.expires();
        let mut begun = kept.begun;
        let text = |which: &str| -> Result<String, StoreError> {
            let pages = self.store.papers::<String>(Drawer::Pages, scope, &format!("{id}/{which}"))?;
            Ok(pages.into_iter().map(|(_, page)| page).collect())
        };
        if kept.sheets > 0 {
            // It was just written so; what cannot be read is no draft to go on with.
            begun = serde_json::from_str(&text(SHEET)?).map_err(|_| DraftError::Gone)?;
        }
        if kept.pages > 0 {
            let text = text(FILE)?;
            begun.file = begun.file.map(|file| KeptFile { text, ..file });
        }
        Ok(Draft { id: id.clone(), view, member, expires, begun })
    }

    /// Throws a draft away; one that is gone already is no error.
    pub fn drop_draft(&self, view: View, member: u64, id: &DraftId) -> Result<(), DraftError> {
        let scope = view.layer();
        let kept = self.store.paper::<Kept>(Drawer::Drafts, scope, id.as_str())?;
        if kept.is_some_and(|kept| kept.member == member) {
            self.store.file(|desk| desk.remove(Drawer::Drafts, scope, id.as_str()))?;
        }
        Ok(())
    }
}

/// A draft as it lies in the store.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub member: u64,
    /// Seconds since 1970.
    pub expires: i64,
    begun: Begun,
    /// Pages of the file.
    #[serde(default)]
    pages: usize,
    /// Sheets on which all of `begun` lies, where it is long; then there is only its aim here.
    #[serde(default)]
    sheets: usize,
}

// How the names of a draft's pages begin, behind its own: those of a file are six digits, and never a million.
const FILE: &str = "0";
const SHEET: &str = "s";

impl Kept {
    fn of(member: u64, begun: &Begun, now: Timestamp) -> Result<Self, DraftError> {
        let text = begun.file.as_ref().map_or("", |file| file.text.as_str());
        if text.len() > MOST_BYTES {
            return Err(DraftError::TooLong(text.len().div_ceil(1 << 20)));
        }
        let pages = text.chars().count().div_ceil(PAGE);
        let expires = now.as_second() + DRAFT_LIFE;
        Ok(Self { member, expires, begun: begun.clone(), pages, sheets: 0 })
    }

    fn expires(&self) -> Timestamp {
        Timestamp::from_second(self.expires).unwrap_or(Timestamp::MIN)
    }

    fn put(&self, desk: &mut Desk<'_, '_>, scope: Scope, id: &DraftId) -> Result<(), StoreError> {
        let written = serde_json::to_string(&self.begun).unwrap_or_default();
        if written.len() > SLIP {
            self.put_on_sheets(desk, scope, id, &written)?;
        } else {
            desk.put(Drawer::Drafts, scope, id.as_str(), self)?;
        }
        let mut rest = self.begun.file.as_ref().map_or("", |file| file.text.as_str()).chars();
        for number in 0..self.pages {
            let page: String = rest.by_ref().take(PAGE).collect();
            desk.put(Drawer::Pages, scope, &format!("{id}/{number:06}"), &page)?;
        }
        Ok(())
    }
}

impl Kept {
    /// Puts the draft there with all that it holds on sheets beside it.
    fn put_on_sheets(
        &self,
        desk: &mut Desk<'_, '_>,
        scope: Scope,
        id: &DraftId,
        written: &str,
    ) -> Result<(), StoreError> {
        let sheets = written.chars().count().div_ceil(PAGE);
        let Begun { aim, file, proposal, gap, .. } = self.begun.clone();
        let begun = Begun { aim, form: None, typed: BTreeMap::new(), file, proposal, gap };
        desk.put(Drawer::Drafts, scope, id.as_str(), &Self { begun, sheets, ..*self })?;
        let mut rest = written.chars();
        for number in 0..sheets {
            let sheet: String = rest.by_ref().take(PAGE).collect();
            desk.put(Drawer::Pages, scope, &format!("{id}/{SHEET}{number:05}"), &sheet)?;
        }
        Ok(())
    }
}

/// 80 bits that nobody outside can foresee, as letters and digits: keyed hashes (SipHash) whose keys the standard
/// library takes from the system's source of randomness.
fn unguessable() -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let part = || RandomState::new().build_hasher().finish();
    let bits = u128::from(part()) << 64 | u128::from(part());
    let digit = |n: u32| DIGITS.get((bits >> (5 * n) & 31) as usize).copied().map_or('a', char::from);
    (0..16).map(digit).collect()
}
