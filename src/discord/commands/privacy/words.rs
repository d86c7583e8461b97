//! What is kept, for how long, and who sees it.

use crate::app::{BACKUP_DAYS, DRAFT_LIFE, Forgotten, GAP_DAYS, LEFT_DAYS};

/// All that is kept of people and servers.
pub fn kept() -> String {
    let minutes = DRAFT_LIFE / 60;
    format!(
        "**What I keep, for how long, and who sees it**\n\
         **Questions that I could not answer**, asked in a server for all to see: the words, without who asked, for \
         {GAP_DAYS} days. Those who may write there see them, and so does whoever reads the digest's post for admins. A \
         server can switch that off. Private questions, direct \
         messages, and questions where you brought me along yourself are never kept; nor are questions that I \
         answered. A question that somebody answers from /fact gaps is kept with that fact.\n\
         **What was asked about**, where a server has a digest: how often each subject was, since the last digest, \
         without who asked and in nobody's words.\n\
         **Changes to facts:** when and by whom, by Discord id and name at that time, for as long as the server keeps \
         me. Those who may write there see it, and can export it.\n\
         **Messages saved as facts** keep their author's name and link as the source. /privacy delete does not find \
         those: ask somebody who may write there.\n\
         **Suggestions:** what you said and that it was you, until somebody accepts or rejects it. Those who may write \
         there see it. How many you made in a day is counted until the next; /privacy delete leaves that.\n\
         **Forms you have begun:** for {minutes} minutes. Only you see them.\n\
         **Settings:** the server's, its digest's, which admins were told of trouble with it, and whether you want \
         messages from me.\n\
         **My log**, which only the people who run me see: what went wrong, with ids of servers; no questions and no \
         names, unless they turn on its debugging.\n\
         A server that removes me is forgotten with all of this after {LEFT_DAYS} days.\n\
         **Backups:** I make one a day, beside my data. What is deleted here is gone from all of them after \
         {BACKUP_DAYS} days. A copy that the people who run me have made, and an export that an admin has made, forget \
         only when they are deleted: ask them.\n\n\
         /privacy delete takes your traces away, in all servers. /privacy messages says whether I may write to you."
    )
}

/// What deleting will do.
pub const ASK: &str = "This takes your traces away in every server: your name from the history of facts (the changes \
                       stay, as those of \"a former member\") and from your suggestions (what you said stays in the \
                       queue), and the forms you have begun. It cannot be undone. Press the button to do it, or \
                       dismiss this message.";

/// What was taken away.
pub fn deleted(forgotten: &Forgotten) -> String {
    let Forgotten { changes, proposals, drafts } = *forgotten;
    if changes + proposals + drafts == 0 {
        return "There was nothing of you: no change, no suggestion, no form. Should you have asked me to send you no \
                messages, that is forgotten too."
            .to_owned();
    }
    let mut parts = Vec::new();
    let mut part = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => parts.push(one.to_owned()),
        _ => parts.push(many.replace('#', &count.to_string())),
    };
    part(changes, "your name from 1 change", "your name from # changes");
    part(proposals, "your name from 1 suggestion", "your name from # suggestions");
    part(drafts, "1 form you had begun", "# forms you had begun");
    let list = match parts.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => parts.concat(),
    };
    format!("I have removed {list}. From what you do from now on, I keep what /privacy show says.")
}

/// Whether messages are wanted.
pub fn messages_set(allow: bool) -> &'static str {
    if allow {
        "From now on I write to you when a suggestion of yours is accepted or rejected."
    } else {
        "From now on I send you no messages. That you want none is all I keep of this; /privacy delete forgets it."
    }
}
