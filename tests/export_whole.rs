//! Everything that the bot came with, written as people write facts, exported, and imported into an empty place: the
//! same answers, and the same export.

use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use whitehall::answer::Answer;
use whitehall::app::{App, AppOptions, Author, Bundle, By, Outlet, View, Which};
use whitehall::fact::Fact;
use whitehall::knowledge;

/// A small invented folder below what is imported, so that none of it is held already.
const BELOW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/knowledge-small");
const SERVER: View = View::Server(42);

fn open(data: &Path) -> App {
    App::open(&AppOptions { data: data.to_owned(), knowledge: Some(BELOW.into()) }).unwrap()
}

fn by() -> By {
    By::new(Author::Terminal, "2031-07-01T10:00:00Z".parse().unwrap())
}

/// Takes all of the built-in knowledge into a view's layer, and lets it be corrected, withdrawn and undone here and there.
fn fill(app: &App, view: View) {
    let loaded = knowledge::embedded();
    assert!(loaded.is_sound());
    let known = loaded.knowledge;
    let facts: Vec<Fact> = known.facts;
    let bundle = Bundle { subjects: known.subjects, sources: known.sources, facts: facts.clone(), retract: vec![] };
    let imported = app.import(view, &bundle, Some("all of it"), &by()).unwrap();
    assert_eq!(imported.added, facts.len());
    for (at, fact) in facts.iter().enumerate().filter(|(at, _)| at % 9 == 0) {
        let (_, revision) = app.fact(view, &fact.id).unwrap().unwrap();
        app.retract(view, &fact.id, revision, "it was a misprint", &by()).unwrap();
        if at % 2 == 0 {
            app.undo(view, Which::Last, &by()).unwrap();
        }
    }
}

fn questions(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let question = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        line["q"].as_str().or(line["question"].as_str()).unwrap().to_owned()
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(question).collect()
}

fn tune() -> Vec<String> {
    questions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth/tune.jsonl"))
}

/// An export without its first line, which tells the day.
fn body(export: &str) -> &str {
    export.split_once('\n').unwrap().1
}

fn exported(app: &App, view: View) -> String {
    let files = app.export(view, Outlet::Archive, "2031-07-02T10:00:00Z".parse().unwrap()).unwrap();
    files.into_iter().next().unwrap().1
}

#[test]
fn what_a_server_and_the_owners_wrote_answers_the_same_in_an_empty_place() {
    let folder = tempfile::tempdir().unwrap();
    let all = tune();
    // Every question once: half of them of each layer.
    let (owners, server) = all.split_at(all.len() / 2);
    for (name, view, asked) in [("owners", View::Everyone, owners), ("server", SERVER, server)] {
        let [place, other] = ["here", "there"].map(|which| folder.path().join(name).join(which));
        fill(&open(&place), view);
        // After a restart: of what is equally near, until then what was written last is told last.
        let (here, there) = (open(&place), open(&other));
        let answers = |app: &App| -> Vec<Answer> { asked.iter().map(|question| app.ask(view, question)).collect() };
        let before = answers(&here);
        let held = before.iter().filter(|answer| !answer.facts.is_empty()).count();
        assert!(held > asked.len() / 3, "only {held} of {} questions have an answer", asked.len());
        let export = exported(&here, view);
        let intake = there.read_file(view, "all.jsonl", export.as_bytes(), "2031-07-03".parse().unwrap()).unwrap();
        assert!(intake.whole, "it goes in with its history");
        there.import_file(view, intake, None, &by()).unwrap();
        let after = answers(&there);
        let other = asked.iter().zip(before.iter().zip(&after)).filter(|(_, (before, after))| before != after);
        assert_eq!(other.map(|(question, _)| question).collect::<Vec<_>>(), Vec::<&String>::new(), "{view:?}");
        assert_eq!(body(&exported(&there, view)), body(&export), "{view:?}");
    }
}

/// Runs the program in a data folder.
fn run(data: &Path, arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whitehall"));
    command.arg("--knowledge").arg(BELOW).arg("--data").arg(data).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    // On a thread, so that neither side waits for the other with a full pipe.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let done = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Prints how many of the questions in a file are answered otherwise behind export and import, and nothing of the
/// questions: the file may be one to judge by.
#[test]
#[ignore = "asks the questions of a file: QUESTIONS=FILE.jsonl cargo test --test export_whole -- --ignored --nocapture"]
fn the_questions_of_a_file_are_answered_the_same() {
    let file = std::env::var("QUESTIONS").expect("QUESTIONS names a file with a question (`q`) a line");
    let asked = questions(Path::new(&file)).join("\n") + "\n";
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    let [one, two] = ["one.jsonl", "two.jsonl"].map(|name| folder.path().join(name));
    let [one, two] = [one.to_str().unwrap(), two.to_str().unwrap()];
    fill(&open(&here), View::Everyone);
    let answers = |data: &Path| -> Vec<Value> {
        let timeless = |line: &str| {
            let mut object: Value = serde_json::from_str(line).unwrap();
            object["latency_us"] = json!(0);
            object
        };
        run(data, &["ask", "--json"], &asked).lines().map(timeless).collect()
    };
    let before = answers(&here);
    run(&here, &["export", one], "");
    run(&there, &["import", one, "--yes"], "");
    run(&there, &["export", two], "");
    let after = answers(&there);
    let [one, two] = [one, two].map(|name| std::fs::read_to_string(name).unwrap());
    let other = before.iter().zip(&after).filter(|(before, after)| before != after).count();
    let answered = before.iter().filter(|object| object["outcome"] == "answer").count();
    println!("{} questions, {answered} with an answer, {other} answered otherwise", before.len());
    println!("the exports are the same but for their first line: {}", body(&one) == body(&two));
    assert_eq!((before.len(), other, body(&one) == body(&two)), (after.len(), 0, true));
}
