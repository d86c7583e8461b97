//! Whitehall answers questions about UK government IT with one stored fact, its source and its date.
//!
//! The rooms, from the ground up: [`fact`], [`text`], [`search`], [`answer`], [`knowledge`], [`store`],
//! [`transfer`], [`digest`], [`app`], [`monitor`], and the effects above them. ARCHITECTURE.md shows the house and which room may
//! use which.

pub mod answer;
pub mod app;
pub mod cli;
pub mod config;
pub mod digest;
pub mod discord;
pub mod fact;
pub mod knowledge;
pub mod link;
pub mod monitor;
pub mod search;
pub mod store;
pub mod text;
pub mod transfer;
