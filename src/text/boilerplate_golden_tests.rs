//! The golden file of service lines and of story lines like them: `tests/golden/boilerplate.txt`.

use super::{Language, is_boilerplate};

#[test]
fn service_lines_are_told_from_the_story_in_all_languages() {
    let mut language = None;
    let mut n_languages = 0;
    let mut failures = Vec::new();
    for line in include_str!("../../tests/golden/boilerplate.txt").lines() {
        if let Some(code) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            language = Language::from_tag(code);
            n_languages += 1;
        } else if let Some(service) = line.strip_prefix("+ ") {
            failures.extend((!is_boilerplate(service, language)).then_some(line));
        } else if let Some(story) = line.strip_prefix("- ") {
            failures.extend(is_boilerplate(story, language).then_some(line));
        }
    }
    assert_eq!(n_languages, Language::ALL.len());
    assert!(failures.is_empty(), "told wrong:\n{}", failures.join("\n"));
}
