//! What shape has a line? That of a link, a byline, a credit, a copyright notice, or one with a cue
//! of the lists.

use crate::text::Span;
use crate::text::character::is_word_char;
use crate::text::cue::{CueKind, CueTable};
use crate::text::dateline::is_agency;
use crate::text::lower::lower_case;

/// A byline, credit line or time stamp has at most so many words.
pub(super) const MAX_LINE_WORDS: usize = 14;

/// A short paragraph or sentence.
pub(super) struct Line<'p> {
    pub(super) text: &'p str,
    /// Its words, as spans of it.
    pub(super) words: &'p [Span],
    /// Whether it ends like a sentence.
    pub(super) is_closed: bool,
}

impl<'p> Line<'p> {
    /// Returns a word by its index; empty behind the last.
    pub(super) fn word(&self, index: usize) -> &'p str {
        self.words.get(index).and_then(|span| span.slice(self.text)).unwrap_or_default()
    }

    /// A web address, mail address, handle or tags, with hardly a word beside them.
    pub(super) fn is_link(&self) -> bool {
        let may_link = |text: &str| text.contains(['@', '#', '/']) || text.contains("www.");
        if self.is_closed || !may_link(self.text) {
            return false;
        }
        let (mut n_links, mut n_others) = (0, 0);
        for piece in self.text.split_whitespace() {
            let is_link = piece.contains("://")
                || piece.starts_with("www.")
                || piece.starts_with(['@', '#']) && piece.chars().nth(1).is_some_and(is_word_char)
                || piece.contains('@') && piece.contains('.');
            n_links += usize::from(is_link);
            n_others += usize::from(!is_link && piece.contains(is_word_char));
        }
        n_links > 0 && n_others <= 3
    }

    /// `By Ada Moss and Ben Roe, Oster Bay Herald`.
    pub(super) fn is_byline(&self, table: &CueTable) -> bool {
        if self.is_closed || self.words.len() > MAX_LINE_WORDS {
            return false;
        }
        let Some(end) = self.words.first().and_then(|&first| table.byline_end(self.text, first))
        else {
            return false;
        };
        let n_by = self.n_words_before(end);
        n_by < self.words.len() && self.is_names(n_by) && self.has_capital(n_by)
    }

    /// `AP Photo/Ada Moss`, `World News / News Desk`, `Reuters`.
    pub(super) fn is_credit(&self) -> bool {
        if self.is_closed && !self.text.ends_with(')') || self.words.len() > 8 {
            return false;
        }
        let bare = self.text.trim_matches(|c: char| !is_word_char(c));
        if is_agency(&lower_case(bare)) {
            return true;
        }
        let mut parts = self.text.split(['/', '|', '•', '·']);
        let n_parts = parts.clone().count();
        let is_parted = n_parts >= 2
            && parts.all(|part| {
                part.trim().chars().next().is_some_and(|c| c.is_uppercase() || c == '(')
            });
        is_parted && self.is_names(0) && !self.text.contains(['?', '!', ','])
    }

    /// `© 2021 Bay News`, `(c) Bay News. All rights reserved.`
    pub(super) fn is_copyright(&self) -> bool {
        let text = self.text.trim_start_matches(|c: char| !is_word_char(c) && c != '©' && c != '(');
        (text.starts_with('©') || text.starts_with("(c) ") || text.starts_with("(C) "))
            && self.words.len() <= 30
            || self.words.len() <= 12 && !self.is_closed && self.text.contains('©')
    }

    /// Tells whether the line says one of the table's phrases where it counts: `Follow us on`.
    pub(super) fn has_cue(&self, table: &CueTable) -> bool {
        table.find(self.text, self.words).any(|cue| match cue.kind {
            CueKind::Whole => self.n_words_before(cue.end) == self.words.len(),
            CueKind::Starts | CueKind::Contains => true,
            CueKind::Label => self.is_colon_at(cue.end),
            CueKind::Byline => false,
        })
    }

    /// Tells whether one of the table's labels opens the line: `Read more:`.
    pub(super) fn has_label(&self, table: &CueTable) -> bool {
        let first = self.words.get(..1).unwrap_or_default();
        table
            .find(self.text, first)
            .any(|cue| cue.kind == CueKind::Label && self.is_colon_at(cue.end))
    }

    fn is_colon_at(&self, at: usize) -> bool {
        self.text.get(at..).unwrap_or_default().trim_start().starts_with([':', '：', '|', '/'])
    }

    fn n_words_before(&self, end: usize) -> usize {
        self.words.iter().take_while(|word| word.end() <= end).count()
    }

    /// Tells whether all words from an index on could be names: capitals, short joining words,
    /// numbers.
    fn is_names(&self, from: usize) -> bool {
        (from..self.words.len()).all(|index| {
            let word = self.word(index);
            let first = word.chars().next().unwrap_or(' ');
            !first.is_lowercase() || word.chars().count() <= 3 || is_agency(word)
        })
    }

    fn has_capital(&self, from: usize) -> bool {
        self.word(from).chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_numeric())
    }
}
