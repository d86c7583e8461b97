use super::super::confirm::{Said, Sure};
use super::super::failure::Failure;
use super::super::{Whose, open};
use super::{ask, history, print, print_json, said};
use crate::config::Config;
use crate::link::{Reply, Request};
use clap::Args;
use serde_json::json;

/// Undo a change as a whole: the last one, or any
///
/// An undo is a change, too, and can be undone. If a fact was changed again since, nothing is undone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall fact undo
  whitehall fact undo 12

JSON:
  {\"outcome\": \"undone\" | \"preview\", \"change\" (its number),
   \"undid\": {\"number\", \"at\", \"author\", \"facts\", ...}}")]
pub(super) struct Undo {
    /// The change's number, as whitehall fact history shows it [default: the last change]
    number: Option<u64>,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    sure: Sure,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

impl Undo {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = open(config)?;
        let view = self.whose.view();
        // "The last" is the one that is shown here, whatever comes in between.
        let Reply::Change(change) = ask(&desk, Request::Change { view, number: self.number })? else {
            return Err(Failure::strange());
        };
        let preview = || match self.json {
            true => print_json(&json!({ "outcome": "preview", "change": null, "undid": change })),
            false => Ok(()),
        };
        if !self.json {
            print(&format!("To be undone {}:\n{}\n\n", self.whose.words(), history::line(&change)))?;
        }
        match self.sure.confirm("Undo it?") {
            Ok(Said::Yes) => {}
            Ok(Said::No) => return preview(),
            Err(nobody) => return preview().and(Err(nobody)),
        }
        let Reply::Changed(changed) = ask(&desk, Request::Undo { view, number: change.number })? else {
            return Err(Failure::strange());
        };
        if self.json {
            return print_json(&json!({ "outcome": "undone", "change": changed.number, "undid": change }));
        }
        print(&said::changed("Undid the change of", &changed, &self.whose))
    }
}
