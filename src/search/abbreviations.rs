//! The abbreviations of the lexicon, put into names both ways.

use super::content::content;
use crate::text::Reader;
#[cfg(test)]
use crate::text::Words;
use crate::text::lexicon::Lexicon;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A name gets at most this many variants by abbreviations.
pub(super) const MAX_VARIANTS: usize = 8;

/// One way to write what another means.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Change {
    from: Vec<String>,
    to: Vec<String>,
}

/// All abbreviations, ready to be met in names.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Change>", into = "Vec<Change>")]
pub(super) struct Abbreviations {
    /// Each abbreviation spelt out and put in, in the lexicon's order.
    changes: Vec<Change>,
    /// The changes that begin with a word: few of all can be met in a name, and a name is looked at whole.
    by_first: FxHashMap<String, Vec<usize>>,
}

impl From<Vec<Change>> for Abbreviations {
    fn from(changes: Vec<Change>) -> Self {
        let mut by_first: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, first) in changes.iter().enumerate().filter_map(|(at, change)| Some((at, change.from.first()?))) {
            by_first.entry(first.clone()).or_default().push(at);
        }
        Self { changes, by_first }
    }
}

impl From<Abbreviations> for Vec<Change> {
    fn from(abbreviations: Abbreviations) -> Self {
        abbreviations.changes
    }
}

impl Abbreviations {
    pub(super) fn new(lexicon: &Lexicon, reader: &mut Reader) -> Self {
        let owned = |words: &[&str]| -> Vec<String> { words.iter().map(|word| (*word).to_owned()).collect() };
        let mut changes = Vec::with_capacity(lexicon.abbreviations.len() * 2);
        for abbreviation in &lexicon.abbreviations {
            let short: Vec<String> = reader.read(&abbreviation.short).iter().map(str::to_owned).collect();
            let long = owned(&content(&abbreviation.long, reader.read(&abbreviation.long)));
            if !short.is_empty() && !long.is_empty() {
                changes.push(Change { from: short.clone(), to: long.clone() });
                changes.push(Change { from: long, to: short });
            }
        }
        changes.into()
    }

    /// A name with abbreviations spelt out and long forms shortened; the name itself first. Only what stands in the name is
    /// changed, and nothing that was put into it: a Chief Data Officer is a CDO, and no Chief Digital Officer.
    pub(super) fn variants<'a>(&'a self, name: Vec<&'a str>) -> Vec<Vec<&'a str>> {
        let begins = name.iter().any(|word| self.by_first.contains_key(*word));
        let mut variants = vec![name];
        if !begins {
            return variants;
        }
        let mut next = 0;
        while next < variants.len() && variants.len() < MAX_VARIANTS {
            for (at, change) in self.met_in(&variants[next]) {
                if !variants[0].windows(change.from.len()).any(|words| words == change.from) {
                    continue;
                }
                let current = &variants[next];
                let (before, behind) = (&current[..at], &current[at + change.from.len()..]);
                let to = change.to.iter().map(String::as_str);
                let variant = before.iter().copied().chain(to).chain(behind.iter().copied()).collect();
                if variants.len() < MAX_VARIANTS && !variants.contains(&variant) {
                    variants.push(variant);
                }
            }
            next += 1;
        }
        variants
    }

    /// The changes that begin with a word: the place of each in the lexicon's order, its words, and those that may stand
    /// in their place.
    pub(super) fn beginning_with(&self, word: &str) -> impl Iterator<Item = (usize, &[String], &[String])> {
        let numbers = self.by_first.get(word).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| (*number, &*self.changes[*number].from, &*self.changes[*number].to))
    }

    /// Adds the other form of every abbreviation in the words: what [`Variants`](super::variants::Variants) is held to.
    #[cfg(test)]
    pub(super) fn enrich(&self, words: &mut Words) {
        if !words.iter().any(|word| self.by_first.contains_key(word)) {
            return;
        }
        let met = self.met_in(&words.iter().collect::<Vec<_>>());
        for word in met.into_iter().flat_map(|(_, change)| &change.to) {
            words.push(word);
        }
    }

    /// The changes that can be made, each at the first place where it can, in the lexicon's order.
    fn met_in(&self, words: &[&str]) -> Vec<(usize, &Change)> {
        let mut met: Vec<(usize, usize)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for &number in self.by_first.get(*word).map_or(&[][..], Vec::as_slice) {
                let known = met.iter().any(|(other, _)| *other == number);
                let from = &self.changes[number].from;
                if !known && words[at..].len() >= from.len() && words[at..].iter().zip(from).all(|(a, b)| *a == b) {
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
        let lexicon = Lexicon { abbreviations: pairs.iter().map(pair).collect(), ..Lexicon::default() };
        Abbreviations::new(&lexicon, &mut Reader::default())
    }

    fn words(text: &str) -> Vec<&str> {
        text.split(' ').collect()
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
    fn what_is_put_in_is_not_changed_again() {
        let a = abbreviations(&[("CDO", "chief data officer"), ("CDO", "chief digital officer")]);
        let variants = |name: &str| a.variants(words(name)).iter().map(|v| v.join(" ")).collect::<Vec<_>>();
        assert_eq!(variants("chief data officer"), ["chief data officer", "cdo"]);
        assert_eq!(variants("cdo"), ["cdo", "chief data officer", "chief digital officer"]);
    }

    #[test]
    fn variants_are_bounded() {
        let pairs: Vec<(String, String)> = (0..20).map(|i| (format!("a{i}"), format!("word{i}"))).collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let name: Vec<String> = (0..20).map(|i| format!("a{i}")).collect();
        let name = name.iter().map(String::as_str).collect();
        assert_eq!(abbreviations(&pairs).variants(name).len(), MAX_VARIANTS);
    }

    #[test]
    fn texts_gain_the_other_form_once() {
        let a = abbreviations(&[("HB", "head of biscuits")]);
        let mut text = Reader::default().read("hb met hb").clone();
        a.enrich(&mut text);
        assert_eq!(text.iter().collect::<Vec<_>>(), ["hb", "met", "hb", "head", "biscuits"]);
    }
}
