//! Looks up what articles refer to across files, names every fact, and finds what only shows when the folder is
//! seen as a whole: doubles, subjects nobody states anything of, references that lead nowhere.

use super::article::{Article, FactDraft, SubjectDraft};
use super::doubles;
use super::report::{Marked, Report, Spot};
use super::statement;
use super::words::{unknown_attribute, unknown_organisation};
use super::{Around, Knowledge};
use crate::fact::{AttributeId, Fact, FactId, Scope, SourceId, Subject, SubjectId, Value};
use crate::text::lexicon::Lexicon;
use crate::text::line::looks_like_an_id;
use crate::text::suggest::{did_you_mean, shown};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the articles of a folder declare, by id.
struct Declared<'a> {
    subjects: BTreeMap<&'a str, Spot>,
    lexicon: &'a Lexicon,
    around: &'a Around<'a>,
}

impl<'a> Declared<'a> {
    fn knows(&self, subject: &str) -> bool {
        self.subjects.contains_key(subject) || self.around.subjects.contains_key(subject)
    }

    fn subject_ids(&self) -> Vec<&'a str> {
        self.subjects.keys().chain(self.around.subjects.keys()).copied().collect()
    }
}

/// Puts the articles, in order of their names, together.
pub(super) fn resolve(
    articles: Vec<Article>,
    lexicon: Lexicon,
    around: &Around<'_>,
    report: &mut Report,
) -> Knowledge {
    let declared = Declared { subjects: declared_subjects(&articles, report), lexicon: &lexicon, around };
    for article in &articles {
        article.subjects.iter().for_each(|subject| check_subject(subject, &declared, report));
        article.facts.iter().for_each(|fact| check_fact(fact, &declared, report));
    }
    check_silent_subjects(&articles, report);
    doubles::check_names(&articles, report);
    doubles::check_facts(&articles, report);
    let mut ids = FactIds::of_given(&articles, around, report);
    let mut knowledge = Knowledge::default();
    for article in articles {
        knowledge.subjects.extend(article.subjects.into_iter().filter_map(finished_subject));
        if let Some(source) = article.source {
            let facts = article.facts.into_iter().filter_map(|fact| finished_fact(fact, &source.id, &mut ids));
            knowledge.facts.extend(facts);
            knowledge.sources.push(source);
        }
    }
    knowledge.lexicon = lexicon;
    knowledge
}

fn declared_subjects<'a>(articles: &'a [Article], report: &mut Report) -> BTreeMap<&'a str, Spot> {
    let mut declared = BTreeMap::new();
    for id in articles.iter().flat_map(|article| &article.subjects).filter_map(|subject| subject.id.as_ref()) {
        if let Some(first) = declared.get(id.value.as_str()) {
            let message = format!("the subject `{}` is declared twice", shown(&id.value));
            let expected = format!(
                "it is declared at {} already: facts here can use that one, another subject needs another id",
                report.place(*first, id.spot)
            );
            report.error(id.spot, message, expected);
        } else {
            declared.insert(id.value.as_str(), id.spot);
        }
    }
    declared
}

fn check_subject(subject: &SubjectDraft, declared: &Declared<'_>, report: &mut Report) {
    let unknown = |id: &&Marked<String>| !declared.lexicon.organisations.contains_key(&id.value);
    if let Some(organisation) = subject.organisation.as_ref().filter(unknown) {
        unknown_organisation(organisation, declared.lexicon, report);
    }
    let Some(id) = &subject.id else { return };
    let held = declared.around.subjects.get(id.value.as_str());
    if held.is_some_and(|held| !says_the_same(subject, held)) {
        let message = format!("the subject `{}` is held already, and otherwise", shown(&id.value));
        report.error(id.spot, message, "leave it out: facts can use it; another subject needs another id");
    }
}

fn says_the_same(draft: &SubjectDraft, held: &Subject) -> bool {
    let name = draft.name.as_ref().is_none_or(|name| name.value == held.name);
    let kind = draft.kind.is_none_or(|kind| kind == held.kind);
    let organisation = draft.organisation.as_ref().map(|id| id.value.as_str()) == held.organisation.as_deref();
    let aliases = draft.aliases.iter().map(|alias| &alias.value).eq(&held.aliases);
    name && kind && organisation && aliases
}

fn check_fact(fact: &FactDraft, declared: &Declared<'_>, report: &mut Report) {
    if let Some(subject) = &fact.subject {
        check_subject_id(&subject.value, subject.spot, declared, report);
    }
    if let Some(attribute) = &fact.attribute {
        check_attribute(attribute, fact, declared.lexicon, report);
    }
    if let Some(Marked { value: Value::Subject(id), spot }) = &fact.value {
        check_subject_id(id.as_str(), *spot, declared, report);
    }
    if let Some(said_by) = fact.said_by.as_ref().filter(|said_by| looks_like_an_id(&said_by.value))
        && !declared.knows(&said_by.value)
    {
        let expected = did_you_mean(&said_by.value, declared.subject_ids(), || {
            "expected the id of a subject, or a name as people write it".to_owned()
        });
        report.error(said_by.spot, format!("`said_by` names no subject: `{}`", shown(&said_by.value)), expected);
    }
    if let Some(statement) = &fact.statement {
        statement::check(statement, report);
    }
}

fn check_subject_id(id: &str, spot: Spot, declared: &Declared<'_>, report: &mut Report) {
    if !declared.knows(id) {
        let expected = did_you_mean(id, declared.subject_ids(), || {
            format!("expected the id of a [[subject]] of this folder; add one with id = \"{}\"", shown(id))
        });
        report.error(spot, format!("unknown subject `{}`", shown(id)), expected);
    }
}

fn check_attribute(attribute: &Marked<String>, fact: &FactDraft, lexicon: &Lexicon, report: &mut Report) {
    let Some(known) = lexicon.attributes.get(attribute.value.as_str()) else {
        unknown_attribute(attribute, lexicon, report);
        return;
    };
    if let (Some(usual), Some(value)) = (known.value, &fact.value)
        && !value.value.kind().may_stand_for(usual)
    {
        let message = format!("`{}` has a value of the kind `{}`", attribute.value, value.value.kind().word());
        report.warning(value.spot, message, format!("its usual kind is `{}`", usual.word()));
    }
}

/// Warns of subjects that no fact is about, has as its value or was said by. Not while a file is unread: it may
/// hold the facts.
fn check_silent_subjects(articles: &[Article], report: &mut Report) {
    if report.any_unread() {
        return;
    }
    let mut spoken = BTreeSet::new();
    for fact in articles.iter().flat_map(|article| &article.facts) {
        spoken.extend([&fact.subject, &fact.said_by].into_iter().flatten().map(|id| id.value.as_str()));
        if let Some(Marked { value: Value::Subject(id), .. }) = &fact.value {
            spoken.insert(id.as_str());
        }
    }
    for id in articles.iter().flat_map(|article| &article.subjects).filter_map(|subject| subject.id.as_ref()) {
        if !spoken.contains(id.value.as_str()) {
            let message = format!("no fact speaks of the subject `{}`", shown(&id.value));
            report.warning(id.spot, message, "add a fact about it, or leave it out");
        }
    }
}

fn finished_subject(draft: SubjectDraft) -> Option<Subject> {
    Some(Subject {
        id: SubjectId::new(draft.id?.value),
        kind: draft.kind?,
        name: draft.name?.value,
        aliases: draft.aliases.into_iter().map(|alias| alias.value).collect(),
        organisation: draft.organisation.map(|id| id.value),
    })
}

fn finished_fact(draft: FactDraft, source: &SourceId, ids: &mut FactIds) -> Option<Fact> {
    let (subject, attribute) = (draft.subject?.value, draft.attribute?.value);
    let id = match draft.id {
        Some(id) => FactId::new(id.value),
        None => {
            let period = draft.period.map_or_else(String::new, |period| format!(".{period}"));
            ids.next(format!("{subject}.{attribute}{period}"))
        }
    };
    Some(Fact {
        id,
        scope: Scope::Shipped,
        subject: SubjectId::new(subject),
        attribute: AttributeId::new(attribute),
        value: draft.value?.value,
        period: draft.period,
        status: draft.status,
        said_by: draft.said_by.map(|text| text.value),
        as_of: draft.as_of?,
        source: source.clone(),
        statement: draft.statement.map(|text| text.value),
        cues: draft.cues,
        questions: draft.questions,
    })
}

/// The ids of facts, each given out once.
struct FactIds {
    taken: BTreeSet<String>,
    /// How often each composed id was asked for, so that the next number is found at once.
    asked: BTreeMap<String, usize>,
}

impl FactIds {
    /// With the ids that facts give themselves; composed ones go around them, whatever the order of files.
    fn of_given(articles: &[Article], around: &Around<'_>, report: &mut Report) -> Self {
        let mut given: BTreeMap<&str, Spot> = BTreeMap::new();
        for id in articles.iter().flat_map(|article| &article.facts).filter_map(|fact| fact.id.as_ref()) {
            if let Some(first) = given.get(id.value.as_str()) {
                let message = format!("the fact id `{}` is given twice", shown(&id.value));
                let expected = format!("it is given at {} already", report.place(*first, id.spot));
                report.error(id.spot, message, expected);
            } else {
                given.insert(&id.value, id.spot);
            }
        }
        let taken = given.into_keys().chain(around.facts.iter().copied()).map(str::to_owned).collect();
        Self { taken, asked: BTreeMap::new() }
    }

    fn next(&mut self, base: String) -> FactId {
        let asked = self.asked.entry(base.clone()).or_default();
        loop {
            *asked += 1;
            let id = if *asked == 1 { base.clone() } else { format!("{base}.{asked}") };
            if self.taken.insert(id.clone()) {
                return FactId::new(id);
            }
        }
    }
}
