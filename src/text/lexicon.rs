//! The lexicon: the everyday words for each attribute, abbreviations, synonyms and organisations.
//!
//! All of it is data from a knowledge folder; the closed words of English grammar are not here but in
//! [`super::grammar`].

use crate::fact::{AttributeId, FactId, ValueKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What kind of question an attribute answers, beside what its values already say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// Who, whose, by whom.
    Who,
    /// When, which year, how far back.
    When,
    /// Where, which city.
    Where,
    /// Why, what caused, for what reason.
    Why,
    /// How much money.
    HowMuch,
    /// How many.
    HowMany,
    /// How long.
    HowLong,
    /// What, which.
    What,
}

impl Asks {
    /// The word that names it in a knowledge file: who, when, where, why, how-much, how-many, how-long, what.
    pub fn word(self) -> &'static str {
        match self {
            Asks::Who => "who",
            Asks::When => "when",
            Asks::Where => "where",
            Asks::Why => "why",
            Asks::HowMuch => "how-much",
            Asks::HowMany => "how-many",
            Asks::HowLong => "how-long",
            Asks::What => "what",
        }
    }
}

/// One attribute and how people speak of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its id, as facts name it.
    pub id: AttributeId,
    /// What it is called in an answer ("salary", "application deadline").
    pub name: String,
    /// Everyday words and phrases for it.
    pub words: Vec<String>,
    /// The questions it answers; empty means that the values decide.
    pub asks: Vec<Asks>,
    /// The kind of value it usually has, for checks and forms.
    pub value: Option<ValueKind>,
    /// The predicate of the composed sentence, with `{value}` ("was based in {value}").
    pub say: Option<String>,
    /// The question that this attribute answers, with `{subject}` ("where is {subject} based?").
    pub question: Option<String>,
    /// Several values may hold at once (principles, systems replaced), so that two values are a list and no
    /// contradiction.
    pub many: bool,
    /// The attribute that asks for the same from the other side: whose value it is ("replaced by" for "replaces").
    pub inverse: Option<AttributeId>,
}

impl Attribute {
    /// One that is called so, and of which nothing else is known.
    pub fn named(id: impl Into<AttributeId>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            words: Vec::new(),
            asks: Vec::new(),
            value: None,
            say: None,
            question: None,
            many: false,
            inverse: None,
        }
    }
}

/// One organisation that questions may name, held facts or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id, as subjects name it.
    pub id: String,
    /// Its full name, without an article ("Survey Office").
    pub name: String,
    /// Abbreviations and other names.
    pub aliases: Vec<String>,
    /// The id of the organisation it is part of.
    pub parent: Option<String>,
}

/// A short form and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abbreviation {
    /// The short form ("COO").
    pub short: String,
    /// What it stands for ("chief operating officer").
    pub long: String,
}

/// How people put questions to one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrasing {
    /// The fact that answers them.
    pub fact: FactId,
    /// Whole questions, and what else has the words of those who ask: the fact's statement and cues.
    pub texts: Vec<String>,
}

/// How people ask for one attribute, whatever it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributePhrasing {
    /// The attribute.
    pub attribute: AttributeId,
    /// Whole questions, without the names of subjects and values.
    pub texts: Vec<String>,
}

/// All words that the content of a folder does not bring with its subjects.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lexicon {
    /// Attributes by id.
    pub attributes: BTreeMap<AttributeId, Attribute>,
    /// Organisations by id.
    pub organisations: BTreeMap<String, Organisation>,
    /// Short forms.
    pub abbreviations: Vec<Abbreviation>,
    /// Groups of words that mean much the same.
    pub synonyms: Vec<Vec<String>>,
    /// How people put questions to the folder's facts; at most one for each.
    pub phrasings: Vec<Phrasing>,
    /// How people ask for attributes, whatever folder they are held in.
    pub attribute_phrasings: Vec<AttributePhrasing>,
    /// Questions that look as if the folder's facts answered them, and that none does.
    pub unanswered: Vec<String>,
}

impl Lexicon {
    /// Adds another lexicon to this one: its words are added to attributes and organisations that are here
    /// already, and what it says anew (name, predicate, question) replaces what was said.
    pub fn extend(&mut self, other: Lexicon) {
        for (id, theirs) in other.attributes {
            match self.attributes.get_mut(&id) {
                Some(ours) => ours.extend(theirs),
                None => {
                    self.attributes.insert(id, theirs);
                }
            }
        }
        for (id, theirs) in other.organisations {
            match self.organisations.get_mut(&id) {
                Some(ours) => {
                    add_missing(&mut ours.aliases, theirs.aliases);
                    ours.name = theirs.name;
                    ours.parent = theirs.parent.or_else(|| ours.parent.take());
                }
                None => {
                    self.organisations.insert(id, theirs);
                }
            }
        }
        add_missing(&mut self.abbreviations, other.abbreviations);
        self.synonyms.extend(other.synonyms);
        self.phrasings.extend(other.phrasings);
        self.attribute_phrasings.extend(other.attribute_phrasings);
        self.unanswered.extend(other.unanswered);
    }
}

impl Attribute {
    fn extend(&mut self, other: Attribute) {
        add_missing(&mut self.words, other.words);
        add_missing(&mut self.asks, other.asks);
        self.name = other.name;
        self.value = other.value.or(self.value);
        self.say = other.say.or_else(|| self.say.take());
        self.question = other.question.or_else(|| self.question.take());
        self.many |= other.many;
        self.inverse = other.inverse.or_else(|| self.inverse.take());
    }
}

fn add_missing<T: PartialEq>(ours: &mut Vec<T>, theirs: Vec<T>) {
    for item in theirs {
        if !ours.contains(&item) {
            ours.push(item);
        }
    }
}
