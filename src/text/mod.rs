//! What stands where in an article: spans, language, paragraphs, quotation marks, sentences,
//! words, terms, and the [`Document`] that holds them and borrows the text.

mod anaphor;
mod boilerplate;
mod character;
mod cue;
mod dateline;
mod detect;
mod document;
mod form;
mod key_table;
mod language;
mod language_file;
mod layout;
mod lower;
mod paragraph;
mod quotation;
mod reader;
mod reused;
mod scan;
mod sentence;
mod span;
mod stem;
mod stem_table;
mod stop_words;
mod term;
mod term_memory;
mod text_words;
mod wanted;
mod word;
mod word_key;
mod word_list;
mod word_shapes;

pub use boilerplate::is_boilerplate;
pub(crate) use character::{is_alphanumeric, is_ideographic};
pub use detect::detect_language;
pub use document::{Document, Paragraph, ParagraphKind, Sentence, SentenceId, TermId, Title};
pub(crate) use form::{FormCursor, FormId, FormMemory};
pub(crate) use key_table::KeyTable;
pub use language::{DetectedLanguage, Language};
pub(crate) use lower::lower_case;
pub use paragraph::split_paragraphs;
pub use quotation::{Quotation, QuotationStyle, quotations};
pub(crate) use reused::{List, Reused, Table, keep, take};
pub(crate) use scan::{ByteSet, Scanner};
pub use sentence::split_sentences;
pub use span::Span;
pub(crate) use stop_words::stop_words;
pub(crate) use wanted::Wanted;
pub use word::{Words, words};
pub(crate) use word_key::{WordKey, block};
pub(crate) use word_list::{WordList, entries, sections};

#[cfg(test)]
mod boilerplate_golden_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod worst_case_tests;
