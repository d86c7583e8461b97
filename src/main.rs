//! A stand-in for the command line until it is merged: `whitehall serve` with settings from the environment.

use std::process::ExitCode;
use std::sync::Arc;
use whitehall::app::{App, AppOptions};
use whitehall::config::Config;

fn main() -> ExitCode {
    let var = |name: &str| std::env::var(name).ok();
    let log = var("RUST_LOG").unwrap_or_else(|| "warn,whitehall=info".to_owned());
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();
    let data = var("WHITEHALL_DATA").unwrap_or_else(|| "data".to_owned()).into();
    let config = Config { token: var("DISCORD_TOKEN"), proxy: var("DISCORD_PROXY"), data, ..Config::default() };
    let options = AppOptions { data: config.data.clone(), knowledge: var("WHITEHALL_KNOWLEDGE").map(Into::into) };
    if std::env::args().nth(1).as_deref() != Some("serve") {
        return ExitCode::from(2);
    }
    let served = match App::open(&options) {
        Ok(app) => whitehall::discord::serve(Arc::new(app), &config).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("whitehall: {error}");
            ExitCode::FAILURE
        }
    }
}
