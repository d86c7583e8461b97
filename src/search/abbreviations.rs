//! The abbreviations of the lexicon, put into names both ways.

use super::words::content;
use crate::text::lexicon::Lexicon;
use crate::text::words;
use rustc_hash::FxHashMap;

/// A name gets at most this many variants by abbreviations.
const MAX_VARIANTS: usize = 8;

/// One way to write what another means.
#[derive(Debug)]
struct Change {
    from: Vec<String>,
    to: Vec<String>,
}

/// All abbreviations, ready to be met in names.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    /// Each abbreviation spelt out and put in, in the lexicon's order.
    changes: Vec<Change>,
    /// The changes that begin with a word: few of all can be met in a name, and a name is looked at whole.
    by_first: FxHashMap<String, Vec<usize>>,
}

impl Abbreviations {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut changes = Vec::with_capacity(lexicon.abbreviations.len() * 2);
        for abbreviation in &lexicon.abbreviations {
            let (short, long) = (words(&abbreviation.short), content(&abbreviation.long));
            if !short.is_empty() && !long.is_empty() {
                changes.push(Change { from: short.clone(), to: long.clone() });
                changes.push(Change { from: long, to: short });
            }
        }
        let mut by_first: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, change) in changes.iter().enumerate() {
            by_first.entry(change.from[0].clone()).or_default().push(at);
        }
        Self { changes, by_first }
    }

    /// A name with abbreviations spelt out and long forms shortened; the name itself first.
    pub(super) fn variants(&self, name: Vec<String>) -> Vec<Vec<String>> {
        let mut variants = vec![name];
        let mut next = 0;
        while next < variants.len() && variants.len() < MAX_VARIANTS {
            for (at, change) in self.met_in(&variants[next]) {
                let current = &variants[next];
                let (before, behind) = (&current[..at], &current[at + change.from.len()..]);
                let variant = [before, &change.to, behind].concat();
                if variants.len() < MAX_VARIANTS && !variants.contains(&variant) {
                    variants.push(variant);
                }
            }
            next += 1;
        }
        variants
    }

    /// Adds the other form of every abbreviation in the words.
    pub(super) fn enrich(&self, words: &mut Vec<String>) {
        let more: Vec<String> =
            self.met_in(words).into_iter().flat_map(|(_, change)| change.to.iter().cloned()).collect();
        words.extend(more);
    }

    /// The changes that can be made, each at the first place where it can, in the lexicon's order.
    fn met_in(&self, words: &[String]) -> Vec<(usize, &Change)> {
        let mut met: Vec<(usize, usize)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for &number in self.by_first.get(word).map_or(&[][..], Vec::as_slice) {
                let known = met.iter().any(|(other, _)| *other == number);
                if !known && words[at..].starts_with(&self.changes[number].from) {
                    met.push((number, at));
                }
            }
        }
        met.sort_unstable();
        met.into_iter().map(|(number, at)| (at, &self.changes[number])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::Abbreviation;

    fn abbreviations(pairs: &[(&str, &str)]) -> Abbreviations {
        let pair = |(short, long): &(&str, &str)| Abbreviation { short: (*short).into(), long: (*long).into() };
        Abbreviations::new(&Lexicon { abbreviations: pairs.iter().map(pair).collect(), ..Lexicon::default() })
    }

    #[test]
    fn names_are_met_spelt_out_and_shortened() {
        let a = abbreviations(&[("HB", "head of biscuits"), ("biz", "business")]);
        let variants: Vec<String> = a.variants(words("deputy hb business")).iter().map(|v| v.join(" ")).collect();
        let expected = ["deputy hb business", "deputy head biscuits business", "deputy hb biz"];
        assert_eq!(variants[..3], expected);
        assert_eq!(variants[3..], ["deputy head biscuits biz"]);
    }

    #[test]
    fn a_word_that_only_begins_an_abbreviation_changes_nothing() {
        let a = abbreviations(&[("HB", "head of biscuits")]);
        assert_eq!(a.variants(words("head teacher")), [words("head teacher")]);
    }

    #[test]
    fn variants_are_bounded() {
        let pairs: Vec<(String, String)> = (0..20).map(|i| (format!("a{i}"), format!("word{i}"))).collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let name: Vec<String> = (0..20).map(|i| format!("a{i}")).collect();
        assert_eq!(abbreviations(&pairs).variants(name).len(), MAX_VARIANTS);
    }

    #[test]
    fn texts_gain_the_other_form_once() {
        let a = abbreviations(&[("HB", "head of biscuits")]);
        let mut text = words("hb met hb");
        a.enrich(&mut text);
        assert_eq!(text, ["hb", "met", "hb", "head", "biscuits"]);
    }
}
