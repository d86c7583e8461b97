//! No bytes make a reader panic, and every line that is named exists.

use super::World;
use crate::transfer::ImportError;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};

const NAMES: [&str; 5] = ["a.csv", "a.jsonl", "a.toml", "pasted", ".toml"];

fn check(name: &str, bytes: &[u8]) {
    match World::new().read(name, bytes) {
        Ok(import) => assert!(!import.summary().is_empty()),
        Err(error) => {
            assert!(error.to_string().lines().count() >= 2, "what happened, and what to do: {error}");
            let ImportError::Rows(problems) = &error else { return };
            let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).count();
            for problem in problems.listed() {
                assert!(problem.line <= lines, "{problem}");
                assert!(!problem.to_string().contains('\n'), "{problem}");
            }
        }
    }
}

/// Pieces that reach deeper than random bytes do.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "subject,attribute,value,source\n",
        "zoe-beam,",
        "salary,",
        "£58k,",
        "2031-lamps",
        ",",
        "\n",
        "\r\n",
        "\"",
        ";",
        "\t",
        "kind",
        "=1+1,",
        "{\"whitehall\":\"export\",\"format\":1,\"exported\":\"\",\"subjects\":0,\"sources\":0,\"facts\":0,\"retracted\":0,\"changes\":0}\n",
        "{\"fact\":",
        "{\"change\":",
        "{\"subject\":\"zoe-beam\",\"attribute\":\"salary\",\"value\":",
        "{\"money\":{\"exact\":1e30}}",
        "}",
        "[",
        "]",
        "{\"retracted\":\"x\"}\n",
        "\"number\":18446744073709551615",
        "[source]\n",
        "[[fact]]\n",
        "title = \"a\"\n",
        "\u{FEFF}",
        "é",
        "9999999999999999999",
        "none,",
        "June 2031",
        "subject: ",
        "list: ;",
        "[\"a;b\"]",
    ]);
    prop_oneof![known.prop_map(str::to_owned), any::<String>(), "[ -~\n]{0,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), name in 0..NAMES.len()) {
        check(NAMES[name], &bytes);
    }

    #[test]
    fn random_pieces(pieces in prop::collection::vec(piece(), 0..25), name in 0..NAMES.len()) {
        check(NAMES[name], pieces.concat().as_bytes());
    }
}

#[test]
fn deep_nesting_is_refused_without_overflowing_the_stack() {
    check("a.jsonl", "[{\"value\":".repeat(50_000).as_bytes());
    check("a.jsonl", format!("{{\"value\":{}", "[".repeat(50_000)).as_bytes());
}
