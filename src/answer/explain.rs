//! How a question was understood, in words: the reading, the candidates with their scores, and why the winner
//! won or nothing did. Without it nobody can mend a wrong answer.

use super::attributes::AttributeHits;
use super::decide::answer;
use super::objections::Objection;
use super::question::{Question, Threshold};
use super::ranking::{Ranked, lead, rank};
use super::versus;
use crate::search::Index;
use std::fmt::Write;

/// Candidates shown.
const SHOWN: usize = 8;

/// Contributions to the probability shown.
const TELLING: usize = 10;

/// Meanings shown for each word.
const MEANINGS: usize = 5;

/// Explains how a question is read and answered, as plain text of several lines.
pub fn explain(index: &Index, text: &str) -> String {
    let question = Question::read(index, text);
    let hits = AttributeHits::find(index, &question);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "words (weight, then what each can mean with its quality)");
    for word in &question.words {
        let meanings: Vec<String> = word
            .expanded
            .meanings
            .iter()
            .take(MEANINGS)
            .map(|m| format!("{} {:.2} {:?}", index.vocabulary().stem_of(m.term), m.quality, m.how).to_lowercase())
            .collect();
        let _ = writeln!(out, "  {:<16} {:.2}  {}", word.expanded.token.text, word.weight, meanings.join(", "));
    }
    let _ = writeln!(out, "read as: {}", reading(index, &question));
    let named: Vec<String> = hits
        .named()
        .into_iter()
        .take(6)
        .map(|(at, strength)| format!("{} {strength:.2}", index.attributes()[at].attribute.id))
        .collect();
    let _ =
        writeln!(out, "attributes named: {}", if named.is_empty() { "none".to_owned() } else { named.join(", ") });
    if let Some(sides) = versus::explained(index, &question, &hits, text) {
        let _ = writeln!(out, "set against each other: {sides}");
    }
    let ranking = rank(index, &question, &hits);
    let ranked = &ranking.ranked;
    let _ = writeln!(out, "candidates: {} weighed, the best", ranked.len());
    for candidate in ranked.iter().take(SHOWN) {
        candidate_line(&mut out, index, &question, candidate);
    }
    if let Some(first) = ranked.first() {
        let ahead = lead(index, ranked);
        let (by, start) = ranking.model.contributions(&first.features, ahead);
        let by = by.into_iter().take(TELLING).map(|(name, by)| format!("{name} {by:+.2}"));
        let parts: Vec<String> = std::iter::once(format!("{start:+.2} to start from")).chain(by).collect();
        let probability = ranking.model.probability(&first.features, ahead);
        let _ = writeln!(out, "the first answers with probability {probability:.2}: {}", parts.join(", "));
    }
    let answer = answer(index, text);
    let _ = writeln!(out, "decided: {} with confidence {:.2}", answer.outcome.word(), answer.confidence);
    let _ = write!(out, "  {}", answer.text);
    out
}

fn reading(index: &Index, question: &Question) -> String {
    let mut parts: Vec<String> = Vec::new();
    if question.yes_no {
        parts.push("a yes/no question".to_owned());
    }
    if let Some(asks) = question.asks {
        parts.push(format!("asks {asks:?}").to_lowercase());
    }
    if let Some(kind) = question.asks_kind {
        parts.push(format!("for a {}", kind.word()));
    }
    if question.list {
        parts.push("wants all".to_owned());
    }
    if let Some(extreme) = question.extreme {
        parts.push(format!("the {extreme:?}").to_lowercase());
    }
    if question.compares {
        parts.push("compares".to_owned());
    }
    match question.threshold {
        Some(Threshold::Above(n)) => parts.push(format!("above {}", n / 100)),
        Some(Threshold::Below(n)) => parts.push(format!("below {}", n / 100)),
        None => {}
    }
    parts.extend(question.years.iter().map(|year| format!("in {year}")));
    parts.extend(question.periods.iter().map(|period| format!("in {period}")));
    for mention in &question.organisations {
        parts.push(format!("names {}", index.organisations()[mention.organisations[0]].organisation.name));
    }
    for mention in &question.mentions {
        let names: Vec<String> =
            mention.subjects.iter().map(|at| index.subject(*at).subject.id.to_string()).collect();
        let words: Vec<&str> = mention.words.iter().map(|at| question.text(*at)).collect();
        parts.push(format!("\"{}\" is {}", words.join(" "), names.join(" or ")));
    }
    if parts.is_empty() { "a fragment".to_owned() } else { parts.join(", ") }
}

fn candidate_line(out: &mut String, index: &Index, question: &Question, candidate: &Ranked) {
    let evidence = &candidate.evidence;
    let doc = index.fact(evidence.fact);
    let missed: Vec<&str> = question
        .words
        .iter()
        .zip(&evidence.words)
        .filter(|(word, quality)| word.weight > 0.0 && **quality < super::evidence::EXPLAINED)
        .map(|(word, _)| word.expanded.token.text.as_str())
        .collect();
    let _ = writeln!(
        out,
        "  {:.2}  {}  explained {:.2}, asked {:.2}, subject {:.2}, attribute {:.2}, own words {:.2}{}{}",
        candidate.score,
        doc.fact.id,
        evidence.coverage,
        evidence.predicate,
        evidence.subject,
        evidence.attribute,
        evidence.own,
        if missed.is_empty() { String::new() } else { format!(", not explained: {}", missed.join(" ")) },
        match evidence.objection {
            None => String::new(),
            Some(objection) => format!(", ruled out: {}", reason(index, question, objection)),
        }
    );
}

fn reason(index: &Index, question: &Question, objection: Objection) -> String {
    match objection {
        Objection::Organisation(at) => format!("asks about {}", index.organisations()[at].organisation.name),
        Objection::Time => "asks about another time".to_owned(),
        Objection::Figure => "has another figure".to_owned(),
        Objection::Kind => "is no answer of the kind asked for".to_owned(),
        Objection::UnknownName(at) => format!("asks about \"{}\"", question.text(at)),
    }
}
