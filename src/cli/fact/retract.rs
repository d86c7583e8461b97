use super::super::confirm::{Said, Sure};
use super::super::failure::Failure;
use super::super::{Whose, open};
use super::{ask, print, print_json, said};
use crate::config::Config;
use crate::fact::FactId;
use crate::link::{Reply, Request};
use clap::Args;
use serde_json::json;

/// Take a fact back
///
/// From then on a question that aims at it is told that it was withdrawn, when and why.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: whitehall fact retract added-lamp-keeper.salary.a1 --reason \"the paper has corrected it\"

JSON: {\"outcome\": \"withdrawn\" | \"preview\", \"change\", \"id\", \"fact\"}")]
pub(super) struct Retract {
    /// The fact; whitehall fact list shows the ids
    id: String,
    /// Why, in at most 300 characters; answers say it
    #[arg(long, value_name = "WORDS")]
    reason: String,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    sure: Sure,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

impl Retract {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = open(config)?;
        let (view, id) = (self.whose.view(), FactId::new(self.id.trim()));
        let Reply::Looked(looked) = ask(&desk, Request::Look { view, id: id.clone() })? else {
            return Err(Failure::strange());
        };
        let Some(told) = looked.held.told else {
            return Err(Failure::Told(format!(
                "the fact {id} is withdrawn already\nwhitehall fact history {id} shows when and why"
            )));
        };
        let preview = |outcome| match self.json {
            true => print_json(&json!({ "outcome": outcome, "change": null, "id": id, "fact": told })),
            false => Ok(()),
        };
        if !self.json {
            print(&format!("To be taken back {}:\n{}\n\n", self.whose.words(), said::fact(&told)))?;
        }
        match self.sure.confirm("Take it back?") {
            Ok(Said::Yes) => {}
            Ok(Said::No) => return preview("preview"),
            Err(nobody) => return preview("preview").and(Err(nobody)),
        }
        let (revision, reason) = (looked.held.revision, self.reason.clone());
        let request = Request::Retract { view, id: id.clone(), revision, reason };
        let Reply::Changed(changed) = ask(&desk, request)? else { return Err(Failure::strange()) };
        if self.json {
            let number = changed.number;
            return print_json(&json!({ "outcome": "withdrawn", "change": number, "id": id, "fact": told }));
        }
        print(&said::changed("Took back", &changed, &self.whose))
    }
}
