//! All that one thing was at one time or another, or is by one voice or another: every value of an attribute ("all the
//! colours the lamp has had", "both years' spending"), and all who held a post in turn.

use super::attributes::AttributeHits;
use super::decide::steps_to_organisation;
use super::evidence::EXPLAINED;
use super::figures::figure_fits;
use super::known::{HOLDER, PREDECESSOR, SUCCESSOR};
use super::question::Question;
use super::reply::Answer;
use super::subject_view::SubjectView;
use super::time_bounds::TimeBound;
use super::turns;
use super::{compose, enumerated};
use crate::fact::{SubjectKind, Value};
use crate::search::Index;
use crate::text::lexicon::Asks;
use crate::text::tokenise;

/// An attribute named less clearly than this is not asked for.
const NAMED: f32 = 0.25;

/// A word of at least this weight must be accounted for.
const TELLING: f32 = 0.3;

/// So much of a name is nearly all of it.
const NEARLY: f32 = 0.9;

/// Facts of one subject that are looked at.
const FACTS: usize = 200;

/// Facts that say who followed whom that are looked at.
const TURNS: usize = 1_000;

/// More values than these do not fit into an answer.
const TOLD: usize = 6;

/// How sure it is that this was meant.
const CONFIDENCE: f32 = 0.9;

/// The attributes that say who followed whom.
const TURN: [&str; 2] = [PREDECESSOR, SUCCESSOR];

/// Answers a question for all values that an attribute of one subject has had; `None` if one is asked for, or only one
/// is held.
pub(super) fn history(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    if question.yes_no || !asks_for_all(question) {
        return None;
    }
    let [subject] = named(index, question)[..] else { return None };
    let spread = (0..question.words.len()).any(|at| spreads(question, at));
    let mut attributes: Vec<usize> =
        hits.named().into_iter().filter(|(_, strength)| *strength >= NAMED).map(|(at, _)| at).collect();
    // "The forecasts of its cost" are forecasts: what is called by its own name first is asked for.
    attributes.sort_by_key(|at| called_at(index, question, *at));
    if index.subject(subject).subject.kind == SubjectKind::Role && question.asks.is_none_or(|asks| asks == Asks::Who)
    {
        attributes.extend(index.attribute_by_id(HOLDER));
    }
    let facts = attributes.into_iter().find_map(|attribute| {
        let own = of(index, question, subject, attribute);
        let many = index.attributes()[attribute].attribute.many;
        let facts = if many { own } else { with_turns(index, own) };
        // Of what may have many values all are told anyway, but for those of other times.
        let told = (2..=TOLD).contains(&facts.len()) && (!many || spread);
        (told && is_all_said(index, question, hits, subject, &facts)).then_some(facts)
    })?;
    let mut sentences: Vec<String> = facts.iter().map(|fact| compose::sentence(index, &index.fact(*fact))).collect();
    sentences.dedup();
    Some(compose::reply(index, &sentences.join(" "), &facts, CONFIDENCE))
}

/// The place of the word that is the attribute's own name; behind all words, where it is called otherwise.
fn called_at(index: &Index, question: &Question, attribute: usize) -> usize {
    let name = &index.attributes()[attribute].attribute.name;
    let stems: Vec<String> = tokenise(name).into_iter().map(|token| token.stem).collect();
    let called = |word: &super::question::Word| stems.last() == Some(&word.expanded.token.stem);
    question.words.iter().position(called).unwrap_or(question.words.len())
}

/// The one subject that the question names, or several; where it names none in full, the one of whom it has nearly all.
fn named(index: &Index, question: &Question) -> Vec<usize> {
    let mut subjects: Vec<usize> = question.mentions.iter().flat_map(|m| m.subjects.iter().copied()).collect();
    if subjects.is_empty() {
        subjects = SubjectView::named_so_far(index, question, NEARLY).into_iter().map(|(at, _)| at).collect();
    }
    subjects.sort_unstable();
    subjects.dedup();
    // Of those that share a name, those of the organisation that is named.
    let steps = |at: &usize| steps_to_organisation(index, question, *at);
    let nearest = subjects.iter().map(steps).min();
    subjects.retain(|at| Some(steps(at)) == nearest);
    subjects
}

/// Whether all is wanted that something was: "past and present", "so far", "each year", "since 2031", two years by name.
fn asks_for_all(question: &Question) -> bool {
    let times = question.periods.len() + question.years.len();
    let since = (0..question.words.len()).any(|at| TimeBound::at(question, at).is_some_and(TimeBound::is_since));
    let several = enumerated::number_of_things(question).is_some_and(|n| n > 1);
    question.list || times > 1 || since || several || (0..question.words.len()).any(|at| spreads(question, at))
}

/// Whether the word at a place says that what was counts, too.
pub(super) fn spreads(question: &Question, at: usize) -> bool {
    let has = |words: &[&str]| (0..question.words.len()).any(|at| words.contains(&question.text(at)));
    const PAST: &[&str] = &["past", "previous", "former", "old", "older", "earlier", "outgoing", "before"];
    const PRESENT: &[&str] = &["present", "current", "new", "newer", "later", "incoming", "now"];
    match question.text(at) {
        "both" | "each" | "every" | "ever" | "history" | "successive" | "all" => true,
        "far" => at > 0 && question.text(at - 1) == "so",
        "years" => {
            at > 1 && question.text(at - 1) == "the" && matches!(question.text(at - 2), "over" | "through" | "across")
        }
        "point" | "time" => at > 0 && matches!(question.text(at - 1), "some" | "any" | "over"),
        word if PAST.contains(&word) => has(PRESENT),
        word if PRESENT.contains(&word) => has(PAST),
        _ => false,
    }
}

/// The facts of an attribute that a subject has, of the periods that are named, in the order of time.
fn of(index: &Index, question: &Question, subject: usize, attribute: usize) -> Vec<usize> {
    let doc = index.subject(subject);
    let of_time = |fact: &usize| {
        let period = index.fact(*fact).fact.period;
        question.periods.is_empty() || period.is_some_and(|period| question.periods.contains(&period))
    };
    let since = |fact: &usize| {
        let bounds = || (0..question.words.len()).filter_map(|at| TimeBound::at(question, at));
        bounds().all(|bound| bound.holds(&index.fact(*fact).fact.as_of) == Some(true))
    };
    let all = doc.facts.iter().take(FACTS).copied();
    let all = all.filter(|fact| index.fact(*fact).attribute == attribute);
    let mut facts: Vec<usize> = all.filter(of_time).filter(since).collect();
    facts.sort_by_key(|fact| {
        let fact = index.fact(*fact).fact;
        (fact.period.map(|period| period.years()), fact.as_of.first_day())
    });
    facts
}

/// Facts whose value is a person, with those that say whom each of these followed, or who followed them.
fn with_turns(index: &Index, own: Vec<usize>) -> Vec<usize> {
    let person = |fact: &usize| match &index.fact(*fact).fact.value {
        Value::Subject(id) => index.subject_by_id(id.as_str()),
        _ => None,
    };
    let mut people: Vec<usize> = own.iter().filter_map(person).collect();
    people.retain(|at| index.subject(*at).subject.kind == SubjectKind::Person);
    let attributes = TURN.iter().filter_map(|id| index.attribute_by_id(id));
    let turns: Vec<usize> =
        attributes.flat_map(|at| index.attributes()[at].facts.iter().copied().take(TURNS)).collect();
    let mut facts = own;
    // Each pass finds who stood beside those who were found before.
    while facts.len() < TOLD {
        let next = turns.iter().find_map(|fact| {
            let (first, second) = turns::in_order(index, &index.fact(*fact))?;
            let known = [first, second].map(|at| people.contains(&at));
            match known {
                [true, false] => Some((*fact, second)),
                [false, true] => Some((*fact, first)),
                _ => None,
            }
        });
        let Some((fact, person)) = next else { break };
        facts.push(fact);
        people.push(person);
    }
    facts
}

/// Whether nothing is said but the subject's name, the attribute, what the facts say, and that all is wanted.
fn is_all_said(index: &Index, question: &Question, hits: &AttributeHits, subject: usize, facts: &[usize]) -> bool {
    let named = SubjectView::new(index, question, subject).named;
    let said = |at: usize| {
        let word = &question.words[at].expanded;
        facts.iter().any(|fact| {
            let doc = index.fact(*fact);
            if let Some(figure) = word.token.figure {
                return figure_fits(&figure, &doc);
            }
            let told = [doc.value, doc.statement, doc.named, doc.cues].map(|terms| word.best_in(terms));
            hits.qualities(doc.attribute)[at] >= EXPLAINED || told.iter().any(|quality| *quality >= EXPLAINED)
        })
    };
    let telling = |at: &usize| {
        let word = &question.words[*at];
        !word.expanded.closed && word.weight.max(hits.raised_weight(*at)) >= TELLING
    };
    let framed = |at: usize| {
        spreads(question, at)
            || TimeBound::at(question, at).is_some()
            || matches!(question.text(at), "named" | "year" | "years" | "date" | "dates" | "time" | "times")
            || matches!(question.text(at), "everyone" | "everybody" | "anyone" | "people" | "trail" | "record")
            || matches!(question.text(at), "figures" | "numbers" | "sums" | "amounts" | "estimates" | "values")
            || question.any_number(at) == i64::try_from(facts.len() * 100).ok()
    };
    (0..question.words.len()).filter(telling).all(|at| framed(at) || named[at] >= EXPLAINED || said(at))
}
