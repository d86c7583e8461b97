//! A fact that was typed: shown as it was understood, confirmed, written.

use super::super::Whose;
use super::super::confirm::{Said, Sure};
use super::super::failure::Failure;
use super::said::{self, dim};
use super::{ask, print, print_json};
use crate::fact::FactId;
use crate::link::{Desk, Drafted, Fields, Reply, Request};
use serde::Serialize;
use std::fmt::Write as _;

/// What is to be done.
pub(super) struct Aim {
    /// The fact that is corrected; `None` for a new one.
    pub(super) of: Option<FactId>,
    pub(super) fields: Fields,
    pub(super) whose: Whose,
    pub(super) sure: Sure,
    pub(super) json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Done<'a> {
    outcome: &'static str,
    change: Option<u64>,
    id: Option<FactId>,
    draft: &'a Drafted,
}

/// Shows a draft, asks, and puts it.
pub(super) fn settle(desk: &Desk, aim: Aim) -> Result<(), Failure> {
    let Aim { of, fields, whose, sure, json } = aim;
    let view = whose.view();
    let Reply::Drafted(draft) = ask(desk, Request::Draft { view, of: of.clone(), fields })? else {
        return Err(Failure::strange());
    };
    let done = |outcome, change, id| match json {
        true => print_json(&Done { outcome, change, id, draft: &draft }),
        false => Ok(()),
    };
    let Some(form) = draft.form.clone() else {
        if !json {
            print("This is held already, word for word: nothing to do.\n")?;
        }
        return done("unchanged", None, of);
    };
    if !json {
        print(&shown(&draft, &of, &whose))?;
    }
    let question = if of.is_some() { "Put this in its place?" } else { "Add it?" };
    match sure.confirm(question) {
        Ok(Said::Yes) => {}
        Ok(Said::No) => return done("preview", None, of),
        Err(nobody) => return done("preview", None, of).and(Err(nobody)),
    }
    let seen = of.clone().zip(draft.revision.clone());
    let Reply::Changed(changed) = ask(desk, Request::Put { view, of: seen, form: Box::new(form) })? else {
        return Err(Failure::strange());
    };
    if !json {
        let did = if of.is_some() { "Changed" } else { "Added" };
        print(&said::changed(did, &changed, &whose))?;
    }
    done(if of.is_some() { "changed" } else { "added" }, Some(changed.number), changed.id)
}

fn shown(draft: &Drafted, of: &Option<FactId>, whose: &Whose) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = match of {
        None => writeln!(text, "A new fact {}:", whose.words()),
        Some(id) => writeln!(text, "The fact {id}, {}:", whose.words()),
    };
    match (&draft.now, of) {
        (Some(now), _) => {
            let _ = writeln!(text, "  {}  {}", dim("now"), said::plain(&now.sentence));
        }
        (None, Some(_)) => {
            let _ = writeln!(text, "  {}  it is withdrawn", dim("now"));
        }
        (None, None) => {}
    }
    if let Some(would) = &draft.would {
        let then = if of.is_some() { format!("{} ", dim("then")) } else { String::new() };
        let _ = writeln!(text, "  {then}{}\n", said::strong(&said::plain(&would.sentence)));
    }
    let width = draft.rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    for row in &draft.rows {
        let _ = writeln!(text, "  {}  {}", dim(&format!("{:width$}", row.name)), said::plain(&row.words));
    }
    for note in &draft.notes {
        let _ = writeln!(text, "\nNote: {}", said::plain(note));
    }
    for (how, heading) in [
        ("same", "Held already, and it says the same:"),
        ("contradicts", "Held already, and it says something else of the same time; answers will give both:"),
        ("succession", "Held already for another time; answers give the newest and mention the other:"),
    ] {
        let alike: Vec<_> = draft.alike.iter().filter(|alike| alike.how == how).collect();
        if !alike.is_empty() {
            let _ = writeln!(text, "\n{heading}");
        }
        for alike in alike {
            let _ = writeln!(text, "{}", said::fact(&alike.held));
        }
    }
    if !draft.namesakes.is_empty() {
        let _ = writeln!(text, "\nThe subject is new. Did you mean one that is held?");
    }
    for namesake in &draft.namesakes {
        let _ = writeln!(text, "  {}  {}", namesake.id, said::plain(&namesake.name));
    }
    text.push('\n');
    text
}
