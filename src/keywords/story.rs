//! What must be known of the whole story before its words can be told apart.

use super::lexicon::{Class, Lexicon};
use super::tokens::{Marks, Token, read_tokens};
use crate::score::salience::SALIENCE_DECAY;
use crate::text::{Document, FormId, FormMemory, Language, List, Span, TermId};
use std::cell::{Cell, RefCell};

/// A sentence of so many terms or more whose terms nearly all have capitals is a heading.
const MIN_HEADING_TERMS: u32 = 6;

/// How a term is written in the story.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_field_names, reason = "counts start with n_")]
pub(super) struct Case {
    /// Mentions in small letters.
    pub(super) n_small: u32,
    /// Mentions with a capital where small letters could stand.
    pub(super) n_capital: u32,
    /// All mentions.
    pub(super) n_mentions: u32,
}

thread_local! {
    static MEMORY: Cell<FormMemory<Class>> = Cell::default();
}

/// The story's tokens with what is known of them.
#[derive(Debug)]
pub(super) struct Story<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) language: Option<Language>,
    pub(super) lexicon: &'static Lexicon,
    /// The classes of words that were looked up before.
    memory: RefCell<FormMemory<Class>>,
    pub(super) tokens: List<Token>,
    cases: List<Case>,
    directions: List<TermId>,
    /// For each sentence, whether its capitals tell nothing.
    is_heading: List<bool>,
    /// For each sentence, what a mention in it weighs.
    weights: List<f64>,
}

impl<'d, 't> Story<'d, 't> {
    /// Reads a document; linear in its length.
    pub(super) fn read(document: &'d Document<'t>) -> Self {
        let mut tokens = read_tokens(document);
        let language = document.language().rules;
        let lexicon = Lexicon::of(language);
        let n_sentences = document.sentences().len();
        let mut cases = List::filled(Case::default(), document.n_terms());
        let mut counts = List::filled((0_u32, 0_u32), n_sentences);
        for token in &tokens {
            let case = &mut cases[token.term.index()];
            case.n_mentions += 1;
            let is_capital = token.marks.has(Marks::CAPITAL);
            if !is_capital {
                case.n_small += 1;
            } else if !token.marks.has(Marks::OPENING) {
                case.n_capital += 1;
            }
            let count = &mut counts[token.sentence as usize];
            count.0 += u32::from(is_capital);
            count.1 += 1;
        }
        let is_heading = counts
            .iter()
            .map(|&(capitals, n)| n >= MIN_HEADING_TERMS && capitals * 10 >= n * 9)
            .collect();
        let fade = (-1.0 / SALIENCE_DECAY).exp();
        let weights = std::iter::successors(Some(1.0), |weight| Some(weight * fade));
        let weights = weights.take(n_sentences).collect();
        let mut story = Self {
            document,
            language,
            lexicon,
            memory: RefCell::new(MEMORY.take()),
            tokens: List::new(),
            cases,
            directions: List::new(),
            is_heading,
            weights,
        };
        for token in &mut tokens {
            let is_repeated = story.case(token.term).n_mentions > 1;
            if is_repeated || token.marks.has(Marks::CAPITAL) {
                let class = story.look_up(token.span, token.form);
                if class.any(Class::DIRECTION) && !story.is_direction(token.term) {
                    story.directions.push(token.term);
                }
                token.class = Some(class);
            }
        }
        story.tokens = tokens;
        story
    }

    /// Returns the classes of a word.
    fn look_up(&self, word: Span, form: FormId) -> Class {
        let mut memory = self.memory.borrow_mut();
        memory.find(form).unwrap_or_else(|| {
            let class = self.lexicon.get(self.document.slice(word));
            memory.keep(form, class);
            class
        })
    }

    /// Returns how a term is written in the story.
    pub(super) fn case(&self, term: TermId) -> Case {
        self.cases.get(term.index()).copied().unwrap_or_default()
    }

    /// Returns the class of a token's word.
    pub(super) fn class(&self, token: &Token) -> Class {
        token.class.unwrap_or_else(|| self.look_up(token.span, token.form))
    }

    /// Returns the class of the word before a token.
    pub(super) fn class_before(&self, token: &Token) -> Class {
        let before = (token.word as usize).checked_sub(1);
        before.map_or(Class::default(), |before| self.class_at(token, before))
    }

    /// Returns the class of the word behind a token if only a space parts them.
    pub(super) fn class_behind(&self, token: &Token) -> Class {
        let at = token.word as usize + 1;
        let is_near =
            self.words(token).get(at).is_some_and(|word| word.start() == token.span.end() + 1);
        if is_near { self.class_at(token, at) } else { Class::default() }
    }

    /// Returns the class of a word of a token's sentence.
    pub(super) fn class_at(&self, token: &Token, at: usize) -> Class {
        let Some(sentence) = self.document.sentences().get(token.sentence as usize) else {
            return Class::default();
        };
        let word = self.document.words(sentence).get(at).copied();
        let form = self.document.forms(sentence).get(at).copied();
        match (word, form) {
            (Some(word), Some(form)) => self.look_up(word, form),
            _ => Class::default(),
        }
    }

    /// Returns a word of a token's sentence; nothing outside it.
    pub(super) fn word_of(&self, token: &Token, at: usize) -> &'t str {
        self.words(token).get(at).map_or("", |&word| self.document.slice(word))
    }

    pub(super) fn is_in_title(&self, term: TermId) -> bool {
        self.document.title_terms().binary_search(&term).is_ok()
    }

    pub(super) fn is_direction(&self, term: TermId) -> bool {
        self.directions.contains(&term)
    }

    /// Tells whether a sentence is written in capitals.
    pub(super) fn is_all_capitals(&self, sentence: u32) -> bool {
        self.is_heading.get(sentence as usize).copied().unwrap_or_default()
    }

    /// Returns what a mention in a sentence weighs: `exp(-i / SALIENCE_DECAY)`, as for salience.
    pub(super) fn mention_weight(&self, sentence: u32) -> f64 {
        self.weights.get(sentence as usize).copied().unwrap_or_default()
    }

    /// Returns the spans of the words of a token's sentence.
    pub(super) fn words(&self, token: &Token) -> &'d [Span] {
        let sentence = self.document.sentences().get(token.sentence as usize);
        sentence.map_or(&[], |sentence| self.document.words(sentence))
    }
}

impl Drop for Story<'_, '_> {
    fn drop(&mut self) {
        MEMORY.set(self.memory.take());
    }
}
