//! The log of `serve`: one line an event, on stderr. Nothing that somebody typed can pass for a line of its own, move what
//! is seen, or colour it.

use super::failure::Failure;
use crate::config::Config;
use crate::text::line::is_unprintable;
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// What is logged unless RUST_LOG says otherwise: what the bot does, and the warnings of its libraries.
const LOG: &str = "whitehall=info,warn";

/// Begins the log, with as much in it as RUST_LOG asks for. From now on panics are in it, too.
///
/// # Errors
/// If RUST_LOG cannot be understood.
pub(super) fn begin(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(config.log.as_deref().unwrap_or(LOG)).map_err(|error| {
        Failure::Told(format!("RUST_LOG cannot be understood: {error}\nset it to something like {LOG}, or remove it"))
    })?;
    let colours = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
    let secrets: Arc<[String]> = secrets(config).into();
    let stderr = move || OneLine { out: io::stderr(), colours, secrets: Arc::clone(&secrets) };
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(colours).try_init().map_err(
        |error| {
            Failure::Told(format!(
                "the log could not be set up: {error}\nthis is a mistake in the bot, please report it"
            ))
        },
    )?;
    // What a panic says may hold what somebody typed.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = panic.payload().downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.payload().downcast_ref::<&str>().copied()).unwrap_or("without words");
        tracing::error!(%place, "panic: {words}");
    }));
    Ok(())
}

/// A shorter one would be found in words that are none.
const SECRET: usize = 6;

/// What no event may show, however much the libraries log: the token, and the password for the proxy.
fn secrets(config: &Config) -> Vec<String> {
    // Behind the first full stop: what stands before it is the bot's id.
    let token = config.token.as_deref().and_then(|token| token.trim().split_once('.')).map(|(_, secret)| secret);
    let user = config.proxy.as_deref().and_then(|proxy| proxy.rsplit_once('@')).map(|(user, _)| user);
    let password = user.and_then(|user| user.split_once("//").map_or(user, |(_, user)| user).split_once(':'));
    let password = password.map(|(_, password)| password);
    token.into_iter().chain(password).filter(|secret| secret.len() >= SECRET).map(str::to_owned).collect()
}

/// Writes each event as one line. The log's own writer hands over one event at a time, with a line feed behind it.
struct OneLine<W> {
    out: W,
    /// Whether colours of the log's own are let through.
    colours: bool,
    secrets: Arc<[String]>,
}

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut line = escaped(text, self.colours).into_owned();
        for secret in &*self.secrets {
            if line.contains(secret) {
                line = line.replace(secret, "[secret]");
            }
        }
        line.push('\n');
        self.out.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The text with everything written out that is no printable character: `\n`, `\u{202e}`.
fn escaped(text: &str, colours: bool) -> Cow<'_, str> {
    let is_plain = |c: char| !(is_unprintable(c) || is_hidden(c));
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match colour(rest).filter(|_| colours) {
            Some(length) => {
                line.push_str(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            None if is_plain(c) => line.push(c),
            None => line.extend(c.escape_debug()),
        }
        rest = &rest[c.len_utf8()..];
    }
    Cow::Owned(line)
}

/// Not seen, but there: fillers, joiners, marks of direction.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// The length of a colour at the start of the text (`ESC [ 2 m`). What is logged of others holds none: the library that
/// formats events has written every ESC of theirs out.
fn colour(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
    codes[end..].starts_with('m').then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_whatever_is_in_it() {
        let table = [
            ("plain words, £5", "plain words, £5"),
            ("a\nb\r\nc\td", r"a\nb\r\nc\td"),
            ("\u{1b}[2J\u{1b}[31mred\u{7}", r"\u{1b}[2J\u{1b}[31mred\u{7}"),
            ("a\u{202E}b\u{2066}c\u{200B}d\u{FEFF}", r"a\u{202e}b\u{2066}c\u{200b}d\u{feff}"),
            ("a\u{2028}b\u{85}c\0", r"a\u{2028}b\u{85}c\0"),
            ("é 給 👩", "é 給 👩"),
        ];
        for (text, expected) in table {
            assert_eq!(escaped(text, false), expected);
        }
        assert_eq!(
            escaped("\u{1b}[2m07:15\u{1b}[0m \u{1b}[1;31mx\u{1b}[2J", true),
            "\u{1b}[2m07:15\u{1b}[0m \u{1b}[1;31mx\\u{1b}[2J"
        );
    }

    #[test]
    fn each_event_that_is_written_ends_its_line() {
        let mut log = OneLine { out: Vec::new(), colours: false, secrets: Arc::default() };
        for event in ["first\n", "second\nINFO forged\n", "third without an end"] {
            log.write_all(event.as_bytes()).unwrap();
        }
        log.write_all(b"not \xff text\n").unwrap();
        log.flush().unwrap();
        let text = String::from_utf8(log.out).unwrap();
        assert_eq!(text, "first\nsecond\\nINFO forged\nthird without an end\nnot \u{FFFD} text\n");
    }

    #[test]
    fn a_secret_is_written_nowhere() {
        let (token, proxy) = ("NzI1.Xy.s3cr3t_part", "http://me:pass:word@proxy.example");
        let config = Config { token: Some(token.to_owned()), proxy: Some(proxy.to_owned()), ..Config::default() };
        let mut log = OneLine { out: Vec::new(), colours: false, secrets: secrets(&config).into() };
        log.write_all(format!("Bot {token}, {{\"token\":\"{token}\"}} by {proxy}\n").as_bytes()).unwrap();
        let text = String::from_utf8(log.out).unwrap();
        assert_eq!(text, "Bot NzI1.[secret], {\"token\":\"NzI1.[secret]\"} by http://me:[secret]@proxy.example\n");
        assert!(secrets(&Config::default()).is_empty());
    }
}
