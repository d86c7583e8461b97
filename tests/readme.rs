//! The README is tested: what it shows is what the program does, and the other way round.

use clap::CommandFactory;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use whitehall::cli::Cli;
use whitehall::config::SETTINGS;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The fenced blocks of a language, without their fences.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// Everything the page sets as code, in blocks and in lines.
fn code(page: &str) -> String {
    let mut code = String::new();
    for (at, part) in page.split("```").enumerate() {
        if at % 2 == 1 {
            code.push_str(part);
        } else {
            part.split('`').skip(1).step_by(2).for_each(|span| code.extend([span, "\n"]));
        }
    }
    code
}

/// The words of a text that are made of these characters only.
fn words(text: &str, belongs: fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c| !belongs(c)).filter(|word| !word.is_empty())
}

fn set<'a>(items: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    items.into_iter().map(str::to_owned).collect()
}

/// The sections with these names, or the text before the first section.
fn section<'a>(page: &'a str, name: &str) -> &'a str {
    let found = page.split("\n## ").find_map(|part| part.strip_prefix(name)?.strip_prefix('\n'));
    found.unwrap_or_else(|| panic!("README.md has no section \"{name}\""))
}

/// The names of the settings, and of the one variable that is read by the terminal's library.
fn variables() -> BTreeSet<String> {
    set(SETTINGS.iter().map(|setting| setting.name).chain(["NO_COLOR"]))
}

#[test]
fn the_two_commands_stand_at_the_top() {
    let page = read("README.md");
    let top = page.split("\n## ").next().unwrap();
    let commands: Vec<&str> = blocks(top, "sh").into_iter().flat_map(str::lines).collect();
    assert_eq!(
        commands,
        ["cargo run --release -- ask \"how much does the Home Office automation chief get?\"", "cargo test"]
    );
    let rust = env!("CARGO_PKG_RUST_VERSION");
    assert!(
        top.contains(&format!("Rust {rust} or later")),
        "the README names the Rust version of Cargo.toml, {rust}"
    );
}

#[test]
fn every_exchange_shown_is_what_the_program_answers() {
    let page = read("README.md");
    let mut shown = 0;
    for exchange in blocks(&page, "console") {
        let (command, expected) = exchange.split_once('\n').unwrap();
        let question = command.strip_prefix("$ whitehall ask \"").and_then(|rest| rest.strip_suffix('"'));
        let question = question.unwrap_or_else(|| panic!("not a question: {command}"));
        let data = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_whitehall"))
            .args(["ask", question])
            .env_clear()
            .current_dir(data.path())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{command}");
        shown += 1;
    }
    assert!(shown > 0, "the README shows an exchange");
}

/// Runs commands as they are written, one after the other, in one data folder that is empty at first.
#[cfg(unix)]
fn run_as_written(commands: &str) {
    let data = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_whitehall"));
    let commands = commands.replace("\\\n", " ");
    for command in commands.lines().map(str::trim).filter(|line| line.starts_with("whitehall ")) {
        // Nobody is there to be asked.
        let asks = ["add", "edit", "retract", "undo"].iter().any(|name| command.contains(&format!(" fact {name}")));
        let typed = format!("{command}{}", if asks { " --yes" } else { "" });
        let output = Command::new("/bin/sh")
            .args(["-c", &typed])
            .env_clear()
            .env("PATH", program.parent().unwrap())
            .current_dir(data.path())
            .stdin(std::process::Stdio::null())
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{typed}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{typed}");
    }
}

#[cfg(unix)]
#[test]
fn the_facts_that_the_readme_keeps_can_be_kept_from_an_empty_folder() {
    let page = read("README.md");
    let shown = section(&page, "At the command line").split("### Keeping facts").nth(1).unwrap();
    let commands = blocks(shown, "sh").concat();
    assert_eq!(commands.lines().count(), 5, "{commands}");
    run_as_written(&commands);
}

#[cfg(unix)]
#[test]
fn the_examples_in_the_help_on_facts_work_one_after_the_other() {
    let mut cli = Cli::command();
    cli.build();
    let fact = cli.find_subcommand("fact").unwrap();
    let help = |name: &str| fact.find_subcommand(name).unwrap().get_after_help().unwrap().to_string();
    let mut commands = ["add", "edit", "history", "list", "retract"].map(help).join("\n");
    commands.push_str("\nwhitehall fact undo\n");
    let commands = commands.replace("Example: ", "");
    assert!(commands.matches("whitehall fact ").count() >= 11, "{commands}");
    run_as_written(&commands);
}

#[test]
fn every_flag_is_in_the_readme_and_every_flag_of_the_readme_exists() {
    let page = code(&read("README.md"));
    let is_flag = |c: char| c.is_ascii_lowercase() || c == '-';
    let mut shown = set(words(&page, is_flag).filter(|word| word.starts_with("--") && word.len() > 2));
    // Cargo's own.
    shown.remove("--release");

    let mut cli = Cli::command();
    cli.build();
    let flags = |commands: &[&clap::Command]| -> BTreeSet<String> {
        let arguments = commands.iter().flat_map(|command| command.get_arguments());
        let shown = arguments.filter(|argument| !argument.is_hide_set());
        shown.filter_map(|argument| argument.get_long()).map(|long| format!("--{long}")).collect()
    };
    let top: Vec<&clap::Command> = std::iter::once(&cli).chain(cli.get_subcommands()).collect();
    // The many of commands within commands stand in their own help; those that are shown must exist.
    let within = top.iter().flat_map(|command| command.get_subcommands());
    let all: Vec<&clap::Command> = top.iter().copied().chain(within).collect();
    let missing: Vec<String> = flags(&top).difference(&shown).cloned().collect();
    assert!(missing.is_empty(), "not in the README: {missing:?}");
    let invented: Vec<String> = shown.difference(&flags(&all)).cloned().collect();
    assert!(invented.is_empty(), "no such flags: {invented:?}");
}

#[test]
fn every_command_is_in_the_readme_and_every_command_of_the_readme_exists() {
    let page = read("README.md");
    let shown = set(code(section(&page, "At the command line"))
        .lines()
        .filter_map(|line| line.strip_prefix("whitehall ")?.split(' ').next()));
    let cli = Cli::command();
    assert_eq!(shown, set(cli.get_subcommands().map(clap::Command::get_name)));
    let everywhere = code(&page);
    for command in everywhere.lines().filter_map(|line| line.split_once(" -- ")?.1.split(' ').next()) {
        assert!(shown.contains(command), "cargo run -- {command}");
    }
}

#[test]
fn every_variable_is_in_the_readme_and_in_help_and_no_other_is() {
    let is_name = |c: char| c.is_ascii_uppercase() || c == '_';
    let named = |text: &str| set(words(text, is_name).filter(|word| word.contains('_')));
    assert_eq!(named(&code(&read("README.md"))), variables());

    let help = Cli::command().term_width(200).render_long_help().to_string();
    let environment = help.split_once("Environment").unwrap().1;
    assert_eq!(named(environment), variables());
    for setting in SETTINGS {
        assert!(help.contains(setting.what), "{}", setting.name);
    }
}

#[test]
fn env_example_names_every_variable_that_is_read_and_holds_no_secret() {
    let file = read(".env.example");
    let lines: Vec<(&str, &str)> = file
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once('=').unwrap_or_else(|| panic!("not NAME=value: {line}")))
        .collect();
    let names: Vec<&str> = lines.iter().map(|(name, _)| *name).collect();
    let declared: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    assert_eq!(names, declared);
    assert_eq!(lines[0], ("DISCORD_TOKEN", ""));
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "knowledge/README.md",
        "docs/import.md",
        "docs/operations.md",
        "docs/dependencies.md",
    ] {
        let page = read(name);
        let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            let from = root().join(name).parent().map(Path::to_path_buf).unwrap();
            assert!(from.join(target.split('#').next().unwrap()).exists(), "{name}: {target}");
        }
    }
}

#[test]
fn the_digest_shown_is_one_that_the_bot_makes() {
    let page = read("README.md");
    let snapshot = read("tests/snapshots/digest_posts__a_busy_day.snap");
    let made = snapshot.splitn(3, "---\n").nth(2).unwrap();
    assert_eq!(blocks(section(&page, "The daily digest"), "text"), [made]);
}

#[test]
fn every_discord_command_is_in_the_readme_and_no_other_is() {
    let page = read("README.md");
    let shown =
        set(code(section(&page, "On Discord")).lines().filter_map(|line| line.strip_prefix('/')?.split(' ').next()));
    let files = std::fs::read_dir(root().join("src/discord/commands")).unwrap();
    let built: BTreeSet<String> = files
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "mod")
        .collect();
    assert_eq!(shown, built);
}

#[test]
fn every_error_the_readme_explains_is_one_the_program_has() {
    let page = read("README.md");
    let rows = section(&page, "When something is wrong").lines().filter_map(|line| line.strip_prefix("| `"));
    let errors: Vec<&str> = rows.map(|row| row.split('`').next().unwrap()).collect();
    assert!(errors.len() >= 8, "{errors:?}");
    let source = all_source(&root().join("src"));
    for error in errors {
        let held = source.contains(error);
        assert!(held, "no error says \"{error}\"");
    }
}

#[test]
fn the_confidence_from_which_it_answers_is_the_one_of_the_code() {
    let code = read("src/answer/decide.rs");
    let answers = code.split("const ANSWERS: f32 = ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    assert!(read("README.md").replace('\n', " ").contains(&format!("answers from {answers} on")), "{answers}");
}

/// All source text, with strings that go on over several lines put together.
fn all_source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&all_source(&path));
        } else {
            let lines = std::fs::read_to_string(&path).unwrap();
            lines.lines().for_each(|line| match line.strip_suffix('\\') {
                Some(open) => text.push_str(open.trim_start()),
                None => text.extend([line.trim_start(), "\n"]),
            });
        }
    }
    text
}
