//! What speaks for and against a fact as the answer, as numbers. What they come to is said by the models over them.

use super::asking::Asking;
use super::attributes::AttributeHits;
use super::evidence::{EXPLAINED, Evidence};
use super::objections::claimed;
use super::question::Question;
use super::{decide, kinds};
use crate::fact::ValueKind;
use crate::search::{FactDoc, Index};
use crate::text::lexicon::Asks;

/// How many features there are.
pub const COUNT: usize = 43;

/// The features of one fact for one question, each from 0 to 1, but how it is phrased: from about -2 to 2, and the
/// logarithm of a share.
pub type Features = [f32; COUNT];

/// The names of the features, in order.
pub const NAMES: [&str; COUNT] = [
    "bias",
    "coverage",
    "predicate",
    "subject",
    "mentioned",
    "attribute",
    "attribute_gap",
    "own",
    "itself",
    "definite",
    "weak_kind",
    "worst_unexplained",
    "unexplained",
    "claimed",
    "not_held",
    "bare",
    "general",
    "unknown",
    "asked_kind",
    "count_for_what",
    "named_and_definite",
    "strict",
    "missed",
    "wrong_kind",
    "likeness",
    "asked_before",
    "noun_missed",
    "noun_said",
    "nothing_new",
    "same_question",
    "same_kind",
    "elsewhere",
    "other_figure",
    "phrased",
    "phrased_ahead",
    "unanswered",
    "unphrased",
    "phrased_share",
    "phrased_surely",
    "asked_for",
    "asked_ahead",
    "asked_surely",
    "unworded",
];

/// The place of the feature that says how clearly an attribute is named of which nothing is held.
pub const NOT_HELD: usize = 14;

/// The place of the feature that says how well the question goes with the fact's wording.
pub const PHRASED: usize = 33;

/// The place of the feature that says how far it is ahead of, or behind, the best of the others in that: from -1 to 1.
pub const PHRASED_AHEAD: usize = 34;

/// The place of the feature that says how much of the likelihood of all wordings the fact's has, as a logarithm.
pub const PHRASED_SHARE: usize = 37;

/// The place of the feature that says the same, with each word counting by how rare it is among all wordings.
pub const PHRASED_SURELY: usize = 38;

/// Beyond this likeness each further word in common says more.
const ALIKE: f32 = 0.6;

/// A word of at least this weight tells something.
const TELLING: f32 = 0.3;

/// A word of less weight than this says nothing.
const SAYING: f32 = 0.1;

/// Computes the features.
pub fn features(
    index: &Index,
    question: &Question,
    hits: &AttributeHits,
    evidence: &Evidence,
    doc: &FactDoc,
) -> Features {
    let fit = evidence.fit;
    let definite = f32::from(u8::from(question.asks.is_some_and(|asks| asks != Asks::What) && fit >= kinds::WELL));
    let telling = (0..question.words.len()).filter(|at| question.words[*at].weight >= TELLING);
    let unexplained = telling.clone().filter(|at| evidence.words[*at] < EXPLAINED);
    let worst = unexplained.clone().map(|at| question.words[at].weight).fold(0.0, f32::max);
    let unknown = unexplained.clone().filter(|at| question.words[*at].expanded.meanings.is_empty()).count();
    let all = telling.clone().count();
    let share = |n: usize| if all == 0 { 0.0 } else { n as f32 / all as f32 };
    let elsewhere = telling.filter(|at| evidence.words[*at] >= EXPLAINED && evidence.direct[*at] < EXPLAINED).count();
    let flag = |yes: bool| f32::from(u8::from(yes));
    let bare = decide::is_bare(question, evidence);
    let mentioned = evidence.inverse || question.mentions.iter().any(|m| m.subjects.contains(&doc.subject));
    let askable = |at: usize| kinds::can_be_asked(index, question, at);
    let said = |at: usize| evidence.strict[at] >= EXPLAINED;
    let rival = hits.unsaid_rival(evidence.answers_for, askable, said).map_or(0.0, |(_, strength)| strength);
    let missing = |at: usize| askable(at) && index.attributes()[at].facts.is_empty();
    let not_held = hits.unsaid_rival(evidence.answers_for, missing, said).map_or(0.0, |(_, strength)| strength);
    let noun = question.asked_noun;
    let claimed = claimed(index, question, hits, evidence);
    // How people ask for the fact itself says more than how they ask for its attribute.
    let asked = |told: &dyn Fn(&Asking, &Index, usize) -> f32| match doc.wording {
        Some(_) => 0.0,
        None => told(&question.asking, index, evidence.answers_for),
    };
    let asked_kind = question.asks_kind.is_some_and(|kind| index.subject(doc.subject).subject.kind == kind);
    [
        1.0,
        evidence.coverage,
        evidence.predicate,
        evidence.subject,
        flag(mentioned),
        evidence.attribute,
        (rival - 0.5 * evidence.attribute).max(0.0),
        (evidence.own * 3.0).min(1.0),
        evidence.itself,
        definite,
        flag(fit > 0.0 && fit < kinds::WELL),
        (worst / 1.4).min(1.0),
        share(unexplained.count()),
        flag(claimed.is_some()),
        not_held,
        flag(bare),
        if bare { decide::general(index, doc.attribute) / 0.06 } else { 0.0 },
        share(unknown),
        flag(asked_kind && evidence.subject < kinds::NAMED),
        flag(question.asks == Some(Asks::What) && matches!(doc.fact.value, crate::fact::Value::Count(_))),
        definite * evidence.attribute,
        evidence.strict_coverage,
        evidence.missed.min(1.0),
        flag(fit <= 0.0),
        evidence.likeness.degree,
        flag(!doc.questions.is_empty()),
        noun.map_or(0.0, |at| {
            question.words[at].weight.clamp(TELLING, 1.0)
                * (1.0 - evidence.strict[at].max(evidence.likeness.quality(at)))
        }),
        flag(noun.is_some_and(said)),
        if question.asks.is_some() && !question.yes_no {
            value_told(index, question, doc) * evidence.subject
        } else {
            0.0
        },
        ((evidence.likeness.degree - ALIKE) / (1.0 - ALIKE)).max(0.0),
        if evidence.likeness.same_kind { evidence.likeness.degree } else { 0.0 },
        share(elsewhere),
        flag(claimed.is_some_and(|at| asks_other_figure(index, at, doc))),
        doc.wording.map_or(0.0, |wording| question.phrasing.fit(index, wording)),
        // Known when all candidates are: `Ranking::set_ahead_in_phrasing`.
        0.0,
        // It was written beside the folder's facts, and says nothing of others.
        if doc.wording.is_some() { question.phrasing.unanswered(index) } else { 0.0 },
        unphrased(index, question, evidence, doc),
        question.phrasing.share(index, doc.wording),
        question.phrasing.surely(index, doc.wording),
        asked(&Asking::fit),
        asked(&Asking::ahead),
        asked(&Asking::surely),
        flag(doc.wording.is_none()),
    ]
}

/// The share of the question's weight that neither explains the fact nor stands in any question that people put to it;
/// where none is known, in any by which they ask for its attribute.
fn unphrased(index: &Index, question: &Question, evidence: &Evidence, doc: &FactDoc) -> f32 {
    let (mut all, mut left) = (0.0, 0.0);
    for (at, word) in question.words.iter().enumerate().filter(|(_, word)| word.weight >= SAYING) {
        all += word.weight;
        let asked = || match doc.wording {
            Some(_) => question.phrasing.has(index, doc.wording, at),
            None => question.asking.has(index, evidence.answers_for, at),
        };
        if evidence.words[at] < EXPLAINED && !asked() {
            left += word.weight;
        }
    }
    if all > 0.0 { left / all } else { 0.0 }
}

/// Whether an attribute has figures of a kind (sums, dates, times, numbers), and the fact's value is nothing like them.
fn asks_other_figure(index: &Index, attribute: usize, doc: &FactDoc) -> bool {
    let wanted = index.attributes()[attribute].attribute.value;
    let figure = matches!(wanted, Some(ValueKind::Money | ValueKind::Count | ValueKind::Date | ValueKind::Duration));
    let kind = doc.fact.value.kind();
    figure && wanted != Some(kind) && !matches!(kind, ValueKind::None | ValueKind::Withheld)
}

/// The share of the value that the question itself has: whoever names subject and value asks for something else.
fn value_told(index: &Index, question: &Question, doc: &FactDoc) -> f32 {
    if doc.value.iter().all(|term| question.best_quality(*term) == 0.0) {
        return 0.0;
    }
    let names = &index.subject(doc.subject).names;
    let own = doc.value.iter().filter(|term| !names.iter().any(|name| name.terms.contains(term)));
    let weighed = own.map(|term| (index.weight(*term), question.best_quality(*term)));
    let (total, told) = weighed.fold((0.0, 0.0), |(total, told), (weight, q)| (total + weight, told + weight * q));
    if total > 0.0 { told / total } else { 0.0 }
}
