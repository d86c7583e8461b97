//! The form of a fact that is held, and ids as people would write them.

use super::read::kinds;
use super::{Field, Typed, find};
use crate::app::{App, View};
use crate::fact::{Fact, FuzzyDate, Inference, SubjectId, Value, ValueKind};
use crate::search::Index;
use crate::text::say;
use crate::text::typed::{self, Names, said_source};

impl App {
    /// What one would type to get this fact; reading it gives the same fact again.
    pub fn typed(&self, view: View, fact: &Fact) -> Typed {
        let index = self.index(view);
        let mut typed = Typed::new();
        Field::Subject.put(&mut typed, &subject(&index, fact.subject.as_str()));
        Field::Attribute.put(&mut typed, &attribute(&index, fact.attribute.as_str()));
        let find = |text: &str| find::named(&index, text, |_| None);
        let name = |id: &SubjectId| subject(&index, id.as_str());
        let names = Names { find: &find, name: &name };
        Field::Value.put(&mut typed, &typed::said(&fact.value, &kinds(&index, &fact.attribute), &names));
        let optional = [
            (Field::Period, fact.period.map(|period| period.to_string())),
            (Field::Status, fact.status.map(|status| status.word().to_owned())),
            (Field::SaidBy, fact.said_by.as_deref().map(|by| subject(&index, by))),
            (Field::Statement, fact.statement.clone()),
        ];
        for (field, text) in optional {
            text.iter().for_each(|text| field.put(&mut typed, text));
        }
        Field::AsOf.put(&mut typed, &date(&fact.as_of));
        Field::Source.put(&mut typed, &source(&index, fact.source.as_str()));
        typed
    }

    /// Puts names in the place of ids, which is what was chosen from an offer: in a form people read names.
    pub fn spell_out(&self, view: View, typed: &mut Typed) {
        let index = self.index(view);
        let spell = [
            (Field::Subject, subject as fn(&Index, &str) -> String),
            (Field::Attribute, attribute),
            (Field::Source, source),
        ];
        for (field, spelt) in spell {
            if let Some(text) = field.of(typed).map(|text| spelt(&index, text)) {
                field.put(typed, &text);
            }
        }
    }
}

/// A subject's full name, if that leads back to it; else what was given.
fn subject(index: &Index, id: &str) -> String {
    let Some(at) = index.subject_by_id(id) else { return id.to_owned() };
    let name = &index.subject(at).full_name;
    if find::subjects(index, name) == [at] { name.clone() } else { id.to_owned() }
}

fn attribute(index: &Index, id: &str) -> String {
    let Some(at) = index.attribute_by_id(id) else { return id.to_owned() };
    let attribute = &index.attributes()[at].attribute;
    let leads_back = find::attribute(index, &attribute.name).is_ok_and(|found| found == attribute.id);
    if leads_back { attribute.name.clone() } else { id.to_owned() }
}

fn source(index: &Index, id: &str) -> String {
    let cited = index.source_by_id(id).and_then(|source| {
        let text = said_source(source)?;
        let read = typed::source(&text).ok()?.value;
        (find::cited(index, &read)?.id == source.id).then_some(text)
    });
    cited.unwrap_or_else(|| id.to_owned())
}

fn date(date: &FuzzyDate) -> String {
    match date.inference() {
        Inference::Stated => say::date(date),
        Inference::Whole => format!("{}~", say::date(date)),
        Inference::Year => date.to_string(),
    }
}

/// The one sum of money that a text speaks of, as it is written there; `None` if there is none, or more than one.
pub fn found_value(text: &str) -> Option<String> {
    /// "between £58,000 and £66,000 a year", and a word to spare.
    const LONGEST: usize = 9;
    let words: Vec<&str> = text.split_whitespace().take(500).collect();
    let mut found: Vec<(String, Value)> = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let to = (from + 1..=words.len().min(from + LONGEST)).rev().find_map(|to| {
            let text = words.get(from..to)?.join(" ");
            let text = text.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).trim_start_matches('(');
            // A figure without a sign of its currency may be anything.
            if !text.contains(['£', '€', '$']) {
                return None;
            }
            let read = typed::value(text, &[ValueKind::Money], &Names::NONE).ok()?;
            matches!(read.value, Value::Money(_)).then(|| (to, text.to_owned(), read.value))
        });
        from = match to {
            Some((to, text, value)) => {
                if found.iter().all(|(_, other)| *other != value) {
                    found.push((text, value));
                }
                to
            }
            None => from + 1,
        };
    }
    match found.as_slice() {
        [(one, _)] => Some(one.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::found_value;

    #[test]
    fn the_one_sum_of_a_text_is_found() {
        for (text, value) in [
            ("They advertise the lamp chief at up to £58,000 a year, apply by June.", Some("up to £58,000 a year")),
            ("The foghorn now costs £3.4bn!", Some("£3.4bn")),
            ("It was £3m (yes, £3m).", Some("£3m")),
            ("From £3m to 12 lamps, £4m.", None),
            ("It rose from £2m. Then came £3m.", None),
            ("12 lamps in 2031", None),
            ("", None),
        ] {
            assert_eq!(found_value(text).as_deref(), value, "{text}");
        }
    }
}
