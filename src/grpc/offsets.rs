//! In which unit does a caller count? Turns UTF-8 byte offsets into UTF-16 or UTF-32 ones.
//!
//! Knows texts and numbers, no messages.

/// The unit of the offsets that a caller gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OffsetEncoding {
    /// Bytes of UTF-8.
    #[default]
    Utf8,
    /// Code units of UTF-16.
    Utf16,
    /// Unicode code points.
    Utf32,
}

/// Rewrites byte offsets into `text` as offsets in `encoding`, in place.
///
/// Offsets beyond the text's end count as its end.
///
/// # Complexity
/// One pass over the text, whatever the number of offsets *n*, and O(n log n) to sort them.
pub(crate) fn encode(text: &str, encoding: OffsetEncoding, mut offsets: Vec<&mut u32>) {
    if encoding == OffsetEncoding::Utf8 {
        return;
    }
    offsets.sort_unstable_by_key(|offset| **offset);
    let mut rest = text.as_bytes();
    let (mut n_bytes, mut n_units) = (0, 0);
    for offset in offsets {
        let step = (*offset - n_bytes) as usize;
        let (passed, behind) = rest.split_at(step.min(rest.len()));
        n_units += count_units(passed, encoding);
        n_bytes = *offset;
        rest = behind;
        *offset = n_units;
    }
}

/// Counts the units of whole characters; the bytes come from a `str`, cut between characters.
fn count_units(bytes: &[u8], encoding: OffsetEncoding) -> u32 {
    let counted: usize = match encoding {
        OffsetEncoding::Utf8 => bytes.len(),
        OffsetEncoding::Utf16 => {
            // A lead byte from 0xF0 on opens a character of two code units.
            bytes.iter().map(|byte| usize::from(is_first(*byte)) + usize::from(*byte >= 0xF0)).sum()
        }
        OffsetEncoding::Utf32 => bytes.iter().map(|byte| usize::from(is_first(*byte))).sum(),
    };
    u32::try_from(counted).unwrap_or(u32::MAX)
}

fn is_first(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::{OffsetEncoding, encode};

    fn check(text: &str, encoding: OffsetEncoding, given: &[u32], expected: &[u32]) {
        let mut offsets = given.to_vec();
        encode(text, encoding, offsets.iter_mut().collect());
        assert_eq!(offsets, expected, "{text:?} in {encoding:?}");
    }

    #[test]
    fn characters_of_one_to_four_bytes_are_counted_in_each_unit() {
        // a: 1 byte, é: 2, 漢: 3, 😀: 4 bytes and two code units.
        let text = "aé漢😀z";
        let given = [0, 1, 3, 6, 10, 11];
        check(text, OffsetEncoding::Utf8, &given, &given);
        check(text, OffsetEncoding::Utf16, &given, &[0, 1, 2, 3, 5, 6]);
        check(text, OffsetEncoding::Utf32, &given, &[0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn order_and_repeats_of_the_offsets_do_not_matter() {
        check("éé", OffsetEncoding::Utf32, &[4, 0, 2, 2, 4], &[2, 0, 1, 1, 2]);
    }

    #[test]
    fn an_offset_beyond_the_end_counts_as_the_end() {
        check("é", OffsetEncoding::Utf16, &[9, 2, 9], &[1, 1, 1]);
    }

    #[test]
    fn combining_marks_line_breaks_and_byte_order_marks_are_characters() {
        check("\u{FEFF}e\u{301}\r\n", OffsetEncoding::Utf32, &[3, 4, 6, 8], &[1, 2, 3, 5]);
    }
}
