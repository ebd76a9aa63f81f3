//! Articles of any length from a seed, with the word statistics of news: nothing in them is real.
//!
//! Four words in ten are function words; the others follow Zipf's law over a vocabulary that grows
//! with the text: the language's own words in the order of `vocabulary.txt`, then words made of its
//! syllables. Sentences have 6 to 36 words, paragraphs one to three sentences; one sentence in five
//! holds a quote with a speaker, one word in thirty is a number, one in fifteen a name.

use std::fmt::Write;

const VOCABULARY: &str = include_str!("vocabulary.txt");

/// What is known of a language: one block of `vocabulary.txt`.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// ISO 639-1 code.
    pub code: &'static str,
    marks: (&'static str, &'static str),
    verbs: Vec<&'static str>,
    function: Vec<&'static str>,
    content: Vec<&'static str>,
    syllables: Vec<&'static str>,
}

/// Returns the vocabularies of all languages, in the order of their codes.
#[must_use]
pub fn vocabularies() -> Vec<Vocabulary> {
    let lines = VOCABULARY.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines: Vec<&'static str> = lines.collect();
    lines
        .chunks_exact(5)
        .map(|block| {
            let words = |idx: usize| -> Vec<&'static str> { block[idx].split(' ').collect() };
            let head = words(0);
            Vocabulary {
                code: head[0],
                marks: (head[1], head[2]),
                verbs: words(1),
                function: words(2),
                content: words(3),
                syllables: words(4),
            }
        })
        .collect()
}

/// Returns the vocabulary of a language.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn vocabulary(code: &str) -> Vocabulary {
    let mut all = vocabularies().into_iter();
    all.find(|vocabulary| vocabulary.code == code).expect("a language of vocabulary.txt")
}

/// Writes an article of about `n_bytes`, never more.
#[must_use]
pub fn article(vocabulary: &Vocabulary, n_bytes: usize, seed: u64) -> String {
    let mut writer = Writer {
        vocabulary,
        random: Random(seed),
        people: Vec::new(),
        text: String::with_capacity(n_bytes + 1024),
    };
    loop {
        let before = writer.text.len();
        writer.paragraph();
        if writer.text.len() > n_bytes {
            writer.text.truncate(before);
            return writer.text;
        }
    }
}

struct Writer<'v> {
    vocabulary: &'v Vocabulary,
    random: Random,
    people: Vec<String>,
    text: String,
}

impl Writer<'_> {
    fn paragraph(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        // About one new person for each 800 bytes, as in news.
        if self.people.len() * 800 <= self.text.len() {
            let person = format!("{} {}", self.name(), self.name());
            self.people.push(person);
        }
        for number in 0..=self.random.below(3) {
            if number > 0 {
                self.text.push(' ');
            }
            if self.random.below(5) == 0 { self.quote() } else { self.sentence() }
        }
    }

    fn sentence(&mut self) {
        let n_words = 6 + self.random.below(16) + self.random.below(16);
        self.words(n_words, true);
        self.text.push('.');
    }

    fn quote(&mut self) {
        let (open, close) = self.vocabulary.marks;
        let verb = self.vocabulary.verbs[self.random.below(self.vocabulary.verbs.len())];
        let person = self.person();
        let n_words = 5 + self.random.below(18);
        if self.random.below(2) == 0 {
            self.text.push_str(open);
            self.words(n_words, true);
            let _ = write!(self.text, ",{close} {person} {verb}.");
        } else {
            let _ = write!(self.text, "{person} {verb}: {open}");
            self.words(n_words, true);
            let _ = write!(self.text, ".{close}");
        }
    }

    /// The full name at first, later often the last one.
    fn person(&mut self) -> String {
        let person = &self.people[self.people.len() - 1 - self.random.below(self.people.len().min(4))];
        let last = person.split(' ').next_back().unwrap_or_default();
        if self.random.below(3) == 0 { person.clone() } else { last.to_owned() }
    }

    fn words(&mut self, n_words: usize, is_capital: bool) {
        for idx in 0..n_words {
            if idx > 0 {
                self.text.push_str(if self.random.below(14) == 0 { ", " } else { " " });
            }
            let start = self.text.len();
            self.word();
            if idx == 0 && is_capital {
                capitalise(&mut self.text, start);
            }
        }
    }

    fn word(&mut self) {
        match self.random.below(100) {
            0..42 => {
                let idx = self.random.zipf(self.vocabulary.function.len());
                self.text.push_str(self.vocabulary.function[idx]);
            }
            42..45 => {
                let number = self.random.below(3000);
                let _ = write!(self.text, "{number}");
            }
            45..52 if !self.people.is_empty() => {
                let person = self.person();
                self.text.push_str(&person);
            }
            _ => {
                let idx = self.random.zipf(12_000);
                self.content_word(idx);
            }
        }
    }

    fn content_word(&mut self, idx: usize) {
        match self.vocabulary.content.get(idx) {
            Some(word) => self.text.push_str(word),
            None => {
                // The word of a number is always the same.
                let mut random = Random(idx as u64);
                for _ in 0..2 + random.below(3) {
                    let syllables = &self.vocabulary.syllables;
                    self.text.push_str(syllables[random.below(syllables.len())]);
                }
            }
        }
    }

    fn name(&mut self) -> String {
        let syllables = &self.vocabulary.syllables;
        let n = 2 + self.random.below(2);
        let mut name: String =
            (0..n).map(|_| syllables[self.random.below(syllables.len())]).collect();
        capitalise(&mut name, 0);
        name
    }
}

fn capitalise(text: &mut String, start: usize) {
    let Some(first) = text[start..].chars().next() else { return };
    let capital: String = first.to_uppercase().collect();
    text.replace_range(start..start + first.len_utf8(), &capital);
}

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A rank below `n` with probability about 1 / rank.
    fn zipf(&mut self, n: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((n as f64 + 1.0).powf(uniform) as usize).saturating_sub(1).min(n - 1)
    }
}
