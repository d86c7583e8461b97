//! docs/limits.md names a test for every limit: each is there.

use std::fs;
use std::path::Path;

#[test]
fn every_limit_on_the_page_has_the_test_that_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/limits.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && !line.contains("tested by")).collect();
    assert!(rows.len() > 35, "{}", rows.len());
    for row in rows {
        let cell = row.trim_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        let [file, test] = names.as_slice() else { panic!("a file and a test in {row}") };
        let text = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(&format!("fn {test}(")), "{file} has no test {test}");
    }
}
