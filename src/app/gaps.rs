//! Gaps: questions that got no answer, without who asked them, alike ones together.

use super::curate::tidy;
use super::proposals::{day_of, tally};
use super::{App, View};
use crate::answer::Outcome;
use crate::fact::Scope;
use crate::store::{Drawer, StoreError};
use crate::text::{alike, stem, telling_words};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A question is kept this many days.
pub const GAP_DAYS: i64 = 90;
/// A server keeps at most this many different questions; the oldest make room.
pub const MOST_GAPS: usize = 500;
/// At most this many questions of a server are noted in a day.
pub const GAPS_PER_DAY: u32 = 500;

/// The longest question that is noted, in characters.
const LONGEST_GAP: usize = 300;
/// Other wordings shown.
const OTHERS: usize = 5;
/// From so many words in common on (see [`alike`]), two questions ask alike.
const ALIKE: f64 = 0.75;
/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// Names a group of questions within its server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GapId(pub String);

/// Questions that ask alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Names it; 16 characters, fit for a custom id.
    pub id: GapId,
    /// The one that was asked most, as it was typed.
    pub question: String,
    /// Other wordings, at most 5.
    pub others: Vec<String>,
    /// How often all of them were asked.
    pub asked: u64,
    /// When one was last asked.
    pub last: Timestamp,
}

impl App {
    /// Notes a question that got no answer in a server, if the server wants that. The caller leaves out what was
    /// asked privately; outside a server nothing is ever noted. Returns whether it was.
    pub fn note_gap(&self, view: View, question: &str, now: Timestamp) -> Result<bool, StoreError> {
        let View::Server(server) = view else { return Ok(false) };
        let question = tidy(question);
        let words = telling_words(&question);
        if words.is_empty() || question.chars().count() > LONGEST_GAP || !self.server_settings(server).gaps {
            return Ok(false);
        }
        let (scope, name) = (view.layer(), name_of(&words));
        let today = format!("{}.gap", day_of(now));
        let _alone = self.alone();
        // Read first: whoever asks on when a day is full must not make the disk work.
        if self.store.paper::<u32>(Drawer::Tallies, scope, &today)?.is_some_and(|count| count >= GAPS_PER_DAY) {
            return Ok(false);
        }
        let known = self.store.paper::<Kept>(Drawer::Gaps, scope, &name)?;
        let oldest = if known.is_none() { self.surplus(scope)? } else { None };
        let day = now.as_second().div_euclid(DAY);
        let mut kept = known.unwrap_or(Kept { question, days: BTreeMap::new(), last: 0 });
        *kept.days.entry(day).or_default() += 1;
        kept.days.retain(|asked, _| *asked > day - GAP_DAYS);
        kept.last = kept.last.max(now.as_second());
        self.store.file(|desk| {
            tally(desk, scope, &today)?;
            if let Some(oldest) = &oldest {
                desk.remove(Drawer::Gaps, scope, oldest)?;
            }
            desk.put(Drawer::Gaps, scope, &name, &kept)?;
            Ok(true)
        })
    }

    /// The gaps of a view, most asked first. Questions that are answered by now are left out.
    pub fn gaps(&self, view: View, now: Timestamp) -> Result<Vec<Gap>, StoreError> {
        self.top_gaps(view, now, usize::MAX)
    }

    /// The first `most` of [`App::gaps`]. The fewer, the cheaper: each question is asked again.
    pub fn top_gaps(&self, view: View, now: Timestamp, most: usize) -> Result<Vec<Gap>, StoreError> {
        let mut gaps: Vec<Gap> = self.groups(view, now)?.iter().map(Group::gap).collect();
        gaps.sort_by(|a, b| b.asked.cmp(&a.asked).then(b.last.cmp(&a.last)).then_with(|| a.id.cmp(&b.id)));
        let open = gaps.into_iter().filter(|gap| self.ask(view, &gap.question).outcome != Outcome::Answer);
        Ok(open.take(most).collect())
    }

    /// One gap with the wordings alike; `None` if it is gone. To answer it, name it in [`super::By`].
    pub fn gap(&self, view: View, id: &GapId, now: Timestamp) -> Result<Option<Gap>, StoreError> {
        let groups = self.groups(view, now)?;
        Ok(groups.into_iter().find(|group| group.has(id)).map(|group| group.gap()))
    }

    /// Forgets a gap with all its wordings; one that is gone already is no error.
    pub fn drop_gap(&self, view: View, id: &GapId) -> Result<(), StoreError> {
        let _alone = self.alone();
        let names = self.wordings(view, id)?;
        let scope = view.layer();
        self.store.file(|desk| names.iter().try_for_each(|name| desk.remove(Drawer::Gaps, scope, name)))
    }

    /// The question that makes room for another, if there are too many.
    fn surplus(&self, scope: Scope) -> Result<Option<String>, StoreError> {
        let all = self.store.papers::<Kept>(Drawer::Gaps, scope, "")?;
        let full = all.len() >= MOST_GAPS;
        Ok(all.into_iter().filter(|_| full).min_by_key(|(_, kept)| kept.last).map(|(name, _)| name))
    }

    /// The names of all questions alike a gap's.
    pub(super) fn wordings(&self, view: View, id: &GapId) -> Result<Vec<String>, StoreError> {
        let groups = self.groups(view, Timestamp::MIN)?;
        let group = groups.into_iter().find(|group| group.has(id));
        Ok(group.map(|group| group.all().map(|member| member.name.clone()).collect()).unwrap_or_default())
    }

    /// The questions of a view, alike ones together.
    fn groups(&self, view: View, now: Timestamp) -> Result<Vec<Group>, StoreError> {
        let oldest = now.as_second().div_euclid(DAY) - GAP_DAYS;
        let all = self.store.papers::<Kept>(Drawer::Gaps, view.layer(), "")?;
        let members = all.into_iter().map(|(name, kept)| Member {
            words: telling_words(&kept.question),
            asked: kept.days.range(oldest + 1..).map(|(_, times)| u64::from(*times)).sum(),
            name,
            question: kept.question,
            last: kept.last,
        });
        let mut members: Vec<Member> = members.filter(|member| member.asked > 0).collect();
        // The most asked lead, so that a group does not depend on the order in which its questions came.
        members.sort_by(|a, b| b.asked.cmp(&a.asked).then_with(|| a.name.cmp(&b.name)));
        let mut groups: Vec<Group> = Vec::new();
        for member in members {
            match groups.iter_mut().find(|group| alike(&group.first.words, &member.words) >= ALIKE) {
                Some(group) => group.others.push(member),
                None => groups.push(Group { first: member, others: Vec::new() }),
            }
        }
        Ok(groups)
    }
}

/// A question as it lies in the store, without who asked it.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    question: String,
    /// How often it was asked, by days since 1970.
    pub days: BTreeMap<i64, u32>,
    /// Seconds since 1970.
    last: i64,
}

struct Member {
    name: String,
    words: Vec<String>,
    question: String,
    asked: u64,
    last: i64,
}

/// Questions alike, the most asked first.
struct Group {
    first: Member,
    others: Vec<Member>,
}

impl Group {
    fn all(&self) -> impl Iterator<Item = &Member> {
        std::iter::once(&self.first).chain(&self.others)
    }

    fn has(&self, id: &GapId) -> bool {
        self.all().any(|member| member.name == id.0)
    }

    fn gap(&self) -> Gap {
        let last = self.all().map(|member| member.last).max().unwrap_or_default();
        Gap {
            id: GapId(self.first.name.clone()),
            question: self.first.question.clone(),
            others: self.others.iter().take(OTHERS).map(|member| member.question.clone()).collect(),
            asked: self.all().map(|member| member.asked).sum(),
            last: Timestamp::from_second(last).unwrap_or_default(),
        }
    }
}

/// The same for questions with the same telling words in whatever order and form.
fn name_of(words: &[String]) -> String {
    let mut stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    stems.sort_unstable();
    stems.dedup();
    let mut hasher = DefaultHasher::new();
    stems.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
