//! Runs the real binary as a person or a script would: what goes in, what comes out, and with which exit status.

#[path = "cli/place.rs"]
mod place;

use place::{Place, Ran};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};

#[test]
fn help_says_all_that_is_needed() {
    let facts = ["fact", "fact add", "fact edit", "fact retract", "fact history", "fact undo", "fact list"];
    for command in ["", "ask", "console", "check", "serve", "import", "export"].into_iter().chain(facts) {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let ran = Place::new().run(&arguments, b"").succeeded();
        insta::assert_snapshot!(
            format!("help_{}", if command.is_empty() { "whitehall".to_owned() } else { command.replace(' ', "_") }),
            ran.out
        );
        assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
    }
}

#[test]
fn who_says_hello_or_asks_for_help_is_told_what_can_be_asked() {
    let place = Place::new();
    for words in [&["hi"][..], &["help", "me"], &["?"]] {
        let ran = place.run_invented(&[&["ask"], words].concat(), b"").succeeded();
        assert!(ran.out.starts_with("I answer questions from stored facts"), "{}", ran.out);
        let example = ran.out.lines().find_map(|line| line.strip_prefix("  whitehall ask \"")).unwrap();
        let example = place.run_invented(&["ask", "--json", example.trim_end_matches('"')], b"").succeeded();
        assert_eq!(example.objects()[0]["outcome"], "answer", "{}", example.out);
    }
    // For machines every question gets its object.
    let ran = place.run_invented(&["ask", "--json", "hi"], b"").succeeded();
    assert_eq!(ran.objects()[0]["outcome"], "unknown");
}

#[test]
fn wrong_usage_gets_status_2_and_a_word_on_what_is_right() {
    for (arguments, told) in [
        (&[][..], "Usage: whitehall [OPTIONS] <COMMAND>"),
        (&["answer", "what?"], "unrecognized subcommand 'answer'"),
        (&["ask", "--jsn", "what?"], "a similar argument exists: '--json'"),
        (&["ask", "--json", "--explain", "what?"], "'--json' cannot be used with '--explain'"),
        (&["ask", "--data"], "a value is required for '--data <DIR>'"),
        (&["--data", "", "ask", "what?"], "a value is required for '--data <DIR>'"),
        (&["console", "what?"], "unexpected argument 'what?'"),
        (&["check", "one", "two"], "unexpected argument 'two'"),
        (&["serve", "--json"], "unexpected argument '--json'"),
        (&["fact"], "Usage: whitehall fact [OPTIONS] <COMMAND>"),
        (&["fact", "change", "x"], "unrecognized subcommand 'change'"),
        (&["fact", "add", "lamp keeper", "salary"], "<VALUE>"),
        (&["fact", "retract", "lamp-keeper.salary"], "--reason <WORDS>"),
        (&["fact", "undo", "last"], "invalid value 'last' for '[NUMBER]'"),
        (&["fact", "list", "--limit", "0"], "invalid value '0' for '--limit <NUMBER>'"),
        (&["import"], "<FILE>"),
        (&["export", "--format", "xlsx"], "invalid value 'xlsx' for '--format <FORM>'"),
        (&["export", "--json"], "<FILE>"),
    ] {
        let ran = Place::new().run(arguments, b"");
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn what_fails_gets_status_1_and_says_what_happened_and_what_to_do() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("with-bad-env")).unwrap();
    std::fs::write(place.path().join("with-bad-env/.env"), "RUST_LOG=info\nno meaning\n").unwrap();
    for (arguments, variable, folder, happened, next) in [
        (&["serve"][..], ("DISCORD_TOKEN", ""), ".", "there is no Discord token", "https://discord.com/developers/"),
        (&["ask", "x"], ("WHITEHALL_OWNERS", "7,me"), ".", "WHITEHALL_OWNERS: \"me\"", "Copy User ID"),
        (&["ask", "x"], ("RUST_LOG", ""), "with-bad-env", ".env:2: ", "quotes"),
        (&["check", "nowhere"], ("RUST_LOG", ""), ".", "nowhere", "check the path"),
    ] {
        let mut command = place.command(arguments);
        command.env(variable.0, variable.1).current_dir(place.path().join(folder));
        let ran = Ran::end(command.spawn().unwrap(), b"");
        assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("whitehall: ") && ran.err.contains(happened), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(next), "{arguments:?}: {}", ran.err);
        assert!(!ran.err.contains("no meaning"), "the line may hold a secret: {}", ran.err);
    }
}

#[test]
fn questions_that_cannot_be_read_are_a_failure() {
    let place = Place::new();
    let mut command = place.command(&["ask", "--json"]);
    let ran = Ran::from(command.stdin(File::open(place.path()).unwrap()).output().unwrap());
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.starts_with("whitehall: cannot read questions"), "{}", ran.err);
}

#[test]
fn flags_win_over_the_environment_and_that_over_dot_env() {
    let place = Place::new();
    std::fs::write(place.path().join(".env"), "WHITEHALL_KNOWLEDGE=from-file\n").unwrap();
    let tried = |flag: &[&str], variable: Option<&str>| {
        let mut command = place.command(&[&["check"], flag].concat());
        command.envs(variable.map(|value| ("WHITEHALL_KNOWLEDGE", value)));
        Ran::end(command.spawn().unwrap(), b"").err
    };
    for (flag, variable, used) in [
        (&["--knowledge", "from-flag"][..], Some("from-variable"), "from-flag"),
        (&["from-argument", "--knowledge", "from-flag"], Some("from-variable"), "from-argument"),
        (&[], Some("from-variable"), "from-variable"),
        (&[], Some(""), "from-file"),
        (&[], None, "from-file"),
    ] {
        let err = tried(flag, variable);
        let named: Vec<&str> = ["from-argument", "from-flag", "from-variable", "from-file"]
            .into_iter()
            .filter(|folder| err.contains(folder))
            .collect();
        assert_eq!(named, [used], "{err}");
    }
}

#[cfg(unix)]
#[test]
fn the_words_of_a_question_are_joined_and_need_not_be_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let asked = |words: &[&[u8]]| {
        let mut command = place.command(&["ask", "--json"]);
        command.args(words.iter().map(|word| OsStr::from_bytes(word)));
        let ran = Ran::end(command.spawn().unwrap(), b"not read").succeeded();
        assert_eq!(ran.objects().len(), 1, "{}", ran.out);
        ran.objects()[0]["question"].as_str().unwrap().to_owned()
    };
    assert_eq!(asked(&[b"where", b"is  the", b"lamp?"]), "where is  the lamp?");
    assert_eq!(asked(&[b"caf\xe9"]), "caf\u{fffd}");
    assert_eq!(asked(&[b""]), "");
    assert_eq!(asked(&[b"--", b"--json"]), "--json");
}

#[test]
fn every_line_gets_one_object_with_all_keys_of_the_contract() {
    let mut input = b"first?\n\n   \r\n\xff\xfe\n\x1b[31m\x00\n\xe2\x80\xa8\n@everyone **x** `y`\n".to_vec();
    input.extend_from_slice(&b"z".repeat(1_000_000));
    input.extend_from_slice("\n\u{202e}emoji 🦀\nlast without an end".as_bytes());
    let ran = Place::new().run(&["ask", "--json"], &input).succeeded();
    let objects = ran.objects();
    let questions: Vec<&str> = objects.iter().map(|object| object["question"].as_str().unwrap()).collect();
    assert_eq!(questions[..3], ["first?", "", "   "]);
    assert_eq!(questions[3..7], ["\u{fffd}\u{fffd}", "\u{1b}[31m\0", "\u{2028}", "@everyone **x** `y`"]);
    assert_eq!(questions[8..], ["\u{202e}emoji 🦀", "last without an end"]);
    assert!(questions[7].starts_with("zzz") && questions[7].len() < 100_000, "{}", questions[7].len());
    // Readers that split at other ends of lines see the same lines.
    assert!(!ran.out.contains(['\r', '\u{1b}', '\u{2028}', '\u{85}']));
    for object in &objects {
        let mut keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        let contract = ["confidence", "facts", "latency_us", "outcome", "question", "sources", "suggestions", "text"];
        assert_eq!(keys, contract);
        assert!(["answer", "suggest", "unknown"].contains(&object["outcome"].as_str().unwrap()), "{object}");
        assert!(object["latency_us"].is_u64() && object["confidence"].is_number(), "{object}");
        assert!(!object["text"].as_str().unwrap().is_empty(), "{object}");
        assert!(object["outcome"] == "answer" || object["facts"] == serde_json::json!([]), "{object}");
    }
}

#[test]
fn each_answer_comes_before_the_next_question_is_asked() {
    let place = Place::new();
    let mut child = place.command(&["ask", "--json"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for question in ["one", "", "three"] {
        writeln!(stdin, "{question}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["question"], question);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn in_text_blank_lines_are_passed_over_and_answers_stand_apart() {
    let ran = Place::new().run(&["ask"], b"\nwho?\n\n\nwhat?\n").succeeded();
    let parts: Vec<&str> = ran.out.split("\n\n").collect();
    assert_eq!(parts.len(), 2, "{}", ran.out);
    assert!(parts.iter().all(|part| !part.trim().is_empty()), "{}", ran.out);
}

#[test]
fn no_questions_no_answers() {
    for arguments in [&["ask"][..], &["ask", "--json"], &["console"]] {
        assert_eq!(Place::new().run(arguments, b"").succeeded().out, "", "{arguments:?}");
    }
}

#[test]
fn emphasis_only_where_it_is_seen_or_forced_and_never_against_no_color() {
    for (variables, emphasis) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[("CLICOLOR", "1")], false),
    ] {
        let place = Place::new();
        let mut command = place.command(&["ask", "who?"]);
        command.envs(variables.iter().copied());
        let ran = Ran::end(command.spawn().unwrap(), b"").succeeded();
        assert_eq!(ran.out.contains("\u{1b}["), emphasis, "{variables:?}: {:?}", ran.out);
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for arguments in [&["ask"][..], &["ask", "--json"], &["console"]] {
        let place = Place::new();
        let mut child = place.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || while stdin.write_all(b"who?\n").is_ok() {});
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        // The pipe is closed here, while questions go on.
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!first.is_empty());
        writer.join().unwrap();
    }
}

#[test]
fn the_console_works_without_a_terminal() {
    let place = Place::new();
    let ran = place.run(&["console"], b"help\n\nwho?\nquit\nnot asked any more\n").succeeded();
    assert!(ran.out.starts_with("Ask in plain words"), "{}", ran.out);
    let asked = place.run(&["ask", "who?"], b"").succeeded();
    assert!(ran.out.ends_with(&format!("\n\n{}\n", asked.out)), "{}", ran.out);
    assert!(!place.path().join("data/history").exists(), "what a script asks is nobody's history");
}

#[test]
fn check_finds_the_built_in_knowledge_sound() {
    let ran = Place::new().run(&["check"], b"").succeeded();
    assert!(ran.out.trim_end().ends_with(": sound"), "{}", ran.out);
}

#[test]
fn check_counts_what_a_folder_holds_and_stores_nothing() {
    let place = Place::new();
    let ran = place.run_invented(&["check"], b"").succeeded();
    assert_eq!(ran.out, "4 facts, 3 subjects, 2 sources: sound\n");
    assert!(!place.path().join("data").exists());
}

#[test]
fn check_names_every_mistake_by_file_and_line() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("articles")).unwrap();
    let file =
        "[source]\ntitle = \"Lamp lit\"\npublished = \"2031-13\"\n\n[[subject]]\nid = \"lamp\"\nkind = \"lantern\"\n";
    std::fs::write(place.path().join("articles/lamp.toml"), file).unwrap();
    let ran = place.run(&["check", "."], b"");
    assert_eq!(ran.status, Some(1));
    for place in ["./articles/lamp.toml:3:", "./articles/lamp.toml:7:"] {
        assert!(ran.out.lines().any(|line| line.starts_with(place)), "{place} {}", ran.out);
    }
    assert!(ran.err.starts_with("whitehall: ") && ran.err.contains(". is not sound: "), "{}", ran.err);
    assert!(!ran.out.contains("sound"), "{}", ran.out);
}

#[test]
fn check_lists_the_attributes_that_facts_can_name() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("lexicon")).unwrap();
    let file = "[[attribute]]\nid = \"lamp-oil\"\nname = \"oil burnt\"\nasks = [\"how-much\", \"what\"]\n";
    std::fs::write(place.path().join("lexicon/lamps.toml"), file).unwrap();
    let ran = place.run(&["check", "--attributes", "."], b"").succeeded();
    let row = |id: &str| {
        let line = ran.out.lines().find(|line| line.split(' ').next() == Some(id));
        line.unwrap_or_else(|| panic!("no {id}: {}", ran.out)).split("  ").filter(|cell| !cell.is_empty())
    };
    let cells = |id: &str| row(id).map(str::trim).skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cells("lamp-oil"), ["-", "how-much,what", "oil burnt"]);
    assert_eq!(cells("salary"), ["money", "how-much", "salary"], "the built-in ones are listed too");

    std::fs::write(place.path().join("lexicon/lamps.toml"), "[[attribute]]\nid = \"lamp-oil\"\n").unwrap();
    let ran = place.run(&["check", "--attributes", "."], b"");
    assert_eq!(ran.status, Some(1));
    assert!(ran.out.starts_with("./lexicon/lamps.toml:1:") && ran.out.lines().count() == 1, "{}", ran.out);
}

#[test]
fn an_answer_cites_its_source() {
    let ran = Place::new().run_invented(&["ask", "how much dose the lamp cheif get"], b"").succeeded();
    let (sentence, rest) = ran.out.split_once('\n').unwrap();
    assert!(sentence.contains("up to £41,000 a year"), "{}", ran.out);
    let cited = "Source: The Buoy, \"Harbour Board offers £41k for lamp keeper\", Quill Penny, 2 April 2031. \
                 https://buoy.example/lamp-keeper\n";
    assert_eq!(rest, cited);
}

#[test]
fn what_was_inferred_is_marked_in_text_and_in_json() {
    let place = Place::new();
    let question = "what did the foghorn renewal programme cost?";
    let ran = place.run_invented(&["ask", question], b"").succeeded();
    assert!(ran.out.contains("£16.67m") && ran.out.contains("inferred"), "{}", ran.out);
    assert!(ran.out.contains("Source: The Buoy (inferred), \"Foghorn renewal overruns\", July 2031"), "{}", ran.out);

    let ran = place.run_invented(&["ask", "--json", question], b"").succeeded();
    let object = &ran.objects()[0];
    assert_eq!(object["outcome"], "answer");
    assert_eq!(object["facts"][0]["subject"], "foghorn-renewal");
    let value = serde_json::json!({"kind": "money", "currency": "GBP", "exact": 16_670_000});
    assert_eq!(object["facts"][0]["value"], value);
    assert_eq!(object["facts"][0]["as_of"], "2031-07~");
    assert_eq!(object["sources"][0]["published"], "2031-07~");
    assert_eq!(object["sources"][0]["url"], Value::Null);
}

#[test]
fn a_suggestion_can_be_asked_and_the_console_takes_its_number() {
    let place = Place::new();
    // No organisation of that name is held, so the post of another one is only offered.
    let vague = "hmrc lamp keeper salary";
    let ran = place.run_invented(&["ask", "--json", vague], b"").succeeded();
    let object = &ran.objects()[0];
    assert_eq!((&object["outcome"], &object["facts"]), (&"suggest".into(), &serde_json::json!([])));
    let offered = object["suggestions"][0]["question"].as_str().unwrap().to_owned();

    let text = place.run_invented(&["ask", vague], b"").succeeded().out;
    assert!(text.contains("\nDid you mean\n  1. ") && text.contains(&format!("\"{offered}\"")), "{text}");

    let asked = place.run_invented(&["ask", &offered], b"").succeeded().out;
    let taken = place.run_invented(&["console"], format!("{vague}\n1\n").as_bytes()).succeeded().out;
    assert_eq!(taken, format!("{text}\n{asked}\n"));
    assert!(asked.contains("£41,000"), "{asked}");
}

#[test]
fn a_data_folder_that_cannot_be_used_is_named() {
    let place = Place::new();
    std::fs::write(place.path().join("a-file"), "").unwrap();
    for data in ["a-file", "a-file/below"] {
        for command in [&["ask", "who?"][..], &["console"]] {
            let ran = place.run(&[&["--data", data], command].concat(), b"who?\n");
            assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""), "{data}");
            assert!(ran.err.starts_with("whitehall: ") && ran.err.contains("a-file"), "{}", ran.err);
        }
    }
}

#[test]
fn a_knowledge_folder_with_a_mistake_is_refused_and_nothing_is_lost() {
    let place = Place::new();
    let before = place.run_invented(&["ask", "how much does the lamp keeper earn?"], b"").succeeded().out;
    std::fs::create_dir_all(place.path().join("broken/articles")).unwrap();
    std::fs::write(place.path().join("broken/articles/x.toml"), "[source]\n").unwrap();
    let ran = place.run(&["--knowledge", "broken", "ask", "who?"], b"");
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("articles/x.toml:1"), "{}", ran.err);
    let after = place.run_invented(&["ask", "how much does the lamp keeper earn?"], b"").succeeded().out;
    assert_eq!(before, after);
}

#[test]
fn a_store_in_use_names_the_process_that_uses_it() {
    let place = Place::new();
    let mut holder = place.command(&["ask", "--json"]).spawn().unwrap();
    let mut stdin = holder.stdin.take().unwrap();
    stdin.write_all(b"who?\n").unwrap();
    let mut line = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let second = place.run(&["ask", "who?"], b"");
    drop(stdin);
    assert!(holder.wait().unwrap().success());
    assert_eq!((second.status, second.out.as_str()), (Some(1), ""));
    assert!(second.err.contains("in use") && second.err.contains(&holder.id().to_string()), "{}", second.err);
    place.run(&["ask", "who?"], b"").succeeded();
}

#[test]
fn a_later_start_takes_the_words_as_the_first_has_kept_them() {
    let place = Place::new();
    let ask = || assert_eq!(place.run(&["ask", "who is the minister of silly walks?"], b"").status, Some(0));
    let words = place.path().join("data/words");
    let written = || words.metadata().unwrap().modified().unwrap();
    ask();
    let first = written();
    ask();
    assert_eq!(written(), first);
    std::fs::remove_file(&words).unwrap();
    ask();
    assert!(written() > first);
}
