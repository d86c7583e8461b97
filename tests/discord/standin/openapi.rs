//! Discord's own description of its API, where it lies beside the checkout: it knows more fields than the limits
//! written down here, if fewer limits.

use super::StandIn;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Reads [[method, path, body], ...] and writes what is wrong with each, or null.
const PROGRAM: &str = "
import json, sys
sys.path.insert(0, sys.argv[1])
import validate
rows = json.load(sys.stdin)
print(json.dumps([validate.errs(validate.validator(method, path), body) for method, path, body in rows]))
";

impl StandIn {
    /// Fails if a body that the bot sent does not fit the description, or if there were not `count` of them. Says
    /// so and does nothing where the description, Python or its jsonschema are missing.
    pub fn assert_described(&self, count: usize) {
        let registration = ("put", "/applications/{application_id}/commands", "/commands");
        let callback = ("post", "/interactions/{interaction_id}/{interaction_token}/callback", "/callback");
        let mut rows = Vec::new();
        for (method, path, end) in [registration, callback] {
            rows.extend(
                self.requests(end).into_iter().map(|request| json!([method, path, known_right(request.body)])),
            );
        }
        assert_eq!(rows.len(), count, "the bodies that were sent");
        let Some(problems) = problems(&rows) else {
            eprintln!("not checked against Discord's description: it or Python with jsonschema is missing");
            return;
        };
        assert_eq!(problems.len(), rows.len());
        for (row, problem) in rows.iter().zip(problems) {
            assert!(problem.is_null(), "{problem} in {row:#}");
        }
    }
}

/// Without what the description has wrong: it calls permissions an integer, where the API takes a string.
fn known_right(mut body: Value) -> Value {
    for command in body.as_array_mut().into_iter().flatten() {
        if command["default_member_permissions"].is_string() {
            command["default_member_permissions"] = Value::Null;
        }
    }
    body
}

fn problems(rows: &[Value]) -> Option<Vec<Value>> {
    let beside = ["../shared/discord", "../../shared/discord"];
    let mut folders = beside.iter().map(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let folder = folders.find(|folder| folder.join("validate.py").is_file())?;
    let available =
        Command::new("python3").args(["-c", "import jsonschema, referencing"]).stderr(Stdio::null()).status();
    if !available.is_ok_and(|status| status.success()) {
        return None;
    }
    let mut python = Command::new("python3")
        .arg("-B")
        .args(["-c", PROGRAM])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(json!(rows).to_string().as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "validate.py failed");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
