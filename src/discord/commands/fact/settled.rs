//! What saving a draft settles besides: the suggestion that it accepts, the question that it answers.

use super::super::super::desk::Desk;
use super::super::super::escape;
use super::super::super::reply::{Body, Button, Look, Reply};
use super::super::super::teller::Teller;
use super::review;
use crate::app::{Begun, Form, Gap, Proposal};
use crate::fact::limits::QUESTION;

/// What a draft settles, as it stands before it is saved: afterwards it is gone.
#[derive(Debug)]
pub struct Settles {
    proposal: Option<Proposal>,
    gap: Option<Gap>,
}

impl Settles {
    /// What a draft settles. What is gone, or cannot be read, is not told of.
    pub fn of(desk: &Desk<'_>, begun: &Begun) -> Self {
        let proposal = begun.proposal.and_then(|id| desk.app.proposal(desk.view, id).ok());
        let gap = begun.gap.as_ref().and_then(|id| desk.app.gap(desk.view, id, desk.now).ok().flatten());
        Self { proposal, gap }
    }

    /// The form with the question that it answers among those that its fact is known to answer.
    pub fn with_question(&self, mut form: Form) -> Form {
        let questions = &mut form.fact.questions;
        let new = self.gap.iter().map(|gap| &gap.question).filter(|question| question.chars().count() <= QUESTION);
        let new: Vec<String> = new.filter(|question| !questions.contains(question)).cloned().collect();
        questions.extend(new);
        form
    }

    /// The reply to the save with what was settled; whoever suggested it is told, with how it stands `now`: a sentence.
    pub fn told(self, desk: &Desk<'_>, teller: &Teller, now: &str, reply: Reply) -> Reply {
        let mut said = Vec::new();
        let mut next = None;
        if let Some(gap) = &self.gap {
            let question = escape::markdown_line(&gap.question, 300);
            said.push(format!("\"{question}\" goes from the questions without an answer."));
        }
        if let Some(proposal) = &self.proposal {
            let now = escape::markdown_line(now, 500);
            let told = review::tell(desk, teller, proposal, &format!("was accepted. {now}"));
            said.push(format!("The suggestion is accepted. {told}"));
            let waiting = desk.app.proposals(desk.view, None, 0).map_or(0, |(_, count)| count);
            next = (waiting > 0).then(|| Button {
                custom_id: format!("wh1:review:next:{}", proposal.id.0),
                label: "Next suggestion",
                look: Look::Main,
            });
        }
        match reply.body {
            Body::Text(text) if !said.is_empty() => {
                Reply { body: Body::Text(format!("{text}\n{}", said.join("\n"))), ..reply }.with(next)
            }
            body => Reply { body, ..reply },
        }
    }
}
