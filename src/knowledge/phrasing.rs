//! Reads the files of `phrasings/`: whole questions that facts answer, in people's own words, as many as there are. They
//! stand apart from the articles, for they are many times as long, and are no part of a fact.

use super::fields::Fields;
use super::report::{Marked, Report, Spot};
use crate::fact::limits::{NAME, QUESTION};
use crate::fact::{Fact, FactId};
use crate::text::lexicon::{Lexicon, Phrasing};
use crate::text::suggest::{did_you_mean, shown};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// The questions to one fact, before it is looked up.
#[derive(Debug)]
struct PhrasingDraft {
    fact: Marked<String>,
    questions: Vec<String>,
}

/// What the files of `phrasings/` say.
#[derive(Debug, Default)]
pub(super) struct Phrasings {
    drafts: Vec<PhrasingDraft>,
    /// Questions that no fact of the folder answers.
    unanswered: Vec<String>,
}

impl Phrasings {
    /// Reads a file.
    pub(super) fn read(&mut self, table: &DeTable<'_>, spot: Spot, report: &mut Report) {
        let mut fields = Fields::new(table, spot, "this file", report);
        let (answered, unanswered) = (fields.tables("phrasing"), fields.tables("unanswered"));
        for (table, spot) in answered {
            self.drafts.extend(read_one(table, spot, fields.report));
        }
        for (table, spot) in unanswered {
            let mut fields = Fields::new(table, spot, "[[unanswered]]", fields.report);
            fields.require("questions", "questions = [\"...\"], which no fact of this folder answers");
            self.unanswered.extend(fields.texts("questions", QUESTION).into_iter().map(|question| question.value));
            fields.finish();
        }
        fields.finish();
    }

    /// Adds them to a lexicon, those of facts in the facts' order.
    pub(super) fn finish(self, facts: &[Fact], lexicon: &mut Lexicon, report: &mut Report) {
        lexicon.phrasings = resolve(self.drafts, facts, report);
        lexicon.unanswered = self.unanswered;
    }
}

fn read_one(table: &DeTable<'_>, spot: Spot, report: &mut Report) -> Option<PhrasingDraft> {
    let mut fields = Fields::new(table, spot, "[[phrasing]]", report);
    fields.require("fact", "fact = \"...\", the id of a fact of this folder");
    fields.require("questions", "questions = [\"...\"], which that fact answers");
    let fact = fields.text("fact", NAME);
    let questions = fields.texts("questions", QUESTION).into_iter().map(|question| question.value).collect();
    fields.finish();
    Some(PhrasingDraft { fact: fact?, questions })
}

/// How people put questions to each fact that comes with any, in order of the facts: its own questions and those of the
/// drafts, its statement and its cues.
fn resolve(drafts: Vec<PhrasingDraft>, facts: &[Fact], report: &mut Report) -> Vec<Phrasing> {
    let mut asked: BTreeMap<&FactId, Vec<String>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.questions.is_empty()) {
        asked.insert(&fact.id, fact.questions.clone());
    }
    let by_id: BTreeMap<&str, &FactId> = facts.iter().map(|fact| (fact.id.as_str(), &fact.id)).collect();
    for PhrasingDraft { fact, questions } in drafts {
        match by_id.get(fact.value.as_str()) {
            Some(id) => asked.entry(id).or_default().extend(questions),
            // An unread file may hold the fact.
            None if report.any_unread() => {}
            None => unknown_fact(&fact, &by_id, report),
        }
    }
    let with_own_words = |fact: &Fact| {
        let mut texts = asked.remove(&fact.id)?;
        texts.extend(fact.statement.iter().chain(&fact.cues).cloned());
        Some(Phrasing { fact: fact.id.clone(), texts })
    };
    facts.iter().filter_map(with_own_words).collect()
}

fn unknown_fact(fact: &Marked<String>, by_id: &BTreeMap<&str, &FactId>, report: &mut Report) {
    let expected = did_you_mean(&fact.value, by_id.keys().copied(), || {
        "expected the id of a fact of this folder: its own, or subject.attribute".to_owned()
    });
    report.error(fact.spot, format!("unknown fact `{}`", shown(&fact.value)), expected);
}
