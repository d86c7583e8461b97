//! How names begin, word by word, beside what somebody has typed so far.

/// What of a typed text (lower case) stands behind the beginning that it shares with a name; `None` where they differ
/// before either ends. A name that goes on beyond the text leaves "".
pub fn rest_behind(name: impl Iterator<Item = char>, typed: &str) -> Option<&str> {
    let mut letters = name.flat_map(char::to_lowercase);
    let mut rest = typed.chars();
    loop {
        let before = rest.as_str();
        match (letters.next(), rest.next()) {
            (None, _) => return Some(before),
            (Some(_), None) => return Some(""),
            (Some(a), Some(b)) if a == b => {}
            _ => return None,
        }
    }
}

/// Whether a name begins with a text in lower case.
pub fn begins(name: &str, typed: &str) -> bool {
    if typed.is_ascii() {
        return name.as_bytes().get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed.as_bytes()));
    }
    let mut letters = name.chars().flat_map(char::to_lowercase);
    typed.chars().all(|c| letters.next() == Some(c))
}

/// The places where words may begin: the first, and behind each character that is neither letter nor digit.
pub fn word_starts(name: &str) -> impl Iterator<Item = usize> {
    // Most are ASCII, and their bytes are quicker to look at.
    let ascii = name.is_ascii();
    let bytes = if ascii { name.as_bytes() } else { &[] };
    let chars = if ascii { "" } else { name };
    let behind_bytes = (1..).zip(bytes).filter(|(_, byte)| !byte.is_ascii_alphanumeric()).map(|(at, _)| at);
    let behind = chars.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(behind_bytes).chain(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_what_was_typed_of_it() {
        assert!(begins("Keeper of Lamps", "keeper of l") && begins("Étoile", "é") && begins("Buoys", ""));
        assert!(!begins("Keeper", "keeper of") && !begins("Keeper", "k e"));
    }

    #[test]
    fn what_stands_behind_a_name_is_the_rest() {
        for (typed, rest) in [("harbour", Some("")), ("harbour office's dep", Some("dep")), ("harbours", None)] {
            assert_eq!(rest_behind("Harbour Office's ".chars(), typed), rest, "{typed}");
        }
    }

    #[test]
    fn words_begin_behind_what_is_no_letter() {
        assert_eq!(word_starts("a (b-ç)d").collect::<Vec<_>>(), [0, 2, 3, 5, 8]);
        assert_eq!(word_starts("a (b-c)d").collect::<Vec<_>>(), [0, 2, 3, 5, 7]);
    }
}
