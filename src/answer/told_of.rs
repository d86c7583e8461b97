//! Which facts of one subject a yes/no question can be held against, once some of its words are read as what it asks whether
//! it is so: the rest of them must be accounted for by the fact, its subject's name, or say nothing of their own.

use super::evidence::EXPLAINED;
use super::objections::Objection;
use super::question::Question;
use super::ranking::Ranked;
use super::subject_view::SubjectView;
use crate::search::Index;

/// A word of at least this weight tells something.
pub(super) const TELLING: f32 = 0.3;

/// So much of a subject's name must be there.
const NAMED: f32 = 0.6;

/// The subjects that the question names, with the likeliest fact's first if that is one of them, the fullest named next.
pub(super) fn subjects(index: &Index, question: &Question, ranked: &[Ranked]) -> Vec<usize> {
    let mut named = SubjectView::named_so_far(index, question, NAMED);
    let likeliest = ranked.first().map(|best| index.fact(best.evidence.fact).subject);
    named.sort_by(|(a, seen_a), (b, seen_b)| {
        let first = |subject: &usize| Some(*subject) != likeliest;
        first(a).cmp(&first(b)).then(seen_b.cover.total_cmp(&seen_a.cover)).then(a.cmp(b))
    });
    named.into_iter().map(|(subject, _)| subject).collect()
}

/// Whether a fact accounts for all that the question says beside the words that are read as what it asks.
pub(super) fn accounts(question: &Question, r: &Ranked, is_read: &dyn Fn(usize) -> bool) -> bool {
    let against = matches!(
        r.evidence.objection,
        Some(Objection::Organisation(_) | Objection::Time | Objection::UnknownName(_))
    );
    let told = |at: usize| {
        question.words[at].weight < TELLING
            || is_read(at)
            || r.evidence.strict[at] >= EXPLAINED
            || is_of_course(question.text(at))
    };
    !against && (0..question.words.len()).all(told)
}

/// Words that say nothing more than that something was done, or is a project.
pub(super) fn is_of_course(word: &str) -> bool {
    matches!(
        word,
        "come"
            | "came"
            | "comes"
            | "go"
            | "goes"
            | "went"
            | "gone"
            | "get"
            | "gets"
            | "got"
            | "given"
            | "give"
            | "gave"
            | "away"
            | "run"
            | "ran"
            | "running"
            | "finish"
            | "finished"
            | "deliver"
            | "delivered"
            | "complete"
            | "completed"
            | "end"
            | "ended"
            | "stay"
            | "stayed"
            | "remain"
            | "remained"
            | "keep"
            | "kept"
            | "head"
            | "heading"
            | "headed"
            | "turn"
            | "turned"
            | "manage"
            | "managed"
            | "project"
            | "programme"
            | "scheme"
            | "people"
            | "team"
            | "rated"
            | "rating"
            | "rate"
            | "marked"
            | "classed"
            | "flagged"
            | "score"
            | "scored"
            | "status"
            | "light"
            | "colour"
            | "color"
    )
}
