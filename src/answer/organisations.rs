//! Which organisations a question names.

use super::question::{Mention, Word};
use crate::search::{How, Index, TermId};

/// The organisations that the words name, longest first, none within another.
pub(super) fn mentions(index: &Index, words: &[Word]) -> Vec<Mention> {
    let mut found: Vec<(Mention, f32)> = Vec::new();
    for start in 0..words.len() {
        for meaning in words[start].expanded.meanings.iter().filter(|m| m.quality >= 0.8) {
            for &organisation in index.organisations_with(meaning.term) {
                let doc = &index.organisations()[organisation as usize];
                for name in doc.names.iter().filter(|n| n.terms.first() == Some(&meaning.term)) {
                    if let Some((end, quality)) = run(words, start, name.terms) {
                        let mention = Mention { organisations: vec![organisation as usize], words: (start, end) };
                        found.push((mention, quality * name.terms.len() as f32));
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.words.cmp(&b.0.words)));
    let mut kept: Vec<Mention> = Vec::new();
    for (mention, _) in found {
        // One name of several organisations names any of them.
        if let Some(same) = kept.iter_mut().find(|k| k.words == mention.words) {
            for organisation in mention.organisations {
                if !same.organisations.contains(&organisation) {
                    same.organisations.push(organisation);
                }
            }
            continue;
        }
        let free = kept.iter().all(|k| mention.words.1 <= k.words.0 || k.words.1 <= mention.words.0);
        if free {
            kept.push(mention);
        }
    }
    kept
}

/// Whether a name's terms stand in order from a word on, the small words that stand within names passed over: the word
/// behind the last and the worst quality.
fn run(words: &[Word], start: usize, terms: &[TermId]) -> Option<(usize, f32)> {
    let mut at = start;
    let mut worst = 1.0f32;
    for (i, term) in terms.iter().enumerate() {
        let small = |word: &Word| {
            let within =
                matches!(word.expanded.token.text.as_str(), "and" | "of" | "the" | "for" | "to" | "in" | "on");
            within && word.expanded.quality(*term) == 0.0
        };
        while i > 0 && words.get(at).is_some_and(small) {
            at += 1;
        }
        let word = words.get(at)?;
        // Synonyms of a name's words make another name: only the word itself or its typo counts, and a typo
        // only where the rest of a longer name stands beside it.
        let meaning = word.expanded.meanings.iter().find(|m| m.term == *term)?;
        let same = meaning.how == How::Same;
        let typo = meaning.how == How::Typo && meaning.quality >= 0.8 && terms.len() > 1;
        if !(same || typo) {
            return None;
        }
        worst = worst.min(meaning.quality);
        at += 1;
    }
    Some((at, worst))
}
