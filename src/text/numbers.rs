//! Numbers in words: "a hundred and ten grand".

const NUMBER_WORDS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// What a word multiplies the number before it by: "two hundred", "fifty grand".
pub fn scale_word(word: &str) -> Option<i64> {
    Some(match word {
        "dozen" => 12,
        "score" => 20,
        "hundred" => 100,
        "thousand" | "grand" => 1_000,
        "million" => 1_000_000,
        _ => return None,
    })
}

/// The tens that a word spells, from twenty to ninety.
pub fn tens_word(word: &str) -> Option<i64> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    TENS.iter().position(|w| *w == word).and_then(|n| i64::try_from(n).ok()).map(|n| (n + 2) * 10)
}

/// The sum that words spell from the first on, and how many of them do: "a hundred and ten grand". Without a "thousand" or
/// its like there is none; with `bare` it may begin with one.
pub fn spelt(words: &[&str], bare: bool) -> Option<(i64, usize)> {
    let (mut total, mut current, mut scaled, mut read) = (0i64, 0i64, false, 0);
    while let Some(word) = words.get(read) {
        let first = read == 0;
        let small = |word: &str| number_word(word).or_else(|| tens_word(word));
        match (small(word), scale_word(word)) {
            (Some(n), _) => current = current.checked_add(n)?,
            (None, Some(scale)) if scale < 1_000 && (!first || bare) => {
                current = current.max(1).checked_mul(scale)?;
                scaled = true;
            }
            (None, Some(scale)) if !first || bare => {
                total = total.checked_add(current.max(1).checked_mul(scale)?)?;
                (current, scaled) = (0, true);
            }
            _ if first && *word == "a" => current = 1,
            _ if *word == "and" && scaled && words.get(read + 1).is_some_and(|next| small(next).is_some()) => {}
            _ => break,
        }
        read += 1;
    }
    let sum = total.checked_add(current)?;
    scaled.then_some((sum, read))
}

/// The number that a word spells, up to twelve.
pub fn number_word(word: &str) -> Option<i64> {
    NUMBER_WORDS.iter().position(|w| *w == word).and_then(|n| i64::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_spelt() {
        for (text, sum) in [
            ("a thousand", Some((1_000, 2))),
            ("two hundred grand a year", Some((200_000, 3))),
            ("eighty five thousand", Some((85_000, 3))),
            ("a hundred and ten grand", Some((110_000, 5))),
            ("half a million", None),
            ("hundred lamps", None),
            ("two lamps", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(spelt(&words, false), sum, "{text}");
        }
        assert_eq!(spelt(&["hundred", "grand", "mark"], true), Some((100_000, 2)));
        let most = "nine hundred twenty two hundred thirty three hundred seventy two hundred three hundred sixty eight \
                    hundred fifty four hundred seventy seven hundred fifty eight hundred ninety";
        assert_eq!(spelt(&most.split_whitespace().collect::<Vec<_>>(), false), None, "more than any amount");
    }

    #[test]
    fn some_words_multiply_the_number_before_them() {
        assert_eq!(["dozen", "grand", "lamp"].map(scale_word), [Some(12), Some(1_000), None]);
        assert_eq!(["twenty", "ninety", "nine"].map(tens_word), [Some(20), Some(90), None]);
    }
}
