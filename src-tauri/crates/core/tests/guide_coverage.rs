//! `docs/guide-coverage.md`: every sentence of the guide has its place and its test, and the tests exist.

use std::path::Path;

#[test]
fn every_sentence_of_the_guide_has_a_place_and_a_test_that_exists() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(core.join("../../../docs/guide-coverage.md")).unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|row| row.split(" | ").map(str::trim).collect())
        .skip(1)
        .collect();
    assert!(rows.len() >= 60, "{}", rows.len());
    for (nth, row) in rows.iter().enumerate() {
        let [number, said, place, tests] = row[..] else { panic!("{row:?} has not four cells") };
        assert_eq!(number, (nth + 1).to_string());
        assert!(!said.is_empty() && !place.is_empty(), "{row:?}");
        let mut named = 0;
        for test in tests.split(" and ") {
            let (file, name) = test.trim_matches('`').split_once(" :: ").unwrap();
            named += 1;
            let path = match file {
                file if file.starts_with("tests/window/") => core.join("../../..").join(file),
                file if file.starts_with("src/") => core.join(file),
                file => core.join("tests").join(file),
            };
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.contains(&format!("fn {name}(")), "{number}: {test} is not there");
        }
        assert!(named > 0, "{row:?}");
    }
}
