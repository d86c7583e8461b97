//! Deciding: which facts answer the question, or none.

use super::attributes::AttributeHits;
use super::evidence::{EXPLAINED, Evidence};
use super::features::{self, Features};
use super::known::{DESCRIPTION, FULL_NAME, POSITION, PURPOSE};
use super::objections::Objection;
use super::question::Question;
use super::ranking::{NO_RIVAL, Ranked, Ranking, contenders, lead, rank};
use super::reply::{Answer, Outcome};
use super::together::{group_of, text_of};
use super::{
    abstain, amounts, canonical, catalogue, compose, dates, doers, enumerated, history, incumbents, lists, operators,
    overtaken, plain, rated, stand_in, still, succession, versus, yesno,
};
use crate::fact::Value;
use crate::search::Index;
use crate::text::lexicon::Asks;
use crate::text::say;

/// A fact answers from this probability on. Below it an honest "not held" is worth more than a guess.
const ANSWERS: f32 = 0.5;

/// A fact is offered ("did you mean") from this probability on.
const OFFERS: f32 = 0.3;

/// An attribute named this clearly is called by a phrase of its own.
const BY_ITS_NAME: f32 = 0.95;

/// A fact whose wording is behind another's by this much is not answered without weighing.
const OUT_PHRASED: f32 = -0.25;

/// A fact has all of a question's words from this coverage on.
const WHOLE: f32 = 0.95;

/// An attribute named this clearly is likely meant.
const MEANT: f32 = 0.5;

/// A value of an attribute with many is meant alone if words of its own make up this share of the question.
const ONE_OF_MANY: f32 = 0.10;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// Facts of different subjects closer than this in score cannot be told apart.
const TIE: f32 = 0.05;

/// One candidate with all that was weighed, for fitting the weights and for measuring the ranking.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The fact's place in the index.
    pub fact: usize,
    /// How much speaks for it beside the other candidates.
    pub score: f32,
    /// How likely the first answers; 0 for the others.
    pub probability: f32,
    /// What rules it out.
    pub ruled_out: Option<Objection>,
    /// What the probability is computed from.
    pub features: Features,
    /// The words it leaves unexplained.
    pub unexplained: Vec<String>,
}

/// Everything that is weighed for a question, the likeliest first.
pub fn weighed(index: &Index, text: &str) -> Vec<Weighed> {
    let (question, hits) = read(index, text);
    let unexplained = |evidence: &Evidence| {
        let words = question.words.iter().zip(&evidence.words);
        let left = words.filter(|(word, quality)| word.weight >= 0.1 && **quality < EXPLAINED);
        left.map(|(word, _)| word.expanded.token.text.clone()).collect()
    };
    let ranked = rank(index, &question, &hits);
    let likely = first(&ranked).map_or(0.0, |(_, probability)| probability);
    ranked
        .ranked
        .into_iter()
        .enumerate()
        .map(|(at, r)| Weighed {
            fact: r.evidence.fact,
            score: r.score,
            probability: if at == 0 { likely } else { 0.0 },
            ruled_out: r.evidence.objection,
            features: r.features,
            unexplained: unexplained(&r.evidence),
        })
        .collect()
}

/// Answers a question over an index.
pub fn answer(index: &Index, text: &str) -> Answer {
    let question = Question::read(index, text);
    if question.is_empty() {
        return abstain::nothing_asked();
    }
    let hits = AttributeHits::find(index, &question);
    let mut ranking = contenders(index, &question, &hits);
    let answer = answer_to(&mut ranking, text);
    if answer.outcome == Outcome::Answer {
        return answer;
    }
    let ask = |text: &str| {
        let (question, hits) = read(index, text);
        answer_to(&mut contenders(index, &question, &hits), text)
    };
    let verdict = |text: &str| {
        let (question, hits) = read(index, text);
        let ranking = contenders(index, &question, &hits);
        let likely = first(&ranking).filter(|(_, probability)| *probability >= ANSWERS).map(|(r, _)| &r.evidence);
        let fact = likely.map(|evidence| evidence.fact);
        let on_claim =
            || yesno::verdict_on_claim(index, &question, &hits, &ranking.ranked, |echo| asked_for(index, echo));
        let verdict = yesno::verdict(index, &question, &hits, &ranking.ranked, fact).or_else(on_claim);
        (verdict, likely.filter(|evidence| evidence.coverage >= WHOLE).map(|evidence| evidence.fact))
    };
    let still = || still::still(index, &question, verdict);
    let on_claim = || {
        yesno::verdict_on_claim(index, &question, &hits, &ranking.ranked, |echo| asked_for(index, echo))
            .map(|verdict| verdict.reply(index))
    };
    let in_turn = incumbents::in_turn(index, &question, &hits);
    let in_its_place = || stand_in::answer(index, &question, &hits, ask);
    in_turn.or_else(in_its_place).or_else(still).or_else(on_claim).unwrap_or(answer)
}

/// The fact that answers a text that asks for something, whatever verb opens it.
fn asked_for(index: &Index, text: &str) -> Option<usize> {
    let (mut question, hits) = read(index, text);
    question.yes_no = false;
    let ranking = contenders(index, &question, &hits);
    let (best, probability) = first(&ranking)?;
    let doc = index.fact(best.evidence.fact);
    // That it is the one date held of something says nothing of what happened then.
    let meant =
        best.evidence.attribute >= MEANT || doc.wording.is_some() || question.asking.is_likeliest_of(index, &doc);
    (probability >= ANSWERS && meant).then_some(best.evidence.fact)
}

/// A question as it is understood, and the attributes that it names.
fn read(index: &Index, text: &str) -> (Question, AttributeHits) {
    let question = Question::read(index, text);
    let hits = AttributeHits::find(index, &question);
    (question, hits)
}

/// How sure it is that a fact answers its own question: as sure as can be of what was read.
const CANONICAL: f32 = 0.97;

/// The answer to a question as it is put, from its contenders.
fn answer_to(ranking: &mut Ranking, text: &str) -> Answer {
    let Ranking { index, question, hits, .. } = *ranking;
    let ranked = &ranking.ranked;
    let first = first(ranking);
    let from = |least: f32| first.filter(|(_, probability)| *probability >= least).map(|(r, _)| r.evidence.fact);
    let (likely, offered) = (from(ANSWERS), from(OFFERS));
    if let Some(own) = canonical::asked(index, ranked, text) {
        return chosen(ranking, own, CANONICAL, true);
    }
    if let Some(answer) = operators::against_each_other(index, question, hits, ranked, text) {
        return answer;
    }
    // No single fact says whether one thing is more than another, nor which, if it says nothing of one of them.
    let one_sided = |r: &Ranked| versus::leaves_a_side_out(index, question, &r.evidence, text);
    if versus::is_whether_one_is_more(question) || ranked.first().is_some_and(one_sided) {
        return abstain::not_held(index, question, hits, &ranking.nearby());
    }
    // What is all said of one subject asks for no several of them.
    let of_one = likely.is_some() && ranked.first().is_some_and(|r| is_all_of_one(question, hits, index, r));
    let in_turn = overtaken::overtaken(index, question).or_else(|| history::history(index, question, hits));
    if let Some(answer) = in_turn.or_else(|| versus::beside(index, question, hits, text, of_one)) {
        return answer;
    }
    let special = yesno::verdict(index, question, hits, ranked, likely)
        .map(|verdict| verdict.reply(index))
        .or_else(|| catalogue::catalogue(index, question, hits, likely))
        .or_else(|| dates::first_or_last(index, question, hits))
        .or_else(|| rated::which(index, question, hits, likely))
        .or_else(|| amounts::select(index, question, hits, ranked))
        .or_else(|| doers::doers(index, question, hits, ranked))
        .or_else(|| lists::list(index, question, hits, ranked, likely))
        .or_else(|| enumerated::several(index, question, ranked, offered))
        .or_else(|| plain::what_is(index, question, hits));
    if let Some(answer) = special {
        return answer;
    }
    let plainly: Vec<&Ranked> = ranked
        .iter()
        .filter(|r| {
            // "The mate's line manager" is that, however people put it who ask whom the mate manages.
            let called = question.asks.is_none()
                && r.evidence.attribute >= BY_ITS_NAME
                && is_all_of_one(question, hits, index, r);
            r.evidence.objection.is_none()
                && (called || !out_phrased(question, r))
                && plain::is_plain(index, question, hits, r)
        })
        .collect();
    let steps = |r: &Ranked| steps_to_organisation(index, question, index.fact(r.evidence.fact).subject);
    let clearest = plainly.iter().copied().max_by(|a, b| {
        let clearer = a.evidence.attribute.total_cmp(&b.evidence.attribute);
        clearer.then(a.score.total_cmp(&b.score)).then_with(|| steps(b).cmp(&steps(a)))
    });
    if let Some(best) = clearest.filter(|_| !question.yes_no) {
        return match namesakes(index, question, best, &plainly) {
            subjects if subjects.len() > 1 && !question.list => {
                let attribute = &index.fact(best.evidence.fact).fact.attribute;
                abstain::did_you_mean(index, &subjects, Some(attribute))
            }
            _ => chosen(ranking, best, sureness(ranking, first, best), true),
        };
    }
    if let Some(answer) = likely.is_none().then(|| catalogue::which_one(index, question, hits)).flatten() {
        return answer;
    }
    match first {
        // A yes/no question that nothing decides gets no answer that looks like one.
        Some((best, probability)) if probability >= ANSWERS && !question.yes_no => {
            chosen(ranking, best, probability, false)
        }
        Some((best, probability)) if probability >= ANSWERS => {
            abstain::undecided(index, best.evidence.fact, "I cannot say yes or no to that.")
        }
        Some((best, probability))
            if probability >= OFFERS && !question.yes_no && !names_another(index, question, best) =>
        {
            abstain::offer(index, question, hits, &ranking.nearby())
        }
        _ => abstain::not_held(index, question, hits, &ranking.nearby()),
    }
}

/// Whether a fact's subject and attribute account for every word that tells.
fn is_all_of_one(question: &Question, hits: &AttributeHits, index: &Index, r: &Ranked) -> bool {
    let attribute = hits.qualities(index.fact(r.evidence.fact).attribute);
    question.words.iter().enumerate().all(|(at, word)| {
        let said = r.evidence.by_subject[at].max(attribute[at]) >= EXPLAINED;
        said || word.weight < TELLING || word.expanded.token.figure.is_some()
    })
}

/// Whether the question names subjects in full, and this fact's is none of them: no other's is offered then.
fn names_another(index: &Index, question: &Question, r: &Ranked) -> bool {
    let subject = index.fact(r.evidence.fact).subject;
    !question.mentions.is_empty() && !question.mentions.iter().any(|mention| mention.subjects.contains(&subject))
}

/// Whether people put such a question to another fact far sooner: however plainly a name and an attribute are there,
/// they may be all that this one has of it.
fn out_phrased(question: &Question, r: &Ranked) -> bool {
    question.phrasing.telling && r.features[features::PHRASED_AHEAD] < OUT_PHRASED
}

/// The subjects that a plain question may mean: the best one's, and others named as fully whose fact of the same
/// attribute fits as well.
fn namesakes(index: &Index, question: &Question, best: &Ranked, plainly: &[&Ranked]) -> Vec<usize> {
    let doc = index.fact(best.evidence.fact);
    let mut subjects = vec![doc.subject];
    let own = steps_to_organisation(index, question, doc.subject);
    for rival in plainly {
        let other = index.fact(rival.evidence.fact);
        let as_full = rival.evidence.subject >= best.evidence.subject - 0.02
            && rival.evidence.coverage >= best.evidence.coverage - 0.02;
        let as_near = steps_to_organisation(index, question, other.subject) <= own;
        if other.attribute == doc.attribute && as_full && as_near && !subjects.contains(&other.subject) {
            subjects.push(other.subject);
        }
    }
    subjects
}

/// How many organisations lie between a subject and the nearest that the question names: none if that is its own.
pub(super) fn steps_to_organisation(index: &Index, question: &Question, subject: usize) -> usize {
    let doc = index.subject(subject);
    let named = |at: &usize| question.organisations.iter().any(|m| m.organisations.contains(at));
    doc.organisations.iter().position(named).unwrap_or(doc.organisations.len())
}

/// The first candidate and how likely it answers, if nothing rules it out.
fn first<'a>(ranking: &'a Ranking) -> Option<(&'a Ranked, f32)> {
    let Ranking { index, question, hits, ranked, model, .. } = ranking;
    let first = ranked.first().filter(|r| r.evidence.objection.is_none())?;
    // A forecast is not a cost, and a delay's cost is no total.
    if amounts::another_amount(index, question, hits, first) {
        return None;
    }
    Some((first, model.probability(&first.features, lead(index, ranked))))
}

/// Whether the question says nothing but the subject's name.
pub(super) fn is_bare(question: &Question, evidence: &Evidence) -> bool {
    question.words.iter().zip(evidence.by_subject.iter()).all(|(word, quality)| word.weight < 0.3 || *quality >= 0.8)
}

/// Asked about a subject without an attribute, what it is comes before its details.
pub(super) fn general(index: &Index, attribute: usize) -> f32 {
    match index.attributes()[attribute].attribute.id.as_str() {
        DESCRIPTION => 0.06,
        POSITION | PURPOSE => 0.05,
        FULL_NAME => 0.02,
        _ => 0.0,
    }
}

/// How sure a plain answer is: as likely as it is for the first candidate, and sure enough to be answered.
fn sureness(ranking: &Ranking, first: Option<(&Ranked, f32)>, best: &Ranked) -> f32 {
    let of_first = first.filter(|(first, _)| first.evidence.fact == best.evidence.fact);
    let probability = of_first.map_or_else(|| ranking.model.probability(&best.features, 0.0), |(_, p)| p);
    probability.max(ANSWERS)
}

/// The answer from a candidate, or from what overtook it; which of several is meant, if that cannot be told. A `plain` one
/// has been held against its namesakes.
fn chosen(ranking: &Ranking, best: &Ranked, probability: f32, plain: bool) -> Answer {
    let Ranking { index, question, ranked, .. } = ranking;
    let subject = index.fact(best.evidence.fact).subject;
    // Without a time in the question the newest answers, and the older is mentioned.
    let timeless = question.is_timeless();
    let newest = succession::newest(index, best.evidence.fact);
    let newest = if timeless { ranking.find(newest) } else { None };
    let best = newest.as_deref().unwrap_or(best);
    let good: Vec<&Ranked> = ranked.iter().filter(|r| r.evidence.objection.is_none()).collect();
    let own = steps_to_organisation(index, question, subject);
    let rival = good.iter().find(|r| {
        let other = index.fact(r.evidence.fact).subject;
        other != subject && steps_to_organisation(index, question, other) <= own
    });
    let margin = rival.map_or(NO_RIVAL, |r| best.score - r.score);
    if margin < TIE && !plain && !question.list && !same_answer(index, best, rival.copied()) {
        return ambiguous(index, best, probability, &good);
    }
    let best = all_rather_than_count(index, question, best, &good);
    // Of several values that hold at once one is meant only if the question has words of its own for it.
    let slack = if best.evidence.own < ONE_OF_MANY || plain { 1.0 } else { 0.06 };
    let alike =
        good.iter().filter(|r| r.evidence.coverage >= best.evidence.coverage - slack).map(|r| r.evidence.fact);
    let group = group_of(index, best.evidence.fact, alike);
    compose::reply(index, &text_of(index, &group), &group, probability)
}

/// "What are the three ..." wants the three, not that they are three: the facts of an attribute with many values
/// before a count of them.
fn all_rather_than_count<'a>(
    index: &Index,
    question: &Question,
    best: &'a Ranked,
    good: &[&'a Ranked],
) -> &'a Ranked {
    let doc = index.fact(best.evidence.fact);
    let counted =
        matches!(doc.fact.value, Value::Count(_)) && question.asks != Some(Asks::HowMany) && !question.yes_no;
    let items = |r: &&&Ranked| {
        let other = index.fact(r.evidence.fact);
        let many = index.attributes()[other.attribute].attribute.many;
        // The attribute's word may be part of the subject's name, and so claim nothing.
        let spoken = index.attributes()[other.attribute]
            .phrases
            .iter()
            .any(|phrase| phrase.terms.iter().all(|t| question.words.iter().any(|w| w.expanded.quality(*t) >= 0.8)));
        many && other.subject == doc.subject && (spoken || r.evidence.attribute + r.evidence.own >= 0.5)
    };
    if counted && (question.list || question.asks == Some(Asks::What)) {
        good.iter().find(items).copied().unwrap_or(best)
    } else {
        best
    }
}

fn same_answer(index: &Index, best: &Ranked, rival: Option<&Ranked>) -> bool {
    let Some(rival) = rival else { return true };
    let (a, b) = (&index.fact(best.evidence.fact).fact, &index.fact(rival.evidence.fact).fact);
    // Two sides of one fact (who holds a role, which role a person holds) say the same.
    a.value == b.value || a.source == b.source && linked(a, b)
}

fn linked(a: &crate::fact::Fact, b: &crate::fact::Fact) -> bool {
    let points =
        |f: &crate::fact::Fact, to: &crate::fact::Fact| matches!(&f.value, Value::Subject(id) if *id == to.subject);
    points(a, b) || points(b, a)
}

fn ambiguous(index: &Index, best: &Ranked, probability: f32, good: &[&Ranked]) -> Answer {
    let close: Vec<&Evidence> =
        good.iter().filter(|r| best.score - r.score < 2.0 * TIE).map(|r| &r.evidence).collect();
    let attribute = index.fact(best.evidence.fact).fact.attribute.clone();
    let mut seen = Vec::new();
    let mut suggestions = Vec::new();
    for evidence in &close {
        let subject = index.fact(evidence.fact).subject;
        if !seen.contains(&subject) {
            seen.push(subject);
            suggestions.push(abstain::suggestion(index, subject, Some(&attribute)));
        }
    }
    let names: Vec<String> = suggestions.iter().map(|s| s.name.clone()).take(4).collect();
    let mut answer = abstain::unknown(format!(
        "That could mean more than one thing I hold: {}. Which do you mean?",
        say::list(&names)
    ));
    answer.outcome = super::Outcome::Suggest;
    answer.confidence = f64::from(probability) * 0.5;
    answer.suggestions = suggestions;
    answer
}
