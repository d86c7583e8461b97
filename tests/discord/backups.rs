//! The daily backup that the bot makes by itself.

use super::standin::{Bot, StandIn};
use std::process::Command;

fn whitehall(data: &std::path::Path, arguments: &[&str]) -> (bool, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_whitehall"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .env_clear()
        .current_dir(data.parent().unwrap())
        .output()
        .unwrap();
    (ran.status.success(), String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned())
}

#[tokio::test]
async fn a_bot_makes_todays_backup_while_it_runs_and_it_can_be_restored_elsewhere() {
    let standin = StandIn::start().await;
    let bot = Bot::logged_in(&standin).await;
    bot.says("backup made").await;
    let folder = bot.folder().join("data").join("backups");
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let [name] = &names[..] else { panic!("one backup, not {names:?}") };
    assert!(name.to_string_lossy().ends_with(".backup"), "{name:?}");

    let elsewhere = bot.folder().join("elsewhere");
    let (well, said) = whitehall(&elsewhere, &["restore", folder.join(name).to_str().unwrap()]);
    assert!(well, "{said}");
    // Beside the running bot, it is the bot that makes one.
    let copy = bot.folder().join("copy.backup");
    let (well, said) = whitehall(&bot.folder().join("data"), &["backup", copy.to_str().unwrap()]);
    assert!(well && said.contains("copy.backup: ") && said.contains(" facts, "), "{said}");
    let (well, said) = whitehall(&bot.folder().join("other"), &["restore", copy.to_str().unwrap()]);
    assert!(well, "{said}");
    // Where the bot is at work nothing is restored.
    let (well, said) =
        whitehall(&bot.folder().join("data"), &["restore", folder.join(name).to_str().unwrap(), "--replace"]);
    assert!(!well && said.contains("is in use by process"), "{said}");
}
