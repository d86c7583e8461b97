//! How people mistype and shorten words.

use rand::Rng;
use rand::seq::IndexedRandom;

/// The keys beside each letter on a British keyboard.
const BESIDE: [&str; 26] = [
    "qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn", "jiolm", "kop", "njk",
    "bhjm", "iklp", "ol", "wa", "edft", "awedxz", "rfgy", "yhji", "cfgb", "qase", "zsdc", "tghu", "asx",
];

/// What hurried people write for long words.
const SHORT: &[(&str, &str)] = &[
    ("director", "dir"),
    ("deputy", "dep"),
    ("deputy", "dpty"),
    ("assistant", "asst"),
    ("programme", "prog"),
    ("programmes", "progs"),
    ("project", "proj"),
    ("general", "gen"),
    ("senior", "snr"),
    ("adviser", "adv"),
    ("operations", "ops"),
    ("services", "svcs"),
    ("technology", "tech"),
    ("development", "devt"),
    ("communications", "comms"),
    ("infrastructure", "infra"),
    ("engineering", "eng"),
    ("transformation", "transf"),
    ("procurement", "proc"),
    ("commercial", "comm"),
    ("governance", "gov"),
    ("regulation", "reg"),
    ("investigations", "invest"),
    ("apprenticeships", "apps"),
    ("universities", "unis"),
    ("security", "sec"),
    ("intelligence", "intel"),
    ("research", "rsch"),
    ("statistics", "stats"),
    ("medicines", "meds"),
    ("equipment", "equip"),
];

/// One slip of the keyboard: a key beside, a letter left out, typed twice or before its turn. The first letter is
/// seldom hit wrongly. The word comes out otherwise than it was, and no shorter than three letters.
pub(crate) fn mistyped(rng: &mut impl Rng, word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    loop {
        let mut typed = letters.clone();
        let first = if rng.random_bool(0.1) { 0 } else { 1 };
        let at = rng.random_range(first..letters.len());
        let beside = |rng: &mut _, letter: char| {
            let row = letter.is_ascii_lowercase().then(|| BESIDE[(letter as u8 - b'a') as usize]);
            row.and_then(|row| row.as_bytes().choose(rng)).map_or(letter, |byte| char::from(*byte))
        };
        match rng.random_range(0..100) {
            0..35 => typed[at] = beside(rng, letters[at]),
            35..60 => drop(typed.remove(at)),
            60..72 => typed.insert(at, letters[at]),
            72..80 => typed.insert(at, beside(rng, letters[at])),
            _ if at + 1 < letters.len() => typed.swap(at, at + 1),
            _ => {}
        }
        if typed != letters && typed.len() > 2 {
            return typed.into_iter().collect();
        }
    }
}

/// A short form of a word with five letters or more: as everybody writes it, cut off, or without its vowels.
pub(crate) fn shortened(rng: &mut impl Rng, word: &str) -> Option<String> {
    let usual: Vec<&str> = SHORT.iter().filter(|(long, _)| *long == word).map(|(_, short)| *short).collect();
    if let Some(short) = usual.choose(rng) {
        return Some((*short).to_owned());
    }
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 7 {
        return None;
    }
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let short: String = if rng.random_bool(0.6) {
        letters[..rng.random_range(4..=letters.len() - 3).min(6)].iter().collect()
    } else {
        let rest = letters[1..].iter().filter(|c| !vowel(c));
        letters[..1].iter().chain(rest).collect()
    };
    (short.chars().count() > 2 && short != word).then_some(short)
}

/// Whether the short form may stand for the word: the same first letter, and its letters in their order.
pub(crate) fn may_shorten(short: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let mut plain = short.chars().filter(|c| c.is_alphanumeric());
    let begins = plain.next() == letters.next();
    begins && plain.all(|c| letters.any(|letter| letter == c)) && short.len() < word.len()
}
