//! What is set, and what it means.

use crate::app::{GAP_DAYS, ServerSettings};
use crate::digest::STALE_MONTHS;

/// Said when somebody wants to give the right to all.
pub const EVERYBODY: &str = "Everybody has that role, so that every member could change this server's facts. \
                             Choose one that only people have whom you trust with them. Nothing was changed.";

/// Said behind a change, where something else could not be read.
pub const UNREADABLE: &str = "Some of what was set here before could not be read. What /settings show says now holds from \
                              now on: look whether it is what you want.";

/// Everything that is set.
pub fn all(settings: &ServerSettings) -> String {
    let writers = match settings.writers {
        Some(role) => format!("people with the Manage Server permission, and those with the role <@&{role}>"),
        None => "people with the Manage Server permission, and nobody else".to_owned(),
    };
    let gaps = if settings.gaps {
        format!("kept for {GAP_DAYS} days, without who asked; /fact gaps shows them to those who may write")
    } else {
        "not kept".to_owned()
    };
    let suggestions = if settings.proposals {
        "open to all members, with /suggest and the button \"Wrong?\"; /fact review shows them to those who may write"
    } else {
        "closed"
    };
    let stale = match settings.stale_months {
        Some(months) => format!("marked in answers when they are older than {}", months_words(months)),
        None => "not marked in answers".to_owned(),
    };
    let digest = settings.stale_months.unwrap_or(STALE_MONTHS);
    format!(
        "{}**Who may add and correct facts:** {writers}\n\
         **Questions without an answer:** {gaps}\n\
         **Suggestions:** {suggestions}\n\
         **Old facts:** {stale}; the digest tells of salaries and forecasts when they pass {}\n\n\
         To change this: /settings writers, gaps, suggestions or stale.",
        unreadable(settings),
        months_words(digest)
    )
}

/// What was set and cannot be read any more; nothing if all can.
pub fn unreadable(settings: &ServerSettings) -> String {
    let named = |name: &&'static str| match *name {
        "writers" => "which role may write",
        "gaps" => "whether questions are kept",
        "proposals" => "whether members may suggest",
        _ => "from which age on facts are marked",
    };
    let all: Vec<&str> = settings.unreadable.iter().map(named).collect();
    match all.as_slice() {
        [] => String::new(),
        all => format!(
            "**What was set here cannot be read any more:** {}. Until you set it again, what stands below holds instead.\n\n",
            all.join(", ")
        ),
    }
}

/// The role that may write was set or taken away.
pub fn writers_set(now: Option<u64>, before: Option<u64>) -> String {
    const ONLY: &str = "Only people with the Manage Server permission may add and correct facts here";
    match (now, before) {
        (Some(role), _) => format!(
            "People with the role <@&{role}> may now add, correct and withdraw facts of this server, and review \
             suggestions, beside those with the Manage Server permission. They cannot change these settings. To take \
             that back, use /settings writers without a role."
        ),
        (None, Some(role)) => {
            format!("{ONLY}, from now on: the role <@&{role}> no longer may. What its people wrote stays.")
        }
        (None, None) => format!("{ONLY}, as before. To let a role do so too, name it: /settings writers role."),
    }
}

/// Questions without an answer are kept or not.
pub fn gaps_set(keep: bool) -> String {
    if keep {
        format!(
            "From now on I keep questions that I cannot answer for {GAP_DAYS} days, without who asked them, and \
             /fact gaps shows them. Private questions are never kept."
        )
    } else {
        format!(
            "From now on I keep no questions here. /fact gaps still shows those kept so far; they go after {GAP_DAYS} \
             days, or when somebody dismisses them there."
        )
    }
}

/// Members may suggest or not.
pub fn suggestions_set(allow: bool) -> String {
    if allow {
        "From now on all members can tell me what is wrong or missing: with the button \"Wrong?\" under an answer, and \
         with /suggest. Nothing changes until somebody who may write accepts it in /fact review."
            .to_owned()
    } else {
        "From now on I take no suggestions here: the button \"Wrong?\" goes from new answers, and /suggest says no. \
         What waits already can still be read with /fact review."
            .to_owned()
    }
}

/// From which age on facts are marked.
pub fn stale_set(stale: Option<u16>) -> String {
    match stale {
        Some(months) => format!(
            "From now on answers mark facts that are older than {}, and the digest tells of salaries and forecasts when \
             they pass that age.",
            months_words(months)
        ),
        None => format!(
            "From now on answers mark no fact as old, and the digest tells of salaries and forecasts when they pass {}, \
             as it does without a setting.",
            months_words(STALE_MONTHS)
        ),
    }
}

/// "18 months".
fn months_words(months: u16) -> String {
    format!("{months} {}", if months == 1 { "month" } else { "months" })
}
