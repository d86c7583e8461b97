//! Attributes and organisations by the words that people type for them: the same in files and in forms.

use crate::text::lexicon::{Attribute, Organisation};
use crate::text::suggest::nearest;

/// The one attribute that is called so, by id, name or another word for it; letter case counts in ids only.
pub fn attribute<'a>(all: impl Iterator<Item = &'a Attribute> + Clone, text: &str) -> Option<&'a Attribute> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let by_id = all.clone().find(|attribute| attribute.id.as_str() == text);
    let named = || all.clone().find(|attribute| attribute.name.to_lowercase() == lower);
    let worded = || {
        let mut worded = all.clone().filter(|attribute| is_worded(attribute, &lower));
        worded.next().filter(|_| worded.next().is_none())
    };
    by_id.or_else(named).or_else(worded)
}

/// Where no one attribute is called so, the id or name of one that may be meant: it shares a word with others, or what
/// was typed is a slip of its name, or of another word for it. Thousands of comparisons.
pub fn near_attribute<'a>(all: impl Iterator<Item = &'a Attribute> + Clone, text: &str) -> Option<&'a str> {
    let lower = text.trim().to_lowercase();
    if let Some(one) = all.clone().find(|attribute| is_worded(attribute, &lower)) {
        return Some(&one.name);
    }
    let length = lower.chars().count();
    // Distances cost the product of both lengths, and what was typed may be of any.
    let slip = |word: &str| {
        let letters = word.chars().count();
        letters > 3 && letters.abs_diff(length) <= 1 && strsim::osa_distance(&word.to_lowercase(), &lower) <= 1
    };
    let own = all.clone().flat_map(|attribute| [attribute.id.as_str(), attribute.name.as_str()]);
    let own = nearest(text, own.collect::<Vec<_>>());
    // Other words are many: what is no mere slip of theirs is near to one of them by chance.
    let mut all = all;
    let mut worded = || all.find(|attribute| attribute.words.iter().any(|word| slip(word)));
    own.filter(|name| slip(name)).or_else(|| worded().map(|attribute| attribute.name.as_str())).or(own)
}

fn is_worded(attribute: &Attribute, lower: &str) -> bool {
    attribute.words.iter().any(|word| word.to_lowercase() == lower)
}

/// The organisation that is called so, by id, name or alias; letter case counts in ids only.
pub fn organisation<'a>(all: impl Iterator<Item = &'a Organisation>, text: &str) -> Option<&'a Organisation> {
    let lower = text.to_lowercase();
    let called = |name: &String| name.to_lowercase() == lower;
    let mut all = all;
    all.find(|one| one.id == text || called(&one.name) || one.aliases.iter().any(called))
}

/// The id, name or alias of an organisation that is nearest to what was typed, if one is near.
pub fn near_organisation<'a>(all: impl Iterator<Item = &'a Organisation>, text: &str) -> Option<&'a str> {
    let names = all.flat_map(|one| [&one.id, &one.name].into_iter().chain(&one.aliases)).map(String::as_str);
    nearest(text, names.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [Attribute; 3] {
        [
            ("salary", "salary", ["pay", "wages"]),
            ("age", "age", ["years", "old"]),
            ("post", "post held", ["pay", "job"]),
        ]
        .map(|(id, name, words)| Attribute { words: words.map(str::to_owned).to_vec(), ..Attribute::named(id, name) })
    }

    #[test]
    fn an_attribute_is_found_by_its_words_and_a_slip_of_one_leads_to_its_name() {
        let all = all();
        for (text, found) in [
            ("salary", Ok("salary")),
            ("Post Held", Ok("post")),
            ("Wages", Ok("salary")),
            ("pay", Err(Some("salary"))),
            ("wagse", Err(Some("salary"))),
            ("salry", Err(Some("salary"))),
            ("colour", Err(None)),
        ] {
            let one = attribute(all.iter(), text).map(|attribute| attribute.id.as_str());
            assert_eq!(one.ok_or_else(|| near_attribute(all.iter(), text)), found, "{text}");
        }
    }
}
