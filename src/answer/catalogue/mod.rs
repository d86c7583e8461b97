//! What is held, where no single thing is asked about: "which programmes do you know", "the deputy directors", "salaries",
//! "which posts have no deadline". All that tells in such a question is a kind of subject, an organisation, words of titles
//! or an attribute; what says anything else is another question.

mod of_attribute;
mod of_kind;
mod of_subject;
mod overview;

pub(super) use of_attribute::{listed, told, which_one};

use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::mentions::SubjectMention;
use super::question::Question;
use super::reply::Answer;
use crate::fact::SubjectKind;
use crate::search::{Index, SubjectDoc};
use crate::text::lexicon::Asks;
use crate::text::{Figure, holding, tokenise};

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// So many are named at most, ...
const NAMED: usize = 12;

/// ... in so many characters; the rest is counted.
const ROOM: usize = 510;

/// So many are told in sentences.
const TOLD: usize = 5;

/// A store of more subjects than these is not looked through for a question.
const LOOKED_THROUGH: usize = 20_000;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.91;

/// What a question for what is held says.
struct Asked<'a> {
    index: &'a Index,
    question: &'a Question,
    /// The kind of subject, if one is named.
    kind: Option<SubjectKind>,
    /// Several are asked for.
    several: bool,
    /// The places of the words that tell something else.
    rest: Vec<usize>,
    /// It speaks to whoever answers.
    asks_us: bool,
    /// It asks what has nothing of it.
    lacking: bool,
    /// It asks for one figure out of several: their sum or their mean.
    summing: bool,
    /// It gives dates, in which what is asked for must be.
    dated: bool,
}

impl<'a> Asked<'a> {
    /// Reads a question; `None` if it asks for something else than what is held, or for what is held at some time, and where
    /// more is held than can be looked through: what was not looked at must not be said to be lacking.
    fn of(index: &'a Index, question: &'a Question) -> Option<Self> {
        let ranks = question.compares || question.extreme.is_some() || question.threshold.is_some();
        let of_things = matches!(
            question.asks,
            None | Some(Asks::What | Asks::Who | Asks::HowMany | Asks::Where | Asks::When | Asks::HowMuch)
        );
        let too_many = index.subjects().len() > LOOKED_THROUGH;
        if too_many
            || question.yes_no
            || ranks
            || !of_things
            || question.turn.is_some()
            || !question.periods.is_empty()
        {
            return None;
        }
        let words = 0..question.words.len();
        let asks_us = words.clone().any(|at| matches!(question.text(at), "you" | "me"));
        let people = |mention: &SubjectMention| mention.words.iter().all(|at| question.text(*at) == "people");
        let names_many = |mention: &SubjectMention| asks_us && people(mention) || is_many(index, question, mention);
        if !question.mentions.iter().all(names_many) {
            return None;
        }
        let spoken = |at: usize| {
            if asks_us && question.text(at) == "people" {
                return Some(SubjectKind::Person);
            }
            if holding::are_organisations(question.text(at)) {
                return Some(SubjectKind::Organisation);
            }
            let of_kind = |(kind, _): &(SubjectKind, &str)| {
                question.quality_of_kind(*kind).get(at).is_some_and(|quality| *quality >= EXPLAINED)
            };
            SubjectKind::ALL.iter().find(|kind| of_kind(kind)).map(|(kind, _)| *kind)
        };
        let kinds: Vec<(usize, SubjectKind)> = words.clone().filter_map(|at| Some((at, spoken(at)?))).collect();
        let owned = !question.organisations.is_empty();
        let tells = |at: &usize| {
            let text = question.text(*at);
            let figure = question.words[*at].expanded.token.figure;
            let holds = holding::is_of_holding(text)
                || holding::is_lacking(text)
                || holding::is_summing(text)
                || (owned || asks_us) && holding::is_of_running(text);
            let named = question.names_organisation(*at) || kinds.iter().any(|(kind, _)| kind == at);
            figure.is_some_and(|figure| matches!(figure, Figure::Number { .. } | Figure::Period(_)))
                || figure.is_none() && question.words[*at].weight >= TELLING && !holds && !named
        };
        let of_many = |at: usize| !question.words[at].expanded.closed && is_plural(question.text(at));
        let summing = words.clone().any(|at| holding::is_summing(question.text(at)));
        Some(Self {
            index,
            question,
            kind: kinds.first().map(|(_, kind)| *kind),
            several: question.list || summing || words.clone().any(of_many),
            rest: words.clone().filter(tells).collect(),
            asks_us,
            lacking: words.into_iter().any(|at| holding::is_lacking(question.text(at))),
            summing,
            dated: question.words.iter().any(|word| word.expanded.token.figure.is_some()),
        })
    }

    /// The subjects of that kind and organisation whose names have all the words of `rest`.
    fn subjects(&self, kind: SubjectKind) -> Vec<usize> {
        let fits = |at: &usize| {
            let doc = self.index.subject(*at);
            doc.subject.kind == kind
                && !doc.facts.is_empty()
                && self.is_of_the_organisation(&doc)
                && self.question.all_are_of_a_name(&doc, &self.rest)
        };
        (0..self.index.subjects().len()).filter(fits).collect()
    }

    /// Whether it belongs to every organisation that the question names.
    fn is_of_the_organisation(&self, doc: &SubjectDoc) -> bool {
        let organisations = &self.question.organisations;
        organisations.iter().all(|mention| mention.organisations.iter().any(|at| doc.organisations.contains(at)))
    }
}

/// Answers a question for what is held; `None` if it is another question.
///
/// `likely` is the fact that would answer if one were wanted.
pub(super) fn catalogue(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    likely: Option<usize>,
) -> Option<Answer> {
    let whole = of_subject::whole(index, question);
    if whole.is_some() {
        return whole;
    }
    let asked = Asked::of(index, question)?;
    if asked.dated {
        return of_attribute::all(&asked, hits, likely);
    }
    of_kind::all(&asked, likely)
        .or_else(|| of_attribute::without(&asked, hits))
        .or_else(|| of_attribute::all(&asked, hits, likely))
        .or_else(|| overview::overview(&asked))
}

/// Whether what is taken for a name says many: "directors" is no name of what is called "Director".
fn is_many(index: &Index, question: &Question, mention: &SubjectMention) -> bool {
    let Some(last) = mention.words.last() else { return false };
    // "The deputy keeper posts"
    let of_kind = |(kind, _): &(SubjectKind, &str)| {
        question.quality_of_kind(*kind).get(last + 1).is_some_and(|quality| *quality >= EXPLAINED)
    };
    if is_plural(question.text(last + 1)) && SubjectKind::ALL.iter().any(of_kind) {
        return true;
    }
    let Some(last) = Some(question.text(*last)).filter(|word| is_plural(word)) else { return false };
    let has_it = |name: &str| tokenise(name).iter().any(|token| token.text == last);
    mention.subjects.iter().all(|at| {
        let subject = index.subject(*at);
        !has_it(&subject.subject.name) && !subject.subject.aliases.iter().any(|alias| has_it(alias))
    })
}

/// Whether a word is in the plural, as far as its letters tell.
fn is_plural(word: &str) -> bool {
    let singular = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word == "people" || word.len() > 3 && word.ends_with('s') && !singular
}

/// Things one after the other, as many as there is room for: "the mate; the cook; and 3 more". Says how many those are.
fn as_many(things: impl ExactSizeIterator<Item = String>) -> (String, usize) {
    let n = things.len();
    let (mut text, mut shown) = (String::new(), 0);
    for thing in things.take(NAMED) {
        let room = text.chars().count() + thing.chars().count() <= ROOM;
        if shown > 0 && !room {
            break;
        }
        text.push_str(if shown > 0 { "; " } else { "" });
        text.push_str(&thing);
        shown += 1;
    }
    if n > shown {
        text.push_str(&format!("; and {} more", n - shown));
    }
    (text, shown)
}
