//! Builds the tables of the languages before they are needed: else the first article of each pays
//! for it.

use crate::options::Options;
use crate::summarize::{Article, summarize};
use crate::text::Language;

/// Something of everything: a dateline, quotes, names, titles, a sentence that can be cut.
const TEXT: &str = "PORT HALLEN, May 3 (AP) — The council of Port Hallen, after a long debate, \
    approved the budget on Monday.\n\n“We won't wait for a better year,” said Mayor Ana Torvald, \
    47. “It was ‘our turn’ now,” she said.\n\nRents had risen by 3.5 percent, according to the \
    council's report. Mr. Torvald spoke of a mistake. Read more: the budget of 2021.\n";

/// Builds what articles of a language need, or those of no known one; safe to call from several
/// threads for several languages.
pub fn warm(language: Option<Language>) {
    let language = language.map_or("und", Language::code);
    let article = Article { title: "Port Hallen approves its budget", text: TEXT, language };
    // A text of our own within all limits: there is no error to tell.
    let _ = summarize(&article, &Options::default());
}

/// Builds what every article without a language needs.
pub fn warm_detection() {
    let _ = crate::text::detect_language(TEXT, "");
}
