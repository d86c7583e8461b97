//! Whether what was told of something is still so: "is Ada Birch still the master", "is the mast rated red". A newer value of
//! the same attribute says that it no longer is, and so does a sentence that tells of its end. A bare yes to "still" would
//! say how things are today, which no source does.

use super::known::PREVIOUS;
use super::question::Question;
use super::reply::Answer;
use super::rewording::{Instead, reworded};
use super::verdict::Verdict;
use super::{abstain, claims, compose, succession};
use crate::fact::Value;
use crate::search::{FactDoc, Index};

/// Words by which a sentence tells that something came to its end.
const ENDED: &[&str] = &[
    "until",
    "left",
    "retired",
    "resigned",
    "quit",
    "ended",
    "stopped",
    "suspended",
    "scrapped",
    "abandoned",
    "closed",
    "cancelled",
    "canceled",
    "dropped",
    "withdrawn",
    "ceased",
    "abolished",
    "dissolved",
    "former",
    "formerly",
    "axed",
    "terminated",
    "discontinued",
    "decommissioned",
];

/// Answers "is it still so" as "is it so" is answered, but for a yes: what was so may have ended since. `None` if nothing is
/// asked of now. `ask` tells of the text that it is given the verdict, and the fact that has all of its words.
pub(super) fn still(
    index: &Index,
    question: &Question,
    ask: impl Fn(&str) -> (Option<Verdict>, Option<usize>),
) -> Option<Answer> {
    if !claims::asks_of_now(question) || !question.yes_no || question.denied {
        return None;
    }
    let now = (0..question.words.len()).filter(|at| claims::NOW.contains(&question.text(*at))).collect();
    let (then, about) = ask(&reworded(question, &[Instead { words: now, said: String::new() }]));
    let ended = |fact: &usize| tells_its_end(index, question, *fact);
    match then {
        Some(then) if !then.yes => Some(then.reply(index)),
        Some(Verdict { facts, .. }) if !facts.iter().any(ended) => {
            Some(abstain::undecided(index, *facts.first()?, "I cannot say whether that is still so."))
        }
        Some(then) => Some(Verdict { yes: false, ..then }.reply(index)),
        None => about.filter(ended).map(|fact| Verdict::of(fact, false).reply(index)),
    }
}

/// A verdict on how things are: what was so before is a no, and what a newer fact has another value of.
pub(super) fn as_of_now(index: &Index, question: &Question, verdict: Verdict) -> Verdict {
    let [fact] = verdict.facts[..] else { return verdict };
    let doc = index.fact(fact);
    if !verdict.yes || question.denied || !is_present(question, &doc) {
        return verdict;
    }
    let newest = succession::latest(index, fact);
    let newer = &index.fact(newest).fact.value;
    if newest != fact && *newer != doc.fact.value {
        // "Denise held it before Sarah" has all that "is it Sarah" claims, and it is Sarah.
        let claimed = |at: usize| question.mentions.iter().any(|mention| mention.subjects.contains(&at));
        let yes = matches!(newer, Value::Subject(id) if index.subject_by_id(id.as_str()).is_some_and(claimed));
        return Verdict { yes, facts: vec![newest, fact], ..verdict };
    }
    let before = PREVIOUS.contains(&doc.fact.attribute.as_str());
    Verdict { yes: !before, ..verdict }
}

/// Whether a fact's sentence tells that what it speaks of came to its end, and the question does not ask just that.
fn tells_its_end(index: &Index, question: &Question, fact: usize) -> bool {
    let asked = |word: &str| (0..question.words.len()).any(|at| question.text(at) == word);
    let said = compose::words(index, &index.fact(fact));
    said.iter().any(|said| ENDED.contains(&said.as_str()) && !asked(said))
}

/// "Is", "does": how things are is asked, and not how they were at some time. A date that is the fact's value is what is asked
/// about, and no such time.
fn is_present(question: &Question, doc: &FactDoc) -> bool {
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    let value = |year: &i16| matches!(&doc.fact.value, Value::Date(held) if held.year() == *year);
    let timeless = question.is_timeless() || question.periods.is_empty() && question.years.iter().all(value);
    timeless && has(PRESENT) && !has(PAST)
}

const PRESENT: &[&str] = &["is", "are", "does", "do", "isn't", "aren't", "doesn't", "don't"];
const PAST: &[&str] = &[
    "was",
    "were",
    "did",
    "had",
    "been",
    "ever",
    "once",
    "originally",
    "initially",
    "first",
    "previous",
    "previously",
    "former",
    "formerly",
    "ex",
    "old",
    "before",
    "used",
    "earlier",
];
