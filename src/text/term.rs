//! From words to terms: the stemmed keys under which mentions of one thing meet.
//!
//! A term key is the word in lower case without possessive and elided article, unless it is a stop
//! word or a single letter, stemmed for its language. Depends on stop words and stems. Positions
//! are no matter of this file.

use super::character::is_ideographic;
use super::stem::stem;
use super::stop_words::stop_words;
use super::term_memory::TermMemory;
use super::word_list::WordList;
use super::{FormId, Language, TermId};

/// What is elided before an apostrophe in French (scoring specification, section 1).
const FRENCH_ELISIONS: [&str; 12] =
    ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu"];

/// The same in Italian: articles and the prepositions that swallow them.
const ITALIAN_ELISIONS: [&str; 16] = [
    "l", "un", "d", "c", "s", "m", "t", "v", "n", "all", "dall", "dell", "nell", "sull", "quest",
    "quell",
];

/// The terms of one document, numbered in the order in which they appear.
#[derive(Debug)]
pub(crate) struct TermTable {
    language: Option<Language>,
    memory: TermMemory,
}

impl TermTable {
    /// Makes an empty table in the thread's memory.
    pub(crate) fn new(language: Option<Language>) -> Self {
        Self { language, memory: TermMemory::take() }
    }

    /// Returns the term of a word; `None` for stop words and single letters.
    pub(crate) fn term(&mut self, word: &str) -> Option<TermId> {
        self.read(word).0
    }

    /// Returns the term of a word and its form.
    pub(crate) fn read(&mut self, word: &str) -> (Option<TermId>, FormId) {
        let language = self.language;
        self.memory.read(language, word, || term_stem(word, language))
    }

    /// Returns the term of a word that may come from elsewhere; `None` for stop words, single
    /// letters and what the text never says.
    pub(crate) fn find(&self, word: &str) -> Option<TermId> {
        self.memory.terms.find(term_stem(word, self.language)?.as_bytes())
    }

    /// Returns how many distinct terms there are.
    pub(crate) fn len(&self) -> usize {
        self.memory.terms.len()
    }
}

impl Drop for TermTable {
    fn drop(&mut self) {
        self.memory.give_back();
    }
}

/// Returns the stem of a word as it is written; `None` for stop words and single letters.
fn term_stem(word: &str, language: Option<Language>) -> Option<String> {
    let mut key = String::new();
    normalise(word, language, &mut key);
    let Some(language) = language else { return is_content(&key).then_some(key) };
    let is_term = is_content(&key) && !is_stop_word(stop_words(language), &key, language);
    is_term.then(|| stem(language, &key).into_owned())
}

/// Tells whether a word is written with ideographs, whose terms are pairs of neighbours.
pub(crate) fn is_ideograph(word: &str) -> bool {
    // The first bytes of most other scripts tell.
    word.as_bytes().first().is_some_and(|&byte| byte >= 0xE0)
        && word.chars().next().is_some_and(is_ideographic)
}

/// Writes the key of a word before stemming into `key`.
pub(crate) fn normalise(word: &str, language: Option<Language>, key: &mut String) {
    key.clear();
    if language != Some(Language::Turkish) && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        key.push_str(word);
        key.make_ascii_lowercase();
        return;
    }
    lower_case(word, language, key);
    if matches!(language, Some(Language::Finnish | Language::Swedish))
        && let Some(colon) = key.find(':')
    {
        // "EU:n", "FN:s".
        key.truncate(colon);
    }
    if language == Some(Language::Turkish) {
        // Endings of proper names stand behind an apostrophe: Ankara'da.
        if let Some(apostrophe) = key.find('\'') {
            key.truncate(apostrophe);
        }
    }
    if let Some(without) = key.strip_suffix("'s") {
        key.truncate(without.len());
    }
    let is_edge = |c: char| matches!(c, '\'' | '-' | '.');
    if key.ends_with(is_edge) || key.starts_with(is_edge) {
        key.truncate(key.trim_end_matches(is_edge).len());
        let n_leading = key.len() - key.trim_start_matches(is_edge).len();
        key.drain(..n_leading);
    }
    let elisions: &[&str] = match language {
        Some(Language::French) => &FRENCH_ELISIONS,
        Some(Language::Italian) => &ITALIAN_ELISIONS,
        _ => &[],
    };
    if !elisions.is_empty()
        && let Some((before, after)) = key.split_once('\'')
        && !after.is_empty()
        && elisions.contains(&before)
    {
        key.drain(..=before.len());
    }
}

/// Appends the word in lower case, with the letters unified that stemmers and lists expect.
fn lower_case(word: &str, language: Option<Language>, key: &mut String) {
    if word.is_ascii() && language != Some(Language::Turkish) {
        key.push_str(word);
        key.make_ascii_lowercase();
        return;
    }
    if language == Some(Language::Greek) {
        // Only `str::to_lowercase` knows the final sigma.
        key.push_str(&word.to_lowercase());
        return;
    }
    for c in word.chars() {
        match (c, language) {
            ('’' | 'ʼ', _) => key.push('\''),
            ('\u{2010}' | '\u{2011}', _) => key.push('-'),
            ('\u{00AD}', _) => {}
            ('I', Some(Language::Turkish)) => key.push('ı'),
            ('İ', _) => key.push('i'),
            ('ș' | 'Ș', Some(Language::Romanian)) => key.push('ş'),
            ('ț' | 'Ț', Some(Language::Romanian)) => key.push('ţ'),
            ('ё' | 'Ё', Some(Language::Russian)) => key.push('е'),
            _ => key.extend(c.to_lowercase()),
        }
    }
}

/// Tells whether a key says something: two characters or more, or a digit.
fn is_content(key: &str) -> bool {
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (None, _) => false,
        (Some(only), None) => only.is_numeric(),
        _ => true,
    }
}

fn is_stop_word(list: &WordList<'_>, key: &str, language: Language) -> bool {
    match language {
        Language::Greek => list.contains(key) || list.contains(&fold_greek(key)),
        _ => list.contains(key),
    }
}

/// Strips the accents and final sigmas that the Greek list is written without.
pub(crate) fn fold_greek(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'ά' => 'α',
            'έ' => 'ε',
            'ή' => 'η',
            'ί' | 'ϊ' | 'ΐ' => 'ι',
            'ό' => 'ο',
            'ύ' | 'ϋ' | 'ΰ' => 'υ',
            'ώ' => 'ω',
            'ς' => 'σ',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{TermTable, normalise};
    use crate::text::Language;

    fn key(word: &str, language: Language) -> String {
        let mut key = String::new();
        normalise(word, Some(language), &mut key);
        key
    }

    #[test]
    fn possessives_and_edges_fall_away() {
        assert_eq!(key("Seoul’s", Language::English), "seoul");
        assert_eq!(key("workers'", Language::English), "workers");
        assert_eq!(key("U.S.", Language::English), "u.s");
    }

    #[test]
    fn elided_articles_fall_away_in_french_and_italian_only() {
        assert_eq!(key("L’Union", Language::French), "union");
        assert_eq!(key("qu'elle", Language::French), "elle");
        assert_eq!(key("aujourd'hui", Language::French), "aujourd'hui");
        assert_eq!(key("dell’Unione", Language::Italian), "unione");
        assert_eq!(key("d'Or", Language::English), "d'or");
    }

    #[test]
    fn case_folds_by_the_language() {
        assert_eq!(key("ISPARTA", Language::Turkish), "ısparta");
        assert_eq!(key("İzmir'de", Language::Turkish), "izmir");
        assert_eq!(key("EU:n", Language::Finnish), "eu");
        assert_eq!(key("Știri", Language::Romanian), "ştiri");
        assert_eq!(key("Ёлка", Language::Russian), "елка");
        assert_eq!(key("ΚΟΣΜΟΣ", Language::Greek), "κοσμος");
    }

    #[test]
    fn forms_of_a_word_share_a_term_and_stop_words_have_none() {
        let mut table = TermTable::new(Some(Language::English));
        let first = table.term("sanction");
        assert!(first.is_some());
        assert_eq!(table.term("Sanctions"), first);
        assert_eq!(table.term("sanctions’"), first);
        for word in ["The", "said", "a", "x", "Don’t"] {
            assert_eq!(table.term(word), None, "{word}");
        }
        assert!(table.term("7").is_some());
        assert_eq!(table.len(), 2);
    }

    #[test]
    fn greek_stop_words_are_found_with_accents() {
        let mut table = TermTable::new(Some(Language::Greek));
        assert_eq!(table.term("από"), None);
        assert_eq!(table.term("Της"), None);
        assert!(table.term("κυβέρνηση").is_some());
    }
}
