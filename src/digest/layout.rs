//! Laying a digest out in one message: every part gets a line before any gets its second, the parts in order take
//! what room is left, and what finds none becomes "+N more" with the command that shows it.

use super::news::{Body, Digest, Part};
use super::words::day_words;
use jiff::civil::{Date, DateTime};

/// How text goes into a message. What is shown must not be read as markup, which may make it longer.
pub struct Pen<'a> {
    /// Makes a text harmless, on one line, cut to at most so many characters.
    pub write: &'a dyn Fn(&str, usize) -> String,
    /// The length of a written text as the message's limit counts it.
    pub length: &'a dyn Fn(&str) -> usize,
}

/// One line, its bullet included. With a line of this length in each of seven parts, headings and all, a message of
/// [`LEAST_ROOM`] is not full.
const LINE: usize = 360;

/// The least room that [`lay_out`] keeps to.
pub const LEAST_ROOM: usize = 3_500;

/// What admins alone see: what people asked in vain, and what waits for a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdminNews {
    /// Questions without an answer and how often each was asked, the most asked first.
    pub questions: Vec<(String, u32)>,
    /// Proposals that wait in the review queue.
    pub waiting: usize,
}

impl AdminNews {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.waiting == 0
    }
}

/// The first line of a digest that was asked for at this time of the server's clocks: never that of a daily one, nor of
/// another on request.
pub fn headline_on_request(asked: DateTime) -> String {
    format!("Digest on request, {}, {}", day_words(asked.date()), asked.strftime("%H:%M:%S"))
}

/// The first line of the admins' post.
pub fn admins_headline(day: Date) -> String {
    format!("For admins, {}", day_words(day))
}

/// The text of a digest under its headline, at most `room` long (at least [`LEAST_ROOM`]).
pub fn lay_out(digest: &Digest, room: usize, pen: &Pen<'_>) -> String {
    match &digest.body {
        Body::Parts(parts) => lay_out_parts(parts, room, pen),
        Body::Nothing => "Nothing new.".to_owned(),
        Body::Fact { sentence, source } => {
            let (sentence, source) = ((pen.write)(sentence, LINE * 4), (pen.write)(source, LINE * 2));
            let source = if source.is_empty() { source } else { format!("\nSource: {source}") };
            format!("Nothing new. A fact that I hold:\n**{sentence}**{source}")
        }
    }
}

/// What a digest covers, where that is not the day before it.
pub fn footer(digest: &Digest) -> Option<String> {
    digest.since.map(|since| format!("Covers what changed since {}", day_words(since)))
}

/// The text of the admins' post under its headline, at most `room` long (at least [`LEAST_ROOM`]).
pub fn lay_out_admins(news: &AdminNews, room: usize, pen: &Pen<'_>) -> String {
    let mut parts = Vec::new();
    if !news.questions.is_empty() {
        let lines = news.questions.iter().map(|(text, times)| match times {
            1 => text.clone(),
            times => format!("{text} ({times} times)"),
        });
        let heading = "Asked and not answered (/fact gaps shows all)";
        parts.push(Part { heading, lines: lines.collect(), unseen: 0, most: 5, more: None });
    }
    if news.waiting > 0 {
        let lines = vec![format!("{} waiting: /fact review", news.waiting)];
        parts.push(Part { heading: "Review queue", lines, unseen: 0, most: 1, more: None });
    }
    lay_out_parts(&parts, room, pen)
}

fn lay_out_parts(parts: &[Part], room: usize, pen: &Pen<'_>) -> String {
    let written: Vec<Vec<String>> = parts
        .iter()
        .map(|part| part.lines.iter().take(part.most).map(|line| (pen.write)(line, LINE)).collect())
        .collect();
    let mut counts: Vec<usize> = written.iter().map(|lines| lines.len().min(1)).collect();
    for (at, lines) in written.iter().enumerate() {
        while counts.get(at).is_some_and(|count| *count < lines.len()) {
            let mut wider = counts.clone();
            if let Some(count) = wider.get_mut(at) {
                *count += 1;
            }
            if (pen.length)(&text(parts, &written, &wider)) > room {
                break;
            }
            counts = wider;
        }
    }
    text(parts, &written, &counts)
}

fn text(parts: &[Part], written: &[Vec<String>], counts: &[usize]) -> String {
    let section = |((part, lines), count): ((&Part, &Vec<String>), &usize)| {
        let mut section = format!("**{}**", part.heading);
        lines.iter().take(*count).for_each(|line| section.push_str(&format!("\n- {line}")));
        let rest = part.lines.len() + part.unseen - count;
        if let Some(command) = part.more.filter(|_| rest > 0) {
            section.push_str(&format!("\n+{rest} more: {command}"));
        }
        section
    };
    parts.iter().zip(written).zip(counts).map(section).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert, prop_assert_eq, proptest};

    const PLAIN: Pen<'_> =
        Pen { write: &|text, most| text.chars().take(most).collect(), length: &|text| text.chars().count() };

    fn part(heading: &'static str, lines: usize, length: usize, most: usize) -> Part {
        let line = |n: usize| format!("{n:0length$}");
        Part { heading, lines: (1..=lines).map(line).collect(), unseen: 0, most, more: Some("/fact list") }
    }

    #[test]
    fn what_finds_no_room_is_counted_and_has_a_command() {
        let parts = [part("First", 5, 3, 3), part("Second", 1, 3, 3), part("Third", 2, 3, 2)];
        assert_eq!(
            lay_out_parts(&parts, LEAST_ROOM, &PLAIN),
            "**First**\n- 001\n- 002\n- 003\n+2 more: /fact list\n\n**Second**\n- 001\n\n**Third**\n- 001\n- 002"
        );
    }

    #[test]
    fn the_last_part_has_its_line_however_much_the_first_has_to_say() {
        let parts = [part("First", 40, 340, 40), part("Last", 3, 340, 3)];
        let text = lay_out_parts(&parts, LEAST_ROOM, &PLAIN);
        let (first, last) = text.split_once("**Last**").unwrap();
        assert_eq!((first.matches("\n- ").count(), last.matches("\n- ").count()), (9, 1));
        assert!(first.contains("+31 more") && last.contains("+2 more"), "{text}");
    }

    #[test]
    fn admins_read_what_was_asked_in_vain() {
        let questions = (1..=5).map(|n| (format!("question {n}?"), 6 - n)).collect();
        let news = AdminNews { questions, waiting: 3 };
        insta::assert_snapshot!(lay_out_admins(&news, LEAST_ROOM, &PLAIN));
        assert!(AdminNews::default().is_empty());
    }

    proptest! {
        #[test]
        fn it_always_fits_and_every_line_is_shown_or_counted(
            shape in proptest::collection::vec((1usize..60, 1usize..500, 1usize..12), 1..8),
        ) {
            let parts: Vec<Part> = shape.iter().map(|(lines, length, most)| part("Heading of a part", *lines, *length, *most)).collect();
            let text = lay_out_parts(&parts, LEAST_ROOM, &PLAIN);
            prop_assert!((PLAIN.length)(&text) <= LEAST_ROOM, "{}", text.len());
            for (section, part) in text.split("\n\n").zip(&parts) {
                let shown = section.matches("\n- ").count();
                let more = section.split("\n+").nth(1).map_or(0, |rest| rest.split(' ').next().unwrap().parse().unwrap());
                prop_assert_eq!(shown + more, part.lines.len());
                prop_assert!(shown >= 1 && shown <= part.most);
            }
        }
    }
}
