//! What can be typed of a fact, by the columns of a table.

use crate::link::Fields;
use clap::Args;
use serde_json::Value as Json;

/// What a fact says beside its value, and where it was read.
#[derive(Debug, Args)]
pub(super) struct More {
    /// When it was true: 12 June 2031, June 2031, 2031, last month [default: the source's date]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// The span a figure belongs to: 2030, 2030-31 (a financial year), 2030-2035
    #[arg(long)]
    period: Option<String>,
    /// advertised, forecast, approved, spent, estimated or planned
    #[arg(long)]
    status: Option<String>,
    /// Who said it: a name, or a subject's id
    #[arg(long, value_name = "NAME")]
    said_by: Option<String>,
    /// One full sentence that says the fact and can be quoted alone [default: one is composed]
    #[arg(long, value_name = "SENTENCE")]
    statement: Option<String>,
    /// Other words by which people look for the fact; may be given several times
    #[arg(long, value_name = "WORDS")]
    cue: Vec<String>,
    /// A whole question that it answers; may be given several times
    #[arg(long, value_name = "QUESTION")]
    question: Vec<String>,
    /// Where it was read: publisher, "headline", author, date, address; or the id of a source that is held
    #[arg(long)]
    source: Option<String>,
    /// The source's headline, where its parts are given one by one
    #[arg(long)]
    title: Option<String>,
    /// Who published the source
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Who wrote the source
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// When the source was published
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Where the source can be read
    #[arg(long)]
    url: Option<String>,
    /// publisher or author, if the source does not say it itself; may be given twice
    #[arg(long, value_name = "PART")]
    inferred: Vec<String>,
}

/// A subject that is not held yet.
#[derive(Debug, Args)]
pub(super) struct New {
    /// For a new subject: role, programme, organisation, person, system, strategy or report
    #[arg(long)]
    kind: Option<String>,
    /// The new subject's name, if SUBJECT is an id
    #[arg(long)]
    name: Option<String>,
    /// Another name of the new subject; may be given several times
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
    /// The organisation that the new subject belongs to: id, name or abbreviation
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
}

impl More {
    pub(super) fn put(self, fields: &mut Fields) {
        let texts = [
            ("as_of", self.as_of),
            ("period", self.period),
            ("status", self.status),
            ("said_by", self.said_by),
            ("statement", self.statement),
            ("source", self.source),
            ("title", self.title),
            ("publisher", self.publisher),
            ("author", self.author),
            ("published", self.published),
            ("url", self.url),
        ];
        texts.into_iter().for_each(|(name, text)| put(fields, name, text));
        for (name, list) in [("cues", self.cue), ("questions", self.question), ("inferred", self.inferred)] {
            put_list(fields, name, list);
        }
    }
}

impl New {
    pub(super) fn put(self, fields: &mut Fields) {
        let texts = [("kind", self.kind), ("name", self.name), ("organisation", self.organisation)];
        texts.into_iter().for_each(|(name, text)| put(fields, name, text));
        put_list(fields, "aliases", self.alias);
    }
}

/// Notes a text that was typed. An empty one stands for nothing, and takes the place of what was there.
pub(super) fn put(fields: &mut Fields, name: &str, text: Option<String>) {
    if let Some(text) = text {
        fields.insert(name.to_owned(), Json::String(text));
    }
}

fn put_list(fields: &mut Fields, name: &str, list: Vec<String>) {
    if !list.is_empty() {
        let items = list.into_iter().filter(|item| !item.trim().is_empty()).map(Json::String);
        fields.insert(name.to_owned(), items.collect());
    }
}
