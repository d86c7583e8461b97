//! The table itself.

use super::acts::Do::{self, Attach, Choose, OnMessage, Press, Send, Type, Use};
use super::callers::Caller;

/// A command or a step, and who may.
pub struct Row {
    /// As docs/permissions.md calls it.
    pub name: &'static str,
    /// A word for each caller: owner, admin, writer, member, elsewhere, direct, own install.
    who: &'static str,
    /// Whether it changes anything.
    pub writes: bool,
    /// What the reply says where it is allowed; one of these, with `|` between them.
    pub says: &'static str,
    /// What is done. All but the last is done before, by the same person with all rights.
    pub acts: &'static [Do],
}

impl Row {
    pub fn cell(&self, caller: Caller) -> &'static str {
        let cells: Vec<&str> = self.who.split_whitespace().collect();
        assert_eq!(cells.len(), Caller::ALL.len(), "{}", self.name);
        cells[caller as usize]
    }

    /// Whether it is a step behind a command.
    pub fn is_step(&self) -> bool {
        self.name.starts_with("wh1:")
    }

    /// Whether the last thing is a form that is sent off.
    pub fn is_form(&self) -> bool {
        matches!(self.acts.last(), Some(Send(..)))
    }

    /// The steps that it is the row of.
    pub fn steps(&self) -> Option<String> {
        Some(step_of(self.name.strip_prefix("wh1:")?.split(", ").next()?))
    }

    /// The row as it stands in docs/permissions.md.
    pub fn line(&self) -> String {
        let cells = Caller::ALL.map(|caller| self.cell(caller)).join(" | ");
        format!("| `{}` | {cells} |", self.name)
    }
}

/// "fact:save" of "fact:save:s:0123456789abcdef".
pub fn step_of(id: &str) -> String {
    let parts: Vec<&str> = id.split(':').collect();
    let most = match parts.as_slice() {
        ["pick" | "more" | "wrong", ..] => 1,
        ["fact", "import", ..] => 3,
        _ => 2,
    };
    parts.into_iter().take(most).collect::<Vec<_>>().join(":")
}

const fn row(name: &'static str, who: &'static str, writes: bool, says: &'static str, acts: &'static [Do]) -> Row {
    Row { name, who, writes, says, acts }
}

/// Whoever may read.
const ALL: &str = "yes yes yes yes own yes yes";
/// The server's admins alone.
const ADMINS: &str = "no yes no no own - -";
/// Whoever may write in the server.
const WRITERS: &str = "yes yes yes no own - -";
/// The same, of something that only the home server has.
const THEIRS: &str = "yes yes yes no no - -";
/// Steps of that.
const STEPS: &str = "yes yes yes no no no no";
/// Forms of that: what leads to them by an own install is refused.
const FORMS: &str = "yes yes yes no no no -";
/// The people who run the bot alone.
const OWNERS: &str = "yes no no no no - -";
/// Offers while typing, of what everybody may read.
const OFFERS: &str = "yes yes yes yes own - -";

const EVERYONE: (&str, u8, &str) = ("everyone", 5, "true");
const SUBJECT: (&str, u8, &str) = ("subject", 3, "great-atlas");
const ATTRIBUTE: (&str, u8, &str) = ("attribute", 3, "budget");
const VALUE: (&str, u8, &str) = ("value", 3, "£12m a year");
const SOURCE: (&str, u8, &str) = ("source", 3, "The Buoy, \"Atlas runs on\", 12 June 2025");
const FACT: (&str, u8, &str) = ("fact", 3, "{fact}");
const HELD: (&str, u8, &str) = ("fact", 3, "great-atlas.cost");
const REASON: (&str, u8, &str) = ("reason", 3, "counted twice");
const CHANNEL: (&str, u8, &str) = ("channel", 7, "900000000000000004");

const ADD: Do = Use("fact add", &[SUBJECT, ATTRIBUTE, VALUE, SOURCE]);
const RETRACT: Do = Use("fact retract", &[FACT, REASON]);
const REVIEW: Do = Use("fact review", &[]);
const GAPS: Do = Use("fact gaps", &[]);
const ASK: Do = Use("ask", &[("question", 3, "what does the head of digital maps earn")]);
/// Answered from several facts, one of them the server's own.
const COMPASSES: Do = Use("ask", &[("question", 3, "how many compasses does the great atlas have")]);
const SUGGEST: Do = Use("ask", &[("question", 3, "what does the chief maker earn")]);
const NEW: Do = Use("fact add", &[("subject", 3, "Keeper of Bells"), ATTRIBUTE, VALUE, SOURCE]);

/// Who may do what.
pub const TABLE: [Row; 86] = [
    row("/ask", ALL, false, "£77,000", &[ASK]),
    row("/ask, typing question", ALL, false, "choices", &[Type("ask", "question", "how")]),
    row("/role", ALL, false, "Head of Digital Maps", &[Use("role", &[("name", 3, "head of digital maps")])]),
    row("/role, typing name", ALL, false, "Digital", &[Type("role", "name", "head")]),
    row("/salary", ALL, false, "£77,000", &[Use("salary", &[("role", 3, "head of digital maps")])]),
    row("/salary, typing role", ALL, false, "Digital", &[Type("salary", "role", "head")]),
    row("/cost", ALL, false, "£345m", &[Use("cost", &[("programme", 3, "great atlas programme")])]),
    row("/cost, typing programme", ALL, false, "Atlas", &[Type("cost", "programme", "atlas")]),
    row("/help", ALL, false, "/ask", &[Use("help", &[])]),
    row(
        "/digest set",
        ADMINS,
        true,
        "The digest is set.|I cannot post in",
        &[Use("digest set", &[CHANNEL, ("time", 3, "09:00"), ("timezone", 3, "Europe/London")])],
    ),
    row("/digest set, typing timezone", OFFERS, false, "London", &[Type("digest set", "timezone", "london")]),
    row("/digest show", ADMINS, false, "Where and when|no digest", &[Use("digest show", &[])]),
    row("/digest preview", ADMINS, false, "Preview|no digest", &[Use("digest preview", &[])]),
    row("/digest post-now", ADMINS, true, "Posted in|no digest", &[Use("digest post-now", &[])]),
    row("/digest off", ADMINS, true, "The digest is off.|no digest", &[Use("digest off", &[])]),
    row("/digest follow", ADMINS, true, "comes first|no digest", &[Use("digest follow", &[SUBJECT])]),
    row("/digest follow, typing subject", OFFERS, false, "Atlas", &[Type("digest follow", "subject", "atlas")]),
    row("/digest unfollow", ADMINS, true, "was not followed|no digest", &[Use("digest unfollow", &[SUBJECT])]),
    row("/digest unfollow, typing subject", OFFERS, false, "Atlas", &[Type("digest unfollow", "subject", "atlas")]),
    row("/fact add", WRITERS, true, "Add this fact for this server?", &[ADD]),
    row(
        "/fact add everyone",
        OWNERS,
        true,
        "Add this fact for every server?",
        &[Use("fact add", &[SUBJECT, ATTRIBUTE, VALUE, SOURCE, EVERYONE])],
    ),
    row("/fact add, typing subject", OFFERS, false, "Atlas", &[Type("fact add", "subject", "atlas")]),
    row("/fact add, typing attribute", OFFERS, false, "salary", &[Type("fact add", "attribute", "sal")]),
    row("/fact add, typing source", OFFERS, false, "Gazette", &[Type("fact add", "source", "maps")]),
    row("/fact add, typing status", OFFERS, false, "forecast", &[Type("fact add", "status", "for")]),
    row("/fact add, typing kind", OFFERS, false, "programme", &[Type("fact add", "kind", "pro")]),
    row("/fact edit", THEIRS, true, "Correct a fact for this server", &[Use("fact edit", &[FACT])]),
    row(
        "/fact edit everyone",
        OWNERS,
        true,
        "Correct a fact for every server",
        &[Use("fact edit", &[HELD, EVERYONE])],
    ),
    row("/fact edit, typing fact", OFFERS, false, "Atlas", &[Type("fact edit", "fact", "atlas cost")]),
    row("/fact retract", THEIRS, true, "Withdraw this fact for this server?", &[RETRACT]),
    row(
        "/fact retract everyone",
        OWNERS,
        true,
        "Withdraw this fact for every server?",
        &[Use("fact retract", &[HELD, REASON, EVERYONE])],
    ),
    row("/fact retract, typing fact", OFFERS, false, "Atlas", &[Type("fact retract", "fact", "atlas cost")]),
    row("/fact list", WRITERS, false, "Facts: 1 to", &[Use("fact list", &[])]),
    row("/fact list everyone", OWNERS, false, "Facts: 1 to", &[Use("fact list", &[EVERYONE])]),
    row("/fact history", THEIRS, false, "great-atlas.compass-count.b1", &[Use("fact history", &[FACT])]),
    row("/fact history everyone", OWNERS, false, "Nothing was changed|hange", &[Use("fact history", &[EVERYONE])]),
    row("/fact history, typing fact", OFFERS, false, "Atlas", &[Type("fact history", "fact", "atlas cost")]),
    row(
        "/fact undo",
        WRITERS,
        false,
        "Undo change|Nothing was changed for this server yet",
        &[Use("fact undo", &[])],
    ),
    row("/fact undo everyone", OWNERS, false, "Nothing was changed for every", &[Use("fact undo", &[EVERYONE])]),
    row("/fact undo, typing change", "yes yes yes no no - -", false, "keeper", &[Type("fact undo", "change", "")]),
    row("/fact import", WRITERS, true, "facts.csv", &[Attach("fact import", false)]),
    row("/fact import everyone", OWNERS, true, "facts.csv", &[Attach("fact import", true)]),
    row("/fact export", WRITERS, false, "files|nothing to export", &[Use("fact export", &[])]),
    row("/fact export everyone", OWNERS, false, "files|nothing to export", &[Use("fact export", &[EVERYONE])]),
    row("/fact gaps", WRITERS, false, "without an answer", &[GAPS]),
    row("/fact review", WRITERS, false, "uggestion", &[REVIEW]),
    row("Save as fact", WRITERS, true, "Add a fact for this server", &[OnMessage("Save as fact")]),
    row("/suggest", "yes yes yes yes own - -", true, "Thank you.", &[Use("suggest", &[("text", 3, "It leaks.")])]),
    row("/settings show", ADMINS, false, "/settings", &[Use("settings show", &[])]),
    row("/settings writers", ADMINS, true, "role|Manage Server", &[Use("settings writers", &[])]),
    row("/settings gaps", ADMINS, true, "uestions", &[Use("settings gaps", &[("keep", 5, "false")])]),
    row("/settings suggestions", ADMINS, true, "uggest", &[Use("settings suggestions", &[("allow", 5, "false")])]),
    row("/settings stale", ADMINS, true, "18 months", &[Use("settings stale", &[("months", 4, "18")])]),
    row("/status", "yes yes no no own - -", false, "Version: ", &[Use("status", &[])]),
    row("/privacy show", ALL, false, "keep", &[Use("privacy show", &[])]),
    row("/privacy delete", ALL, true, "Delete my traces", &[Use("privacy delete", &[])]),
    row("/privacy messages", ALL, true, "no messages", &[Use("privacy messages", &[("allow", 5, "false")])]),
    // The steps: buttons, menus and forms.
    row("wh1:more", ALL, false, "Port Imaginary", &[ASK, Choose("wh1:more", None)]),
    row("wh1:pick", ALL, false, "Digital", &[SUGGEST, Choose("wh1:pick", None)]),
    row(
        "wh1:wrong, the button",
        "yes yes yes yes no no no",
        true,
        "form|What is wrong?",
        &[COMPASSES, Choose("wh1:wrong:", Some("great-atlas.compass-count.b1"))],
    ),
    row(
        "wh1:wrong, the form",
        "yes yes yes yes no no -",
        true,
        "Thank you.",
        &[
            COMPASSES,
            Choose("wh1:wrong:", Some("great-atlas.compass-count.b1")),
            Send(&[("text", "It has fewer.")], true),
        ],
    ),
    row(
        "wh1:privacy:delete",
        ALL,
        true,
        "traces|nothing",
        &[Use("privacy delete", &[]), Press("wh1:privacy:delete")],
    ),
    row("wh1:fact:change", STEPS, true, "Add a fact for this server", &[ADD, Press("wh1:fact:change:")]),
    row("wh1:fact:more", STEPS, true, "More of the fact", &[ADD, Press("wh1:fact:more:")]),
    row(
        "wh1:fact:form",
        FORMS,
        true,
        "Add this fact",
        &[ADD, Press("wh1:fact:change:"), Send(&[("value", "£13m")], true)],
    ),
    row(
        "wh1:fact:details",
        FORMS,
        true,
        "Add this fact",
        &[ADD, Press("wh1:fact:more:"), Send(&[("period", "2030")], true)],
    ),
    row(
        "wh1:fact:subject",
        STEPS,
        true,
        "Add this fact|cannot be saved",
        &[NEW, Choose("wh1:fact:subject:", Some("new:role"))],
    ),
    row("wh1:fact:save", STEPS, true, "**Saved for this server.**", &[ADD, Press("wh1:fact:save:")]),
    row("wh1:fact:cancel", STEPS, true, "Dropped.", &[ADD, Press("wh1:fact:cancel:")]),
    row("wh1:fact:withdraw", STEPS, true, "**Withdrawn for this server.**", &[RETRACT, Press("wh1:fact:withdraw:")]),
    row(
        "wh1:fact:import:apply",
        STEPS,
        true,
        "facts.csv",
        &[Attach("fact import", false), Press("wh1:fact:import:apply:")],
    ),
    row(
        "wh1:fact:import:cancel",
        "yes yes yes no own no no",
        true,
        "Nothing was imported.",
        &[Attach("fact import", false), Press("wh1:fact:import:cancel:")],
    ),
    row("wh1:fact:undo", STEPS, true, "is undone", &[Use("fact undo", &[]), Press("wh1:fact:undo:")]),
    row(
        "wh1:fact:list",
        "yes yes yes no own no no",
        false,
        "Facts|nothing on this page",
        &[Use("fact list", &[]), Press("wh1:fact:list:")],
    ),
    row(
        "wh1:fact:log",
        "yes yes yes no own no no",
        false,
        "hange",
        &[Use("fact history", &[]), Press("wh1:fact:log:s:9999999")],
    ),
    row(
        "wh1:fact:past",
        STEPS,
        false,
        "great-atlas.compass-count.b1",
        &[Use("fact history", &[FACT]), Press("wh1:fact:past:s:0:great-atlas.compass-count.b1")],
    ),
    row("wh1:gaps:page", "yes yes yes no own no no", false, "without an answer", &[GAPS, Press("wh1:gaps:page:0")]),
    row("wh1:gaps:answer", STEPS, true, "Add a fact", &[GAPS, Choose("wh1:gaps:answer:", None)]),
    row("wh1:gaps:dismiss", STEPS, true, "Dismissed", &[GAPS, Choose("wh1:gaps:dismiss:", None)]),
    row("wh1:review:next", "yes yes yes no own no no", false, "uggestion", &[REVIEW, Press("wh1:review:next:")]),
    row("wh1:review:accept", STEPS, true, "Correct this fact", &[REVIEW, Press("wh1:review:accept:")]),
    row("wh1:review:change", STEPS, true, "Correct a fact", &[REVIEW, Press("wh1:review:change:")]),
    row(
        "wh1:review:withdraw, the button",
        STEPS,
        true,
        "Withdraw the fact",
        &[REVIEW, Press("wh1:review:withdraw:")],
    ),
    row(
        "wh1:review:withdraw, the form",
        FORMS,
        true,
        "Withdraw this fact",
        &[REVIEW, Press("wh1:review:withdraw:"), Send(&[("reason", "counted twice")], true)],
    ),
    row("wh1:review:reject, the button", STEPS, true, "Reject a suggestion", &[REVIEW, Press("wh1:review:reject:")]),
    row(
        "wh1:review:reject, the form",
        FORMS,
        true,
        "Rejected.",
        &[REVIEW, Press("wh1:review:reject:"), Send(&[("reason", "no")], true)],
    ),
];
