//! What stands where in an article: spans, language, paragraphs, quotation marks, sentences,
//! words, terms, and the [`Document`] that holds them and borrows the text.

mod document;
mod language;
mod span;
mod word_list;

pub use document::{Document, Paragraph, ParagraphKind, Sentence, SentenceId, TermId, Title};
pub use language::{DetectedLanguage, Language};
pub use span::Span;
pub use word_list::WordList;
pub(crate) use word_list::entries;
