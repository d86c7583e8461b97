//! What leaving a word of a question unexplained costs.

use crate::search::{Expanded, How, Index, Meaning, Vectors};
use crate::text::{grammar, numbers};

/// The weight of a filler word: it may say something, but leaving it unexplained costs next to nothing.
pub(super) const FILLER_WEIGHT: f32 = 0.06;

/// The weight of a word that no folder speaks of: it says that something else is meant.
const UNKNOWN_WEIGHT: f32 = 0.95;

/// The weight of a common English word that no folder speaks of: it may be a turn of phrase.
const ENGLISH_WEIGHT: f32 = 0.6;

/// The weight of an unknown word with a capital inside a sentence: a name, and not one that is held.
const UNKNOWN_NAME_WEIGHT: f32 = 1.4;

/// The weight of a word that only the lexicon knows.
const LEXICON_WEIGHT: f32 = 0.8;

/// The weight of a figure: whoever types one means it.
const FIGURE_WEIGHT: f32 = 1.0;

/// The weight of one word.
pub(super) fn weight(index: &Index, word: &Expanded, shouting: bool) -> f32 {
    let text = word.token.text.as_str();
    if word.token.figure.is_some() {
        return FIGURE_WEIGHT;
    }
    if word.closed {
        return 0.0;
    }
    if grammar::is_filler(text) || numbers::number_word(text).is_some() {
        return FILLER_WEIGHT;
    }
    // A lone letter is a slip or half of a name that its neighbour completes.
    if text.chars().count() == 1 {
        return FILLER_WEIGHT;
    }
    let slip = |m: &&Meaning| m.how == How::Typo && grammar::is_filler(index.vocabulary().stem_of(m.term));
    if word.meanings.first().as_ref().is_some_and(slip) && !word.known {
        return FILLER_WEIGHT;
    }
    match word.meanings.first() {
        Some(best) if best.quality >= 0.6 => {
            if index.is_held(best.term) {
                index.weight(best.term)
            } else {
                LEXICON_WEIGHT
            }
        }
        _ if word.token.capital && !shouting => UNKNOWN_NAME_WEIGHT,
        _ if Vectors::is_english(text) => ENGLISH_WEIGHT,
        _ => UNKNOWN_WEIGHT,
    }
}
