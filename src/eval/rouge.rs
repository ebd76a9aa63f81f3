//! How much do a summary and a reference have in common?
//!
//! ROUGE-1, ROUGE-2 and ROUGE-L of whole summaries (Lin 2004, "ROUGE: a package for automatic
//! evaluation of summaries", sections 2 and 3.2), as google's rouge-score computes them. Depends on
//! the stemmer only; doesn't know where a summary comes from.

use super::porter::stem;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// How words are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokenization {
    /// As rouge-score with `use_stemmer=True`: lower case, runs of a-z and 0-9, Porter stems of
    /// words over three letters.
    English,
    /// Lower-cased runs of letters and digits of any script, without stems: rouge-score would drop
    /// every accented letter. Vowel signs of Indic and Arabic scripts belong to the word.
    Unicode,
}

impl Tokenization {
    /// Returns the way for a language: `English` for "en" with or without a region.
    #[must_use]
    pub fn of_language(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("en") { Self::English } else { Self::Unicode }
    }
}

/// F1 of the three measures, each in \[0, 1\].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rouge {
    /// Common words.
    pub rouge1: f64,
    /// Common pairs of neighbouring words.
    pub rouge2: f64,
    /// Common subsequences, sentence by sentence.
    pub rouge_lsum: f64,
}

impl Rouge {
    /// Returns the mean of the three.
    #[must_use]
    pub fn mean(&self) -> f64 {
        (self.rouge1 + self.rouge2 + self.rouge_lsum) / 3.0
    }

    /// Returns the mean over several references; all 0 for none.
    #[must_use]
    pub fn average(scores: &[Self]) -> Self {
        let mean = |measure: fn(&Self) -> f64| super::bootstrap::mean(scores.iter().map(measure));
        Self {
            rouge1: mean(|rouge| rouge.rouge1),
            rouge2: mean(|rouge| rouge.rouge2),
            rouge_lsum: mean(|rouge| rouge.rouge_lsum),
        }
    }
}

/// Numbers the words of one article, so that texts are compared by number.
#[derive(Debug)]
pub struct Vocabulary {
    tokenization: Tokenization,
    numbers: HashMap<String, u32, FixedState>,
}

impl Vocabulary {
    /// Starts an empty vocabulary.
    #[must_use]
    pub fn new(tokenization: Tokenization) -> Self {
        Self { tokenization, numbers: HashMap::default() }
    }

    /// Reads a text given as sentences; a line break within one ends it.
    pub fn read<'s>(&mut self, sentences: impl IntoIterator<Item = &'s str>) -> Tokens {
        let mut tokens = Tokens::default();
        for line in sentences.into_iter().flat_map(|sentence| sentence.split('\n')) {
            self.tokenize(line, &mut tokens.words);
            tokens.ends.push(tokens.words.len());
        }
        tokens
    }

    fn tokenize(&mut self, line: &str, words: &mut Vec<u32>) {
        let lower = line.to_lowercase();
        let is_separator: fn(char) -> bool = match self.tokenization {
            Tokenization::English => |c| !c.is_ascii_alphanumeric(),
            Tokenization::Unicode => |c| !c.is_alphanumeric(),
        };
        for word in lower.split(is_separator).filter(|word| !word.is_empty()) {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            if self.tokenization == Tokenization::English && word.len() > 3 {
                words.push(*self.numbers.entry(stem(word)).or_insert(next));
            } else if let Some(number) = self.numbers.get(word) {
                words.push(*number);
            } else {
                self.numbers.insert(word.to_owned(), next);
                words.push(next);
            }
        }
    }
}

/// A text as numbers of words, with the ends of its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    words: Vec<u32>,
    ends: Vec<usize>,
}

impl Tokens {
    /// Iterates over the sentences.
    pub fn sentences(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.words[start..end])
    }

    /// Appends the sentences of another text of the same vocabulary.
    pub fn extend(&mut self, other: &Self) {
        let offset = self.words.len();
        self.words.extend_from_slice(&other.words);
        self.ends.extend(other.ends.iter().map(|end| offset + end));
    }
}

/// Compares a summary with a reference of the same vocabulary.
///
/// # Complexity
/// O(reference words · summary words), the cost of the common subsequences.
#[must_use]
pub fn rouge(reference: &Tokens, summary: &Tokens) -> Rouge {
    Rouge {
        rouge1: rouge_n::<1>(reference, summary),
        rouge2: rouge_n::<2>(reference, summary),
        rouge_lsum: rouge_lsum(reference, summary),
    }
}

/// ROUGE-N F1: n-grams in common, each as often as it occurs in both; they cross sentence ends.
#[must_use]
pub fn rouge_n<const N: usize>(reference: &Tokens, summary: &Tokens) -> f64 {
    let count_all = |tokens: &Tokens| {
        let mut ngrams: Vec<[u32; N]> =
            tokens.words.windows(N).filter_map(|window| window.try_into().ok()).collect();
        ngrams.sort_unstable();
        ngrams
    };
    let (reference, summary) = (count_all(reference), count_all(summary));
    f1(n_common(&reference, &summary), reference.len(), summary.len())
}

/// Counts what two sorted lists have in common, repeats included.
fn n_common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut n_common = 0;
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        let order = left.cmp(right);
        n_common += usize::from(order.is_eq());
        if order.is_le() {
            a.next();
        }
        if order.is_ge() {
            b.next();
        }
    }
    n_common
}

/// ROUGE-L F1 of whole summaries: for each sentence of the reference the union of its longest
/// common subsequences with all sentences of the summary; each word counts at most as often as it
/// occurs in both texts (as in ROUGE 1.5.5).
#[must_use]
pub fn rouge_lsum(reference: &Tokens, summary: &Tokens) -> f64 {
    let n_words = reference
        .words
        .iter()
        .chain(&summary.words)
        .max()
        .map_or(0, |&highest| highest as usize + 1);
    let mut left = vec![(0_u32, 0_u32); n_words];
    for &word in &reference.words {
        left[word as usize].0 += 1;
    }
    for &word in &summary.words {
        left[word as usize].1 += 1;
    }
    let mut n_hits = 0;
    let mut table = Vec::new();
    for sentence in reference.sentences() {
        let mut is_common = vec![false; sentence.len()];
        for other in summary.sentences() {
            mark_common_subsequence(sentence, other, &mut table, &mut is_common);
        }
        for (&word, _) in sentence.iter().zip(&is_common).filter(|&(_, &is_common)| is_common) {
            let (in_reference, in_summary) = &mut left[word as usize];
            if *in_reference > 0 && *in_summary > 0 {
                n_hits += 1;
                *in_reference -= 1;
                *in_summary -= 1;
            }
        }
    }
    f1(n_hits, reference.words.len(), summary.words.len())
}

/// Marks the words of `a` that lie on one of its longest common subsequences with `b`: of several,
/// the one that rouge-score takes.
fn mark_common_subsequence(a: &[u32], b: &[u32], table: &mut Vec<u32>, is_common: &mut [bool]) {
    let width = b.len() + 1;
    table.clear();
    table.resize((a.len() + 1) * width, 0);
    for (i, left) in a.iter().enumerate() {
        for (j, right) in b.iter().enumerate() {
            table[(i + 1) * width + j + 1] = if left == right {
                table[i * width + j] + 1
            } else {
                table[i * width + j + 1].max(table[(i + 1) * width + j])
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    while i > 0 && j > 0 {
        if a[i - 1] == b[j - 1] {
            is_common[i - 1] = true;
            i -= 1;
            j -= 1;
        } else if table[i * width + j - 1] > table[(i - 1) * width + j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
}

/// Harmonic mean of precision and recall; 0 if nothing is common.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn f1(n_common: usize, n_reference: usize, n_summary: usize) -> f64 {
    if n_common == 0 { 0.0 } else { 2.0 * n_common as f64 / (n_reference + n_summary) as f64 }
}

#[cfg(test)]
mod tests {
    use super::{Rouge, Tokenization, Vocabulary, rouge};

    fn compare(tokenization: Tokenization, reference: &[&str], summary: &[&str]) -> Rouge {
        let mut vocabulary = Vocabulary::new(tokenization);
        let reference = vocabulary.read(reference.iter().copied());
        let summary = vocabulary.read(summary.iter().copied());
        rouge(&reference, &summary)
    }

    #[track_caller]
    fn assert_rouge(actual: Rouge, [rouge1, rouge2, rouge_lsum]: [f64; 3]) {
        for (a, e) in
            [(actual.rouge1, rouge1), (actual.rouge2, rouge2), (actual.rouge_lsum, rouge_lsum)]
        {
            assert!((a - e).abs() < 1e-12, "{actual:?}");
        }
    }

    #[test]
    fn lins_example_of_word_order() {
        // Lin 2004, section 3.1, candidates 2 and 3.
        let reference = ["police killed the gunman"];
        let in_order = compare(Tokenization::English, &reference, &["police kill the gunman"]);
        assert_rouge(in_order, [1.0, 1.0, 1.0]);
        let out_of_order = compare(Tokenization::English, &reference, &["the gunman kill police"]);
        assert_rouge(out_of_order, [1.0, 1.0 / 3.0, 0.5]);
    }

    #[test]
    fn lins_example_of_a_union() {
        // Lin 2004, section 3.2: w1 w2 w3 w4 w5 against w1 w2 w6 w7 w8 and w1 w3 w8 w9 w5.
        let summary = ["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"];
        let actual = compare(Tokenization::English, &["w1 w2 w3 w4 w5"], &summary);
        assert_rouge(actual, [8.0 / 15.0, 2.0 / 13.0, 8.0 / 15.0]);
    }

    #[test]
    fn of_several_longest_subsequences_the_one_of_rouge_score_counts() {
        // rouge-score 0.1.2 gives 2/7; with the other one of the second sentence it would be 4/7.
        let actual = compare(Tokenization::English, &["w1 w2 w3"], &["w1 w1", "w2 w1"]);
        assert_rouge(actual, [4.0 / 7.0, 0.4, 2.0 / 7.0]);
    }

    #[test]
    fn a_repeated_word_counts_as_often_as_in_both() {
        let actual = compare(Tokenization::English, &["rain", "rain"], &["rain sun"]);
        assert_rouge(actual, [0.5, 0.0, 0.5]);
    }

    #[test]
    fn accents_survive_only_outside_english() {
        let actual = compare(Tokenization::Unicode, &["L’été fut frais."], &["L'ÉTÉ"]);
        assert_rouge(actual, [4.0 / 6.0, 0.5, 4.0 / 6.0]);
        let actual = compare(Tokenization::English, &["café"], &["caf"]);
        assert_rouge(actual, [1.0, 0.0, 1.0]);
    }

    #[test]
    fn nothing_against_something_is_zero() {
        assert_rouge(compare(Tokenization::English, &["a b"], &[]), [0.0; 3]);
        assert_rouge(compare(Tokenization::English, &[], &[""]), [0.0; 3]);
    }

    #[test]
    fn only_english_has_stems_of_words_over_three_letters() {
        assert_rouge(compare(Tokenization::English, &["cats"], &["cat"]), [1.0, 0.0, 1.0]);
        assert_rouge(compare(Tokenization::English, &["gas"], &["ga"]), [0.0; 3]);
        assert_eq!(Tokenization::of_language("en-GB"), Tokenization::English);
        assert_eq!(Tokenization::of_language("no"), Tokenization::Unicode);
    }
}
