//! How a digest's setting and state are put into words for admins.

use crate::app::DigestStatus;
use crate::digest::{Due, Schedule, Trouble, WhenEmpty, day_words, time_words};
use crate::discord::escape;

/// "every day at 09:00, Europe/London time".
pub fn when(schedule: &Schedule) -> String {
    // Zones are names of a list: nothing in them is markup but the underscore.
    let zone = escape::markdown_line(schedule.zone_name(), 100);
    format!("{} at {}, {zone} time", schedule.weekdays, time_words(schedule.time))
}

/// "Wednesday 15 July 2026, 09:00".
pub fn due(due: &Due, schedule: &Schedule) -> String {
    format!("{}, {} (<t:{}:R>)", day_words(due.day), time_words(schedule.time), due.moment.as_second())
}

/// What is set and what comes next, in lines.
pub fn status(status: &DigestStatus, name: impl Fn(&str) -> String) -> String {
    let settings = &status.settings;
    let mut lines = vec![
        format!("**Where and when:** <#{}>, {}", settings.channel, when(&settings.schedule)),
        format!("**On a day without news:** {}", empty(settings.when_empty)),
    ];
    if let Some(channel) = settings.admins {
        lines.push(format!("**Post for admins:** <#{channel}>"));
    }
    if !settings.followed.is_empty() {
        let names = settings.followed.iter().map(|id| escape::markdown_line(&name(id.as_str()), 60));
        lines.push(format!("**First of all:** {}", names.collect::<Vec<_>>().join("; ")));
    }
    lines.push(match (&status.next, settings.on) {
        (_, false) => "**Next:** none, it is off. /digest set switches it on.".to_owned(),
        (Some(next), _) => format!("**Next:** {}", due(next, &settings.schedule)),
        (None, _) => "**Next:** none while it is paused".to_owned(),
    });
    if let Some(words) = status.trouble.as_ref().map(|trouble| trouble_words(trouble, settings.channel)) {
        lines.push(words);
    }
    lines.join("\n")
}

fn empty(empty: WhenEmpty) -> &'static str {
    match empty {
        WhenEmpty::Skip => "nothing is posted",
        WhenEmpty::Line => "one line that says so",
        WhenEmpty::Fact => "a fact of the day",
    }
}

/// What is wrong, and how it goes on.
pub fn trouble_words(trouble: &Trouble, channel: u64) -> String {
    match trouble {
        Trouble::Paused { status: 404 } => format!(
            "**The digest is paused:** Discord says that its channel <#{channel}> does not exist any more. \
             Choose another with /digest set; that resumes it."
        ),
        Trouble::Paused { status } => format!(
            "**The digest is paused:** Discord refused it in <#{channel}> three times in a row ({status}). Give me \
             View Channel, Send Messages and Embed Links there, then post it with /digest post-now; that resumes it."
        ),
        Trouble::Unsure { day } => format!(
            "**The digest for {} may be missing in <#{channel}>:** I was stopped while I posted it, and I cannot read \
             the channel to see whether it stands there, so I did not post it again. Give me Read Message History \
             there; if it is missing, post it with /digest post-now.",
            day_words(*day)
        ),
        Trouble::Unreadable => "**The digest is not posted any more:** what was set for it cannot be read, and the \
             people who run me find in the log why. Set it again with /digest set."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_says_what_happened_and_how_it_goes_on() {
        for trouble in [
            Trouble::Paused { status: 403 },
            Trouble::Paused { status: 404 },
            Trouble::Unsure { day: "2031-07-15".parse().unwrap() },
        ] {
            let words = trouble_words(&trouble, 5);
            assert!(words.starts_with("**The digest") && words.contains("<#5>"), "{words}");
            assert!(words.contains("/digest "), "{words}");
        }
        let lost = trouble_words(&Trouble::Unreadable, 0);
        assert!(lost.starts_with("**The digest") && lost.contains("/digest set") && !lost.contains("<#"), "{lost}");
    }
}
