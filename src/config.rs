//! The settings: flags over environment over `.env`. The only place that reads the environment.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Everything that can be set from outside.
// No Debug: the token must not reach a log by way of `{:?}`.
#[derive(Clone, Default)]
pub struct Config {
    /// DISCORD_TOKEN
    pub token: Option<String>,
    /// DISCORD_PROXY: base URL of a REST proxy.
    pub proxy: Option<String>,
    /// WHITEHALL_DATA, `./data` unless set.
    pub data: PathBuf,
    /// WHITEHALL_KNOWLEDGE
    pub knowledge: Option<PathBuf>,
    /// WHITEHALL_OWNERS: user ids, separated by commas.
    pub owners: Vec<u64>,
    /// WHITEHALL_LISTEN: address for health and metrics.
    pub listen: Option<String>,
    /// RUST_LOG
    pub log: Option<String>,
    /// Whether [`ALLOCATOR`] is set.
    pub allocator_is_set: bool,
}

/// The variable that steers glibc's allocator. It is no setting of the bot's own: glibc reads it, from the environment
/// alone.
pub const ALLOCATOR: &str = "GLIBC_TUNABLES";

/// One variable of the environment, for the help text and for `.env.example`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The variable's name.
    pub name: &'static str,
    /// What it sets, in one line.
    pub what: &'static str,
}

/// Every variable that is read, in the order in which help lists them.
pub const SETTINGS: [Setting; 7] = [
    Setting { name: "DISCORD_TOKEN", what: "the bot's token; serve needs it" },
    Setting { name: "DISCORD_PROXY", what: "base URL of a REST proxy; all of Discord's REST goes there" },
    Setting { name: "WHITEHALL_DATA", what: "the data folder, as --data [default: ./data]" },
    Setting { name: "WHITEHALL_KNOWLEDGE", what: "a knowledge folder, as --knowledge [default: the one built in]" },
    Setting {
        name: "WHITEHALL_OWNERS",
        what: "owners' user ids, by commas [default: the application's owner or team]",
    },
    Setting {
        name: "WHITEHALL_LISTEN",
        what: "address for health and metrics, such as 127.0.0.1:9090 [default: none]",
    },
    Setting { name: "RUST_LOG", what: "what serve logs, such as whitehall=debug [default: whitehall=info,warn]" },
];

/// The settings that flags give; they win over the environment.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--knowledge`
    pub knowledge: Option<PathBuf>,
}

/// Why the settings cannot be used. Never repeats a value that may be a secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// `.env` is there, but cannot be read.
    #[error("cannot read .env: {0}\nmake it readable, or remove it and set the variables in the environment")]
    Unreadable(io::Error),
    /// A line of `.env` has no meaning.
    #[error(".env:{line}: not of the form NAME=value\nput quotes around a value with spaces")]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A value that has to be text is not.
    #[error("{0} is not valid UTF-8\nset it again")]
    NotText(&'static str),
    /// An owner that is no user id.
    #[error(
        "WHITEHALL_OWNERS: \"{0}\" is not a Discord user id\n\
         give the numbers separated by commas; Discord copies them with Developer Mode on (right-click a user, Copy User ID)"
    )]
    Owner(String),
}

impl Config {
    /// Reads the settings: flags over environment over `.env` in the current folder.
    ///
    /// # Errors
    /// If `.env` is there but cannot be read, or a value has the wrong form.
    pub fn read(flags: Flags) -> Result<Self, ConfigError> {
        let file = read_dot_env(Path::new(".env"))?;
        Self::from_sources(flags, |name| {
            let set = std::env::var_os(name).filter(|value| !value.is_empty());
            set.or_else(|| file.get(name).map(OsString::from))
        })
        .map(|config| Self { allocator_is_set: std::env::var_os(ALLOCATOR).is_some(), ..config })
    }

    /// Builds the settings from flags and a look-up of variables; an empty value counts as not set.
    fn from_sources(flags: Flags, variable: impl Fn(&'static str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let text = |name| match set(name).map(OsString::into_string) {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
            Some(Err(_)) => Err(ConfigError::NotText(name)),
        };
        let path = |name| set(name).map(PathBuf::from);
        Ok(Config {
            token: text("DISCORD_TOKEN")?,
            proxy: text("DISCORD_PROXY")?,
            data: flags.data.or_else(|| path("WHITEHALL_DATA")).unwrap_or_else(|| PathBuf::from("data")),
            knowledge: flags.knowledge.or_else(|| path("WHITEHALL_KNOWLEDGE")),
            owners: owners(&text("WHITEHALL_OWNERS")?.unwrap_or_default())?,
            listen: text("WHITEHALL_LISTEN")?,
            log: text("RUST_LOG")?,
            allocator_is_set: false,
        })
    }
}

fn owners(list: &str) -> Result<Vec<u64>, ConfigError> {
    let ids = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    // Discord's ids are never 0, and serenity's id types refuse it.
    ids.map(|id| id.parse().ok().filter(|id| *id != 0).ok_or_else(|| ConfigError::Owner(beginning(id)))).collect()
}

/// So much of a value as tells which one is meant, and too little to tell the token, should it stand in the wrong place.
pub fn beginning(value: &str) -> String {
    const MOST: usize = 24;
    let mut text: String = value.chars().take(MOST).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    text
}

/// The variables of a `.env` file; none if there is no file.
fn read_dot_env(path: &Path) -> Result<HashMap<String, String>, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(error) => return Err(ConfigError::Unreadable(error)),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let pairs: Result<HashMap<_, _>, _> = dotenvy::from_read_iter(text.as_bytes()).collect();
    pairs.map_err(|error| match error {
        dotenvy::Error::LineParse(bad, _) => {
            let before = text.find(&bad).unwrap_or(0);
            ConfigError::Line { line: text[..before].matches('\n').count() + 1 }
        }
        dotenvy::Error::Io(error) => ConfigError::Unreadable(error),
        _ => ConfigError::Line { line: 1 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_sources(Flags::default(), |name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn every_setting_is_read_from_its_variable() {
        let config = with(&[
            ("DISCORD_TOKEN", " abc \n"),
            ("DISCORD_PROXY", "http://127.0.0.1:1"),
            ("WHITEHALL_DATA", "/d"),
            ("WHITEHALL_KNOWLEDGE", "/k"),
            ("WHITEHALL_OWNERS", "1, 22,"),
            ("WHITEHALL_LISTEN", "127.0.0.1:2"),
            ("RUST_LOG", "debug"),
        ])
        .unwrap();
        assert_eq!(config.token.as_deref(), Some("abc"));
        assert_eq!(config.proxy.as_deref(), Some("http://127.0.0.1:1"));
        assert_eq!(config.data, Path::new("/d"));
        assert_eq!(config.knowledge.as_deref(), Some(Path::new("/k")));
        assert_eq!(config.owners, [1, 22]);
        assert_eq!(config.listen.as_deref(), Some("127.0.0.1:2"));
        assert_eq!(config.log.as_deref(), Some("debug"));
    }

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        let config = with(&[("DISCORD_TOKEN", " "), ("WHITEHALL_DATA", ""), ("WHITEHALL_KNOWLEDGE", "")]).unwrap();
        assert_eq!((config.token, config.knowledge), (None, None));
        assert_eq!(config.data, Path::new("data"));
    }

    #[test]
    fn flags_win() {
        let flags = Flags { data: Some("/flag".into()), knowledge: None };
        let config = Config::from_sources(flags, |_| Some("7".into())).unwrap();
        assert_eq!(config.data, Path::new("/flag"));
        assert_eq!(config.knowledge.as_deref(), Some(Path::new("7")));
    }

    #[test]
    fn an_owner_that_is_no_id_is_named() {
        for bad in ["me", "0", "1,two", "-1"] {
            let error = with(&[("WHITEHALL_OWNERS", bad)]).err().unwrap();
            assert!(matches!(error, ConfigError::Owner(_)), "{bad}: {error}");
        }
    }

    #[test]
    fn a_token_in_the_wrong_place_is_not_repeated() {
        let token = "OTAwMDAwMDAwMDAwMDAwMDE1.GaBcDe.not_a_token-of-anybody_0123456789abcdef";
        let error = with(&[("WHITEHALL_OWNERS", token)]).err().unwrap().to_string();
        assert!(error.contains("OTAwMDAwMDAwMDAwMDAwMDE1…") && !error.contains("GaBcDe"), "{error}");
        assert_eq!(beginning("http://127.0.0.1:3000"), "http://127.0.0.1:3000");
    }

    #[test]
    fn dot_env_gives_variables_and_a_mistake_gives_its_line_but_not_its_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        assert!(read_dot_env(&path).unwrap().is_empty(), "no file, no variables");

        std::fs::write(&path, "\u{feff}# a comment\nDISCORD_TOKEN='a b'\r\n\nRUST_LOG=debug\n").unwrap();
        let read = read_dot_env(&path).unwrap();
        assert_eq!(read.get("DISCORD_TOKEN").map(String::as_str), Some("a b"));
        assert_eq!(read.get("RUST_LOG").map(String::as_str), Some("debug"));

        std::fs::write(&path, "RUST_LOG=debug\nDISCORD_TOKEN secret\n").unwrap();
        let error = read_dot_env(&path).unwrap_err().to_string();
        assert!(error.starts_with(".env:2: "), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
