//! The button "Wrong?" under an answer, and the form that it opens.

use super::super::super::escape;
use super::super::super::on_error::OLD_MENU;
use super::super::super::reply::Reply;
use super::super::super::response::{Input, Modal, Response};
use super::super::super::steps::{Step, Used};
use super::super::refusal;
use super::{put, words};
use crate::app::{LONGEST_DETAIL, LONGEST_PROPOSAL, Remark, Seen, Standing, View};
use crate::discord::render::WRONG;
use crate::fact::FactId;
use jiff::Timestamp;

/// Discord's limit for the title of a form.
const TITLE: usize = 45;

/// Opens the form, or takes what was filled in. The custom id names the fact and nothing else, or the menu's choice does.
pub fn step(step: &Step) -> Response {
    let parts = step.parts(1);
    let Some(id) = step.chosen().or(parts.first().copied()).filter(|id| !id.is_empty()) else {
        return Response::note(OLD_MENU);
    };
    let id = FactId::new(id);
    let (View::Server(server), member) = (step.view(), step.caller().user) else {
        return Response::note(words::ONLY_IN_SERVERS);
    };
    let seen = match step.app.fact(View::Server(server), &id) {
        Ok(Some((Standing::Held(seen), _))) => seen,
        Ok(_) => return Response::note(words::NOT_HELD),
        Err(error) => return Response::Say(refusal(&error)),
    };
    match &step.used {
        // Asked before they write: what they write must not be in vain.
        Used::Click(_) if !step.app.server_settings(server).proposals => Response::note(words::CLOSED),
        Used::Click(_) => match step.app.may_propose(View::Server(server), member, Timestamp::now()) {
            Ok(()) => Response::Ask(form(step, server, &seen)),
            Err(error) => Response::Say(refusal(&error)),
        },
        Used::Form(_) => Response::Say(take(step, server, member, id)),
    }
}

fn take(step: &Step, server: u64, member: u64, id: FactId) -> Reply {
    let given = |name: &str| Some(step.text(name).to_owned()).filter(|text| !text.is_empty());
    let remark = Remark {
        text: step.text("text").to_owned(),
        value: given("value"),
        source: given("source"),
        facts: vec![id],
        ..Remark::default()
    };
    put(&step.app, server, member, remark)
}

fn form(step: &Step, server: u64, seen: &Seen) -> Modal {
    let called = step.app.called(View::Server(server));
    let attribute = called.attribute(seen.fact.attribute.as_str());
    let input = |name, label, example, most: usize| Input {
        name,
        label,
        text: String::new(),
        example,
        required: false,
        long: false,
        most: u16::try_from(most).unwrap_or(u16::MAX),
    };
    let wrong = input("text", "What is wrong?", "The post pays less: the advertisement was mended", LONGEST_PROPOSAL);
    let right = input("value", "The right value, if you know it", "£71,000 a year", LONGEST_DETAIL);
    let source =
        input("source", "Where does it stand?", "Publisher, \"Headline\", 31 May 2031, or a link", LONGEST_DETAIL);
    Modal {
        custom_id: format!("{WRONG}{}", seen.fact.id),
        title: escape::label(&format!("Wrong: {attribute}, {}", seen.subject.name), TITLE),
        inputs: vec![Input { required: true, long: true, ..wrong }, right, source],
    }
}
