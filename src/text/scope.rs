//! What only says where whoever answers should look: "in the whole register", "that you know of", "at the moment".

/// Phrases of scope, as their words; the longest that stands somewhere counts.
const SCOPES: &[&[&str]] = &[
    &["in", "the", "whole", "register"],
    &["in", "the", "whole", "list"],
    &["in", "the", "whole", "lot"],
    &["in", "the", "entire", "list"],
    &["in", "the", "database"],
    &["in", "your", "database"],
    &["in", "your", "records"],
    &["in", "your", "data"],
    &["in", "your", "files"],
    &["in", "your", "list"],
    &["on", "your", "list"],
    &["on", "your", "books"],
    &["on", "the", "books"],
    &["on", "file"],
    &["on", "record"],
    &["of", "them", "all"],
    &["of", "the", "lot"],
    &["out", "of", "all", "of", "them"],
    &["you", "know", "of"],
    &["you", "know", "about"],
    &["you", "hold"],
    &["as", "far", "as", "you", "know"],
    &["that", "you", "have"],
    &["you", "have", "on", "file"],
    &["at", "the", "moment"],
    &["right", "now"],
    &["as", "things", "stand"],
    &["going", "by", "the", "latest", "figures"],
    &["going", "by", "the", "figures"],
    &["on", "the", "latest", "figures"],
    &["by", "the", "latest", "figures"],
    &["according", "to", "the", "latest", "figures"],
    &["from", "what", "you", "have"],
];

/// How many of the words from the first on are such a phrase; 0 if none is.
pub fn length(words: &[&str]) -> usize {
    SCOPES.iter().filter(|scope| words.starts_with(scope)).map(|scope| scope.len()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_of_scope_counts() {
        for (text, words) in [
            ("in the whole register", 4),
            ("at the moment please", 3),
            ("you have on file", 4),
            ("on file", 2),
            ("in the register office", 0),
            ("", 0),
        ] {
            assert_eq!(length(&text.split(' ').collect::<Vec<_>>()), words, "{text}");
        }
    }
}
