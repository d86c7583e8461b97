//! What the engine is not to be used for: each was tried and found to lose data or to stop writers.

use std::fs;

fn text(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_engine_is_the_release_that_was_measured_and_its_panics_can_be_caught() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    assert_eq!(manifest["dependencies"]["sled"].as_str(), Some("=0.34.7"));
    for (name, profile) in manifest["profile"].as_table().unwrap() {
        assert_eq!(profile.get("panic"), None, "profile {name}: a panic of the engine must become an error");
    }
}

#[test]
fn nothing_is_asked_of_the_engine_that_was_found_unsafe() {
    // Nothing else names the engine: tests/architecture.rs.
    let code = text("src/store/engine.rs");
    for (call, why) in [
        ("watch_prefix", "writers wait when nobody reads what it gives"),
        ("generate_id", "its numbers jump by millions at a restart"),
        ("flush_async", "acknowledged before it is on the disk"),
        (".apply_batch(", "a batch of one tree alone, without the mark's check"),
    ] {
        assert!(!code.contains(call), "{call}: {why}");
    }
    assert!(code.contains("cache_capacity(CACHE_BYTES)") && code.contains("flush_every_ms(None)"));
}
