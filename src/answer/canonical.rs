//! The question that a fact answers in the lexicon's own words, as suggestions print it and people copy it: whoever asks it gets
//! the fact, slips of the keyboard aside, whatever else fits its words.

use super::abstain;
use super::ranking::Ranked;
use crate::search::{FactDoc, Index, Vectors};
use strsim::osa_distance;

/// The subject must be named to this share.
const NAMED: f32 = 0.6;

/// So many candidates are looked at.
const LOOKED_AT: usize = 24;

/// Words of fewer bytes have no slips, ...
const SHORTEST: usize = 4;

/// ... of fewer than these one, and longer ones two.
const TWO_SLIPS_FROM: usize = 7;

/// At most so many words of a question are slips, ...
const SLIPS: usize = 3;

/// ... of which so many make another English word.
const WORDS: usize = 1;

/// The candidate whose own question this is.
pub(super) fn asked<'a>(index: &Index, ranked: &'a [Ranked], text: &str) -> Option<&'a Ranked> {
    let words: Vec<&str> = words_of(text).collect();
    let mut named = ranked.iter().filter(|r| r.evidence.subject >= NAMED).take(LOOKED_AT);
    named.find(|r| {
        let doc = index.fact(r.evidence.fact);
        begins_alike(index, &doc, &words) && is_same(index, &words, &abstain::canonical_question(index, &doc))
    })
}

/// Whether the words of a question are those that stand before the name in the question of a fact: most are not, and that is
/// seen before that question is made.
fn begins_alike(index: &Index, doc: &FactDoc, typed: &[&str]) -> bool {
    let template = index.attributes()[doc.attribute].attribute.question.as_deref().unwrap_or("What is the");
    let before = template.split("{subject}").next().unwrap_or_default();
    let mut typed = typed.iter();
    words_of(before).all(|word| typed.next().is_some_and(|typed| is_alike(typed, word)))
}

/// The words of a text: runs of letters and digits.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether two words are the same, or one a slip of the other.
fn is_alike(typed: &str, meant: &str) -> bool {
    typed.eq_ignore_ascii_case(meant) || is_slip(typed, meant)
}

/// Whether a text has the words of another in the same order, a few slips aside.
fn is_same(index: &Index, typed: &[&str], meant: &str) -> bool {
    let (mut slips, mut english) = (0, 0);
    let mut meant = words_of(meant);
    let same = typed.iter().all(|typed| {
        meant.next().is_some_and(|meant| {
            typed.eq_ignore_ascii_case(meant) || {
                let typed = typed.to_lowercase();
                slips += 1;
                english += usize::from(Vectors::is_english(&typed));
                slips <= SLIPS && english <= WORDS && is_slip(&typed, meant) && !asks_otherwise(index, &typed)
            }
        })
    });
    same && meant.next().is_none()
}

/// Whether an English word may ask for something: then it is no slip of another.
fn asks_otherwise(index: &Index, word: &str) -> bool {
    let term = index.vocabulary().get(word).filter(|_| Vectors::is_english(word));
    term.is_some_and(|term| !index.attributes_with(term).is_empty())
}

/// Whether a word may be a slip of another: few edits away.
fn is_slip(typed: &str, meant: &str) -> bool {
    let edits = if meant.len() < TWO_SLIPS_FROM { 1 } else { 2 };
    // Most words are told apart by their lengths.
    let lengths = meant.len() >= SHORTEST && typed.len().abs_diff(meant.len()) <= edits;
    let letters = || meant.chars().chain(typed.chars()).all(char::is_alphabetic);
    lengths && letters() && osa_distance(&typed.to_lowercase(), &meant.to_lowercase()) <= edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::Lexicon;

    #[test]
    fn a_question_is_the_same_but_for_slips() {
        let index = Index::build(Lexicon::default(), [], [], []);
        let meant = "What did the Harbour Board's keeper earn in 2031?";
        for (typed, same) in [
            ("what did the harbour board's keeper earn in 2031", true),
            ("What did the Harbuor Bord's keeper earn in 2031?", true),
            ("What did the Harbour Board's keeper learn in 2031?", true),
            ("What did the Harbour Boat's keeper learn in 2031?", false),
            ("What did the Harbour Board's keeper earn in 2030?", false),
            ("What did the Harbour Board's keepers' boss earn in 2031?", false),
            ("Wht dd te Harbour Board's keeper earn in 2031?", false),
        ] {
            assert_eq!(is_same(&index, &words_of(typed).collect::<Vec<_>>(), meant), same, "{typed}");
        }
    }
}
