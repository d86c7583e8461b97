//! Whether something kept to its schedule or its budget: "was the mast on time", "did it blow its budget". A fact that
//! says so decides, in whatever words it does; where none says so of a budget, its sum and what was spent or is
//! expected do. The two poles of each are told by [`crate::text::adherence`], so that "within budget" is not confirmed by
//! "over budget", which has all of its words but one.

use super::amounts::measure;
use super::known::{BUDGET, COST, END, FORECAST};
use super::question::Question;
use super::ranking::Ranked;
use super::told_of::{accounts, subjects};
use super::verdict::Verdict;
use super::{claims, compose};
use crate::fact::Amount;
use crate::search::{FactDoc, Index};
use crate::text::adherence::{Adherence, Constraint, adherence};
use crate::text::grammar;
use crate::text::lexicon::Asks;

/// What a question asks of a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    said: Adherence,
}

/// Reads whether a question asks if something kept to its schedule or its budget; `None` if it asks something else, or of
/// both at once.
pub(super) fn asked(question: &Question) -> Option<Asked> {
    if !(question.yes_no || question.marked) || question.threshold.is_some() || question.compares && !question.yes_no
    {
        return None;
    }
    // A figure beside it is what is asked about.
    if (0..question.words.len()).any(|at| question.number(at).is_some()) {
        return None;
    }
    let words: Vec<&str> = (0..question.words.len()).map(|at| question.text(at)).collect();
    let mut found = adherence(&words).into_iter();
    let said = found.next()?;
    found.all(|other| (other.constraint, other.kept) == (said.constraint, said.kept)).then_some(Asked { said })
}

/// Whether a question asks by how much a budget was missed.
pub(super) fn asks_how_far_over(question: &Question) -> bool {
    let words: Vec<&str> = (0..question.words.len()).map(|at| question.text(at)).collect();
    let missed = |said: &Adherence| said.constraint == Constraint::Budget && !said.kept;
    matches!(question.asks, Some(Asks::HowMuch)) && adherence(&words).iter().any(missed)
}

impl Asked {
    /// The verdict of the fact that says it of what the question is about, or of its figures; `None` if nothing does.
    pub(super) fn verdict(&self, index: &Index, question: &Question, ranked: &[Ranked]) -> Option<Verdict> {
        if claims::asks_of_now(question) {
            return None;
        }
        let subject = self.subject(index, question, ranked)?;
        // That it is on track does not say that it arrived.
        let done = (0..question.words.len()).any(|at| is_done(question.text(at)));
        let told = |verdict: &Verdict| !(verdict.hedged && done);
        let of_subject = |r: &&Ranked| index.fact(r.evidence.fact).subject == subject;
        let says = |r: &Ranked| {
            let kept = self.says(index, &index.fact(r.evidence.fact))?;
            accounts(question, r, &|at| self.said.words.contains(&at)).then_some((r.evidence.fact, kept))
        };
        let said: Vec<(usize, bool)> = ranked.iter().filter(of_subject).filter_map(says).collect();
        let newest = said.iter().map(|(fact, _)| index.fact(*fact).fact.as_of.first_day()).max();
        let mut newest = said.iter().filter(|(fact, _)| Some(index.fact(*fact).fact.as_of.first_day()) == newest);
        if let Some((fact, kept)) = newest.next().copied() {
            let agreed = newest.all(|(_, other)| *other == kept);
            return agreed.then(|| self.told(index, question, vec![fact], kept)).filter(told);
        }
        let (facts, kept) = self.by_figures(index, question, ranked, subject)?;
        Some(self.told(index, question, facts, kept)).filter(told)
    }

    /// The subject that the question is about: one that it names; or the likeliest fact's, if that says what is asked.
    fn subject(&self, index: &Index, question: &Question, ranked: &[Ranked]) -> Option<usize> {
        let best = index.fact(ranked.first()?.evidence.fact);
        let named = subjects(index, question, ranked);
        named.first().copied().or_else(|| self.says(index, &best).map(|_| best.subject))
    }

    /// Whether a fact says that the constraint was kept to; `None` if it says nothing of it, or both.
    fn says(&self, index: &Index, doc: &FactDoc) -> Option<bool> {
        let said = compose::words(index, doc);
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let mut found = adherence(&said).into_iter().filter(|found| found.constraint == self.said.constraint);
        let first = found.next()?;
        let agreed = found.all(|other| other.kept == first.kept);
        (agreed && !grammar::denies(&said)).then_some(first.kept)
    }

    /// Whether the budget was kept to by what was spent, or is expected to be: the two facts, and the verdict.
    fn by_figures(
        &self,
        index: &Index,
        question: &Question,
        ranked: &[Ranked],
        subject: usize,
    ) -> Option<(Vec<usize>, bool)> {
        if self.said.constraint != Constraint::Budget {
            return None;
        }
        let sums = |id: &str| {
            let of = |r: &&Ranked| {
                let doc = index.fact(r.evidence.fact);
                doc.subject == subject
                    && doc.fact.attribute.as_str() == id
                    && accounts(question, r, &|at| self.said.words.contains(&at))
            };
            let found = ranked.iter().find(of)?;
            let amount = measure(&index.fact(found.evidence.fact).fact.value)?.amount;
            Some((found.evidence.fact, amount))
        };
        let budget = sums(BUDGET)?;
        let has_ended = index.subject(subject).facts.iter().any(|at| index.fact(*at).fact.attribute.as_str() == END);
        let spent = sums(COST).map(|spent| (spent, has_ended));
        let expected = sums(FORECAST).map(|expected| (expected, true));
        let of_one_time = |fact: usize| index.fact(fact).fact.period == index.fact(budget.0).fact.period;
        [spent, expected].into_iter().flatten().filter(|((fact, _), _)| of_one_time(*fact)).find_map(
            |((fact, amount), whole)| {
                let kept = is_within(&amount, &budget.1)?;
                // What has been spent so far may still pass the budget.
                (!kept || whole).then(|| (vec![fact, budget.0], kept))
            },
        )
    }

    fn told(&self, index: &Index, question: &Question, facts: Vec<usize>, kept: bool) -> Verdict {
        let yes = (kept == self.said.kept) != question.denied;
        Verdict { yes, hedged: facts.iter().any(|fact| is_hedged(index, &index.fact(*fact))), facts }
    }
}

/// Whether a question asks how something ended.
fn is_done(word: &str) -> bool {
    matches!(
        word,
        "finish"
            | "finished"
            | "complete"
            | "completed"
            | "deliver"
            | "delivered"
            | "end"
            | "ended"
            | "arrive"
            | "arrived"
            | "meet"
            | "met"
            | "hit"
    )
}

/// Whether a fact is what somebody said or expected. That something was later than planned is no plan.
fn is_hedged(index: &Index, doc: &FactDoc) -> bool {
    let said = compose::words(index, doc);
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let found = adherence(&said);
    let beside = |at: usize| !found.iter().any(|found| found.words.contains(&at));
    claims::is_intended(doc.fact) || (0..said.len()).any(|at| beside(at) && claims::is_hedge(said[at]))
}

/// Whether a sum is no more than another; `None` where their ranges overlap.
fn is_within(sum: &Amount, bound: &Amount) -> Option<bool> {
    let (low, high) = (sum.low(), sum.high());
    if let (Some(high), Some(least)) = (high, bound.low())
        && high <= least
    {
        return Some(true);
    }
    match (low, bound.high()) {
        (Some(low), Some(most)) if low > most => Some(false),
        _ => None,
    }
}
