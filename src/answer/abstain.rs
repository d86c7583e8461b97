//! Saying that something is not held, and what is held nearby: one or two sentences.

use super::attributes::AttributeHits;
use super::evidence::{EXPLAINED, Evidence};
use super::known::HOLDER;
use super::objections::Objection;
use super::question::Question;
use super::reply::{Answer, Choice, Outcome, Suggestion};
use super::{compose, kinds, objections};
use crate::fact::SubjectKind;
use crate::search::{FactDoc, Index};
use crate::text::lexicon::Asks;
use crate::text::{say, tokenise};

/// A subject is near enough to be offered from this much of a name on.
const NEAR_NAME: f32 = 0.5;

/// Suggestions at most: one select menu of Discord.
const MAX_SUGGESTIONS: usize = 25;

/// Subjects offered beside a "not held".
const BESIDE: usize = 4;

/// A subject this much farther than the nearest is no near one.
const FARTHER: f32 = 0.35;

/// The share of the question that a fact accounts for makes it this much nearer, beside the share of a name.
const COVERED: f32 = 0.5;

/// Questions offered where the answer is not sure enough.
const OFFERED: usize = 5;

/// An attribute named this clearly is what is asked for.
const CLEARLY: f32 = 0.75;

/// Attributes named as held nearby.
const MAX_HELD: usize = 4;

/// How clearly a word must name an attribute to be told that it is lacking, ...
const NAMED: f32 = 0.5;

/// ... and how far, at most, the way in which the question is put may be behind the best of the others there.
const BEHIND: f32 = -0.2;

/// What an attribute with figures of the kind asked for is nearer than others.
const SAME_KIND: f32 = 1.0;

/// An answer that says so.
pub fn unknown(text: String) -> Answer {
    Answer {
        outcome: Outcome::Unknown,
        text,
        confidence: 0.0,
        facts: Vec::new(),
        sources: Vec::new(),
        suggestions: Vec::new(),
        nearby: Vec::new(),
    }
}

/// Nothing was asked.
pub fn nothing_asked() -> Answer {
    unknown(
        "I could not find a question in that. Ask me who holds a role, what a post pays or what a programme costs."
            .to_owned(),
    )
}

/// Nothing held answers the question: says what is near.
pub fn not_held(index: &Index, question: &Question, hits: &AttributeHits, weighed: &[&Evidence]) -> Answer {
    let nearest =
        weighed.iter().copied().max_by(|a, b| closeness(a).total_cmp(&closeness(b)).then(b.fact.cmp(&a.fact)));
    let organisation = nearest.and_then(|near| other_organisation(index, question, near));
    let near = nearest.filter(|e| e.subject >= NEAR_NAME);
    let mut answer = match (organisation, near) {
        (Some(name), _) => unknown(format!("I hold nothing like that about {}.", compose::with_article(&name))),
        (None, Some(evidence)) => missing(index, question, hits, evidence),
        (None, None) => unknown(
            "I hold nothing on that. Ask me who holds a role, what a post pays or what a programme costs.".to_owned(),
        ),
    };
    let attribute = hits.clearest().map(|at| index.attributes()[at].attribute.id.clone());
    answer.suggestions = suggestions(index, weighed, attribute.as_ref());
    if !answer.suggestions.is_empty() && answer.outcome == Outcome::Unknown {
        let names: Vec<String> = answer.suggestions.iter().take(2).map(|s| s.name.clone()).collect();
        if near.is_none() || answer.text.starts_with("I hold nothing like") {
            answer.outcome = Outcome::Suggest;
            answer.text.push_str(&format!(" The nearest I hold: {}.", say::list(&names)));
        }
    }
    answer.text = compose::fitting(&answer.text, compose::MAX_TEXT);
    answer
}

/// How near a fact is that does not answer.
pub(super) fn closeness(evidence: &Evidence) -> f32 {
    evidence.subject + COVERED * evidence.coverage
}

/// Whether a fact of whose subject's name the question has so much may be among those that are named as near, whatever
/// else it says, where the nearest known is this close.
pub(super) fn can_be_near(subject: f32, nearest: f32) -> bool {
    subject + COVERED >= nearest - FARTHER
}

/// The name of an organisation that the question names and the best fact does not belong to.
fn other_organisation(index: &Index, question: &Question, best: &Evidence) -> Option<String> {
    match best.objection {
        Some(Objection::Organisation(at)) => Some(index.organisations()[at].organisation.name.clone()),
        _ => {
            let mention = question.organisations.first()?;
            let unmet = (mention.words.0..mention.words.1).all(|at| best.words[at] < super::evidence::EXPLAINED);
            unmet.then(|| index.organisations()[mention.organisations[0]].organisation.name.clone())
        }
    }
}

/// The subject is known; what is asked of it is not.
fn missing(index: &Index, question: &Question, hits: &AttributeHits, evidence: &Evidence) -> Answer {
    let doc = index.fact(evidence.fact);
    let name = compose::with_article(&index.subject(doc.subject).full_name);
    let known = format!("I know {name} ({})", citation(index, &doc));
    let lacks = |at: usize| at != doc.attribute && !has(index, doc.subject, at);
    // A word names an attribute by chance; how the question is put must not speak of quite another one.
    // Nor must what names it be part of the subject's name.
    let of_name = |at: usize| evidence.by_subject[at] >= EXPLAINED;
    let named = hits
        .unsaid_rival(doc.attribute, |at| kinds::can_be_asked(index, question, at), of_name)
        .filter(|(at, strength)| *strength >= NAMED && lacks(*at) && question.asking.ahead(index, *at) >= BEHIND)
        .map(|(at, _)| at);
    let surest = || question.asking.surest(index).filter(|at| lacks(*at));
    let holder = || asks_who_holds(index, question, evidence).filter(|at| lacks(*at));
    let asked = named.or_else(surest).or_else(holder);
    let person = index.subject(doc.subject).subject.kind == SubjectKind::Person;
    let (it, its) = if person { ("them", "their") } else { ("it", "its") };
    let lack = match (asked, evidence.objection) {
        (_, Some(Objection::Time)) => "but hold nothing on that for the time you ask about".to_owned(),
        (Some(at), _) => format!("but hold no {} for {it}", index.attributes()[at].attribute.name),
        (None, _) => "but I do not hold what you ask".to_owned(),
    };
    let figures = |at: usize| index.attributes()[at].attribute.value.filter(|kind| kinds::is_figure(*kind));
    let wanted = asked.and_then(figures);
    // Another figure of the kind helps more than what is put alike.
    let alike = |at: usize| wanted.is_some() && figures(at) == wanted;
    let nearest = compose::nearest(index, doc.subject, |at| {
        question.asking.fit(index, at) + if alike(at) { SAME_KIND } else { 0.0 }
    });
    let held: Vec<String> = nearest.iter().map(|n| n.attribute.clone()).take(MAX_HELD).collect();
    let mut answer = unknown(format!("{known}, {lack}. I hold {its} {}.", say::list(&held)));
    answer.nearby = nearest;
    answer
}

/// The attribute of who holds a post, where a question says nothing but "who" and a post's name.
fn asks_who_holds(index: &Index, question: &Question, evidence: &Evidence) -> Option<usize> {
    let post = index.subject(index.fact(evidence.fact).subject).subject.kind == SubjectKind::Role;
    let only_who = question.asks == Some(Asks::Who) && !objections::says_something_beside(evidence);
    (post && only_who).then(|| index.attribute_by_id(HOLDER)).flatten()
}

/// Not sure enough to answer: offers the questions that the first candidates answer.
pub fn offer(index: &Index, question: &Question, hits: &AttributeHits, weighed: &[&Evidence]) -> Answer {
    // What is asked for clearly is lacking: to say so helps more than an offer of something else.
    let clear = hits.clearest_direct(|at| kinds::can_be_asked(index, question, at)).filter(|(_, s)| *s >= CLEARLY);
    let first_has = |at: usize| weighed.first().is_some_and(|e| index.fact(e.fact).attribute == at);
    if clear.is_some_and(|(at, _)| !first_has(at)) {
        return not_held(index, question, hits, weighed);
    }
    let mut offered: Vec<Suggestion> = Vec::new();
    for evidence in weighed.iter().filter(|e| e.objection.is_none()) {
        let doc = index.fact(evidence.fact);
        let asked = canonical_question(index, &doc);
        // Offering the very question that was asked helps nobody.
        let same = tokenise(&asked).iter().map(|t| &t.text).eq(question.words.iter().map(|w| &w.expanded.token.text));
        if !same && offered.len() < OFFERED && offered.iter().all(|s| s.question != asked) {
            offered.push(to_ask(index, &doc, asked));
        }
    }
    let Some(first) = offered.first() else { return not_held(index, question, hits, weighed) };
    let mut answer = unknown(format!("I am not sure that I hold that. Did you mean: {}", first.question));
    answer.outcome = Outcome::Suggest;
    answer.suggestions = offered;
    answer
}

/// The fact that a question is about where it does not quite answer it, for whoever asked to read; `why` says what it
/// leaves open.
pub fn undecided(index: &Index, fact: usize, why: &str) -> Answer {
    let doc = index.fact(fact);
    let sentence = compose::sentence(index, &doc);
    let held = format!("{why} What I hold, from {}: {sentence}", citation(index, &doc));
    let mut answer = unknown(compose::fitting(&held, compose::MAX_TEXT));
    answer.outcome = Outcome::Suggest;
    answer.suggestions = vec![to_ask(index, &doc, canonical_question(index, &doc))];
    answer
}

/// A suggestion of the question that a fact answers.
fn to_ask(index: &Index, doc: &FactDoc, question: String) -> Suggestion {
    let choice = Choice { subject: doc.fact.subject.clone(), attribute: Some(doc.fact.attribute.clone()) };
    Suggestion { choice, name: index.subject(doc.subject).full_name.clone(), question }
}

/// Whether anything is held of a subject's attribute.
fn has(index: &Index, subject: usize, attribute: usize) -> bool {
    index.subject(subject).facts.iter().any(|at| index.fact(*at).attribute == attribute)
}

/// "PublicTechnology, May 2022".
fn citation(index: &Index, doc: &FactDoc) -> String {
    let source = index.source(doc);
    let date = source.published.as_ref().map_or_else(|| say::date(&doc.fact.as_of), say::date);
    match &source.publisher {
        Some(publisher) => format!("{publisher}, {date}"),
        None => date,
    }
}

/// The subjects near the question, each once, best first.
pub fn suggestions(
    index: &Index,
    weighed: &[&Evidence],
    attribute: Option<&crate::fact::AttributeId>,
) -> Vec<Suggestion> {
    let mut near: Vec<&Evidence> = weighed.iter().copied().filter(|e| e.subject >= NEAR_NAME).collect();
    near.sort_by(|a, b| closeness(b).total_cmp(&closeness(a)).then(a.fact.cmp(&b.fact)));
    let nearest = near.first().map_or(0.0, |e| closeness(e));
    near.retain(|e| closeness(e) >= nearest - FARTHER);
    let mut found: Vec<Suggestion> = Vec::new();
    for evidence in near {
        let doc = index.fact(evidence.fact);
        if found.len() == BESIDE || found.iter().any(|s| s.choice.subject == doc.fact.subject) {
            continue;
        }
        found.push(suggestion(index, doc.subject, attribute));
    }
    found
}

/// A suggestion of a subject, with the attribute if the subject has it.
pub fn suggestion(index: &Index, subject: usize, attribute: Option<&crate::fact::AttributeId>) -> Suggestion {
    let doc = index.subject(subject);
    let fact = doc
        .facts
        .iter()
        .map(|at| index.fact(*at))
        .find(|f| attribute.is_some_and(|id| f.fact.attribute == *id))
        .or_else(|| doc.facts.first().map(|at| index.fact(*at)));
    Suggestion {
        choice: Choice {
            subject: doc.subject.id.clone(),
            attribute: fact.as_ref().map(|f| f.fact.attribute.clone()).filter(|id| Some(id) == attribute),
        },
        name: doc.full_name.clone(),
        question: fact.map_or_else(|| doc.full_name.clone(), |f| canonical_question(index, &f)),
    }
}

/// A question that the fact answers, in the lexicon's words.
pub fn canonical_question(index: &Index, doc: &FactDoc) -> String {
    let attribute = &index.attributes()[doc.attribute].attribute;
    let name = compose::with_article(&index.subject(doc.subject).full_name);
    let mut question = match &attribute.question {
        Some(question) => question.replace("{subject}", &name),
        None => format!("What is the {} of {name}?", attribute.name),
    };
    if let Some(period) = doc.fact.period {
        question = format!("{} in {period}?", question.trim_end_matches('?'));
    }
    compose::capitalised(&question)
}

/// Several subjects may be meant: offers them.
pub fn did_you_mean(index: &Index, subjects: &[usize], attribute: Option<&crate::fact::AttributeId>) -> Answer {
    let suggestions: Vec<Suggestion> =
        subjects.iter().take(MAX_SUGGESTIONS).map(|at| suggestion(index, *at, attribute)).collect();
    let names: Vec<String> = suggestions.iter().map(|s| s.name.clone()).take(4).collect();
    let mut answer =
        unknown(format!("That could mean more than one thing I hold: {}. Which do you mean?", say::list(&names)));
    answer.outcome = Outcome::Suggest;
    answer.suggestions = suggestions;
    answer
}
