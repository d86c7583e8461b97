//! Where a text pauses: what parts a sentence or ends one, with a space behind it.

use super::tokens::tokenise;

/// What parts a sentence.
const WITHIN: [char; 5] = [',', ':', ';', '-', '\u{2013}'];

/// What parts sentences.
const BETWEEN: [char; 5] = ['\u{2014}', '.', '!', '?', '\u{2026}'];

/// The places behind the pauses of a text, in words, and whether each parts one sentence only.
pub fn pauses(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let ends = text.match_indices([WITHIN, BETWEEN].as_flattened()).filter_map(|(at, pause)| {
        let end = at + pause.len();
        let within = pause.chars().all(|c| WITHIN.contains(&c));
        text[end..].starts_with(char::is_whitespace).then_some((end, within))
    });
    ends.scan((0, 0), |(words, from), (end, within)| {
        *words += tokenise(&text[*from..end]).len();
        *from = end;
        Some((*words, within))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_counted_in_words() {
        let cases: &[(&str, &[(usize, bool)])] = &[
            ("what did it cost", &[]),
            ("in the crew's eyes, did it", &[(4, true)]),
            ("It sank. So: who - if anybody - paid £3,500?", &[(2, false), (3, true), (4, true), (6, true)]),
            ("co-op,limited", &[]),
        ];
        for (text, places) in cases {
            assert_eq!(pauses(text).collect::<Vec<_>>(), *places, "{text}");
        }
    }
}
