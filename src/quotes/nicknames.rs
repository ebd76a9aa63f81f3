//! Whether two given names can belong to one person: *Bob* and *Robert*, *J.* and *Jane*.
//!
//! Depends on the list `data/quotes/en/nicknames.txt`.

use crate::text::lower_case;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Short form to long form, both in lower case.
static NICKNAMES: LazyLock<HashMap<&'static str, &'static str, FixedState>> = LazyLock::new(|| {
    crate::text::sections(include_str!("../../data/quotes/en/nicknames.txt"))
        .filter_map(|(_, pair)| pair.split_once('='))
        .collect()
});

/// Tells whether one name is an initial or a beginning of the other, or both are forms of one name.
pub(super) fn is_same_given_name(first: &str, second: &str) -> bool {
    let (first, second) = (first.trim_end_matches('.'), second.trim_end_matches('.'));
    if first.is_empty() || second.is_empty() {
        return false;
    }
    first.starts_with(second)
        || second.starts_with(first)
        || long_form(&lower_case(first)) == long_form(&lower_case(second))
}

fn long_form(lower: &str) -> &str {
    NICKNAMES.get(lower).copied().unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::is_same_given_name;

    #[test]
    fn initials_short_forms_and_nicknames_are_the_same_name() {
        assert!(is_same_given_name("J.", "Jane"));
        assert!(is_same_given_name("Bob", "Robert"));
        assert!(is_same_given_name("Jim", "Jimmy"));
        assert!(!is_same_given_name("Jane", "Joan"));
        assert!(!is_same_given_name("", "Jane"));
    }
}
