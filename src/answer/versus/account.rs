//! Whether all that the question says is accounted for: by the sides, by what is compared, or by how a comparison is
//! put. A word that is not may ask for something else.

use super::{Contest, Side, form};
use crate::answer::evidence::EXPLAINED;
use crate::answer::figures::figure_fits;
use crate::answer::question::Question;
use crate::fact::Value;
use crate::text::grammar;

/// A word of at least this weight must be accounted for.
pub(super) const TELLING: f32 = 0.3;

/// A word of an attribute's phrase is met from this quality on.
const OF_A_PHRASE: f32 = 0.8;

impl Contest<'_> {
    /// Whether a telling word is accounted for by nothing.
    pub(super) fn is_left_over(&self, sides: &[Side]) -> bool {
        let question = self.question;
        let telling = |at: &usize| {
            let word = &question.words[*at];
            !word.expanded.closed && word.weight.max(self.hits.raised_weight(*at)) >= TELLING
        };
        let owned = |at: usize| sides.iter().any(|side| side.run.contains(&at));
        let left = |at: usize| {
            let mut speaking = sides.iter().filter(|side| !owned(at) || side.run.contains(&at));
            !speaking.any(|side| self.says(side, at))
        };
        let mut words = (0..question.words.len()).filter(telling);
        words.any(|at| !form::is_of_the_frame(question.text(at)) && left(at))
    }

    /// Whether a side accounts for a word: by its name, by what is compared of it, or in so many words.
    pub(super) fn says(&self, side: &Side, at: usize) -> bool {
        let named = self.field.of_subject(side.subject).is_some_and(|c| c.named[at] >= EXPLAINED);
        named || side.facts.iter().any(|fact| self.fact_says(*fact, at))
    }

    /// Whether a fact accounts for a word by its attribute, value, statement or cues.
    pub(super) fn fact_says(&self, fact: usize, at: usize) -> bool {
        let doc = self.index.fact(fact);
        let word = &self.question.words[at].expanded;
        if let Some(figure) = word.token.figure {
            return figure_fits(&figure, &doc);
        }
        let attribute = &self.index.attributes()[doc.attribute];
        let phrases = || attribute.phrases.iter().flat_map(|phrase| phrase.terms.iter());
        if matches!(doc.fact.value, Value::Money(_)) && is_of_money(self.question, at) {
            return true;
        }
        let told = [doc.value, doc.statement, doc.named, doc.cues].map(|terms| word.best_in(terms));
        self.hits.qualities(doc.attribute)[at] >= EXPLAINED
            || told.iter().any(|quality| *quality >= EXPLAINED)
            || phrases().any(|term| word.quality(*term) >= OF_A_PHRASE)
    }
}

/// Whether a word is for money, or for how much of it: "cash", "pot of money", "money pit".
fn is_of_money(question: &Question, at: usize) -> bool {
    let money = |at: usize| grammar::is_money(question.text(at));
    let measure =
        matches!(question.text(at), "pot" | "pots" | "pit" | "pile" | "heap" | "sack" | "wad" | "chunk" | "bag");
    let beside = at > 0 && money(at - 1) || question.text(at + 1) == "of" && money(at + 2);
    money(at) || measure && beside
}
