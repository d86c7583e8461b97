//! Reads the files of `lexicon/` and `organisations/`: attributes, abbreviations, synonyms and organisations.

use super::fields::Fields;
use super::report::{Marked, Report, Spot};
use super::values::KINDS;
use crate::fact::limits::{ALIAS, ID, NAME, QUESTION};
use crate::fact::{AttributeId, ValueKind};
use crate::text::lexicon::{Abbreviation, Asks, Attribute, AttributePhrasing, Lexicon, Organisation};
use crate::text::suggest::{did_you_mean, shown};
use std::collections::BTreeMap;
use toml::de::DeTable;

const ASKS: [Asks; 8] =
    [Asks::Who, Asks::When, Asks::Where, Asks::Why, Asks::HowMuch, Asks::HowMany, Asks::HowLong, Asks::What];

/// The folder's own words as they are gathered from its files, and where each was declared.
#[derive(Debug)]
pub(super) struct Words<'b> {
    base: &'b Lexicon,
    own: Lexicon,
    attributes: BTreeMap<String, Spot>,
    organisations: BTreeMap<String, Spot>,
    parents: Vec<(String, Marked<String>)>,
    /// The attributes that phrasings name.
    asked: Vec<Marked<String>>,
}

impl<'b> Words<'b> {
    /// No words yet beside those of `base`, which every folder has.
    pub fn new(base: &'b Lexicon) -> Self {
        Self {
            base,
            own: Lexicon::default(),
            attributes: BTreeMap::new(),
            organisations: BTreeMap::new(),
            parents: vec![],
            asked: vec![],
        }
    }

    /// Reads a file of `lexicon/`.
    pub fn read_lexicon(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "this file", report);
        let attributes = fields.tables("attribute");
        let abbreviations = fields.tables("abbreviation");
        let synonyms = fields.tables("synonym");
        let phrasings = fields.tables("phrasing");
        for (table, spot) in attributes {
            self.attribute(table, spot, fields.report);
        }
        for (table, spot) in abbreviations {
            self.abbreviation(table, spot, fields.report);
        }
        for (table, spot) in synonyms {
            self.synonym(table, spot, fields.report);
        }
        for (table, spot) in phrasings {
            self.phrasing(table, spot, fields.report);
        }
        fields.finish();
    }

    /// Reads `organisations.toml` or a file of `organisations/`.
    pub fn read_organisations(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "this file", report);
        for (table, spot) in fields.tables("organisation") {
            self.organisation(table, spot, fields.report);
        }
        fields.finish();
    }

    fn attribute(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "an attribute", report);
        fields.require("id", "id = \"...\" of letters, digits and hyphens");
        let id = fields.id("id");
        let held = id.as_ref().and_then(|id| self.base.attributes.get(id.value.as_str()));
        if held.is_none() {
            fields.require("name", "name = \"...\", what an answer calls it");
        }
        let name = fields.text("name", ALIAS).map(|name| name.value).or_else(|| held.map(|held| held.name.clone()));
        let words = values_of(fields.texts("words", ALIAS));
        let asks = fields.texts("asks", NAME);
        let question_words = ASKS.map(|asks| (asks, asks.word()));
        let asks = asks
            .iter()
            .filter_map(|word| super::fields::choose(word, "question word", &question_words, fields.report))
            .collect();
        let kinds: Vec<_> = KINDS.into_iter().chain([ValueKind::None]).map(|kind| (kind, kind.word())).collect();
        let value = fields.word("value", "kind of value", &kinds).map(|kind| kind.value);
        let say = pattern(&mut fields, "say", "{value}");
        let question = pattern(&mut fields, "question", "{subject}");
        let many = fields.flag("many").unwrap_or(false);
        let inverse = fields.id("inverse").map(|id| AttributeId::new(id.value));
        fields.finish();
        let Some(id) = id else { return };
        declare(&mut self.attributes, &id, "attribute", report);
        // Declared even without a name, so that facts that use it are not reported as well.
        let name = name.unwrap_or_else(|| id.value.clone());
        let id = AttributeId::new(id.value);
        self.own
            .attributes
            .insert(id.clone(), Attribute { id, name, words, asks, value, say, question, many, inverse });
    }

    fn abbreviation(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "an abbreviation", report);
        fields.require("short", "short = \"...\", such as \"COO\"");
        fields.require("long", "long = \"...\", what it stands for");
        let short = fields.text("short", ALIAS);
        let long = fields.text("long", NAME);
        fields.finish();
        let (Some(short), Some(long)) = (short, long) else { return };
        let abbreviation = Abbreviation { short: short.value, long: long.value };
        if self.own.abbreviations.contains(&abbreviation) {
            let message = format!("the abbreviation `{}` stands here twice", shown(&abbreviation.short));
            report.warning(short.spot, message, "leave one out");
        } else {
            self.own.abbreviations.push(abbreviation);
        }
    }

    fn synonym(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "a synonym", report);
        fields.require("words", "words = [\"...\", \"...\"]");
        let given = fields.get("words").is_some();
        let words = values_of(fields.texts("words", ALIAS));
        if given && words.len() == 1 {
            fields.report.error(spot, "a synonym of one word", "expected two or more that mean the same");
        }
        fields.finish();
        if words.len() > 1 {
            self.own.synonyms.push(words);
        }
    }

    /// Questions by which people ask for an attribute. What stands in braces is left out: it holds the place of a name.
    fn phrasing(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "[[phrasing]]", report);
        fields.require("attribute", "attribute = \"...\", the id of an attribute");
        fields.require("questions", "questions = [\"...\"], by which people ask for it");
        let attribute = fields.id("attribute");
        let texts = fields.texts("questions", QUESTION).iter().map(|text| without_braces(&text.value)).collect();
        fields.finish();
        if let Some(attribute) = attribute {
            let id = AttributeId::new(attribute.value.clone());
            self.asked.push(attribute);
            self.own.attribute_phrasings.push(AttributePhrasing { attribute: id, texts });
        }
    }

    fn organisation(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "an organisation", report);
        fields.require("id", "id = \"...\" of letters, digits and hyphens");
        let id = fields.id("id");
        let held = id.as_ref().and_then(|id| self.base.organisations.get(&id.value));
        if held.is_none() {
            fields.require("name", "name = \"...\", in full and without an article");
        }
        let name = fields.text("name", NAME).map(|name| name.value).or_else(|| held.map(|held| held.name.clone()));
        let aliases = values_of(fields.texts("aliases", ALIAS));
        let parent = fields.text("parent", ID);
        fields.finish();
        let Some(id) = id else { return };
        declare(&mut self.organisations, &id, "organisation", report);
        let name = name.unwrap_or_else(|| id.value.clone());
        if let Some(parent) = &parent {
            self.parents.push((id.value.clone(), parent.clone()));
        }
        let parent = parent.map(|parent| parent.value);
        self.own.organisations.insert(id.value.clone(), Organisation { id: id.value, name, aliases, parent });
    }

    /// Checks how organisations refer to each other, and lays the folder's words over those of the base.
    pub fn finish(self, report: &mut Report) -> Lexicon {
        let mut lexicon = self.base.clone();
        lexicon.extend(self.own);
        for attribute in self.asked {
            if !lexicon.attributes.contains_key(attribute.value.as_str()) {
                unknown_attribute(&attribute, &lexicon, report);
            }
        }
        for (id, parent) in self.parents {
            let organisations = &lexicon.organisations;
            if !organisations.contains_key(&parent.value) {
                unknown_organisation(&parent, &lexicon, report);
            } else if is_inside_itself(&id, organisations) {
                let message = format!("`{id}` is part of itself by way of its parent");
                report.error(parent.spot, message, "expected parents that lead to an organisation without one");
            }
        }
        lexicon
    }
}

/// Reports an attribute that nobody declares.
pub(super) fn unknown_attribute(attribute: &Marked<String>, lexicon: &Lexicon, report: &mut Report) {
    let ids = lexicon.attributes.keys().map(AttributeId::as_str);
    let expected = did_you_mean(&attribute.value, ids, || {
        format!("declare it in a file of lexicon/: [[attribute]] with id = \"{}\"", shown(&attribute.value))
    });
    report.error(attribute.spot, format!("unknown attribute `{}`", shown(&attribute.value)), expected);
}

/// A question without what stands in braces: the places of names.
fn without_braces(question: &str) -> String {
    let mut rest = question;
    let mut out = String::new();
    while let Some((before, (_, behind))) =
        rest.split_once('{').and_then(|(before, at)| Some((before, at.split_once('}')?)))
    {
        out.push_str(before);
        rest = behind;
    }
    out + rest
}

/// Reports an organisation that nobody declares.
pub(super) fn unknown_organisation(id: &Marked<String>, lexicon: &Lexicon, report: &mut Report) {
    let known = lexicon.organisations.keys().map(String::as_str);
    let expected = did_you_mean(&id.value, known, || "declare it in organisations.toml".to_owned());
    report.error(id.spot, format!("unknown organisation `{}`", shown(&id.value)), expected);
}

fn is_inside_itself(id: &str, organisations: &BTreeMap<String, Organisation>) -> bool {
    let parent = |id: &str| organisations.get(id).and_then(|organisation| organisation.parent.as_deref());
    let mut above = parent(id);
    // No chain without a loop is longer than there are organisations.
    for _ in 0..organisations.len() {
        match above {
            Some(above) if above == id => return true,
            Some(next) => above = parent(next),
            None => return false,
        }
    }
    false
}

fn declare(declared: &mut BTreeMap<String, Spot>, id: &Marked<String>, what: &str, report: &mut Report) {
    match declared.get(&id.value) {
        Some(first) => {
            let message = format!("the {what} `{}` is declared twice", shown(&id.value));
            let expected = format!("it is declared at {} already: add to that one", report.place(*first, id.spot));
            report.error(id.spot, message, expected);
        }
        None => {
            declared.insert(id.value.clone(), id.spot);
        }
    }
}

/// A text that must hold a placeholder once.
fn pattern(fields: &mut Fields<'_, '_>, key: &'static str, placeholder: &str) -> Option<String> {
    let text = fields.text(key, NAME)?;
    if text.value.matches(placeholder).count() != 1 {
        let message = format!("`{key}` does not hold {placeholder} once");
        fields.report.error(text.spot, message, format!("expected {placeholder} where that is to stand"));
    } else if text.value.replace(placeholder, "").contains(['{', '}']) {
        let message = format!("`{key}` holds braces that are not {placeholder}");
        fields.report.error(text.spot, message, format!("expected {placeholder} as the only placeholder"));
    }
    Some(text.value)
}

fn values_of(texts: Vec<Marked<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
