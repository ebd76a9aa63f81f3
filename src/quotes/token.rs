//! Which tokens a paragraph has: words with their classes, punctuation, and one token per quote.
//!
//! Depends on `lexicon`. A quote is one token, a noun to the grammar; its own words are tokenised
//! apart. Knows nothing of sentences.

use super::class::{
    self, ADVERB, AUXILIARY, CALENDAR, CAPITAL_ONLY, Classes, ENDS_IN_LY, GROUP, PHRASE_STOP,
};
use super::cue::Cue;
use super::grammar::Grammar;
use super::lexicon::{Entry, WordKey};
use super::word::Word;
use super::word_end::{is_dotted, plain_word_end, word_end};
use crate::text::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters and digits, with inner apostrophes, hyphens and full stops.
    Word,
    /// One punctuation character, or an ellipsis of three full stops.
    Punctuation(char),
    /// A marked region that may be a quote; the number of the region.
    Quote(u32),
}

/// One token.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a token")]
pub(super) struct Token {
    start: u32,
    end: u32,
    /// Identity of the word in lower case.
    pub(super) key: WordKey,
    classes: Classes,
    /// The word's form as a reporting verb, whatever its case.
    pub(super) cue: Option<Cue>,
    /// The word, if a rule asks for it by itself.
    pub(super) word: Word,
    /// What the token is.
    pub(super) kind: TokenKind,
    /// Whether it is a word that starts with a capital.
    pub(super) is_capital: bool,
    /// Whether its script has no capitals; such a word counts as a capital unless a list holds it.
    pub(super) is_caseless: bool,
    /// Whether it stands within marks that are too short for a quote.
    pub(super) is_short_quoted: bool,
    /// Whether the word's first character is a digit.
    pub(super) starts_with_digit: bool,
    /// Whether the word ends in *s*.
    pub(super) ends_in_s: bool,
}

/// Stands for every position outside the tokens: belongs to no class and matches no rule.
static OUTSIDE: Token = Token {
    start: 0,
    end: 0,
    key: WordKey(0),
    classes: Classes::NONE,
    cue: None,
    word: Word::Other,
    kind: TokenKind::Punctuation('\0'),
    is_capital: false,
    is_caseless: false,
    is_short_quoted: false,
    starts_with_digit: false,
    ends_in_s: false,
};

impl Token {
    /// Returns where the token stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Makes it a word of which nothing is known.
    pub(super) fn forget_classes(&mut self) {
        self.classes = Classes::NONE;
        self.cue = None;
        self.word = Word::Other;
    }

    /// Tells whether it belongs to one of the classes.
    pub(super) fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// Tells whether it is a word.
    pub(super) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Tells whether it is a quote.
    pub(super) fn is_quote(&self) -> bool {
        matches!(self.kind, TokenKind::Quote(_))
    }

    /// Tells whether it is punctuation.
    pub(super) fn is_punctuation(&self) -> bool {
        matches!(self.kind, TokenKind::Punctuation(_))
    }

    /// Returns the punctuation character; NUL for a word or a quote.
    pub(super) fn mark(&self) -> char {
        match self.kind {
            TokenKind::Punctuation(mark) => mark,
            TokenKind::Word | TokenKind::Quote(_) => '\0',
        }
    }

    /// Tells whether it is this punctuation character.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Punctuation(mark)
    }

    /// Tells whether it is a comma or a long dash.
    pub(super) fn is_comma_or_dash(&self) -> bool {
        matches!(self.mark(), ',' | '—' | '–')
    }

    /// Returns the verb form, if the word is in lower case: a capital is a name or a headline.
    pub(super) fn verb(&self) -> Option<Cue> {
        if self.is_capital { None } else { self.cue }
    }

    /// Tells whether it is a capitalised word that can be (part of) a name.
    pub(super) fn is_name(&self) -> bool {
        self.is_capital && !self.is(CAPITAL_ONLY)
    }

    /// Tells whether it can stand between a subject and its verb: adverb, *-ly* word, day, month.
    pub(super) fn is_adverbial(&self) -> bool {
        self.is_word() && (self.is(ADVERB | CALENDAR) || (self.is(ENDS_IN_LY) && !self.is_capital))
    }

    /// Tells whether it is an auxiliary or a negation.
    pub(super) fn is_auxiliary(&self) -> bool {
        self.is(AUXILIARY)
    }

    /// Tells whether no noun phrase reaches over it to the left.
    pub(super) fn stops_phrase(&self) -> bool {
        self.is(PHRASE_STOP) && self.word != Word::All
    }
}

/// The tokens of one paragraph under their numbers in the story. Every position can be read:
/// outside the paragraph there is only punctuation that no rule knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokens<'s> {
    /// All tokens up to the paragraph's last.
    tokens: &'s [Token],
    /// Number of the paragraph's first token.
    start: usize,
}

impl<'s> Tokens<'s> {
    /// Makes the view of the tokens `start..end` of the story.
    pub(super) fn new(all: &'s [Token], start: usize, end: usize) -> Self {
        Self { tokens: all.get(..end).unwrap_or(all), start }
    }

    /// Returns the number of the paragraph's first token.
    pub(super) fn start(self) -> usize {
        self.start
    }

    /// Returns the number behind the paragraph's last token.
    pub(super) fn end(self) -> usize {
        self.tokens.len()
    }

    /// Returns the token at a position.
    pub(super) fn at(self, position: usize) -> &'s Token {
        if position < self.start {
            return &OUTSIDE;
        }
        self.tokens.get(position).unwrap_or(&OUTSIDE)
    }

    /// Returns the token before a position.
    pub(super) fn before(self, position: usize) -> &'s Token {
        position.checked_sub(1).map_or(&OUTSIDE, |previous| self.at(previous))
    }

    /// Returns the tokens from `start` up to `end`.
    pub(super) fn range(self, start: usize, end: usize) -> &'s [Token] {
        let end = end.min(self.tokens.len());
        self.tokens.get(start.max(self.start)..end).unwrap_or_default()
    }
}

/// Makes tokens of text; keeps its buffers between calls.
#[derive(Debug)]
pub(super) struct Tokenizer<'t, 'g> {
    text: &'t str,
    grammar: &'g Grammar<'static>,
    lower: Vec<u8>,
}

impl<'t, 'g> Tokenizer<'t, 'g> {
    /// Makes a tokenizer for one text.
    pub(super) fn new(text: &'t str, grammar: &'g Grammar<'static>) -> Self {
        Self { text, grammar, lower: Vec::with_capacity(32) }
    }

    /// Appends the tokens of `span` to `tokens`.
    pub(super) fn read(&mut self, span: Span, is_short_quoted: bool, tokens: &mut Vec<Token>) {
        let Some(slice) = span.slice(self.text) else { return };
        let base = span.start();
        let first_token = tokens.len();
        let mut at = 0;
        while let Some(first) = char_at(slice, at) {
            let start = at;
            if first == ' ' {
                at += 1;
                continue;
            }
            if let Some(end) = plain_word_end(slice.as_bytes(), start) {
                let word = slice.as_bytes().get(start..end).unwrap_or_default();
                self.push_ascii(word, base + start, tokens);
                at = end;
                continue;
            }
            at = match word_end(slice, start, first) {
                Some(end) => self.push_word(slice, base, start, end, tokens),
                None if first.is_whitespace() => start + first.len_utf8(),
                None => {
                    let (mark, length) = match slice.get(start..start + 3) {
                        Some("...") => ('…', 3),
                        _ => (first, first.len_utf8()),
                    };
                    let mut token = token(base + start, base + start + length);
                    token.kind = TokenKind::Punctuation(mark);
                    tokens.push(token);
                    start + length
                }
            };
        }
        if is_short_quoted {
            for token in tokens.iter_mut().skip(first_token) {
                token.is_short_quoted = true;
            }
        }
    }

    /// Appends one token for the quote `number`.
    pub(super) fn push_quote(span: Span, number: u32, tokens: &mut Vec<Token>) {
        let mut token = token(span.start(), span.end());
        token.kind = TokenKind::Quote(number);
        tokens.push(token);
    }

    /// Appends the word `start..end`, a possessive *'s* as a token of its own; returns where the
    /// next token starts (behind a full stop that belongs to the word).
    fn push_word(
        &mut self,
        slice: &str,
        base: usize,
        start: usize,
        end: usize,
        tokens: &mut Vec<Token>,
    ) -> usize {
        let word = slice.get(start..end).unwrap_or_default();
        let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
            let split = start + stem.len();
            self.push(slice, base, start, split, tokens);
            self.push(slice, base, split, end, tokens);
            return end;
        }
        if let Some(split) = self.apostrophe(word).map(|length| start + length) {
            self.push(slice, base, start, split, tokens);
            self.push(slice, base, split, end, tokens);
            if self.grammar.has_suffixes
                && let Some(suffix) = tokens.last_mut()
            {
                suffix.word = Word::Possessive;
            }
            return end;
        }
        if slice.get(end..).is_some_and(|rest| rest.starts_with('.')) {
            let with_stop = slice.get(start..=end).unwrap_or_default();
            let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
            if is_initial || is_dotted(word) || (self.grammar.is_abbreviation)(with_stop) {
                self.push(slice, base, start, end + 1, tokens);
                return end + 1;
            }
        }
        self.push(slice, base, start, end, tokens);
        end
    }

    /// Where a word divides at its apostrophe: behind an article, before an ending.
    fn apostrophe(&self, word: &str) -> Option<usize> {
        /// The longest elided word in characters: *quell'*.
        const MAX_ELIDED_CHARS: usize = 6;
        if !self.grammar.has_elision && !self.grammar.has_suffixes {
            return None;
        }
        let at = word.find(['\'', '’'])?;
        let lower = word.to_lowercase().replace('’', "'");
        if self.grammar.lexicon.get(WordKey::of(lower.as_bytes())) != Entry::default() {
            // "d'après" and "aujourd'hui" are words of the lists.
            return None;
        }
        let length = word.get(at..)?.chars().next()?.len_utf8();
        let elided = word.get(..at)?;
        if self.grammar.has_suffixes {
            return elided.chars().next().is_some_and(char::is_uppercase).then_some(at);
        }
        (elided.chars().count() <= MAX_ELIDED_CHARS).then_some(at + length)
    }

    fn push(&mut self, slice: &str, base: usize, start: usize, end: usize, to: &mut Vec<Token>) {
        let word = slice.get(start..end).unwrap_or_default();
        if word.is_ascii() {
            self.push_ascii(word.as_bytes(), base + start, to);
        } else {
            self.push_non_ascii(word, base + start, to);
        }
    }

    fn push_ascii(&mut self, word: &[u8], start: usize, to: &mut Vec<Token>) {
        let (key, n_capitals) = WordKey::of_ascii(word);
        let first = word.first().copied().unwrap_or(b' ');
        let is_upper = first.is_ascii_uppercase();
        if is_upper && self.grammar.classes_by_ending.is_some() {
            self.lower.clear();
            self.lower.extend(word.iter().map(u8::to_ascii_lowercase));
        }
        let last = word.get(word.len().saturating_sub(ENDING_LENGTH)..).unwrap_or_default();
        let letters = Letters {
            key,
            // The bit of the lower case; what is no letter becomes none by it.
            ending: last.iter().fold(0, |ending, &byte| ending << 8 | u64::from(byte | 0x20)),
            n_capitals,
            is_upper,
            is_caseless: false,
            starts_with_digit: first.is_ascii_digit(),
        };
        to.push(self.word_token(word, start, letters));
    }

    fn push_non_ascii(&mut self, word: &str, start: usize, to: &mut Vec<Token>) {
        let mut n_capitals = 0_u32;
        self.lower.clear();
        for c in word.chars() {
            n_capitals += u32::from(c.is_uppercase());
            let c = if c == '’' { '\'' } else { c };
            for lower in c.to_lowercase() {
                let mut buffer = [0; 4];
                self.lower.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
            }
        }
        let first = word.chars().next().unwrap_or(' ');
        let last = self.lower.iter().skip(self.lower.len().saturating_sub(ENDING_LENGTH));
        let letters = Letters {
            key: WordKey::of(&self.lower),
            ending: last.fold(0, |ending, &byte| ending << 8 | u64::from(byte)),
            n_capitals,
            is_upper: first.is_uppercase(),
            is_caseless: first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase(),
            starts_with_digit: first.is_numeric(),
        };
        to.push(self.word_token(word.as_bytes(), start, letters));
    }

    /// Makes the token of a word; `lower` holds it in lower case if endings tell of its classes.
    #[inline]
    fn word_token(&self, word: &[u8], start: usize, letters: Letters) -> Token {
        let entry = self.grammar.lexicon.get(letters.key);
        let is_known = entry.cue.is_some() || entry.classes != Classes::NONE;
        let is_capital = letters.is_upper || letters.is_caseless && !is_known;
        let mut classes = entry.classes | ending_classes(letters.ending);
        if is_capital && let Some(classes_by_ending) = self.grammar.classes_by_ending {
            classes = classes | classes_by_ending(&self.lower);
        }
        if let [b'R' | b'D' | b'I', b'-', ..] = word {
            classes = classes | class::PARTY;
        }
        if !is_capital || letters.n_capitals != 1 {
            classes = classes.without(CAPITAL_ONLY | GROUP);
        }
        Token {
            start: offset(start),
            end: offset(start + word.len()),
            key: letters.key,
            classes,
            cue: entry.cue,
            word: if ends_in_not(letters.ending) { Word::Not } else { entry.word },
            kind: TokenKind::Word,
            is_capital,
            is_caseless: letters.is_caseless,
            is_short_quoted: false,
            starts_with_digit: letters.starts_with_digit,
            ends_in_s: letters.ending & 0xFF == u64::from(b's'),
        }
    }
}

/// What a word's letters tell without any list.
struct Letters {
    /// Identity of the word in lower case.
    key: WordKey,
    /// Its last [`ENDING_LENGTH`] bytes in lower case, the last one lowest.
    ending: u64,
    n_capitals: u32,
    /// Whether the first letter is a capital.
    is_upper: bool,
    /// Whether the script of the first letter has no capitals.
    is_caseless: bool,
    starts_with_digit: bool,
}

fn token(start: usize, end: usize) -> Token {
    Token { start: offset(start), end: offset(end), kind: TokenKind::Word, ..OUTSIDE }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Bytes at a word's end that tell of its classes.
const ENDING_LENGTH: usize = 5;

/// Classes of a word whose last bytes are these, the last one lowest.
fn ending_classes(ending: u64) -> Classes {
    let is = |bytes: &[u8]| {
        let wanted = bytes.iter().fold(0, |wanted, &byte| wanted << 8 | u64::from(byte));
        ending & ((1 << (8 * bytes.len())) - 1) == wanted
    };
    if is(b"ly") {
        class::ENDS_IN_LY
    } else if is(b"ed") && ending >> (8 * (ENDING_LENGTH - 1)) != 0 {
        class::ENDS_IN_ED
    } else if is(b"ing") {
        class::ENDS_IN_ING
    } else if ends_in_not(ending) {
        class::AUXILIARY
    } else {
        Classes::NONE
    }
}

fn ends_in_not(ending: u64) -> bool {
    ending & 0xFF_FFFF == u64::from_be_bytes(*b"\0\0\0\0\0n't")
}

fn char_at(slice: &str, at: usize) -> Option<char> {
    match slice.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => slice.get(at..).and_then(|rest| rest.chars().next()),
    }
}
