//! Yes or no: the verdict first, then the fact that decides it.

use super::amounts::measure;
use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::objections::Objection;
use super::question::{Question, Threshold, Word};
use super::ranking::Ranked;
use super::verdict::Verdict;
use super::{
    adherence, affirm, claims, contradict, deadline, echo, features, given, mentions, rated, still, succession,
    support, turns, unwarranted,
};
use crate::fact::Value;
use crate::search::{How, Index};
use crate::text::lexicon::Asks;
use crate::text::{Figure, Scale, grammar, tokenise};

/// A word of at least this weight that the fact does not explain is what the question asserts.
const TELLING: f32 = 0.3;

/// What is explained besides the assertion must be at least this share of the rest.
const ENOUGH: f32 = 0.7;

/// The fact itself must say this share of what the question says besides the subject's name.
const ENOUGH_SAID: f32 = 0.6;

/// ... or so much of the question must be the fact's own words, where a name has them too.
const ITSELF: f32 = 0.25;

/// How much of its subject's name a question that is to be confirmed must have.
const NAMED: f32 = 0.75;

/// An attribute named this clearly is asked about.
const PLAINLY: f32 = 0.8;

/// How far down the ranking a deciding fact is looked for.
const DEPTH: usize = 30;

/// A fact whose wording is behind another's by more than this is not what the question is about.
const BEHIND: f32 = -0.5;

/// The verdict on a yes/no question, from the first fact that decides it; `None` if it is none, or nothing decides it.
///
/// `likely` is the fact that would answer if it were no yes/no question: of that one, cues count too.
pub(super) fn verdict(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    likely: Option<usize>,
) -> Option<Verdict> {
    let best = ranked.first()?;
    // Words of a plan, kept or missed, are too much alike for all below.
    if let Some(asked) = adherence::asked(question) {
        return asked.verdict(index, question, ranked);
    }
    if let Some(asked) = deadline::asked(question) {
        return asked.verdict(index, question, ranked);
    }
    if let Some(verdict) = rated::verdict(index, question, ranked) {
        return Some(still::as_of_now(index, question, verdict));
    }
    if question.marked {
        return confirmed(index, question, hits, best, likely);
    }
    if !question.yes_no {
        return None;
    }
    let verdict = by_facts(index, question, hits, ranked, likely)
        .filter(|verdict| !unwarranted::is_unwarranted(index, question, hits, verdict))?;
    Some(still::as_of_now(index, question, verdict))
}

/// The verdict of the first fact that decides.
fn by_facts(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    likely: Option<usize>,
) -> Option<Verdict> {
    let best = ranked.first()?;
    let able: Vec<&Ranked> = ranked
        .iter()
        .take(DEPTH)
        .filter(|r| best.score - r.score < 2.5)
        .filter(|r| !matches!(r.evidence.objection, Some(Objection::Organisation(_) | Objection::UnknownName(_))))
        .filter(|r| !question.phrasing.telling || r.features[features::PHRASED_AHEAD] >= BEHIND)
        .filter(|r| mentions::missed(&question.mentions, index, &index.fact(r.evidence.fact)).is_none())
        .collect();
    // A fact that says all of it decides before one that says otherwise, and where a place is asserted, one that
    // says where.
    let says = |r: &&Ranked| asserted(index, question, r, likely).is_empty();
    let place =
        (0..question.words.len()).any(|at| question.words[at].weight >= TELLING && contradict::placed(question, at));
    let where_to = |r: &&Ranked| {
        let attribute = &index.attributes()[index.fact(r.evidence.fact).attribute].attribute;
        place && attribute.asks.contains(&Asks::Where)
    };
    if let Some((r, yes)) = by_value(index, question, hits, best, likely) {
        return Some(Verdict::of(r.evidence.fact, yes));
    }
    // What is named in so many words is asked about, though the figure beside it speaks for another.
    let in_full = likely.is_none().then(|| able.iter().find(|r| is_named_in_full(question, r))).flatten();
    if let Some((r, yes)) = in_full.and_then(|r| by_value(index, question, hits, r, Some(r.evidence.fact))) {
        return Some(Verdict::of(r.evidence.fact, yes));
    }
    if let Some((best, yes)) = by_polarity(index, question, hits, best, likely) {
        return Some(Verdict::of(best.evidence.fact, yes));
    }
    let (full, mut partly): (Vec<&Ranked>, Vec<&Ranked>) = bounded(index, question, able).into_iter().partition(says);
    // What has been overtaken denies nothing where no time is asked about.
    let timeless = question.is_timeless();
    partly.retain(|r| !timeless || succession::is_current(index, r.evidence.fact));
    let mut ordered: Vec<&Ranked> = full.into_iter().chain(partly).collect();
    ordered.sort_by_key(|r| !where_to(r));
    let deciding = ordered.into_iter().find_map(|r| Some((r, decide(index, question, hits, r, likely)?)));
    let (ranked, yes) = deciding?;
    Some(Verdict::of(ranked.evidence.fact, yes))
}

/// Those that a bound can be held against: of the attribute of the likeliest figure alone. All, where there is no bound.
fn bounded<'a>(index: &Index, question: &Question, able: Vec<&'a Ranked>) -> Vec<&'a Ranked> {
    if question.threshold.is_none() {
        return able;
    }
    let figures = able.into_iter().filter(|r| claims::is_figure(&index.fact(r.evidence.fact).fact.value));
    let mut figures: Vec<&Ranked> = figures.collect();
    if let Some(attribute) = figures.first().map(|r| index.fact(r.evidence.fact).attribute) {
        figures.retain(|r| index.fact(r.evidence.fact).attribute == attribute);
    }
    figures
}

/// The verdict of the fact that the question is about but for what it claims ([`echo`]); `found` tells which that is for
/// a question with its claim asked for.
pub(super) fn verdict_on_claim(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    found: impl Fn(&str) -> Option<usize>,
) -> Option<Verdict> {
    if !question.yes_no || question.extreme.is_some() || question.compares || adherence::asked(question).is_some() {
        return None;
    }
    // What the likeliest fact leaves open no other decides.
    let likeliest = ranked.first().map(|best| Verdict::of(best.evidence.fact, true));
    if likeliest.is_some_and(|likeliest| unwarranted::is_unwarranted(index, question, hits, &likeliest)) {
        return None;
    }
    echo::echoes(index, question).iter().find_map(|echo| {
        let fact = found(echo)?;
        let about = ranked.iter().find(|r| r.evidence.fact == fact)?;
        let many = index.attributes()[index.fact(fact).attribute].attribute.many;
        let by_value = by_value(index, question, hits, about, Some(fact)).map(|(_, yes)| yes);
        let yes = by_value.or_else(|| decide(index, question, hits, about, Some(fact)))?;
        // Another of several is no denial.
        let verdict = Some(Verdict::of(fact, yes)).filter(|_| yes || !many)?;
        let warranted = !unwarranted::is_unwarranted(index, question, hits, &verdict);
        warranted.then(|| still::as_of_now(index, question, verdict))
    })
}

/// A question that only its mark makes one, with subject and value both in it, wants its likeliest fact confirmed. Any
/// other such question looks for something.
fn confirmed(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    best: &Ranked,
    likely: Option<usize>,
) -> Option<Verdict> {
    if question.list || best.evidence.subject < NAMED {
        return None;
    }
    let (ranked, yes) = by_value(index, question, hits, best, likely)?;
    yes.then(|| Verdict::of(ranked.evidence.fact, true))
}

/// The verdict of the likeliest fact by its value alone, if the question gives that or another.
fn by_value<'a>(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    best: &'a Ranked,
    likely: Option<usize>,
) -> Option<(&'a Ranked, bool)> {
    let evidence = &best.evidence;
    if likely != Some(evidence.fact) || question.threshold.is_some() || question.extreme.is_some() {
        return None;
    }
    let doc = index.fact(evidence.fact);
    // Of two people in turn the order says which.
    if turns::is_in_turn(index, question, &doc).is_some() {
        return None;
    }
    let instead = (0..question.words.len()).any(|at| matches!(question.text(at), "instead" | "rather"));
    let given = given::given(index, question, &doc, &evidence.by_subject).filter(|_| !question.denied && !instead)?;
    let firm = claims::is_firm(question, doc.fact)
        || claims::is_figure(&doc.fact.value) && claims::is_of_then(question, doc.fact);
    let sure = firm && support::is_all(index, question, hits, &doc, evidence, &given);
    sure.then_some((best, given.own))
}

/// Whether a question names a fact's subject and its attribute, and says nothing else but a figure.
fn is_named_in_full(question: &Question, r: &Ranked) -> bool {
    let said = |at: usize| {
        let word = &question.words[at];
        let told = word.expanded.token.figure.is_some() || question.any_number(at).is_some();
        told || word.weight < TELLING || r.evidence.by_subject[at].max(r.evidence.direct[at]) >= EXPLAINED
    };
    let named = r.evidence.subject >= NAMED && r.evidence.attribute >= PLAINLY;
    named && r.evidence.objection.is_none() && (0..question.words.len()).all(said)
}

/// The verdict of the likeliest fact by what it and the question deny.
fn by_polarity<'a>(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    best: &'a Ranked,
    likely: Option<usize>,
) -> Option<(&'a Ranked, bool)> {
    let doc = index.fact(best.evidence.fact);
    let decides = likely == Some(best.evidence.fact)
        && claims::is_firm(question, doc.fact)
        && turns::is_in_turn(index, question, &doc).is_none();
    if !decides {
        return None;
    }
    Some((best, affirm::affirms(index, question, hits, best)?))
}

/// The words that the fact does not account for: what the question asserts beyond it.
fn asserted(index: &Index, question: &Question, ranked: &Ranked, likely: Option<usize>) -> Vec<usize> {
    let telling = (0..question.words.len()).filter(|at| question.words[*at].weight >= TELLING);
    telling.filter(|at| !holds(index, question, ranked, *at, likely)).collect()
}

/// What one fact says to the question, if it decides it.
fn decide(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &Ranked,
    likely: Option<usize>,
) -> Option<bool> {
    let evidence = &ranked.evidence;
    let doc = index.fact(evidence.fact);
    if !claims::is_firm(question, doc.fact) {
        return None;
    }
    let asserted = asserted(index, question, ranked, likely);
    let rest: f32 =
        (0..question.words.len()).filter(|at| !asserted.contains(at)).map(|at| question.words[at].weight).sum();
    let met: f32 = (0..question.words.len())
        .filter(|at| !asserted.contains(at))
        .map(|at| question.words[at].weight * evidence.words[at])
        .sum();
    if rest <= 0.0 || met / rest < ENOUGH {
        return None;
    }
    // Another subject's figure decides nothing.
    let figure =
        |at: &usize| question.any_number(*at).is_some() || question.words[*at].expanded.token.figure.is_some();
    let only_figures = asserted.iter().all(figure);
    if let Some(threshold) = question.threshold {
        // "a hundred grand" is no number of people.
        let money = question.words.iter().any(is_sum);
        if !only_figures || money && !matches!(doc.fact.value, Value::Money(_)) {
            return None;
        }
        // "no more than", "isn't over"
        let beyond = beyond(&doc.fact.value, threshold).map(|yes| yes != question.denied);
        return beyond.filter(|_| evidence.subject >= 0.6);
    }
    if let Some(differs) = another_number(question, &doc.fact.value)
        && evidence.subject >= 0.6
        && evidence.attribute >= 0.5
        && only_figures
    {
        return Some(!differs);
    }
    if let Value::Rating(rating) = &doc.fact.value
        && evidence.subject >= 0.6
        && asserted.iter().all(|at| contradict::graded(question, *at))
        && let Some(whole) = whole_rating(question, rating)
    {
        return Some(whole != question.denied);
    }
    if let Some(in_turn) = turns::is_in_turn(index, question, &doc) {
        return Some(in_turn);
    }
    // A figure decides nothing that is asked without one.
    let figures = question.words.iter().any(|w| w.expanded.token.figure.is_some());
    if claims::is_figure(&doc.fact.value) && !figures {
        return None;
    }
    let said = said_of(doc.fact.statement.as_deref().unwrap_or_default());
    let denies = grammar::denies(&said.iter().map(String::as_str).collect::<Vec<_>>());
    if affirm::is_dated_otherwise(question, &doc, denies) {
        return None;
    }
    if asserted.is_empty() {
        let said = if likely == Some(evidence.fact) { evidence.predicate } else { evidence.predicate_strict };
        // That there is a place says nothing of which.
        let place = index.attributes()[doc.attribute].attribute.asks.contains(&Asks::Where);
        let named = |word: &Word| word.expanded.best_in(doc.value) >= EXPLAINED;
        if place && !question.words.iter().any(named) {
            return None;
        }
        let says = (evidence.asked >= TELLING || evidence.itself >= ITSELF) && said >= ENOUGH_SAID;
        let yes = says.then(|| agrees(question, doc.fact.statement.as_deref()));
        return yes.filter(|yes| support::supports(index, question, hits, &doc, evidence, !yes));
    }
    // "rather than", "other than": what is asserted may be what is set aside; and what is asked whether it is not so may
    // well not be so.
    let aside = (0..question.words.len()).any(|at| question.sets_aside(at));
    if aside || question.denied {
        return None;
    }
    // What is asserted is not what the fact says: "no", if both speak of the same thing.
    let about = (evidence.subject >= 0.6 || evidence.own >= 0.2)
        && (question.mentions.is_empty() || question.mentions.iter().any(|m| m.subjects.contains(&doc.subject)));
    let likeliest = likely == Some(evidence.fact);
    // "ever" and "one of" are not denied by one fact of several.
    let open = (0..question.words.len())
        .any(|at| question.text(at) == "ever" || question.text(at) == "one" && question.text(at + 1) == "of");
    let same_thing = about && !open && contradict::contradicts(index, question, hits, ranked, &asserted, likeliest);
    same_thing.then_some(false)
}

/// Whether a word is a sum of money.
fn is_sum(word: &Word) -> bool {
    let money = matches!(word.expanded.token.figure, Some(Figure::Number { scale: Scale::Money, .. }));
    money || word.expanded.token.text == "grand"
}

/// Whether the question has all words of a rating; `None` if it has none of them: "red" is not "amber-red".
fn whole_rating(question: &Question, rating: &str) -> Option<bool> {
    let words: Vec<String> = tokenise(rating).into_iter().map(|t| t.text).collect();
    let has = |word: &String| question.words.iter().any(|w| w.expanded.token.text == *word);
    // "Amber-red" is not amber.
    let light = |at: usize| grammar::is_light(question.text(at));
    let other = |at: usize| light(at) && !words.iter().any(|word| word == question.text(at));
    let mixed = (1..question.words.len()).any(|at| light(at) && light(at - 1) && (other(at) || other(at - 1)));
    words.iter().any(has).then(|| words.iter().all(has) && !mixed)
}

/// Whether a count that the question gives is another than the fact's; `None` if either has none.
fn another_number(question: &Question, value: &Value) -> Option<bool> {
    let held = match value {
        Value::Count(_) | Value::Duration(_) => measure(value)?,
        _ => return None,
    };
    // "inside four years" sets a bound, and is met by three.
    let bound =
        |at: usize| matches!(question.text(at), "inside" | "within" | "under" | "over" | "about" | "least" | "most");
    // "a large one" counts nothing, and "twelve hundred" is no twelve.
    let multiplied =
        |at: usize| matches!(question.text(at + 1), "dozen" | "score" | "hundred" | "thousand" | "million");
    let is_plain = |at: usize| (at == 0 || !bound(at - 1)) && question.text(at) != "one" && !multiplied(at);
    let asked = (0..question.words.len()).find_map(|at| question.any_number(at).filter(|_| is_plain(at)))?;
    let in_another_unit = (0..question.words.len()).any(|at| given::is_in_another_unit(question, at, value));
    (!in_another_unit).then(|| held.amount.figures().all(|n| n != asked))
}

/// Whether the fact accounts for a word. A place must be its own: that people also look for it under another
/// place's name does not make it one there.
fn holds(index: &Index, question: &Question, ranked: &Ranked, at: usize, likely: Option<usize>) -> bool {
    let evidence = &ranked.evidence;
    let doc = index.fact(evidence.fact);
    let place = index.attributes()[doc.attribute].attribute.asks.contains(&Asks::Where);
    let word = &question.words[at].expanded;
    // What is like what was asked is not what was asked.
    if !word.meanings.is_empty() && word.meanings.iter().all(|meaning| meaning.how == How::Alike) {
        return false;
    }
    if place && contradict::placed(question, at) || place && word.token.capital && evidence.by_subject[at] < EXPLAINED
    {
        return word.best_in(doc.value).max(word.best_in(doc.statement)) >= 0.8;
    }
    // Cues are how people look for a fact; of another than the likely one they do not make it say so.
    if likely == Some(evidence.fact) { evidence.direct[at] >= EXPLAINED } else { evidence.strict[at] >= EXPLAINED }
}

/// Whether the amount is beyond the bound; `None` where its range does not decide it.
fn beyond(value: &Value, threshold: Threshold) -> Option<bool> {
    let amount = measure(value)?.amount;
    let (bound, above) = match threshold {
        Threshold::Above(n) => (n, true),
        Threshold::Below(n) => (n, false),
    };
    let (low, high) = (amount.low(), amount.high());
    if above {
        if low.is_some_and(|n| n > bound) { Some(true) } else { high.filter(|n| *n <= bound).map(|_| false) }
    } else if high.is_some_and(|n| n < bound) {
        Some(true)
    } else {
        low.filter(|n| *n >= bound).map(|_| false)
    }
}

/// The words of a statement.
fn said_of(statement: &str) -> Vec<String> {
    tokenise(statement).into_iter().map(|t| t.text).collect()
}

/// Whether a fact that has all the question's words says yes to it: not if one of them denies, nor if the
/// question speaks of all where the fact speaks of a part.
fn agrees(question: &Question, statement: Option<&str>) -> bool {
    let said = said_of(statement.unwrap_or_default());
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let asked: Vec<&str> = question.words.iter().map(|w| w.expanded.token.text.as_str()).collect();
    if let Some(turn) = said.windows(2).position(|pair| matches!(pair, ["instead", "of"] | ["rather", "than"])) {
        // What is asserted stands only behind "instead of": it is what was not.
        let only_behind = |w: &&str| said[turn..].contains(w) && !said[..turn].contains(w);
        let only_before = |w: &&str| said[..turn].contains(w) && !said[turn..].contains(w);
        let telling = |w: &&&str| !grammar::is_function(w) && !grammar::is_filler(w);
        if asked.iter().filter(telling).any(only_behind)
            && !asked.iter().filter(telling).any(|w| only_before(w) && is_new(w, question))
        {
            return question.denied;
        }
    }
    let part = said.iter().any(|w| grammar::is_limiting(w));
    let all = asked.iter().any(|w| grammar::is_universal(w));
    if part && all {
        return false;
    }
    support::denies(question, &said) == question.denied
}

/// Whether a word of the question is no part of a name.
fn is_new(word: &str, question: &Question) -> bool {
    let named = question.named_words();
    (0..question.words.len()).any(|at| question.text(at) == word && !named[at])
}
