use super::super::confirm::Sure;
use super::super::failure::Failure;
use super::super::{Whose, open};
use super::draft::{self, Aim};
use super::fields::{More, New, put};
use crate::config::Config;
use crate::link::Fields;
use clap::Args;

/// Add a fact
///
/// Values and dates are read as people write them; what was understood is shown first, with what is held already that
/// says the same or something else. No fact is kept without its source, and no source without a date.
#[derive(Debug, Args)]
#[command(after_help = "\
Values: \"£58k-66k a year\", \"about £40m\", \"350\", \"12 June 2031\", \"18 months\", \"amber/red\",
\"lamps; lenses\", \"none\" (the statement says it). docs/import.md lists them all.

Examples:
  whitehall fact add \"lamp keeper\" --kind role salary \"up to £45k a year\" \\
    --status advertised --source 'The Buoy, \"Lamps up\", Quill Penny, 3 May 2022'
  whitehall fact add \"lamp keeper\" location \"Port Reed\" \\
    --publisher \"The Buoy\" --title \"Lamps moved\" --published 2022-06-03

The first adds a subject that is not held yet, which takes its --kind; the second finds it there.

JSON:
  {\"outcome\": \"added\" | \"unchanged\" | \"preview\", \"change\" (its number), \"id\",
   \"draft\": {\"would\", \"alike\": [{\"how\", \"held\"}], \"namesakes\", \"notes\", ...}}")]
pub(super) struct Add {
    /// What it is about: the id, name or alias of a subject, or the name of a new one (then with --kind)
    subject: String,
    /// What is said of it: the id or name of an attribute; whitehall check --attributes lists them
    attribute: String,
    /// The value, as you would write it
    value: String,
    #[command(flatten)]
    more: More,
    #[command(flatten)]
    new: New,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    sure: Sure,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

impl Add {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let Add { subject, attribute, value, more, new, whose, sure, json } = self;
        let mut fields = Fields::new();
        for (name, text) in [("subject", subject), ("attribute", attribute), ("value", value)] {
            put(&mut fields, name, Some(text));
        }
        more.put(&mut fields);
        new.put(&mut fields);
        draft::settle(&open(config)?, Aim { of: None, fields, whose, sure, json })
    }
}
