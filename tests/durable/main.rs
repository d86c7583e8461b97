//! Nothing acknowledged is ever lost or torn: the real binary is killed, runs out of disk, and finds its files damaged.
//!
//! What runs for minutes is ignored here, with a short form of it in the suite; docs/operations.md has the commands.

mod beside;
mod damage;
mod dice;
mod digest;
#[cfg(unix)]
mod disk;
mod guards;
mod hang;
mod kill;
mod ledger;
mod oldest;
mod place;
#[cfg(target_os = "linux")]
mod steps;
mod strike;
mod tally;

#[allow(dead_code, unused_imports, reason = "the tests of Discord use the rest of it")]
#[path = "../discord/standin/mod.rs"]
mod standin;
