//! The floor: the least that an extractive summary can cost.
//!
//! Words by a byte table, a lower-cased key each, a warm table from keys to terms, term frequencies,
//! sentence ends, a score for each sentence and the three best of them. No language, paragraphs,
//! boilerplate, headline or quotes; English only.

use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The skeleton's memory, warm after the first text.
#[derive(Debug, Default)]
pub struct Floor {
    terms: HashMap<Box<str>, u32, RandomState>,
    key: String,
    /// Terms of the text in order.
    occurrences: Vec<u32>,
    /// Where each sentence ends: in the text and in `occurrences`.
    ends: Vec<(usize, usize)>,
    frequencies: Vec<u32>,
}

impl Floor {
    /// Returns the end of each of the three best sentences in the text, the best first.
    pub fn top_three(&mut self, text: &str) -> [usize; 3] {
        self.occurrences.clear();
        self.ends.clear();
        self.read(text);
        self.frequencies.clear();
        self.frequencies.resize(self.terms.len(), 0);
        for &term in &self.occurrences {
            self.frequencies[term as usize] += 1;
        }
        let mut best = [(0.0_f64, 0); 3];
        let mut start = 0;
        for (idx, &(end_in_text, end)) in self.ends.iter().enumerate() {
            let terms = &self.occurrences[start..end];
            start = end;
            let sum: u32 = terms.iter().map(|&term| self.frequencies[term as usize]).sum();
            let score = f64::from(sum) / terms.len().max(8) as f64 + 1.0 / (idx + 1) as f64;
            if score > best[2].0 {
                best[2] = (score, end_in_text);
                best.sort_by(|a, b| b.0.total_cmp(&a.0));
            }
        }
        best.map(|(_, end)| end)
    }

    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut position = 0;
        while let Some(&byte) = bytes.get(position) {
            if !is_word(byte) {
                position += 1;
                let is_end = matches!(byte, b'.' | b'!' | b'?')
                    && bytes.get(position).is_none_or(u8::is_ascii_whitespace);
                if is_end {
                    self.ends.push((position, self.occurrences.len()));
                }
                continue;
            }
            let start = position;
            while bytes.get(position).is_some_and(|&byte| is_word(byte)) {
                position += 1;
            }
            self.key.clear();
            self.key.push_str(&text[start..position]);
            self.key.make_ascii_lowercase();
            let next = self.terms.len() as u32;
            let term = match self.terms.get(self.key.as_str()) {
                Some(&term) => term,
                None => *self.terms.entry(self.key.as_str().into()).or_insert(next),
            };
            self.occurrences.push(term);
        }
    }
}

/// Letters, digits, apostrophes and all that isn't ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'\'' || byte >= 0x80
}
