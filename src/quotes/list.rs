//! How the list files of this module read: sections of blank-separated words.
//!
//! Depends on nothing. Knows no section by name.

/// Iterates over `(section, word)` in the order of the file.
///
/// Lines that start with `#` are comments. `[name]` opens a section; words before the first one belong to the section "".
pub(super) fn sections(data: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    let lines = data.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.flat_map(move |line| {
        let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        section = name.unwrap_or(section);
        let words = if name.is_some() { "" } else { line };
        words.split_whitespace().map(move |word| (section, word))
    })
}

#[cfg(test)]
mod tests {
    use super::sections;

    #[test]
    fn words_belong_to_the_section_above_them() {
        let data = "# origin\nloose\n[one]\na b\n\n[two]\n# note\nc";
        let words: Vec<_> = sections(data).collect();
        assert_eq!(words, [("", "loose"), ("one", "a"), ("one", "b"), ("two", "c")]);
    }
}
