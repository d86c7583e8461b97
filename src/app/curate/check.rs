//! Whether what was filled in can be kept, and what it becomes: spaces tidied, ids given, layer set. The limits are
//! those of the knowledge folder (`knowledge/README.md`).

use super::{Flaw, Form};
use crate::app::View;
use crate::fact::{Amount, AttributeId, Fact, Source, SourceId, Subject, SubjectId, Value};
use crate::search::Index;
use std::collections::HashSet;

const ID: usize = 64;
const FACT_ID: usize = 160;
const NAME: usize = 200;
const ALIAS: usize = 100;
const WORDS: usize = 300;
const MARK: usize = 100;
const STATEMENT: usize = 600;
const QUESTION: usize = 200;
const URL: usize = 2000;
const LIST: usize = 100;
/// The longest reason of a change, in characters.
pub(super) const REASON: usize = 300;
/// The largest figure: a thousand million million.
const LARGEST: u64 = 1_000_000_000_000_000;

/// Collects what is wrong.
#[derive(Default)]
pub(in crate::app) struct Flaws(pub Vec<Flaw>);

impl Flaws {
    fn add(&mut self, field: &'static str, said: impl Into<String>, expected: impl Into<String>) {
        self.0.push(Flaw { field, said: said.into(), expected: expected.into() });
    }

    /// A text that must be there and must not be too long.
    pub(super) fn text(&mut self, field: &'static str, text: &str, longest: usize) {
        let length = text.chars().count();
        if length == 0 {
            self.add(field, "it is empty", format!("expected 1 to {longest} characters"));
        } else if length > longest {
            self.add(field, format!("it has {length} characters"), format!("shorten it to {longest}"));
        }
    }

    fn texts(&mut self, field: &'static str, texts: &[String], longest: usize) {
        texts.iter().for_each(|text| self.text(field, text, longest));
        if texts.len() > LIST {
            self.add(field, format!("there are {} of them", texts.len()), format!("expected at most {LIST}"));
        }
    }

    fn id(&mut self, field: &'static str, id: &str, longest: usize, more: char) {
        let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == more;
        if id.is_empty() || id.len() > longest || !id.chars().all(good) {
            let expected = format!("expected letters (a to z), digits and hyphens, at most {longest}");
            self.add(field, format!("\"{}\" is no id", id.chars().take(40).collect::<String>()), expected);
        }
    }
}

/// One line: every run of white space and control characters becomes a space.
pub(in crate::app) fn tidy(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn tidy_all(texts: &mut Vec<String>) {
    texts.iter_mut().for_each(|text| *text = tidy(text));
    texts.retain(|text| !text.is_empty());
}

fn tidy_some(text: &mut Option<String>) {
    *text = text.take().map(|text| tidy(&text)).filter(|text| !text.is_empty());
}

/// The form with tidy texts, ids for a new subject and source, and the layer of the view.
pub(super) fn prepared(view: View, index: &Index, form: &Form) -> Form {
    let mut form = form.clone();
    if let Some(subject) = &mut form.subject {
        subject.name = tidy(&subject.name);
        tidy_all(&mut subject.aliases);
        if subject.id.as_str().is_empty() {
            let id = new_id(view, &subject.name, |id| index.subject_by_id(id).is_some());
            subject.id = SubjectId::new(id);
        }
        if form.fact.subject.as_str().is_empty() {
            form.fact.subject = subject.id.clone();
        }
    }
    if let Some(source) = &mut form.source {
        source.title = tidy(&source.title);
        [&mut source.publisher, &mut source.author, &mut source.url].into_iter().for_each(tidy_some);
        if source.id.as_str().is_empty() {
            let id = new_id(view, &source.title, |id| index.source_by_id(id).is_some());
            source.id = SourceId::new(id);
        }
        if form.fact.source.as_str().is_empty() {
            form.fact.source = source.id.clone();
        }
    }
    prepare_fact(view, &mut form.fact);
    form
}

/// Tidies a fact's texts and sets its layer.
pub(in crate::app) fn prepare_fact(view: View, fact: &mut Fact) {
    fact.scope = view.layer();
    tidy_some(&mut fact.statement);
    tidy_some(&mut fact.said_by);
    tidy_all(&mut fact.cues);
    tidy_all(&mut fact.questions);
    match &mut fact.value {
        Value::Text(text) | Value::Rating(text) | Value::Withheld(text) => *text = tidy(text),
        Value::List(items) => tidy_all(items),
        Value::Count(count) => tidy_some(&mut count.unit),
        _ => {}
    }
}

/// An id made of a name, with a beginning that no knowledge folder gives, so that a later folder's id means no other.
pub(super) fn new_id(view: View, name: &str, taken: impl Fn(&str) -> bool) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = match view {
        View::Everyone => "added".to_owned(),
        View::Server(_) => "own".to_owned(),
    };
    for word in words {
        if id.len() + word.len() > ID - 6 {
            break;
        }
        id.push('-');
        id.push_str(word);
    }
    let numbered = (2..).map(|n| format!("{id}-{n}"));
    std::iter::once(id.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(id)
}

/// What is new beside the facts of one change.
#[derive(Default)]
pub(in crate::app) struct New<'a> {
    subjects: HashSet<&'a str>,
    sources: HashSet<&'a str>,
}

impl<'a> New<'a> {
    pub(in crate::app) fn of(
        subjects: impl IntoIterator<Item = &'a Subject>,
        sources: impl IntoIterator<Item = &'a Source>,
    ) -> Self {
        Self {
            subjects: subjects.into_iter().map(|subject| subject.id.as_str()).collect(),
            sources: sources.into_iter().map(|source| source.id.as_str()).collect(),
        }
    }

    fn has_subject(&self, index: &Index, id: &str) -> bool {
        index.subject_by_id(id).is_some() || self.subjects.contains(id)
    }

    fn has_source(&self, index: &Index, id: &str) -> bool {
        index.source_by_id(id).is_some() || self.sources.contains(id)
    }
}

/// Everything that is wrong with a prepared form.
pub(super) fn form(index: &Index, form: &Form) -> Vec<Flaw> {
    let mut flaws = Flaws::default();
    form.subject.iter().for_each(|new| subject(index, new, &mut flaws));
    form.source.iter().for_each(|new| source(new, &mut flaws));
    fact(index, &form.fact, &New::of(&form.subject, &form.source), &mut flaws);
    flaws.0
}

/// What is wrong with a subject.
pub(super) fn subject(index: &Index, subject: &Subject, flaws: &mut Flaws) {
    flaws.id("subject", subject.id.as_str(), ID, '-');
    flaws.text("subject", &subject.name, NAME);
    flaws.texts("aliases", &subject.aliases, ALIAS);
    if let Some(id) = subject.organisation.as_deref().filter(|id| !index.has_organisation(id)) {
        flaws.add(
            "organisation",
            format!("there is no organisation \"{id}\""),
            "leave it out, or choose one that is offered",
        );
    }
}

/// What is wrong with a source.
pub(super) fn source(source: &Source, flaws: &mut Flaws) {
    flaws.id("source", source.id.as_str(), ID + ALIAS, '.');
    flaws.text("source", &source.title, NAME);
    source.publisher.iter().for_each(|text| flaws.text("publisher", text, NAME));
    source.author.iter().for_each(|text| flaws.text("author", text, NAME));
    if let Some(url) = &source.url {
        flaws.text("url", url, URL);
        if !(url.starts_with("https://") || url.starts_with("http://")) || url.contains(' ') {
            flaws.add("url", "it is not a web address", "expected one that begins with https:// or http://");
        }
    }
}

/// What is wrong with a fact.
pub(in crate::app) fn fact(index: &Index, fact: &Fact, new: &New<'_>, flaws: &mut Flaws) {
    if !fact.id.as_str().is_empty() {
        flaws.id("id", fact.id.as_str(), FACT_ID, '.');
    }
    subject_id(index, "subject", fact.subject.as_str(), new, flaws);
    if index.attribute_by_id(fact.attribute.as_str()).is_none() {
        let id = AttributeId::as_str(&fact.attribute);
        flaws.add("attribute", format!("there is no attribute \"{id}\""), "choose one that is offered");
    }
    if !new.has_source(index, fact.source.as_str()) {
        flaws.add(
            "source",
            format!("there is no source \"{}\"", fact.source),
            "choose one that is offered, or give a new one",
        );
    }
    value(index, fact, new, flaws);
    fact.said_by.iter().for_each(|text| flaws.text("said by", text, NAME));
    fact.statement.iter().for_each(|text| flaws.text("statement", text, STATEMENT));
    flaws.texts("cues", &fact.cues, ALIAS);
    flaws.texts("questions", &fact.questions, QUESTION);
}

fn subject_id(index: &Index, field: &'static str, id: &str, new: &New<'_>, flaws: &mut Flaws) {
    if !new.has_subject(index, id) {
        flaws.add(field, format!("there is no subject \"{id}\""), "choose one that is offered, or give a new one");
    }
}

fn value(index: &Index, fact: &Fact, new: &New<'_>, flaws: &mut Flaws) {
    match &fact.value {
        Value::Text(text) => flaws.text("value", text, WORDS),
        Value::Withheld(text) => flaws.text("value", text, WORDS),
        Value::Rating(text) => flaws.text("value", text, MARK),
        Value::List(items) if items.is_empty() => flaws.add("value", "the list is empty", "expected 1 to 100 items"),
        Value::List(items) => flaws.texts("value", items, WORDS),
        Value::Subject(id) => subject_id(index, "value", id.as_str(), new, flaws),
        Value::None if fact.statement.is_none() => {
            flaws.add("value", "there is neither a value nor a statement", "give one of them");
        }
        Value::None | Value::Date(_) => {}
        Value::Money(money) => {
            let code = &money.currency;
            if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                flaws.add("value", "the currency is unknown", "expected a code of three letters, such as GBP");
            }
            amount(money.amount, LARGEST * 100, flaws);
        }
        Value::Count(count) => {
            amount(count.amount, LARGEST, flaws);
            count.unit.iter().for_each(|text| flaws.text("value", text, MARK));
        }
        Value::Duration(span) => amount(span.amount, LARGEST, flaws),
    }
}

fn amount(amount: Amount, largest: u64, flaws: &mut Flaws) {
    if amount.figures().any(|figure| figure.unsigned_abs() > largest) {
        flaws.add("value", "the figure is too large", "expected less than a thousand million million");
    }
}
