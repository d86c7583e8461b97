//! What all have of an attribute ("salaries", "programme costs"), which have nothing of it ("posts without a deadline"), and
//! which of several is meant where one value is asked for and no subject named ("what is the salary").

use super::{Asked, NAMED, TELLING, as_many, is_plural};
use crate::answer::amounts::{lower_article, measure};
use crate::answer::attributes::AttributeHits;
use crate::answer::evidence::EXPLAINED;
use crate::answer::question::Question;
use crate::answer::reply::{Answer, Outcome};
use crate::answer::{abstain, compose, dates, enumerated, succession};
use crate::fact::Value;
use crate::search::{FactDoc, Index};
use crate::text::{holding, say, tokenise};
use std::cmp::Reverse;

/// How sure it is that all values were meant: of the questions learnt from that are answered so, nine in ten want them.
const CONFIDENCE: f32 = 0.88;

/// An attribute named this clearly is asked for.
const CLEARLY: f32 = 0.48;

/// Answers with what is held of an attribute, if that, a kind of subject and words of titles are all that the question
/// says, and it asks for several.
///
/// `likely` is the fact that would answer if one were wanted.
pub(super) fn all(asked: &Asked, hits: &AttributeHits, likely: Option<usize>) -> Option<Answer> {
    if !asked.several || asked.lacking || is_summed(asked, likely) {
        return None;
    }
    let index = asked.index;
    let (attribute, facts) = all_held(asked, hits).or_else(|| all_titled(asked, hits))?;
    match subjects(index, &facts)[..] {
        [_] if asked.summing || asked.dated => None,
        [_] if facts.len() > 1 => Some(enumerated::all_held(index, asked.question, &facts, CONFIDENCE)),
        [_] => Some(the_only(index, attribute, facts[0])),
        _ if asked.summing => {
            let mut answer = listed(index, attribute, &facts);
            answer.text = format!("I neither add up nor average what I hold. {}", answer.text);
            answer.text = compose::fitting(&answer.text, compose::MAX_TEXT);
            // It is not what was asked for, and counts as no answer.
            (answer.outcome, answer.confidence) = (Outcome::Suggest, 0.0);
            Some(answer)
        }
        _ => Some(listed(index, attribute, &facts)),
    }
}

/// The facts of an attribute that accounts for all that the question tells.
fn all_held(asked: &Asked, hits: &AttributeHits) -> Option<(usize, Vec<usize>)> {
    let held = |attribute: usize| Some((attribute, held(asked, attribute))).filter(|(_, facts)| !facts.is_empty());
    named(asked, hits).find_map(held)
}

/// The facts of an attribute about several subjects whose names have all words that it does not account for: "what do the
/// deputy keepers earn".
fn all_titled(asked: &Asked, hits: &AttributeHits) -> Option<(usize, Vec<usize>)> {
    let telling = |at: &usize| asked.question.words[*at].weight >= TELLING;
    let titled = |(attribute, _): (usize, f32)| {
        let qualities = hits.qualities(attribute);
        let (said, title): (Vec<usize>, Vec<usize>) = asked.rest.iter().partition(|at| qualities[**at] >= EXPLAINED);
        let many = asked.kind.is_some() || title.last().is_some_and(|at| is_plural(asked.question.text(*at)));
        if title.is_empty() || !many || !said.iter().any(telling) {
            return None;
        }
        let mut facts = held(asked, attribute);
        facts.retain(|at| {
            asked.question.all_are_of_a_name(&asked.index.subject(asked.index.fact(*at).subject), &title)
        });
        (subjects(asked.index, &facts).len() > 1).then_some((attribute, facts))
    };
    hits.named().into_iter().filter(|(_, strength)| *strength >= CLEARLY).find_map(titled)
}

/// Whether a sum or a mean is asked for that somebody has told: the likeliest fact says the very word.
fn is_summed(asked: &Asked, likely: Option<usize>) -> bool {
    let Some(fact) = likely.filter(|_| asked.summing) else { return false };
    let doc = asked.index.fact(fact);
    let said = compose::sentence(asked.index, &doc);
    let name = &asked.index.attributes()[doc.attribute].attribute.name;
    tokenise(&format!("{said} {name}")).iter().any(|token| holding::is_summing(&token.text))
}

/// Says for which subjects of a kind nothing is held of an attribute, if it asks which those are.
pub(super) fn without(asked: &Asked, hits: &AttributeHits) -> Option<Answer> {
    let kind = asked.kind.filter(|_| asked.lacking)?;
    let (index, attribute) = (asked.index, named(asked, hits).next()?);
    let of_kind = Asked { rest: Vec::new(), ..*asked }.subjects(kind);
    let lacks = |at: &&usize| index.subject(**at).facts.iter().all(|fact| index.fact(*fact).attribute != attribute);
    let open: Vec<&usize> = of_kind.iter().filter(lacks).collect();
    let name = &index.attributes()[attribute].attribute.name;
    let things = say::plural(kind.word());
    let n = of_kind.len();
    Some(abstain::unknown(match open.len() {
        _ if n == 0 => format!("I hold no {things}."),
        0 => format!("I hold a {name} for each of the {n} {things} that I hold."),
        few => {
            let (names, _) = as_many(open.iter().map(|at| compose::with_article(&index.subject(**at).full_name)));
            format!("I hold no {name} for {few} of the {n} {things} that I hold, which may have one: {names}.")
        }
    }))
}

/// Asks which subject is meant, where the question names an attribute that several have, and nothing else; says what is
/// held where only one has it.
pub(in crate::answer) fn which_one(index: &Index, question: &Question, hits: &AttributeHits) -> Option<Answer> {
    let asked = Asked::of(index, question).filter(|asked| !asked.several && !asked.lacking && !asked.dated)?;
    let (attribute, facts) =
        named(&asked, hits).map(|at| (at, held(&asked, at))).find(|(_, facts)| !facts.is_empty())?;
    let subjects = subjects(index, &facts);
    if let [_] = subjects[..] {
        return Some(the_only(index, attribute, facts[0])).filter(|_| facts.len() == 1);
    }
    let doc = &index.attributes()[attribute].attribute;
    let suggestion = |at: &usize| abstain::suggestion(index, *at, Some(&doc.id));
    let suggestions: Vec<_> = subjects.iter().take(NAMED).map(suggestion).collect();
    let (names, _) = as_many(subjects.iter().map(|at| compose::with_article(&index.subject(*at).full_name)));
    let (n, name) = (subjects.len(), &doc.name);
    let mut answer = abstain::unknown(format!("Whose {name}? I hold it for {n}: {names}."));
    answer.outcome = Outcome::Suggest;
    answer.suggestions = suggestions;
    Some(answer)
}

/// The attributes that account for all that the question tells beside a kind of subject, the clearest first.
fn named<'a>(asked: &'a Asked, hits: &'a AttributeHits) -> impl Iterator<Item = usize> + 'a {
    let words = &asked.question.words;
    let telling =
        move || asked.rest.iter().copied().chain((0..words.len()).filter(|at| words[*at].weight >= TELLING));
    let accounts = move |attribute: usize| {
        let qualities = hits.qualities(attribute);
        asked.rest.iter().all(|at| qualities[*at] >= EXPLAINED) && telling().any(|at| qualities[at] >= EXPLAINED)
    };
    let clear = hits.named().into_iter().filter(|(_, strength)| *strength >= CLEARLY);
    clear.map(|(at, _)| at).filter(move |at| accounts(*at))
}

/// The newest facts of an attribute about subjects of the kind and the organisation that the question names.
fn held(asked: &Asked, attribute: usize) -> Vec<usize> {
    let index = asked.index;
    let facts = &index.attributes()[attribute].facts;
    let fits = |at: &usize| {
        let doc = index.subject(index.fact(*at).subject);
        asked.kind.is_none_or(|kind| doc.subject.kind == kind)
            && asked.is_of_the_organisation(&doc)
            && (asked.dated && is_of_the_time(asked, *at) || !asked.dated && succession::is_current(index, *at))
    };
    facts.iter().copied().filter(fits).collect()
}

/// Whether a fact's date lies in all the dates that the question gives.
fn is_of_the_time(asked: &Asked, fact: usize) -> bool {
    let Value::Date(held) = asked.index.fact(fact).fact.value else { return false };
    dates::is_within_all(asked.question, &held)
}

/// The subjects of facts, each once.
fn subjects(index: &Index, facts: &[usize]) -> Vec<usize> {
    let mut subjects: Vec<usize> = facts.iter().map(|at| index.fact(*at).subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

/// The answer where one fact is all that is held of an attribute.
fn the_only(index: &Index, attribute: usize, fact: usize) -> Answer {
    let name = &index.attributes()[attribute].attribute.name;
    let sentence = compose::sentence(index, &index.fact(fact));
    let text = format!("The only {name} I hold: {}", lower_article(&sentence));
    compose::reply(index, &text, &[fact], CONFIDENCE)
}

/// "I hold 2 deadlines (May 2031): the mate: 31 May 2031; the cook: 1 June 2031." Amounts stand in order, the highest
/// first.
pub(in crate::answer) fn listed(index: &Index, attribute: usize, facts: &[usize]) -> Answer {
    let mut facts = facts.to_vec();
    let amount = |at: &usize| measure(&index.fact(*at).fact.value).map(|m| m.amount.headline());
    if facts.iter().all(|at| amount(at).is_some()) {
        facts.sort_by_key(|at| Reverse(amount(at)));
    }
    let name = say::plural(&index.attributes()[attribute].attribute.name);
    told(index, &format!("I hold {} {name}", facts.len()), &facts)
}

/// The values of facts behind what they are, each with its subject.
pub(in crate::answer) fn told(index: &Index, opening: &str, facts: &[usize]) -> Answer {
    let name = |doc: &FactDoc| compose::with_article(&index.subject(doc.subject).full_name);
    let docs: Vec<FactDoc> = facts.iter().map(|at| index.fact(*at)).collect();
    let plain = |doc: &FactDoc| doc.fact.status.is_none() && doc.fact.period.is_none();
    let (values, date) = match docs.iter().all(plain) {
        true => compose::values_with_dates(index, &docs),
        false => (docs.iter().map(|doc| compose::dated_value(index, doc)).collect(), String::new()),
    };
    let items: Vec<String> = docs.iter().zip(values).map(|(doc, value)| format!("{}: {value}", name(doc))).collect();
    let (items, shown) = as_many(items.into_iter());
    compose::reply(index, &format!("{opening}{date}: {items}."), &facts[..shown], CONFIDENCE)
}
