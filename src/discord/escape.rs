//! Makes any text harmless in a Discord message: stored texts and echoes of what people typed.
//!
//! Nothing that goes through here is read as markdown, becomes a link, an emoji, a timestamp or a mention, or
//! carries invisible characters that reorder or hide words. It shows on screen as it was written.
//! The rules are Discord's: <https://support.discord.com/hc/en-us/articles/210298617> for markdown and
//! <https://discord.com/developers/docs/reference#message-formatting> for mentions and timestamps.

use unicode_normalization::char::is_combining_mark;

/// Stands for what was cut off.
const ELLIPSIS: char = '…';

/// Breaks a mention without being seen or read aloud.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// Accents that one letter may carry: two are common in writing, a heap of them spills over other lines.
const MARKS_A_LETTER: usize = 3;

/// The length of a text by the stricter of the two ways Discord counts: its server counts code points, its
/// clients UTF-16 units, and the latter are never fewer.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// One line without control, reordering or hidden characters; spaces are joined. For places that know no
/// markdown, such as the labels of a menu.
pub fn one_line(text: &str) -> String {
    clean(text, false)
}

/// [`one_line`], cut to at most `max` (see [`length`]) with an ellipsis.
pub fn label(text: &str, max: usize) -> String {
    let text = one_line(text);
    if length(&text) <= max { text } else { cut(&text, max) }
}

/// Text for a message, line breaks kept, with everything escaped that Discord would interpret; cut so that the
/// escaped text is at most `max` long.
pub fn markdown(text: &str, max: usize) -> String {
    escape(&clean(text, true), max)
}

/// [`markdown`] on one line.
pub fn markdown_line(text: &str, max: usize) -> String {
    escape(&clean(text, false), max)
}

fn cut(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.len_utf16();
        if used > max {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push(ELLIPSIS);
    out
}

fn clean(text: &str, keep_lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if c == '\n' && keep_lines {
            out.truncate(out.trim_end().len());
            out.push('\n');
        } else if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else if is_combining_mark(c) {
            marks += 1;
            if marks <= MARKS_A_LETTER {
                out.push(c);
            }
        } else if !is_hidden(c) {
            marks = 0;
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Characters that are not seen but change what is: reordering, joining, fillers, tags. The joiner of emoji
/// (U+200D) and the non-joiner of Persian and others (U+200C) stay.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

fn escape(text: &str, max: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    // Bytes of `out` that still leave room for the ellipsis.
    let (mut used, mut kept) = (0, 0);
    let mut line = LineStart::Blank;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let from = out.len();
        push_escaped(&mut out, c, before, rest, line);
        used += length(&out[from..]);
        if used > max {
            out.truncate(kept);
            out.truncate(out.trim_end().len());
            out.push(ELLIPSIS);
            return out;
        }
        if used < max {
            kept = out.len();
        }
        line = line.after(c);
        before = Some(c);
    }
    out
}

/// What stands between the start of the line and here, as far as it matters to lists, quotes and headings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineStart {
    /// Nothing but spaces.
    Blank,
    /// A number, which a full stop would turn into a list item.
    Number,
    /// Words.
    Over,
}

impl LineStart {
    fn after(self, c: char) -> Self {
        match (self, c) {
            (_, '\n') => LineStart::Blank,
            (LineStart::Blank, ' ') => LineStart::Blank,
            (LineStart::Blank | LineStart::Number, c) if c.is_ascii_digit() => LineStart::Number,
            _ => LineStart::Over,
        }
    }
}

fn push_escaped(out: &mut String, c: char, before: Option<char>, rest: &str, line: LineStart) {
    let escaped = match c {
        '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '[' | ']' => true,
        '#' => line == LineStart::Blank || before == Some('<') || before == Some('-'),
        '>' | '-' | '+' => line == LineStart::Blank,
        '.' | ')' => line == LineStart::Number,
        // A colon starts an emoji (:name:) or makes a link (https://); before a space it does neither.
        ':' => rest.starts_with(|next: char| !next.is_whitespace()),
        _ => false,
    };
    if escaped {
        out.push('\\');
    }
    if c == '@' && before == Some('<') {
        out.push(ZERO_WIDTH_SPACE);
    }
    out.push(c);
    if c == '@' && (starts_with_word(rest, "everyone") || starts_with_word(rest, "here")) {
        out.push(ZERO_WIDTH_SPACE);
    }
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert, proptest};

    #[test]
    fn nothing_is_left_that_discord_would_interpret() {
        let table = [
            ("plain words, £85,000 a year (May 2022).", "plain words, £85,000 a year (May 2022)."),
            ("**bold** _it_ __u__ ~~s~~", r"\*\*bold\*\* \_it\_ \_\_u\_\_ \~\~s\~\~"),
            ("`code` ```block```", r"\`code\` \`\`\`block\`\`\`"),
            ("||spoiler||", r"\|\|spoiler\|\|"),
            ("# head", r"\# head"),
            ("  ## head", r"\## head"),
            ("-# small", r"\-\# small"),
            ("C# and a-b", "C# and a-b"),
            ("> quote", r"\> quote"),
            ("a > b", "a > b"),
            ("- item\n+ item\n1. item\n2) item", "\\- item\n\\+ item\n1\\. item\n2\\) item"),
            ("version 1.5", "version 1.5"),
            ("[text](https://x.example)", r"\[text\](https\://x.example)"),
            ("<https://x.example>", r"\<https\://x.example>"),
            (":smile: at 10:30, so: yes", r"\:smile: at 10\:30, so: yes"),
            ("<:name:123> <a:name:123>", r"\<\:name\:123> \<a\:name\:123>"),
            ("<t:1700000000:R>", r"\<t\:1700000000\:R>"),
            ("<#123> </ask:123>", r"\<\#123> \</ask\:123>"),
            ("<@123> <@!123> <@&123>", "\\<\u{200B}@123> \\<\u{200B}@!123> \\<\u{200B}@&123>"),
            ("@everyone @Here", "@\u{200B}everyone @\u{200B}Here"),
            ("a@b.example", "a@b.example"),
            (r"\*not bold", r"\\\*not bold"),
        ];
        for (text, expected) in table {
            assert_eq!(markdown(text, 1000), expected, "{text}");
        }
    }

    #[test]
    fn hidden_and_control_characters_go() {
        assert_eq!(one_line("a\u{202E}b\u{200B}c\u{0}d\te\r\nf\u{FEFF}"), "abc d e f");
        assert_eq!(markdown("a \n b\u{2066}", 100), "a\nb");
        assert_eq!(one_line("e\u{301}\u{301}\u{301}\u{301}\u{301}x"), "e\u{301}\u{301}\u{301}x");
        assert_eq!(one_line("👩\u{200D}💻"), "👩\u{200D}💻");
    }

    #[test]
    fn a_mention_cannot_be_rebuilt_from_hidden_characters() {
        assert_eq!(markdown("@\u{200B}everyone", 100), "@\u{200B}everyone");
        assert_eq!(markdown("<\u{200D}@1>", 100), "\\<\u{200D}@1>");
        assert_eq!(markdown("@ever\u{AD}yone", 100), "@\u{200B}everyone");
    }

    #[test]
    fn cutting_never_splits_an_escape_or_a_character() {
        assert_eq!(markdown("ab**", 4), "ab…");
        assert_eq!(markdown("ab*", 4), r"ab\*");
        assert_eq!(markdown("ab*d", 4), "ab…");
        assert_eq!(label("👩👩👩", 5), "👩👩…");
        assert_eq!(label("word word", 6), "word…");
        assert_eq!(label("word", 4), "word");
    }

    proptest! {
        #[test]
        fn any_text_fits_and_cannot_ping(text in "(\\PC|[@<>#*:\\\\]|everyone|here|\n){0,80}", max in 1usize..100) {
            let shown = markdown(&text, max);
            prop_assert!(length(&shown) <= max, "{shown:?}");
            let low = shown.to_lowercase();
            prop_assert!(!low.contains("@everyone") && !low.contains("@here") && !low.contains("<@"), "{shown:?}");
            prop_assert!(length(&label(&text, max)) <= max);
        }
    }
}
