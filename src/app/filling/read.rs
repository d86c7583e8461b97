//! Reading a form: every field at once, so that everything that is wrong is said at once.

use super::find;
use super::{Field, Filled, Typed};
use crate::app::curate::{CurateError, Flaw, Form, Standing, tidy};
use crate::app::{App, Name, View};
use crate::fact::limits::NAME;
use crate::fact::{
    AttributeId, Fact, FactId, FuzzyDate, Source, SourceId, Subject, SubjectId, SubjectKind, Value, ValueKind,
};
use crate::search::Index;
use crate::text::suggest::{did_you_mean, expected_one_of, shown};
use crate::text::typed::{self, Names, Understood, Unread};
use jiff::civil;
use std::sync::Arc;

/// Subjects that are offered where none has the name that was typed.
const NEAR: usize = 5;

impl App {
    /// What is understood of what was typed. `over` is the fact that the form would be an edit of: a field that still
    /// says what [`App::typed`] gave for it stays as it is, and so does what the form does not show. `today` is what
    /// "today" means.
    ///
    /// # Errors
    /// Only if the store fails; what is wrong with the form stands in the result.
    pub fn fill_in(
        &self,
        view: View,
        typed: &Typed,
        over: Option<&FactId>,
        today: civil::Date,
    ) -> Result<Filled, CurateError> {
        let former = match over {
            Some(id) => self.former(view, id)?,
            None => None,
        };
        let kept = former.as_ref().map(|fact| self.typed(view, fact)).unwrap_or_default();
        let index = self.index(view);
        let filled = Filled { preview: None, flaws: vec![], notes: vec![], meant: vec![], may_be_new: false };
        let mut reader = Reader { app: self, view, index: &index, typed, kept, former: former.as_deref(), filled };
        let form = reader.form(today);
        let mut filled = reader.filled;
        // In the order of the form, not in that of reading it.
        filled.flaws.sort_by_key(|flaw| Field::OF_A_FACT.iter().position(|field| field.name() == flaw.field));
        filled.notes.sort_by_key(|(field, _)| *field);
        if let Some(form) = form.filter(|_| filled.flaws.is_empty()) {
            match self.preview(view, &form, over) {
                Ok(preview) => filled.preview = Some(preview),
                Err(CurateError::Invalid(flaws)) => filled.flaws = flaws,
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// The fact that stands under an id, or stood there before it was withdrawn.
    fn former(&self, view: View, id: &FactId) -> Result<Option<Arc<Fact>>, CurateError> {
        Ok(match self.fact(view, id)? {
            Some((Standing::Held(seen), _)) => Some(seen.fact),
            Some((Standing::Withdrawn(withdrawn), _)) => withdrawn.fact,
            None => None,
        })
    }
}

struct Reader<'a> {
    app: &'a App,
    view: View,
    index: &'a Index,
    typed: &'a Typed,
    /// What the former fact's form would say unchanged.
    kept: Typed,
    former: Option<&'a Fact>,
    filled: Filled,
}

impl Reader<'_> {
    /// `None` if a field that must be there cannot be read: its flaw is noted.
    fn form(&mut self, today: civil::Date) -> Option<Form> {
        let subject = self.subject();
        let attribute = self.attribute();
        let source = self.source();
        let value = attribute.as_ref().and_then(|attribute| self.value(attribute));
        let published = source.as_ref().and_then(|(_, published, _)| *published);
        let as_of = self.as_of(published, source.is_some(), today);
        let early = |source: &Source| typed::to_come(&source.published?, today);
        let new = source.as_ref().and_then(|(_, _, new)| new.as_ref());
        if let Some(note) = new.and_then(early).filter(|_| self.text(Field::AsOf).is_some()) {
            self.filled.notes.push((Field::Source, note));
        }
        let period = self.optional(Field::Period, typed::period, |fact| fact.period);
        let status = self.optional(Field::Status, typed::status, |fact| fact.status);
        let said_by = self.said_by();
        let statement = Field::Statement.of(self.typed).map(tidy);
        let (subject_id, subject) = subject?;
        let (source_id, _, source) = source?;
        let fact = Fact {
            id: FactId::new(""),
            scope: self.view.layer(),
            subject: subject_id,
            attribute: attribute?,
            value: value?,
            period,
            status,
            said_by,
            as_of: as_of?,
            source: source_id,
            statement,
            cues: self.former.map(|fact| fact.cues.clone()).unwrap_or_default(),
            questions: self.former.map(|fact| fact.questions.clone()).unwrap_or_default(),
        };
        Some(Form { fact, subject, source })
    }

    fn flaw(&mut self, field: Field, said: impl Into<String>, expected: impl Into<String>) {
        self.filled.flaws.push(Flaw { field: field.name(), said: said.into(), expected: expected.into() });
    }

    fn unread<T>(&mut self, field: Field, read: Result<Understood<T>, Unread>) -> Option<T> {
        match read {
            Ok(read) => {
                self.filled.notes.extend(read.note.map(|note| (field, note)));
                Some(read.value)
            }
            Err(error) => {
                self.flaw(field, error.message, error.expected);
                None
            }
        }
    }

    /// What was typed into a field, on one line; `None` if nothing was.
    fn text(&self, field: Field) -> Option<String> {
        field.of(self.typed).map(tidy).filter(|text| !text.is_empty())
    }

    /// The former fact, if a field still says what it says there.
    fn unchanged(&self, field: Field) -> Option<&Fact> {
        let same = self.kept.contains_key(field.name()) && field.of(self.typed) == field.of(&self.kept);
        self.former.filter(|_| same)
    }

    fn subject(&mut self) -> Option<(SubjectId, Option<Subject>)> {
        if let Some(former) = self.unchanged(Field::Subject) {
            return Some((former.subject.clone(), None));
        }
        let Some(text) = self.text(Field::Subject) else {
            self.flaw(Field::Subject, "it is empty", "give what the fact is about, such as a role or a programme");
            return None;
        };
        let length = text.chars().count();
        if length > NAME {
            self.flaw(Field::Subject, format!("it has {length} characters"), format!("shorten it to {NAME}"));
            return None;
        }
        match find::subjects(self.index, &text).as_slice() {
            [one] => {
                if Field::Organisation.of(self.typed).is_some() {
                    let note = "left out, for the subject is held already".to_owned();
                    self.filled.notes.push((Field::Organisation, note));
                }
                Some((find::id_of(self.index, *one), None))
            }
            [] => self.new_subject(&text),
            several => {
                self.filled.meant = several.iter().map(|at| self.name(*at)).collect();
                let said = format!("`{}` is the name of {} subjects", shown(&text), several.len());
                self.flaw(Field::Subject, said, "choose the one you mean, or write more of its name");
                None
            }
        }
    }

    fn name(&self, at: usize) -> Name {
        let doc = self.index.subject(at);
        Name { id: doc.subject.id.clone(), label: doc.full_name.clone() }
    }

    fn new_subject(&mut self, text: &str) -> Option<(SubjectId, Option<Subject>)> {
        let kind = self.text(Field::Kind);
        let Some(kind) = kind else {
            self.filled.meant = self.app.names(self.view, text, &[], None, NEAR);
            self.filled.may_be_new = true;
            let near = self.filled.meant.first().map(|name| name.label.clone());
            let near = near.map_or_else(String::new, |near| format!("did you mean `{}`? ", shown(&near)));
            let expected = format!("{near}If it is new, say what it is: a role, a programme ...");
            self.flaw(Field::Subject, format!("I hold no subject `{}`", shown(text)), expected);
            return None;
        };
        let lower = kind.to_lowercase();
        let words = || SubjectKind::ALL.into_iter().map(|(_, word)| word);
        let Some((kind, _)) = SubjectKind::ALL.into_iter().find(|(_, word)| *word == lower) else {
            let expected = did_you_mean(&lower, words().collect::<Vec<_>>(), || expected_one_of(words()));
            self.flaw(Field::Kind, format!("`{}` is no kind of subject", shown(&kind)), expected);
            return None;
        };
        let organisation = self.organisation()?;
        let subject = Subject { id: SubjectId::new(""), kind, name: text.to_owned(), aliases: vec![], organisation };
        Some((SubjectId::new(""), Some(subject)))
    }

    /// `None` if what was typed is none.
    fn organisation(&mut self) -> Option<Option<String>> {
        let Some(text) = self.text(Field::Organisation) else { return Some(None) };
        match find::organisation(self.index, &text) {
            Ok(id) => Some(Some(id)),
            Err(near) => {
                let expected = match near {
                    Some(near) => format!("did you mean `{}`? Else leave it out", shown(&near)),
                    None => "leave it out, and give it in the name of the subject".to_owned(),
                };
                self.flaw(Field::Organisation, format!("I know no organisation `{}`", shown(&text)), expected);
                None
            }
        }
    }

    fn attribute(&mut self) -> Option<AttributeId> {
        if let Some(former) = self.unchanged(Field::Attribute) {
            return Some(former.attribute.clone());
        }
        let Some(text) = self.text(Field::Attribute) else {
            self.flaw(Field::Attribute, "it is empty", "give what is said of the subject, such as salary or cost");
            return None;
        };
        match find::attribute(self.index, &text) {
            Ok(id) => Some(id),
            Err(near) => {
                let expected = match near {
                    Some(near) => format!("did you mean `{}`?", shown(&near)),
                    None => "take one from the list that appears while you type in /fact add".to_owned(),
                };
                self.flaw(Field::Attribute, format!("I know no attribute `{}`", shown(&text)), expected);
                None
            }
        }
    }

    fn value(&mut self, attribute: &AttributeId) -> Option<Value> {
        let unchanged = self.unchanged(Field::Value).filter(|former| former.attribute == *attribute);
        if let Some(former) = unchanged {
            return Some(former.value.clone());
        }
        let Some(text) = self.text(Field::Value) else {
            if Field::Statement.of(self.typed).is_some() {
                let note = "there is none: the statement says it".to_owned();
                self.filled.notes.push((Field::Value, note));
                return Some(Value::None);
            }
            self.flaw(Field::Value, "it is empty", "give it, or a statement that says it all");
            return None;
        };
        let expected = kinds(self.index, attribute);
        let (index, app, view) = (self.index, self.app, self.view);
        let near = |text: &str| app.names(view, text, &[], None, 1).pop().map(|name| name.label);
        let find = |text: &str| find::named(index, text, near);
        let name = |id: &SubjectId| index.name_of(id.as_str());
        let read = typed::value(&text, &expected, &Names { find: &find, name: &name });
        self.unread(Field::Value, read)
    }

    /// `read` says whether a source was: its flaw covers a missing date.
    fn as_of(&mut self, published: Option<FuzzyDate>, read: bool, today: civil::Date) -> Option<FuzzyDate> {
        if let Some(former) = self.unchanged(Field::AsOf) {
            return Some(former.as_of);
        }
        match (self.text(Field::AsOf), published) {
            (Some(text), _) => self.unread(Field::AsOf, typed::as_of(&text, today)),
            (None, Some(published)) => {
                let early = typed::to_come(&published, today).map(|note| format!("; {note}")).unwrap_or_default();
                self.filled.notes.push((Field::AsOf, format!("the date of the source{early}")));
                Some(published)
            }
            (None, None) => {
                if read {
                    let expected = "give the date when it was true: the source has none";
                    self.flaw(Field::AsOf, "it is empty", expected);
                }
                None
            }
        }
    }

    /// The source's id, its date, and the source itself if it is new.
    fn source(&mut self) -> Option<(SourceId, Option<FuzzyDate>, Option<Source>)> {
        if let Some(id) = self.unchanged(Field::Source).map(|former| former.source.clone()) {
            let published = self.index.source_by_id(id.as_str()).and_then(|source| source.published);
            return Some((id, published, None));
        }
        let Some(text) = self.text(Field::Source) else {
            let expected = "write where it was read, and when that was published: The Beacon, \"Lamps to go\", \
                            12 June 2031";
            self.flaw(Field::Source, "it is empty", expected);
            return None;
        };
        if let Some(held) = find::source(self.index, &text) {
            return Some((held.id.clone(), held.published, None));
        }
        let cited = self.unread(Field::Source, typed::source(&text))?;
        if let Some(held) = find::cited(self.index, &cited) {
            return Some((held.id.clone(), held.published, None));
        }
        let published = Some(cited.published);
        Some((SourceId::new(""), published, Some(cited.with_id(SourceId::new("")))))
    }

    fn optional<T>(
        &mut self,
        field: Field,
        read: impl Fn(&str) -> Result<T, Unread>,
        of: impl Fn(&Fact) -> Option<T>,
    ) -> Option<T> {
        if let Some(former) = self.unchanged(field) {
            return of(former);
        }
        let text = self.text(field)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.flaw(field, error.message, error.expected);
                None
            }
        }
    }

    fn said_by(&mut self) -> Option<String> {
        if let Some(former) = self.unchanged(Field::SaidBy) {
            return former.said_by.clone();
        }
        let text = self.text(Field::SaidBy)?;
        match find::subjects(self.index, &text).as_slice() {
            [one] => Some(find::id_of(self.index, *one).to_string()),
            _ => Some(text),
        }
    }
}

/// The kinds of value that an attribute usually has.
pub(super) fn kinds(index: &Index, attribute: &AttributeId) -> Vec<ValueKind> {
    let at = index.attribute_by_id(attribute.as_str());
    at.and_then(|at| index.attributes()[at].attribute.value).into_iter().collect()
}
