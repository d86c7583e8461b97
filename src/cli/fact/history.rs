use super::super::failure::Failure;
use super::super::{Whose, open};
use super::said::{self, dim};
use super::{ask, hint, print, print_json};
use crate::config::Config;
use crate::fact::FactId;
use crate::link::{Change, Desk, Looked, Reply, Request};
use clap::Args;
use std::fmt::Write as _;
use std::num::NonZeroUsize;

/// See what was changed: one fact's history, or the latest changes
///
/// Each change has a number; whitehall fact undo takes it. What was changed together, as by an import, is one change.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall fact history
  whitehall fact history added-lamp-keeper.salary.a1

JSON, one object a line, for each change; without ID the newest first:
  {\"number\", \"at\", \"author\", \"reason\", \"undoes\", \"facts\" (how many), \"first\": [...]}
With ID the oldest first:
  {\"number\", \"at\", \"author\", \"scope\", \"id\", \"did\", \"before\", \"after\", \"reason\", \"undoes\"}")]
pub(super) struct History {
    /// A fact; without one, the changes of all facts that were written here
    id: Option<String>,
    /// At most so many changes
    #[arg(long, value_name = "NUMBER", default_value = "20", conflicts_with = "id", value_parser = super::super::limit)]
    limit: NonZeroUsize,
    /// Those before the change of this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "id")]
    before: Option<u64>,
    #[command(flatten)]
    whose: Whose,
    /// Print one JSON object a line instead of text
    #[arg(long)]
    json: bool,
}

impl History {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = open(config)?;
        match &self.id {
            Some(id) => self.of_fact(&desk, FactId::new(id.trim())),
            None => self.of_all(&desk),
        }
    }

    fn of_fact(&self, desk: &Desk, id: FactId) -> Result<(), Failure> {
        let Reply::Looked(looked) = ask(desk, Request::Look { view: self.whose.view(), id })? else {
            return Err(Failure::strange());
        };
        if self.json {
            return looked.history.iter().try_for_each(print_json);
        }
        print(&shown(&looked))
    }

    fn of_all(&self, desk: &Desk) -> Result<(), Failure> {
        let request = Request::Log { view: self.whose.view(), before: self.before, limit: self.limit.get() };
        let Reply::Log(changes, more) = ask(desk, request)? else { return Err(Failure::strange()) };
        if self.json {
            return changes.iter().try_for_each(print_json);
        }
        if changes.is_empty() {
            return print(&format!("No change was made {} yet.\n", self.whose.words()));
        }
        for change in &changes {
            print(&format!("{}\n", line(change)))?;
        }
        if let Some(last) = changes.last().filter(|_| more) {
            hint(&format!(
                "There are earlier ones: whitehall fact history --before {}{}",
                last.number,
                self.whose.typed()
            ));
        }
        Ok(())
    }
}

fn shown(looked: &Looked) -> String {
    let mut text = match (&looked.held.told, &looked.held.withdrawn) {
        (Some(told), _) => said::fact(told),
        (None, Some((at, reason))) => {
            let reason = reason.as_deref().map(|reason| format!(": {}", said::plain(reason))).unwrap_or_default();
            format!("  {}\n    withdrawn on {}{reason}", looked.id, said::moment(at))
        }
        (None, None) => format!("  {}", looked.id),
    };
    text.push_str("\n\n");
    for entry in &looked.history {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", said::entry(entry));
    }
    text
}

/// A change, with the first fact of it.
pub(super) fn line(change: &Change) -> String {
    let first = change.first.first().map(said::fact_change).unwrap_or_default();
    let more = match change.facts.saturating_sub(1) {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let undoes = change.undoes.map(|number| format!(", undoing {number}")).unwrap_or_default();
    let reason =
        change.reason.as_ref().map(|reason| format!("\n        {}", said::plain(reason))).unwrap_or_default();
    format!(
        "{:>6}  {}  {}{undoes}{reason}\n        {first}{more}",
        change.number,
        dim(&said::moment(&change.at)),
        said::plain(&change.author.to_string())
    )
}
