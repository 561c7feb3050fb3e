//! `docs/reliability.md`: every row names a test, and the tests exist.

use std::path::Path;

#[test]
fn every_fault_of_the_table_has_a_test_that_exists() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(core.join("../../../docs/reliability.md")).unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|row| row.split(" | ").map(str::trim).collect())
        .filter(|row: &Vec<&str>| row.first() != Some(&"where it strikes"))
        .collect();
    assert!(rows.len() >= 50, "{}", rows.len());
    for row in &rows {
        let [fault, seen, recorded, test] = row[..] else { panic!("{row:?} has not four cells") };
        assert!(![fault, seen, recorded].contains(&""), "{row:?}");
        let (test, folder) = match test.strip_suffix(" (client)") {
            Some(test) => (test, core.join("../twilio/tests")),
            None => (test, core.join("tests")),
        };
        let (file, name) = test.trim_matches('`').split_once("::").unwrap();
        let text = std::fs::read_to_string(folder.join(format!("{file}.rs"))).unwrap();
        assert!(text.contains(&format!("fn {name}(")), "{test} is not there");
    }
}
