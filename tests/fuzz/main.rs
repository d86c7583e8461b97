//! Hostile input to everything that reads what people, files and Discord send: no panic, no hang, no growth.
//!
//! A short round of each target runs with the other tests. The long one, ten million inputs in all, with figures:
//!
//! ```sh
//! FUZZ_RUNS=1300000 cargo test --release --lib --test fuzz long_ -- --ignored --nocapture --test-threads 1
//! ```
//!
//! The targets of what a room keeps to itself (the store's codec, custom ids) stand there, in `fuzz_tests.rs`.

#[path = "../index/mod.rs"]
mod index;

mod engine;
mod files;
mod payloads;
mod questions;
mod typed;

/// A short round in every run of the tests, and a long one by a command; a slow target runs a share of it.
macro_rules! rounds {
    ($short:ident, $long:ident, $target:expr, $check:expr, $share:expr) => {
        #[test]
        fn $short() {
            $target.short($check);
        }

        #[test]
        #[ignore = "takes minutes; the head of tests/fuzz/main.rs has the command"]
        fn $long() {
            $target.long($share, $check);
        }
    };
}
use rounds;

/// How something came out, without what another input would say otherwise: figures, and what is quoted.
fn way(text: &str) -> String {
    let mut quoted = false;
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '`' | '"' => quoted = !quoted,
            _ if quoted || c.is_ascii_digit() => {}
            c => plain.push(c),
        }
    }
    plain
}

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}
