//! From an answer to a reply. Pure: the same answer always looks the same.
//!
//! Nothing is said by colour, pictures or position alone, so that a screen reader loses nothing.

use super::choice;
use super::escape;
use super::reply::{Body, Button, Card, Entry, Look, Menu, Reply};
use super::style::Style;
use crate::answer::{Answer, Held, Nearby, Outcome, Suggestion, cite};
use crate::app::Holdings;
use crate::fact::{FuzzyDate, Scope, Source, Value};
use crate::text::say;

/// Discord's limits, and shares of the 6000 characters that a whole embed may have: 256 + 3000 + 256 + 1024 +
/// 1024 + 64 and the names of the fields stay below.
const TITLE: usize = 256;
const DESCRIPTION: usize = 3000;
const AS_OF: usize = 256;
const FIELD: usize = 1024;
/// A message of text may have 2000: the sentence gets most, the list of what is held the rest.
const CONTENT: usize = 1400;
const CONTENT_LIST: usize = 500;
/// Labels, descriptions and values of a menu.
const LABEL: usize = 100;
/// Entries of a menu.
const ENTRIES: usize = 25;
/// A headline longer than this is cut, so that publisher, author and date stay visible.
const HEADLINE: usize = 300;
const NAME: usize = 100;
/// Discord refuses no longer ones, but they would crowd out the words of the field.
const URL: usize = 500;

/// What is shown for an answer; everybody sees it unless it is made private.
pub fn answer(answer: &Answer, style: Style) -> Reply {
    match answer.outcome {
        Outcome::Answer => Reply {
            body: Body::Card(card(answer, style)),
            menus: more_menu(&answer.nearby)
                .into_iter()
                .chain(wrong_menu(answer).filter(|_| style.corrections))
                .collect(),
            buttons: wrong_button(answer).filter(|_| style.corrections).into_iter().collect(),
            private: false,
        },
        Outcome::Suggest | Outcome::Unknown => Reply {
            body: Body::Text(text(answer)),
            menus: pick_menu(&answer.suggestions).into_iter().chain(more_menu(&answer.nearby)).collect(),
            buttons: vec![],
            private: false,
        },
    }
}

/// The start of the custom id of the button that takes corrections; what follows is the fact's id. So does that of the
/// menu, which gives the id as what is chosen.
pub const WRONG: &str = "wh1:wrong:";

/// The button under an answer of one fact that takes corrections of it.
fn wrong_button(answer: &Answer) -> Option<Button> {
    let [held] = answer.facts.as_slice() else { return None };
    Some(Button { custom_id: wrong_id(held)?, label: "Wrong?", look: Look::Plain })
}

/// The custom id for corrections of a fact; the longest ids do not fit.
fn wrong_id(held: &Held) -> Option<String> {
    Some(format!("{WRONG}{}", held.fact.id)).filter(|custom_id| custom_id.len() <= LABEL)
}

/// The menu under an answer of several facts: whichever is wrong.
fn wrong_menu(answer: &Answer) -> Option<Menu> {
    let all = answer.facts.as_slice();
    let called = |id: &str| {
        let found = all.iter().find(|held| held.subject.id.as_str() == id);
        found.map_or_else(|| id.replace('-', " "), |held| held.subject.name.clone())
    };
    let entries = all.iter().filter(|held| all.len() > 1 && wrong_id(held).is_some()).map(|held| {
        let fact = &held.fact;
        let value = match &fact.value {
            Value::None => fact.statement.clone().unwrap_or_default(),
            value => say::value(value, called),
        };
        let about = format!("{}, {}", fact.attribute.as_str().replace('-', " "), cite::date(&fact.as_of));
        Entry {
            label: escape::label(&format!("{}: {value}", held.subject.name), LABEL),
            description: Some(escape::label(&capitalised(&about), LABEL)),
            value: fact.id.to_string(),
        }
    });
    menu(WRONG, "Is something wrong? Say which", entries)
}

/// How many questions /help gives as examples.
pub const EXAMPLES: usize = 3;

/// What the bot can do, what it holds, and questions to try. Americans read of programs.
pub fn help(examples: &[String], holdings: Holdings, american: bool) -> Reply {
    let programme = if american { "program" } else { "programme" };
    let mut text = format!(
        "**I answer questions about UK government IT: roles, salaries and {programme} costs.**\n\
         Every answer is a stored fact with its source and its date. What I do not hold, I say I do not hold.\n\n\
         **Commands**\n\
         /ask: a question in your own words. Set private to see the answer alone.\n\
         /role: what I hold about a role.\n\
         /salary: what a role pays.\n\
         /cost: what a {programme} costs.\n\
         /suggest: a fact that is missing, for the people who keep this server's facts.\n\
         /fact: add, correct and review facts, for those who manage the server or have the role for it.\n\
         /digest: what changed and what is due, posted daily, for those who manage the server to set.\n\
         /settings: who may write here, and what is kept.\n\
         /privacy: what I keep of you, and how to have it taken away.\n\n"
    );
    let examples: Vec<_> = examples.iter().map(|example| escape::markdown_line(example, 200)).collect();
    if !examples.is_empty() {
        text.push_str("**Questions to try**\n");
        text.push_str(&join(examples.into_iter().take(EXAMPLES), "\n", 700));
        text.push_str("\n\n");
    }
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    text.push_str(&format!(
        "I hold {} about {} from {}.",
        count(holdings.facts, "fact", "facts"),
        count(holdings.subjects, "subject", "subjects"),
        count(holdings.sources, "source", "sources")
    ));
    Reply::text(text)
}

fn card(answer: &Answer, style: Style) -> Card {
    let mut fields = Vec::new();
    let mut field = |name, text: String| {
        if !text.is_empty() {
            fields.push((name, text));
        }
    };
    field("As of", as_of(answer, style));
    field("Source", join(answer.sources.iter().map(|source| marked(answer, source)), "\n", FIELD));
    field("Added by", added_by(answer).to_owned());
    field("Also held", join(answer.nearby.iter().map(held), "\n", FIELD));
    Card { title: title(answer), text: emphasised(&answer.text, DESCRIPTION), fields }
}

/// The subject's name, if all facts are about one.
fn title(answer: &Answer) -> Option<String> {
    let subject = &answer.facts.first()?.subject;
    let alone = answer.facts.iter().all(|held| held.subject.id == subject.id);
    let title = escape::markdown_line(&subject.name, TITLE);
    (alone && !title.is_empty()).then_some(title)
}

fn text(answer: &Answer) -> String {
    let mut text = emphasised(&answer.text, CONTENT);
    if !answer.nearby.is_empty() {
        text.push_str("\nAlso held:\n");
        text.push_str(&join(answer.nearby.iter().map(held), "\n", CONTENT_LIST));
    }
    text
}

/// The first sentence in bold, the rest as it is.
fn emphasised(text: &str, max: usize) -> String {
    let (first, rest) = cite::first_sentence(text.trim());
    let first = escape::markdown_line(first, max / 2 - 4);
    if first.is_empty() {
        return "I have no words for this.".to_owned();
    }
    let between = if rest.starts_with('\n') { '\n' } else { ' ' };
    let rest = escape::markdown(rest, max / 2 - 1);
    if rest.is_empty() { format!("**{first}**") } else { format!("**{first}**{between}{rest}") }
}

fn as_of(answer: &Answer, style: Style) -> String {
    let mut dates: Vec<FuzzyDate> = Vec::new();
    for held in &answer.facts {
        if !dates.contains(&held.fact.as_of) {
            dates.push(held.fact.as_of);
        }
    }
    let told = |date: &FuzzyDate| match style.old.filter(|age| age.is_over(date)) {
        Some(age) => format!("{} ({})", cite::date(date), age.words()),
        None => cite::date(date),
    };
    join(dates.iter().map(told), "; ", AS_OF)
}

/// Publisher, headline, author, date: what is known of them; a headline with an address is a link.
pub fn citation(source: &Source) -> String {
    let headline = escape::markdown_line(&source.title, HEADLINE);
    let headline = match source.url.as_deref().and_then(link_target) {
        // A bracket in a link's text may end it in spite of its escape.
        Some(url) if headline.contains(['[', ']']) => format!("\"{headline}\" ([link]({url}))"),
        Some(url) if !headline.is_empty() => format!("[{headline}]({url})"),
        _ if !headline.is_empty() => format!("\"{headline}\""),
        _ => headline,
    };
    cite::citation(source, &headline, |name| escape::markdown_line(name, NAME))
}

/// An address that can stand in a masked link: only http(s), and nothing that could end the link early.
fn link_target(url: &str) -> Option<String> {
    let known = url.starts_with("https://") || url.starts_with("http://");
    if !known || !url.is_ascii() || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let target = [('(', "%28"), (')', "%29"), ('<', "%3C"), ('>', "%3E"), ('"', "%22"), ('\\', "%5C")]
        .iter()
        .fold(url.to_owned(), |url, (c, code)| url.replace(*c, code));
    (target.len() <= URL).then_some(target)
}

/// A source with a word on who added what was read there, where the answer has facts of others beside it.
fn marked(answer: &Answer, source: &Source) -> String {
    let mut scopes = answer.facts.iter().map(|held| held.fact.scope);
    let mixed = scopes.next().is_some_and(|first| scopes.any(|other| other != first));
    let from = |held: &&Held| held.fact.source == source.id && held.fact.scope != Scope::Shipped;
    let scope = answer.facts.iter().find(from).map(|held| held.fact.scope).filter(|_| mixed);
    format!("{}{}", citation(source), scope.map_or("", mark))
}

/// Behind what people added, where it stands among other facts.
fn mark(scope: Scope) -> &'static str {
    match scope {
        Scope::Shipped => "",
        Scope::Owners => " (added by the people who run this bot)",
        Scope::Server(_) => " (added by people of this server)",
    }
}

/// Facts that people added look different from those that came with the bot.
fn added_by(answer: &Answer) -> &'static str {
    let any = |wanted: fn(&Scope) -> bool| answer.facts.iter().any(|held| wanted(&held.fact.scope));
    match (any(|scope| matches!(scope, Scope::Server(_))), any(|scope| matches!(scope, Scope::Owners))) {
        (true, true) => "People of this server and the people who run this bot",
        (true, false) => "People of this server",
        (false, true) => "The people who run this bot",
        (false, false) => "",
    }
}

fn held(nearby: &Nearby) -> String {
    // Half of a small list at most, so that one long value does not hide all others.
    let max = CONTENT_LIST / 2;
    format!(
        "{}: {}{}",
        capitalised(&escape::markdown_line(&nearby.attribute, NAME)),
        escape::markdown_line(&nearby.value, max),
        mark(nearby.scope)
    )
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Joins whole items as far as they fit; says how many are left out.
pub fn join(items: impl ExactSizeIterator<Item = String>, between: &str, max: usize) -> String {
    /// Room for the words that say how many are left out.
    const REST: usize = 20;
    let count = items.len();
    let mut out = String::new();
    for (at, item) in items.enumerate() {
        let room = if at + 1 == count { max } else { max - REST };
        let between = if out.is_empty() { "" } else { between };
        if escape::length(&out) + escape::length(between) + escape::length(&item) > room {
            out.push_str(&format!("{between}and {} more", count - at));
            break;
        }
        out.push_str(between);
        out.push_str(&item);
    }
    out
}

fn pick_menu(suggestions: &[Suggestion]) -> Option<Menu> {
    let entries = suggestions.iter().filter_map(|suggestion| {
        let question = escape::label(&suggestion.question, LABEL);
        Some(Entry {
            label: escape::label(&suggestion.name, LABEL),
            description: (!question.is_empty()).then_some(question),
            value: choice::encode(&suggestion.choice)?,
        })
    });
    menu(choice::PICK, "Did you mean", entries)
}

fn more_menu(nearby: &[Nearby]) -> Option<Menu> {
    let entries = nearby.iter().filter_map(|nearby| {
        let label = format!("{}: {}", capitalised(&escape::one_line(&nearby.attribute)), nearby.value);
        Some(Entry { label: escape::label(&label, LABEL), description: None, value: choice::encode(&nearby.choice)? })
    });
    menu(choice::MORE, "More about this", entries)
}

/// A menu of the entries with a label, each value once; none if nothing is left.
fn menu(custom_id: &'static str, prompt: &'static str, entries: impl Iterator<Item = Entry>) -> Option<Menu> {
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        let new = !kept.iter().any(|other| other.value == entry.value);
        if new && !entry.label.is_empty() && kept.len() < ENTRIES {
            kept.push(entry);
        }
    }
    (!kept.is_empty()).then(|| Menu { custom_id: custom_id.to_owned(), prompt, entries: kept })
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
