use super::*;
use crate::answer::{Choice, Held};
use crate::fact::{Fact, FactId, Scope, Status, Subject, SubjectKind, Value};
use std::sync::Arc;

fn date(text: &str) -> FuzzyDate {
    text.parse().unwrap()
}

fn source(title: &str) -> Source {
    Source {
        id: "2031-maps".into(),
        title: title.to_owned(),
        publisher: Some("Invented Gazette".to_owned()),
        author: Some("Ann Author".to_owned()),
        published: Some(date("2031-05-31")),
        url: None,
        inferred: vec![],
    }
}

fn held_fact(subject: &str, as_of: &str) -> Held {
    let subject = Subject {
        id: subject.to_lowercase().replace(' ', "-").as_str().into(),
        kind: SubjectKind::Role,
        name: subject.to_owned(),
        aliases: vec![],
        organisation: Some("department-of-maps".to_owned()),
    };
    let fact = Fact {
        id: FactId::new("head-of-maps.salary"),
        scope: Scope::Shipped,
        subject: subject.id.clone(),
        attribute: "salary".into(),
        value: Value::Text("£85,000".to_owned()),
        period: None,
        status: Some(Status::Advertised),
        said_by: None,
        as_of: date(as_of),
        source: "2031-maps".into(),
        statement: None,
        cues: vec![],
        questions: vec![],
    };
    Held { fact: Arc::new(fact), subject: Arc::new(subject) }
}

fn nearby(attribute: &str, value: &str) -> Nearby {
    let choice = Choice { subject: "head-of-maps".into(), attribute: Some(attribute.into()) };
    Nearby { choice, attribute: attribute.to_owned(), value: value.to_owned(), scope: Scope::Shipped }
}

fn suggestion(name: &str) -> Suggestion {
    let subject = name.to_lowercase().replace(' ', "-");
    Suggestion {
        choice: Choice { subject: subject.as_str().into(), attribute: Some("salary".into()) },
        name: format!("Department of Maps: {name}"),
        question: format!("How much does the {name} pay?"),
    }
}

fn answered() -> Answer {
    Answer {
        outcome: Outcome::Answer,
        text: "The Department of Maps' Head of Maps was advertised at up to £85,000 a year (May 2031). It was \
               £80,000 in 2029."
            .to_owned(),
        confidence: 0.9,
        facts: vec![held_fact("Head of Maps", "2031-05")],
        sources: vec![Arc::new(source("Department seeks head of maps"))],
        suggestions: vec![],
        nearby: vec![nearby("location", "Leeds"), nearby("team size", "12 staff")],
    }
}

fn not_answered(outcome: Outcome, text: &str) -> Answer {
    Answer { outcome, text: text.to_owned(), facts: vec![], sources: vec![], nearby: vec![], ..answered() }
}

/// Everything a person can see or choose, as plain text.
fn shown(reply: &Reply) -> String {
    let mut out = String::new();
    match &reply.body {
        Body::Text(text) => out.push_str(text),
        Body::Card(card) => {
            out.push_str(&format!("Title: {}\n{}", card.title.as_deref().unwrap_or("none"), card.text));
            for (name, text) in &card.fields {
                out.push_str(&format!("\n[{name}]\n{text}"));
            }
        }
        Body::Previews(_) => panic!("an answer is no preview"),
    }
    for menu in &reply.menus {
        out.push_str(&format!("\n\nMenu {}: {}", menu.custom_id, menu.prompt));
        for entry in &menu.entries {
            let more = entry.description.as_deref().map(|text| format!(" ({text})")).unwrap_or_default();
            out.push_str(&format!("\n  {}{more} -> {}", entry.label, entry.value));
        }
    }
    out
}

#[test]
fn where_a_server_wants_it_old_facts_are_marked() {
    use super::super::style::Age;
    let told = |months| {
        let age = Age { months, today: "2033-06-01".parse().unwrap() };
        let style = Style { old: Some(age), ..Style::default() };
        shown(&answer(&answered(), style)).lines().skip_while(|line| *line != "[As of]").nth(1).unwrap().to_owned()
    };
    assert_eq!(told(24), "May 2031 (more than 24 months old)");
    assert_eq!(told(25), "May 2031");
}

#[test]
fn an_answer_is_a_card() {
    insta::assert_snapshot!(shown(&answer(&answered(), Style::default())));
}

#[test]
fn a_suggestion_is_a_menu() {
    let mut near = not_answered(Outcome::Suggest, "I am not sure which post you mean. Choose one.");
    near.suggestions = vec![suggestion("Head of Maps"), suggestion("Head of Charts"), suggestion("Head of Maps")];
    insta::assert_snapshot!(shown(&answer(&near, Style::default())));
}

#[test]
fn what_is_not_held_comes_with_what_is() {
    let mut unknown =
        not_answered(Outcome::Unknown, "I know the Department of Maps' Head of Maps, but no salary for it.");
    unknown.nearby = vec![nearby("location", "Leeds")];
    insta::assert_snapshot!(shown(&answer(&unknown, Style::default())));
}

#[test]
fn help_shows_examples_and_holdings() {
    let examples = ["How much does the Head of Maps pay?".to_owned(), "Where is the *Chart Office*?".to_owned()];
    let reply = help(&examples, Holdings { facts: 1, subjects: 2, sources: 3 }, false);
    insta::assert_snapshot!(shown(&reply));
    let american = shown(&help(&[], Holdings { facts: 0, subjects: 0, sources: 0 }, true));
    assert!(american.contains("program costs") && !american.contains("programme"), "{american}");
    assert!(!american.contains("Questions to try"), "{american}");
}

#[test]
fn a_citation_names_what_is_known_and_marks_what_is_inferred() {
    let full = source("Department seeks \"head\" of *maps*");
    let only_title = Source { publisher: None, author: None, published: None, ..full.clone() };
    let inferred = vec!["publisher".to_owned(), "author".to_owned()];
    let inferred = Source { inferred, published: Some(date("2031-05~")), ..full.clone() };
    let url = |url: &str| Source { url: Some(url.to_owned()), ..only_title.clone() };
    let title = "Department seeks \"head\" of \\*maps\\*";
    let table = [
        (full.clone(), format!("Invented Gazette, \"{title}\", Ann Author, 31 May 2031")),
        (only_title.clone(), format!("\"{title}\"")),
        (inferred, format!("Invented Gazette (inferred), \"{title}\", Ann Author (inferred), May 2031 (inferred)")),
        (url("https://news.example/a_(b)?c=d"), format!("[{title}](https://news.example/a_%28b%29?c=d)")),
        (url("javascript:alert(1)"), format!("\"{title}\"")),
        (url("https://news.example/a b"), format!("\"{title}\"")),
        (url(&format!("https://news.example/{}", "x".repeat(600))), format!("\"{title}\"")),
    ];
    for (source, expected) in table {
        assert_eq!(citation(&source), expected);
    }
}

#[test]
fn a_headline_cannot_end_its_link_early() {
    let hostile = Source { url: Some("https://a.example/".to_owned()), ..source("x](https://evil.example) [y") };
    let cited = citation(&hostile);
    assert!(cited.contains(r#""x\](https\://evil.example) \[y" ([link](https://a.example/))"#), "{cited}");
}

#[test]
fn only_the_first_sentence_is_bold() {
    let table = [
        ("One. Two.", "**One.** Two."),
        ("One", "**One**"),
        ("One\ntwo\nthree", "**One**\ntwo\nthree"),
        ("It is *this*. It was *that*.", r"**It is \*this\*.** It was \*that\*."),
        (" ", "I have no words for this."),
    ];
    for (text, shown) in table {
        assert_eq!(emphasised(text, DESCRIPTION), shown);
    }
}

#[test]
fn several_subjects_have_no_title_and_dates_are_given_once() {
    let mut answer = answered();
    answer.facts.push(held_fact("Head of Charts", "2031-05"));
    answer.facts.push(held_fact("Head of Globes", "2029~"));
    let card = card(&answer, Style::default());
    assert_eq!(card.title, None);
    assert_eq!(card.fields[0], ("As of", "May 2031; 2029 (inferred)".to_owned()));
}

#[test]
fn what_people_added_looks_different() {
    let mut answer = answered();
    assert!(!shown(&super::answer(&answer, Style::default())).contains("Added by"));
    let mut held = held_fact("Head of Maps", "2031");
    Arc::make_mut(&mut held.fact).scope = Scope::Server(7);
    answer.facts.push(held);
    answer.sources.push(Arc::new(Source { id: "minutes".into(), ..(*answer.sources[0]).clone() }));
    let last = answer.facts.last_mut().unwrap();
    Arc::make_mut(&mut last.fact).source = "minutes".into();
    answer.nearby.push(Nearby { scope: Scope::Owners, ..nearby("location", "Port Imaginary") });
    let shown = shown(&super::answer(&answer, Style::default()));
    assert!(shown.contains("[Added by]\nPeople of this server"));
    assert_eq!(shown.matches("(added by people of this server)").count(), 1, "one of the two sources: {shown}");
    assert!(shown.contains("Location: Port Imaginary (added by the people who run this bot)"), "{shown}");
}

#[test]
fn the_longest_answer_stays_within_every_limit() {
    let long = "*_@everyone 👩 [x](https://x.example)\n".repeat(300);
    let mut held = held_fact("Head of Maps", "2031");
    Arc::make_mut(&mut held.subject).name = long.clone();
    let big = Source { publisher: Some(long.clone()), author: Some(long.clone()), ..source(&long) };
    let many_nearby: Vec<_> = (0..40).map(|n| nearby(&format!("a{n}"), &long)).collect();
    let many: Vec<_> = (0..40).map(|n| suggestion(&format!("{n} {long}"))).collect();
    for outcome in [Outcome::Answer, Outcome::Suggest, Outcome::Unknown] {
        let answer = Answer {
            outcome,
            text: long.clone(),
            facts: vec![held.clone(); 40],
            sources: (0..40).map(|_| Arc::new(big.clone())).collect(),
            suggestions: many.clone(),
            nearby: many_nearby.clone(),
            confidence: 1.0,
        };
        let reply = super::answer(&answer, Style::default());
        match &reply.body {
            Body::Text(text) => assert!(escape::length(text) <= 2000),
            Body::Card(card) => {
                assert!(card.title.as_deref().is_some_and(|title| escape::length(title) <= 256));
                assert!(escape::length(&card.text) <= 4096);
                assert!(card.fields.iter().all(|(_, text)| escape::length(text) <= 1024));
                let all = card.fields.iter().map(|(name, text)| escape::length(name) + escape::length(text));
                assert!(all.sum::<usize>() + escape::length(&card.text) + 256 <= 6000);
                let (_, sources) = &card.fields[1];
                assert!(sources.ends_with(" more"), "what is left out is counted: {sources}");
            }
            Body::Previews(_) => panic!("an answer is no preview"),
        }
        for entry in reply.menus.iter().flat_map(|menu| &menu.entries) {
            assert!(escape::length(&entry.label) <= 100 && !entry.label.is_empty());
            assert!(entry.value.chars().count() <= 100);
        }
        assert!(reply.menus.iter().all(|menu| (1..=25).contains(&menu.entries.len())));
        let all = shown(&Reply { menus: vec![], ..reply });
        assert!(!all.contains("@everyone"));
    }
}

#[test]
fn an_answer_without_words_is_still_a_message() {
    let reply = answer(&not_answered(Outcome::Unknown, " \u{200B}\n"), Style::default());
    assert_eq!(shown(&reply), "I have no words for this.");
}
