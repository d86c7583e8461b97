//! Yes or no: the verdict first, then the fact that decides it.

use super::amounts::{lower_article, measure};
use super::attributes::AttributeHits;
use super::evidence::EXPLAINED;
use super::objections::Objection;
use super::question::{Question, Threshold, Word};
use super::ranking::Ranked;
use super::reply::Answer;
use super::{affirm, claims, compose, features, given, mentions, support, turns};
use crate::fact::{SubjectKind, Value};
use crate::search::{FactDoc, How, Index, TermId, Vectors};
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

/// How far down the ranking a deciding fact is looked for.
const DEPTH: usize = 30;

/// A fact whose wording is behind another's by more than this is not what the question is about.
const BEHIND: f32 = -0.5;

const CONFIDENCE: f32 = 0.88;

/// Answers a yes/no question from the first fact that decides it; `None` if it is none, or nothing decides it.
///
/// `likely` is the fact that would answer if it were no yes/no question: of that one, cues count too.
pub(super) fn verdict(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &[Ranked],
    likely: Option<usize>,
) -> Option<Answer> {
    let best = ranked.first()?;
    if question.marked {
        return confirmed(index, question, hits, best, likely);
    }
    if !question.yes_no {
        return None;
    }
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
    let place = (0..question.words.len()).any(|at| question.words[at].weight >= TELLING && placed(question, at));
    let where_to = |r: &&Ranked| {
        let attribute = &index.attributes()[index.fact(r.evidence.fact).attribute].attribute;
        place && attribute.asks.contains(&Asks::Where)
    };
    if let Some((r, yes)) = by_value(index, question, hits, best, likely) {
        return Some(reply(index, r, yes));
    }
    if let Some((best, yes)) = by_polarity(index, question, hits, best, likely) {
        return Some(reply(index, best, yes));
    }
    let (full, partly): (Vec<&Ranked>, Vec<&Ranked>) = able.into_iter().partition(says);
    let mut ordered: Vec<&Ranked> = full.into_iter().chain(partly).collect();
    ordered.sort_by_key(|r| !where_to(r));
    let deciding = ordered.into_iter().find_map(|r| Some((r, decide(index, question, hits, r, likely)?)));
    let (ranked, yes) = deciding?;
    Some(reply(index, ranked, yes))
}

fn reply(index: &Index, ranked: &Ranked, yes: bool) -> Answer {
    let sentence = compose::sentence(index, &index.fact(ranked.evidence.fact));
    let text = format!("{}: {}", if yes { "Yes" } else { "No" }, lower_article(&sentence));
    compose::reply(index, &text, &[ranked.evidence.fact], CONFIDENCE)
}

/// A question that only its mark makes one, with subject and value both in it, wants its likeliest fact confirmed. Any
/// other such question looks for something.
fn confirmed(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    best: &Ranked,
    likely: Option<usize>,
) -> Option<Answer> {
    if question.list || best.evidence.subject < NAMED {
        return None;
    }
    let (ranked, yes) = by_value(index, question, hits, best, likely)?;
    yes.then(|| reply(index, ranked, true))
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
    let given = given::given(index, question, &doc, evidence).filter(|_| !question.denied && !instead)?;
    let firm = claims::is_firm(question, doc.fact)
        || claims::is_figure(&doc.fact.value) && claims::is_of_then(question, doc.fact);
    let sure = firm && support::is_all(index, question, hits, &doc, evidence, &given);
    sure.then_some((best, given.own))
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
        && asserted.iter().all(|at| graded(question, *at))
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
    let same_thing = about && !open && contradicts(index, question, hits, ranked, &asserted, likeliest);
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
    words.iter().any(has).then(|| words.iter().all(has))
}

/// "rated green", "given an A": the word stands where a grade does, or is a colour of traffic lights.
fn graded(question: &Question, at: usize) -> bool {
    let grades = |word: &str| {
        matches!(
            word,
            "rated" | "rate" | "rating" | "marked" | "graded" | "grade" | "scored" | "given" | "got" | "as"
        )
    };
    let light = matches!(question.text(at), "red" | "amber" | "yellow" | "green");
    light || (at.saturating_sub(2)..at).any(|before| grades(question.text(before)))
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
    if place && placed(question, at) || place && word.token.capital && evidence.by_subject[at] < EXPLAINED {
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
    grammar::denies(&said) == question.denied
}

/// Whether a word of the question is no part of a name.
fn is_new(word: &str, question: &Question) -> bool {
    let named = question.named_words();
    (0..question.words.len()).any(|at| question.text(at) == word && !named[at])
}

/// Whether what is asserted and the fact's value are of a kind that excludes each other: another place, rating,
/// person, date or figure.
fn contradicts(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    ranked: &Ranked,
    asserted: &[usize],
    likeliest: bool,
) -> bool {
    let doc = index.fact(ranked.evidence.fact);
    let attribute = &index.attributes()[doc.attribute].attribute;
    // What would answer the question were it no yes or no speaks of the same thing.
    let named = likeliest || ranked.evidence.attribute >= 0.5;
    let figure = |at: &usize| question.words[*at].expanded.token.figure;
    if asserted.iter().any(|at| figure(at).is_some()) {
        // "by 2020" sets a bound.
        let bound = |at: &usize| *at > 0 && given::is_bound(question.text(at - 1));
        return !asserted.iter().any(bound)
            && asserted.iter().all(|at| figure(at).is_some_and(|f| same_kind(&f, &doc.fact.value)))
            && (named || ranked.evidence.own > 0.1);
    }
    let rating = matches!(doc.fact.value, Value::Rating(_));
    if !rating && asserted.iter().any(|at| hits.claims(*at).next().is_some()) {
        return false;
    }
    match &doc.fact.value {
        Value::Rating(_) => named && asserted.len() <= 2 && asserted.iter().all(|at| graded(question, *at)),
        Value::Subject(id) => {
            let kind = index.subject_by_id(id.as_str()).map(|at| index.subject(at).subject.kind);
            kind.is_some_and(|kind| {
                let another = names_another(index, question, asserted, &doc, kind);
                (named || ranked.evidence.own >= 0.25) && another
                    || likeliest && kind == SubjectKind::Person && is_nobody_held(question, asserted)
            })
        }
        Value::Text(_) if named && asserted.len() <= 2 && asserted.iter().all(|at| question.words[*at].is_name()) => {
            // The name of something held says what is asked about, and asserts nothing.
            let of_subject = |at: &usize| question.mentions.iter().any(|mention| mention.words.contains(at));
            !asserted.iter().any(of_subject)
        }
        Value::Text(_) if attribute.asks.contains(&Asks::Where) => {
            asserted.len() <= 2
                && !asserted.iter().any(|at| is_region(question, *at))
                && asserted.iter().all(|at| placed(question, *at) || question.words[*at].expanded.token.capital)
        }
        _ => false,
    }
}

/// "in London", "at Leeds": the word stands behind a preposition of place.
fn placed(question: &Question, at: usize) -> bool {
    at > 0 && matches!(question.text(at - 1), "in" | "at" | "near")
}

/// Whether a place is one that has others in it: a country, a county, a side of either. What lies in it is not known.
fn is_region(question: &Question, at: usize) -> bool {
    let side = |word: &str| matches!(word, "north" | "south" | "east" | "west" | "central" | "greater");
    let text = question.text(at);
    let country =
        matches!(text, "england" | "scotland" | "wales" | "ireland" | "britain" | "uk" | "europe" | "midlands");
    country || text.ends_with("shire") || side(text) || at > 0 && side(question.text(at - 1))
}

fn same_kind(figure: &Figure, value: &Value) -> bool {
    match figure {
        Figure::Number { .. } => measure(value).is_some(),
        Figure::Year(_) | Figure::Date(_) | Figure::Month(..) => matches!(value, Value::Date(_)),
        Figure::Period(_) => false,
    }
}

/// Whether the asserted words are a name and nothing else, one or two words long, of nobody who is held.
fn is_nobody_held(question: &Question, asserted: &[usize]) -> bool {
    let name = |at: &usize| {
        let word = &question.words[*at].expanded;
        word.token.capital || !word.known && !Vectors::is_english(&word.token.text)
    };
    asserted.len() <= 2 && asserted.windows(2).all(|pair| pair[1] == pair[0] + 1) && asserted.iter().all(name)
}

/// Whether the asserted words name another subject of the kind: a person by any part of a name, all else in full.
fn names_another(index: &Index, question: &Question, asserted: &[usize], doc: &FactDoc, kind: SubjectKind) -> bool {
    let value = if let Value::Subject(id) = &doc.fact.value { index.subject_by_id(id.as_str()) } else { None };
    let itself = |at: usize| at == doc.subject || Some(at) == value;
    let said = |term: &TermId| question.words.iter().any(|word| word.expanded.quality(*term) >= 0.8);
    // A synonym of a name's word is no name.
    let is = |at: usize, term: TermId| {
        let mut meanings = question.words[at].expanded.meanings.iter();
        meanings.any(|m| m.term == term && m.quality >= 0.8 && matches!(m.how, How::Same | How::Typo))
    };
    // Whoever has all of the words in one name has the one that fewest have.
    let with = |at: usize| {
        let terms = question.words[at].expanded.meanings.iter().map(|m| m.term).filter(move |term| is(at, *term));
        terms.flat_map(|term| index.subjects_with(term)).map(|subject| subject as usize)
    };
    let Some(rarest) = asserted.iter().copied().min_by_key(|at| with(*at).count()) else { return false };
    with(rarest).filter(|at| !itself(*at)).map(|at| index.subject(at)).filter(|s| s.subject.kind == kind).any(|s| {
        s.names
            .iter()
            .filter(|name| kind == SubjectKind::Person || name.terms.iter().all(said))
            .any(|name| asserted.iter().all(|at| name.terms.iter().any(|term| is(*at, *term))))
    })
}
