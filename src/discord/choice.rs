//! How a choice travels through Discord and back: in the value of a menu's entry, so that nothing need be
//! remembered and old menus go on working after a restart.

use crate::answer::Choice;
use crate::fact::{AttributeId, SubjectId};

// The number in a custom id is the version of this form: with a change of the form it changes too, so that menus in
// old messages are recognised as old.

/// The menu of "did you mean".
pub const PICK: &str = "wh1:pick";
/// The menu of what else is held.
pub const MORE: &str = "wh1:more";

/// Discord's limit for a value.
const VALUE: usize = 100;
/// Cannot occur in an id: ids are letters, digits and hyphens.
const BETWEEN: char = '|';

/// The choice as the value of an entry; `None` if it is too long for one.
pub fn encode(choice: &Choice) -> Option<String> {
    let attribute = choice.attribute.as_ref().map_or("", AttributeId::as_str);
    let value = format!("{}{BETWEEN}{attribute}", choice.subject);
    (value.chars().count() <= VALUE).then_some(value)
}

/// The choice that a value stands for; `None` if it stands for none.
pub fn decode(value: &str) -> Option<Choice> {
    let (subject, attribute) = value.split_once(BETWEEN)?;
    if subject.is_empty() || attribute.contains(BETWEEN) {
        return None;
    }
    let attribute = (!attribute.is_empty()).then(|| AttributeId::new(attribute));
    Some(Choice { subject: SubjectId::new(subject), attribute })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_comes_back_as_it_went() {
        for attribute in [None, Some("salary")] {
            let choice = Choice { subject: "head-of-maps".into(), attribute: attribute.map(AttributeId::new) };
            assert_eq!(decode(&encode(&choice).unwrap()), Some(choice));
        }
    }

    #[test]
    fn what_is_too_long_or_no_choice_is_refused() {
        let long = Choice { subject: SubjectId::new("a".repeat(100)), attribute: None };
        assert_eq!(encode(&long), None);
        for value in ["", "|", "|salary", "no bar", "a|b|c"] {
            assert_eq!(decode(value), None, "{value}");
        }
    }
}
