//! No bytes make it panic, and every place named exists.

use super::{FILES, files, parsed};
use crate::knowledge::Loaded;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};

fn check(files: Vec<(String, Vec<u8>)>) -> Loaded {
    let texts = files.clone();
    let loaded = parsed(files);
    for problem in &loaded.problems {
        let (_, bytes) = texts.iter().find(|(name, _)| *name == problem.file).unwrap();
        let lines = bytes.split(|byte| *byte == b'\n').count();
        assert!(problem.line <= lines, "{problem}");
        assert!(!problem.message.is_empty());
        assert!(!problem.to_string().contains('\n'), "{problem}");
    }
    loaded
}

/// Pieces that reach deeper than random text does.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "[[fact]]\n",
            "[[subject]]\n",
            "[source]\n",
            "[[attribute]]\n",
            "[[organisation]]\n",
            "id = \"a\"\n",
            "value = ",
            "{",
            "}",
            "\"",
            "[",
            "]",
            "=",
            "money",
            "-9223372036854775808",
            "1e400",
            "inf",
            "0xffffffffffffffff",
            "\n",
            "é",
            "parent = \"a\"\n",
            "{value}",
            "\"\"\"",
            "'",
            "#",
            ".",
            ",",
        ])
        .prop_map(str::to_owned),
        "[ -~\n]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), file in 0..3_usize) {
        check(vec![(FILES[file].0.to_owned(), bytes)]);
    }

    #[test]
    fn random_pieces_are_read_without_panic(pieces in prop::collection::vec(piece(), 0..20), file in 0..3_usize) {
        check(vec![(FILES[file].0.to_owned(), pieces.concat().into_bytes())]);
    }

    #[test]
    fn a_mutated_folder_is_read_without_panic(
        file in 0..3_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..30_usize, prop_oneof![Just(String::new()), piece()]), 1..4),
    ) {
        let mut files = files();
        for (at, length, with) in edits {
            let bytes = &mut files[file].1;
            let start = at.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, with.into_bytes());
        }
        check(files);
    }
}

#[test]
fn deep_nesting_is_refused_without_overflowing_the_stack() {
    for piece in ["[", "{a=", "a."] {
        let text = format!("x = {}", piece.repeat(200_000));
        let loaded = check(vec![("articles/deep.toml".to_owned(), text.into_bytes())]);
        assert!(!loaded.is_sound(), "{piece}");
    }
}

#[test]
fn the_least_and_the_largest_whole_number_are_read_without_panic() {
    for (file, (_, bytes)) in files().iter().enumerate() {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let figures = text.match_indices("= ").map(|(at, sign)| at + sign.len());
        for start in figures.filter(|start| text[*start..].starts_with(|c: char| c.is_ascii_digit())) {
            let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| start + length);
            for figure in [i64::MIN, i64::MAX] {
                let mut files = files();
                files[file].1 = format!("{}{figure}{}", &text[..start], &text[end..]).into_bytes();
                check(files);
            }
        }
    }
}
