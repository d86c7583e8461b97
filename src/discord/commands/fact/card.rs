//! The card of a form: what was understood of it and what is held beside it, or everything that is wrong with it.

use super::super::super::desk::Desk;
use super::super::super::escape;
use super::super::super::render::join;
use super::super::super::reply::{Body, Button, Card, Entry, Look, Menu, Reply};
use super::form::custom_id;
use super::words;
use crate::app::{Aim, Alike, Called, Draft, Field, Filled, Flaw, Likeness, Preview, Standing};
use crate::fact::{Fact, SubjectKind};

/// Shares of the 6000 characters of a card.
const SENTENCE: usize = 700;
const FIELD: usize = 1000;
const NOTES: usize = 500;
const TYPED: usize = 200;
/// Entries of a menu.
const ENTRIES: usize = 25;

/// The card of a draft.
pub fn form(desk: &Desk<'_>, draft: &Draft, filled: &Filled) -> Reply {
    match &filled.preview {
        Some(preview) => sound(desk, draft, filled, preview),
        None => flawed(desk, draft, filled),
    }
}

fn sound(desk: &Desk<'_>, draft: &Draft, filled: &Filled, preview: &Preview) -> Reply {
    let called = desk.app.called(desk.view).with(&preview.form);
    let former = former(desk, draft);
    let changes = former.as_ref().map(|former| words::differences(&called, former, &preview.form.fact, FIELD));
    let idle = changes.as_ref().is_some_and(Vec::is_empty);
    let mut fields = Vec::new();
    let mut field = |name, lines: Vec<String>, most| {
        if !lines.is_empty() {
            fields.push((name, join(lines.into_iter(), "\n", most)));
        }
    };
    let alike = |alike: &Alike| beside(&called, &preview.form.fact, alike);
    field("Held already", preview.alike.iter().map(alike).collect(), FIELD);
    field("What changes", changes.unwrap_or_default(), FIELD);
    field("A new subject", new_subject(&called, preview), FIELD);
    field("What I understood", words::parts(&called, &preview.form.fact).iter().map(part).collect(), FIELD);
    let mut notes = notes(filled, preview);
    if former.is_none() && matches!(draft.begun.aim, Aim::Edit { .. }) {
        notes.push("This fact is withdrawn. Saving brings it back.".to_owned());
    }
    field("Note", notes, NOTES);
    let title = match draft.begun.aim {
        _ if idle => "Nothing is changed yet".to_owned(),
        Aim::Edit { .. } => format!("Correct this fact {}?", desk.reach()),
        _ => format!("Add this fact {}?", desk.reach()),
    };
    let text = format!("**{}**", escape::markdown_line(&preview.sentence, SENTENCE));
    let save = (!idle).then(|| button(desk, draft, "save", "Save", Look::Main));
    let menus = namesakes(desk, draft, preview).into_iter().collect();
    Reply { menus, ..Reply::card(Card { title: Some(title), text, fields }) }
        .with(save.into_iter().chain(others(desk, draft)))
}

/// The buttons beside that for saving.
fn others(desk: &Desk<'_>, draft: &Draft) -> [Button; 3] {
    [
        button(desk, draft, "change", "Change", Look::Plain),
        button(desk, draft, "more", "More fields", Look::Plain),
        button(desk, draft, "cancel", "Cancel", Look::Plain),
    ]
}

fn button(desk: &Desk<'_>, draft: &Draft, step: &str, label: &'static str, look: Look) -> Button {
    Button { custom_id: custom_id(step, desk, &draft.id), label, look }
}

fn part((name, text): &(&'static str, String)) -> String {
    format!("**{name}:** {text}")
}

/// The fact as it stands now, if the draft would change one; withdrawn facts as they were.
pub fn former(desk: &Desk<'_>, draft: &Draft) -> Option<Fact> {
    let Aim::Edit { id, .. } = &draft.begun.aim else { return None };
    match desk.app.fact(desk.view, id).ok()?? {
        (Standing::Held(seen), _) => Some((*seen.fact).clone()),
        (Standing::Withdrawn(_), _) => None,
    }
}

/// A fact that is held, and what it is to the drafted one.
fn beside(called: &Called, drafted: &Fact, alike: &Alike) -> String {
    let line = words::line(called, &alike.seen);
    let older = alike.seen.fact.as_of.first_day() <= drafted.as_of.first_day();
    match alike.how {
        Likeness::Same => format!("This says the same already:\n{line}"),
        Likeness::Contradicts => format!(
            "This contradicts it, of the same time; answers would give both. To correct it, use /fact edit:\n{line}"
        ),
        Likeness::Succession if older => format!("This is older; answers will give yours first:\n{line}"),
        Likeness::Succession => format!("This is newer; answers will give it before yours:\n{line}"),
    }
}

fn new_subject(called: &Called, preview: &Preview) -> Vec<String> {
    let Some(subject) = &preview.form.subject else { return vec![] };
    let of = subject.organisation.as_deref().map(|id| format!(" of {}", called.organisation(id))).unwrap_or_default();
    let name = escape::markdown_line(&format!("{}{of}", subject.name), 300);
    let mut lines = vec![format!("{name} is not held yet and will be added as a {}.", subject.kind.word())];
    if !preview.subjects.is_empty() {
        lines.push("Others are called nearly so. If you mean one of them, choose it below.".to_owned());
    }
    lines
}

fn namesakes(desk: &Desk<'_>, draft: &Draft, preview: &Preview) -> Option<Menu> {
    let called = desk.app.called(desk.view);
    let entries =
        preview.subjects.iter().map(|subject| held(subject.id.as_str(), &called.subject(subject.id.as_str())));
    menu(desk, draft, "Or one of these is meant", entries.collect())
}

fn held(id: &str, name: &str) -> Entry {
    Entry { label: escape::label(name, 100), description: None, value: format!("id:{id}") }
}

fn menu(desk: &Desk<'_>, draft: &Draft, prompt: &'static str, entries: Vec<Entry>) -> Option<Menu> {
    let custom_id = custom_id("subject", desk, &draft.id);
    (!entries.is_empty()).then(|| Menu { custom_id, prompt, entries: entries.into_iter().take(ENTRIES).collect() })
}

fn notes(filled: &Filled, preview: &Preview) -> Vec<String> {
    let read = filled
        .notes
        .iter()
        .map(|(field, note)| format!("**{}:** {}.", capitalised(field.name()), escape::markdown_line(note, TYPED)));
    read.chain(preview.notes.iter().map(|note| escape::markdown_line(note, TYPED))).collect()
}

fn flawed(desk: &Desk<'_>, draft: &Draft, filled: &Filled) -> Reply {
    let flaws = join(filled.flaws.iter().map(flaw), "\n", 2 * FIELD);
    let typed = Field::OF_A_FACT.into_iter().filter_map(|field| {
        let text = field.of(&draft.begun.typed)?;
        Some(format!("**{}:** {}", capitalised(field.name()), escape::markdown_line(text, TYPED)))
    });
    let typed: Vec<String> = typed.collect();
    let mut fields = vec![];
    if !typed.is_empty() {
        fields.push(("What you typed", join(typed.into_iter(), "\n", FIELD)));
    }
    let title = "This cannot be saved yet".to_owned();
    let menu = candidates(desk, draft, filled);
    if filled.meant.len() > ENTRIES && menu.is_some() {
        let more = filled.meant.len() - ENTRIES;
        fields.push((
            "Subjects",
            format!(
                "{ENTRIES} of them are in the menu. {more} more {} the name, too: write more of it.",
                if more == 1 { "has" } else { "have" }
            ),
        ));
    }
    let card = Card { title: Some(title), text: flaws, fields };
    Reply { menus: menu.into_iter().collect(), ..Reply::card(card) }.with(others(desk, draft))
}

/// "**Value:** \"85\" is no sum. Write £85 or 85k."
pub fn flaw(flaw: &Flaw) -> String {
    let quoted = |text: &str| escape::markdown_line(&text.replace('`', "\""), 300);
    let (said, expected) = (quoted(&flaw.said), quoted(&capitalised(&flaw.expected)));
    let end = if expected.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("**{}:** {}. {expected}{end}", capitalised(flaw.field), said.trim_end_matches('.'))
}

/// The subjects that may be meant, and what a new one may be.
fn candidates(desk: &Desk<'_>, draft: &Draft, filled: &Filled) -> Option<Menu> {
    let mut entries: Vec<Entry> = filled.meant.iter().map(|name| held(name.id.as_str(), &name.label)).collect();
    let mut prompt = "Which subject do you mean?";
    if filled.may_be_new {
        entries.extend(SubjectKind::ALL.into_iter().map(|(_, word)| Entry {
            label: format!("It is new: a{} {word}", if word.starts_with('o') { "n" } else { "" }),
            description: None,
            value: format!("new:{word}"),
        }));
        prompt = "Which subject do you mean, or what is it?";
    }
    menu(desk, draft, prompt, entries)
}

/// A refusal with what stands in the form that was refused, so that it can be copied into another.
pub fn given_back(refusal: Reply, typed: &[(&str, &str)]) -> Reply {
    /// A message has 2,000 characters, a card 4,096 in its text, with room for the words.
    const MESSAGE: usize = 1_600;
    const CARD: usize = 3_800;
    let Body::Text(words) = &refusal.body else { return refusal };
    let filled: Vec<_> = typed.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if filled.is_empty() {
        return refusal;
    }
    let line = |(name, text): &&(&str, &str), most: usize| {
        format!("**{}:** {}", capitalised(name), escape::markdown_line(text, most))
    };
    let whole: Vec<String> = filled.iter().map(|typed| line(typed, CARD)).collect();
    let lengths = || whole.iter().map(|line| escape::length(line) + 1);
    let told =
        |lines: Vec<String>, most| format!("{words}\n\nWhat you typed:\n{}", join(lines.into_iter(), "\n", most));
    let all: usize = lengths().sum();
    if all <= MESSAGE {
        return Reply::note(told(whole, MESSAGE));
    }
    // Where not even a card holds them, the long ones share what the short ones leave.
    let fair = CARD / whole.len();
    let short: usize = lengths().filter(|length| *length <= fair).sum();
    let long = lengths().filter(|length| *length > fair).count().max(1);
    let share = ((CARD - short) / long).saturating_sub(40);
    let lines = match all <= CARD {
        true => whole,
        false => filled.iter().map(|typed| line(typed, share)).collect(),
    };
    Reply::card(Card { title: None, text: told(lines, CARD), fields: vec![] })
}

/// A text with its first letter large.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
