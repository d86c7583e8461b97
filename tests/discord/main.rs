//! The bot as Discord meets it: the real binary against a stand-in for Discord on this machine.
//!
//! Nothing here leaves the loopback interface, every port is the system's choice and every wait is bounded.

mod answers;
mod at_once;
mod backups;
mod conversation;
mod digest_admins;
mod digest_command;
mod digest_crashes;
mod digest_many;
mod digest_request;
mod digest_scene;
mod digest_trouble;
mod fact_add;
mod fact_change;
mod fact_files;
mod fact_imports;
mod fact_refusals;
mod fact_scene;
mod gaps;
mod gateway;
#[cfg(unix)]
mod large_import;
#[cfg(unix)]
mod link;
mod login;
mod metrics;
mod monitor;
mod payloads;
mod permissions;
mod privacy;
mod rate_limits;
mod replies;
mod rest_trouble;
mod review;
mod secrets;
mod servers;
mod settings;
mod settled;
#[cfg(target_os = "linux")]
mod soak;
mod standin;
mod stopping;
mod suggest;
