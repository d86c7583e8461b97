//! What people call a body beside its name: the words for what kind of body it is come last or are left out ("the transport
//! department", "at Work and Pensions").

use crate::text::grammar;

/// Words for what kind of body it is, in small letters. Others (an office, a service) stand for too much else.
const KINDS: [&str; 4] = ["department", "ministry", "agency", "authority"];

/// A name without its kind must have so many words that tell; one alone ("transport") is a word like others.
const BY_ITSELF: usize = 2;

/// The names that follow from one: "coast rivers", "coast ministry" and "coast rivers ministry" from "ministry coast rivers".
pub(super) fn implied<'a>(name: &[&'a str]) -> Vec<Vec<&'a str>> {
    let is_kind = |word: &&&str| KINDS.contains(*word);
    let (kind, rest) = match name {
        [first, rest @ ..] if is_kind(&first) => (*first, rest),
        [rest @ .., last] if is_kind(&last) => (*last, rest),
        _ => return Vec::new(),
    };
    let with_kind = |words: &[&'a str]| words.iter().copied().chain([kind]).collect::<Vec<_>>();
    let mut implied = Vec::new();
    if rest.iter().filter(|word| !grammar::is_filler(word)).count() >= BY_ITSELF {
        implied.push(rest.to_vec());
    }
    implied.extend(rest.first().map(|first| with_kind(&[first])));
    implied.push(with_kind(rest));
    implied.retain(|other| other != name);
    implied.dedup();
    implied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_called_by_its_kind_last_or_by_none() {
        let cases: &[(&[&str], &[&str])] = &[
            (&["ministry", "coast", "rivers"], &["coast rivers", "coast ministry", "coast rivers ministry"]),
            (&["department", "transport"], &["transport department"]),
            (&["coast", "harbours", "agency"], &["coast harbours", "coast agency"]),
            (&["environment", "agency"], &[]),
            (&["agency", "uk", "border"], &["uk agency", "uk border agency"]),
            (&["home", "office"], &[]),
            (&["agency"], &[]),
        ];
        for (name, names) in cases {
            let found: Vec<String> = implied(name).iter().map(|words| words.join(" ")).collect();
            assert_eq!(found, *names, "{name:?}");
        }
    }
}
