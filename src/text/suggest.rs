//! "Did you mean": the nearest of the words that would have been right.

/// The choice nearest to a mistyped word, if one is near enough to be what was meant: about one edit for every
/// three letters (optimal string alignment, as `strsim` computes it), or else one that goes on where the other ends
/// (`alias`, `aliases`). Letter case and `_` for `-` are left aside.
pub fn nearest<'a>(word: &str, choices: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<&'a str> {
    const SHORTEST_BEGINNING: usize = 3;
    let word = plain(word);
    let allowed = ((word.chars().count() + 1) / 3).max(1);
    let choices = choices.into_iter();
    let goes_on = |choice: &&str| {
        let choice = plain(choice);
        let shorter = word.len().min(choice.len());
        shorter >= SHORTEST_BEGINNING && (word.starts_with(&choice) || choice.starts_with(&word))
    };
    let continued = choices.clone().find(goes_on);
    choices
        .map(|choice| (strsim::osa_distance(&word, &plain(choice)), choice))
        .filter(|(distance, choice)| *distance <= allowed && *distance < choice.chars().count())
        .min()
        .map(|(_, choice)| choice)
        .or(continued)
}

/// "did you mean `x`?", or what to say where nothing is near.
pub fn did_you_mean<'a>(
    word: &str,
    choices: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    otherwise: impl FnOnce() -> String,
) -> String {
    match nearest(word, choices) {
        Some(choice) => format!("did you mean `{choice}`?"),
        None => otherwise(),
    }
}

/// "expected a, b or c".
pub fn expected_one_of<'a>(choices: impl IntoIterator<Item = &'a str>) -> String {
    let mut choices: Vec<String> = choices.into_iter().map(|choice| format!("`{choice}`")).collect();
    let Some(last) = choices.pop() else { return String::new() };
    if choices.is_empty() { format!("expected {last}") } else { format!("expected {} or {last}", choices.join(", ")) }
}

/// A word as a message shows it: long ones cut, control characters written out.
pub fn shown(word: &str) -> String {
    const LONGEST: usize = 60;
    let mut text: String = word.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if word.chars().nth(LONGEST).is_some() {
        text.push_str("...");
    }
    // escape_debug escapes quotes too, which are harmless between backticks.
    text.replace("\\\"", "\"").replace("\\'", "'")
}

fn plain(word: &str) -> String {
    word.chars().take(100).collect::<String>().to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        let keys = ["publisher", "published", "title", "url"];
        assert_eq!(nearest("publsher", keys), Some("publisher"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("ulr", keys), Some("url"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("maximum", ["min", "max"]), Some("max"));
        assert_eq!(nearest("pub", keys), Some("publisher"));
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("border_it", ["border-it"]), Some("border-it"));
    }

    #[test]
    fn choices_read_as_a_sentence() {
        assert_eq!(expected_one_of(["a", "b", "c"]), "expected `a`, `b` or `c`");
        assert_eq!(expected_one_of(["a"]), "expected `a`");
    }
}
