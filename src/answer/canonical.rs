//! The question that a fact answers in the lexicon's own words, as suggestions print it and people copy it: whoever asks it gets
//! the fact, slips of the keyboard aside, whatever else fits its words.

use super::abstain;
use super::question::Question;
use super::ranking::Ranked;
use crate::search::{FactDoc, Index, Vectors};
use strsim::osa_distance;

/// The subject must be named to this share.
const NAMED: f32 = 0.6;

/// So many candidates are looked at.
const LOOKED_AT: usize = 24;

/// Words of fewer letters have no slips ...
const SHORTEST: usize = 4;

/// ... of fewer than these one, and longer ones two.
const TWO_SLIPS_FROM: usize = 7;

/// At most so many words of a question are slips, ...
const SLIPS: usize = 3;

/// ... of which so many make another English word.
const WORDS: usize = 1;

/// The candidate whose own question this is.
pub(super) fn asked<'a>(index: &Index, question: &Question, ranked: &'a [Ranked], text: &str) -> Option<&'a Ranked> {
    let words = words_of(text);
    let named = ranked.iter().filter(|r| r.evidence.subject >= NAMED).take(LOOKED_AT);
    let mut of_them = named.filter(|r| {
        let doc = index.fact(r.evidence.fact);
        let own = || words_of(&abstain::canonical_question(index, &doc));
        begins_alike(index, &doc, question) && is_same(index, &words, &own())
    });
    of_them.next()
}

/// Whether its question can begin as this one does: a short word has no slip.
fn begins_alike(index: &Index, doc: &FactDoc, question: &Question) -> bool {
    let template = index.attributes()[doc.attribute].attribute.question.as_deref().unwrap_or("What");
    let first = template.split(' ').next().unwrap_or_default();
    first.len() >= SHORTEST || first.eq_ignore_ascii_case(question.text(0))
}

/// The words of a text in lower case: runs of letters and digits.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether two texts have the same words in the same order, a few slips aside.
fn is_same(index: &Index, typed: &[String], meant: &[String]) -> bool {
    if typed.len() != meant.len() {
        return false;
    }
    let (mut slips, mut words) = (0, 0);
    typed.iter().zip(meant).filter(|(typed, meant)| typed != meant).all(|(typed, meant)| {
        slips += 1;
        words += usize::from(Vectors::is_english(typed));
        slips <= SLIPS && words <= WORDS && is_slip(typed, meant) && !asks_otherwise(index, typed)
    })
}

/// Whether an English word may ask for something: then it is no slip of another.
fn asks_otherwise(index: &Index, word: &str) -> bool {
    let term = index.vocabulary().get(word).filter(|_| Vectors::is_english(word));
    term.is_some_and(|term| !index.attributes_with(term).is_empty())
}

/// Whether a word may be a slip of another: few edits away.
fn is_slip(typed: &str, meant: &str) -> bool {
    let letters = meant.chars().count();
    let edits = if letters < TWO_SLIPS_FROM { 1 } else { 2 };
    let words = meant.chars().chain(typed.chars()).all(char::is_alphabetic);
    letters >= SHORTEST && words && osa_distance(typed, meant) <= edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::Lexicon;

    #[test]
    fn a_question_is_the_same_but_for_slips() {
        let index = Index::build(Lexicon::default(), [], [], []);
        let meant = words_of("What did the Harbour Board's keeper earn in 2031?");
        for (typed, same) in [
            ("what did the harbour board's keeper earn in 2031", true),
            ("What did the Harbuor Bord's keeper earn in 2031?", true),
            ("What did the Harbour Board's keeper learn in 2031?", true),
            ("What did the Harbour Boat's keeper learn in 2031?", false),
            ("What did the Harbour Board's keeper earn in 2030?", false),
            ("What did the Harbour Board's keepers' boss earn in 2031?", false),
            ("Wht dd te Harbour Board's keeper earn in 2031?", false),
        ] {
            assert_eq!(is_same(&index, &words_of(typed), &meant), same, "{typed}");
        }
    }
}
