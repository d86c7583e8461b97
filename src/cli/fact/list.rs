use super::super::failure::Failure;
use super::super::{Whose, open};
use super::{ask, hint, print, print_json, said};
use crate::config::Config;
use crate::fact::FactId;
use crate::link::{Listed, Reply, Request};
use clap::Args;
use std::num::NonZeroUsize;

/// The largest page; --all turns from page to page.
const PAGE: usize = 1000;

/// List the facts that are held, with their ids
///
/// With words, those in which all of them stand: in id, names, attribute, value, statement or cues.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall fact list --own
  whitehall fact list harbour salary
  whitehall fact list --subject \"lamp keeper\" --json

JSON, one object a line:
  {\"fact\", \"subject\", \"source\", \"sentence\"}
fact, subject and source as in exports; the fact's scope is \"shipped\", \"owners\" (added for
everyone) or {\"server\": ID}.")]
pub(super) struct List {
    /// Words that must stand in the fact
    words: Vec<String>,
    /// Only facts of this subject: an id, a name or an alias
    #[arg(long, value_name = "NAME")]
    subject: Option<String>,
    /// Only facts with this attribute: an id or a name
    #[arg(long, value_name = "NAME")]
    attribute: Option<String>,
    /// Only what was added or corrected: for everyone, or with --server there
    #[arg(long)]
    own: bool,
    /// At most so many
    #[arg(long, value_name = "NUMBER", default_value = "50", value_parser = super::super::limit)]
    limit: NonZeroUsize,
    /// All of them
    #[arg(long, conflicts_with = "limit")]
    all: bool,
    /// Those behind this fact, in the order of the ids
    #[arg(long, value_name = "FACT")]
    after: Option<String>,
    #[command(flatten)]
    whose: Whose,
    /// Print one JSON object a line instead of text
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = open(config)?;
        let mut after = self.after.as_deref().map(|id| FactId::new(id.trim()));
        let mut left = if self.all { usize::MAX } else { self.limit.get() };
        let mut first = true;
        loop {
            let limit = left.min(PAGE);
            let Reply::Listed(listed) = ask(&desk, self.request(after.clone(), limit))? else {
                return Err(Failure::strange());
            };
            self.show(&listed, first)?;
            left = left.saturating_sub(listed.facts.len());
            let behind = listed.total.saturating_sub(listed.before + listed.facts.len());
            let Some(last) = listed.facts.last().map(|told| told.fact.id.clone()) else { return Ok(()) };
            if left == 0 || behind == 0 {
                if behind > 0 && !self.json {
                    let words: String = self.words.iter().map(|word| format!("{word} ")).collect();
                    hint(&format!(
                        "There are {behind} more: whitehall fact list {words}... --after {last}, or --all"
                    ));
                }
                return Ok(());
            }
            (after, first) = (Some(last), false);
        }
    }

    fn request(&self, after: Option<FactId>, limit: usize) -> Request {
        Request::List {
            view: self.whose.view(),
            words: self.words.join(" "),
            subject: self.subject.clone(),
            attribute: self.attribute.clone(),
            own: self.own,
            after,
            limit,
        }
    }

    fn show(&self, listed: &Listed, first: bool) -> Result<(), Failure> {
        if self.json {
            return listed.facts.iter().try_for_each(print_json);
        }
        if listed.total == 0 {
            return print("No facts like that are held.\n");
        }
        if first {
            let (from, total) = (listed.before, listed.total);
            let to = if self.all { total } else { from + listed.facts.len().max(self.limit.get()).min(total - from) };
            print(&match (from, to) {
                (0, to) if to == total => format!("{total} {}\n", if total == 1 { "fact" } else { "facts" }),
                (from, to) => format!("Facts {} to {to} of {total}\n", from + 1),
            })?;
        }
        listed.facts.iter().try_for_each(|told| print(&format!("{}\n", said::fact(told))))
    }
}
