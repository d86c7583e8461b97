//! The bot as Discord meets it: the real binary against a stand-in for Discord on this machine.
//!
//! Nothing here leaves the loopback interface, every port is the system's choice and every wait is bounded.

mod answers;
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
#[cfg(unix)]
mod link;
mod login;
mod monitor;
mod payloads;
mod privacy;
mod rate_limits;
mod replies;
mod review;
mod servers;
mod settings;
mod settled;
mod standin;
mod stopping;
mod suggest;
