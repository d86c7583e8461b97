use super::super::confirm::Sure;
use super::super::failure::Failure;
use super::super::{Whose, open};
use super::draft::{self, Aim};
use super::fields::{More, put};
use crate::config::Config;
use crate::fact::FactId;
use crate::link::Fields;
use clap::Args;

/// Correct a fact
///
/// What is not given stays as it is; an empty text (--status "") takes away what was there. The fact that is shown
/// first is the one that is corrected: if somebody changes it meanwhile, nothing is written. A fact that was taken
/// back comes back like this.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whitehall fact edit added-lamp-keeper.salary.a1 \"£46,000 a year\" --as-of \"June 2022\"
  whitehall fact edit added-lamp-keeper.location.a1 --cue \"where the lamp is\"

JSON:
  {\"outcome\": \"changed\" | \"unchanged\" | \"preview\", \"change\" (its number), \"id\",
   \"draft\": {\"now\", \"would\", \"alike\": [{\"how\", \"held\"}], \"notes\", ...}}")]
pub(super) struct Edit {
    /// The fact; whitehall fact list shows the ids
    id: String,
    /// Its new value, as you would write it
    value: Option<String>,
    #[command(flatten)]
    more: More,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    sure: Sure,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

impl Edit {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let Edit { id, value, more, whose, sure, json } = self;
        let mut fields = Fields::new();
        put(&mut fields, "value", value);
        more.put(&mut fields);
        draft::settle(&open(config)?, Aim { of: Some(FactId::new(id.trim())), fields, whose, sure, json })
    }
}
