//! A result as one page for reading: headline, summary, quotes and keywords, the article with what
//! was chosen of it, and why.
//!
//! The page stands alone: no script, no font, image or address from elsewhere. Everything that
//! comes from the article goes through [`escape`].

mod article;
mod escape;
mod scores;

use crate::grpc::pb;
use escape::Escaped;
use std::fmt::Write;

/// Below this the speaker deserves another look (README).
const CERTAIN: f64 = 0.7;

/// Renders a response with spans in bytes and with its explanation.
pub(super) fn render(title: &str, text: &str, response: &pb::SummarizeResponse) -> String {
    let language = response.language.as_ref().map_or("und", |language| language.code.as_str());
    let direction = if language.starts_with("ar") { "rtl" } else { "ltr" };
    let headline = response.headline.as_ref();
    let name = headline.map_or("Summary", |headline| headline.text.as_str());
    let mut html = String::with_capacity(2 * text.len() + 16_384);
    // Writing to a string can't fail.
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"{0}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{1}</title>\n<style>\n{2}</style>\n</head>\n<body>\n<main>\n",
        Escaped(language),
        Escaped(name),
        include_str!("page.css"),
    );
    header(&mut html, title, text, response);
    summary(&mut html, response);
    quotes(&mut html, response);
    keywords(&mut html, response);
    html.push_str(
        "<section class=\"article\" aria-labelledby=\"article\">\n<h2 id=\"article\">The article</h2>\n\
         <p class=\"key\"><mark>in the summary</mark> <span class=\"quoted\">quoted</span></p>\n",
    );
    article::render(&mut html, text, response);
    html.push_str("</section>\n");
    if !response.explanation.is_empty() {
        html.push_str(
            "<section class=\"scores\" aria-labelledby=\"scores\">\n<h2 id=\"scores\">Why these \
             sentences</h2>\n",
        );
        scores::legend(&mut html);
        scores::render(&mut html, text, &response.explanation);
        html.push_str("</section>\n");
    }
    footer(&mut html, response);
    html
}

fn header(html: &mut String, title: &str, text: &str, response: &pb::SummarizeResponse) {
    html.push_str("<header>\n");
    if !title.trim().is_empty() {
        let _ = writeln!(html, "<p class=\"kicker\">{}</p>", Escaped(title));
    }
    if let Some(headline) = &response.headline {
        let _ = writeln!(html, "<h1>{}</h1>", Escaped(&headline.text));
        html.push_str("<p class=\"source\"><span class=\"label\">Cut from</span> ");
        article::kept_parts(html, text, headline);
        html.push_str("</p>\n");
    }
    for warning in &response.warnings {
        let _ = writeln!(html, "<p class=\"warning\">{}</p>", Escaped(&warning.message));
    }
    html.push_str("</header>\n");
}

fn summary(html: &mut String, response: &pb::SummarizeResponse) {
    if response.sentences.is_empty() {
        return;
    }
    html.push_str("<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n");
    for sentence in &response.sentences {
        let _ = writeln!(
            html,
            "<p class=\"lede\"><a class=\"rank\" href=\"#s{0}\" aria-label=\"Rank {1}, sentence {0} \
             of the article\">{1}</a>{2}</p>",
            sentence.sentence_index + 1,
            sentence.rank,
            Escaped(&sentence.text),
        );
    }
    html.push_str("</section>\n");
}

fn quotes(html: &mut String, response: &pb::SummarizeResponse) {
    if response.quotes.is_empty() {
        return;
    }
    html.push_str("<section aria-labelledby=\"quotes\">\n<h2 id=\"quotes\">Quotes</h2>\n");
    for (number, quote) in (1..).zip(&response.quotes) {
        let _ = write!(
            html,
            "<figure><blockquote><a href=\"#q{number}\">{}</a></blockquote>",
            Escaped(&quote.text)
        );
        html.push_str("<figcaption>");
        match &quote.speaker {
            Some(speaker) => {
                let _ = write!(html, "<b>{}</b>", Escaped(&speaker.name));
                if !speaker.role.is_empty() {
                    let _ = write!(html, ", {}", Escaped(&speaker.role));
                }
                if speaker.mention != speaker.name {
                    let _ = write!(html, " <small>as “{}”</small>", Escaped(&speaker.mention));
                }
                if quote.confidence < CERTAIN {
                    html.push_str(" <small class=\"doubt\">look twice at the speaker</small>");
                }
            }
            None => html.push_str("<small>the article doesn’t say who spoke</small>"),
        }
        html.push_str("</figcaption></figure>\n");
    }
    html.push_str("</section>\n");
}

fn keywords(html: &mut String, response: &pb::SummarizeResponse) {
    if response.keywords.is_empty() {
        return;
    }
    html.push_str(
        "<section aria-labelledby=\"keywords\">\n<h2 id=\"keywords\">Keywords</h2>\n\
         <ul class=\"keywords\">",
    );
    for keyword in &response.keywords {
        let _ =
            write!(html, "<li>{} <small>{}</small></li>", Escaped(&keyword.text), keyword.count);
    }
    html.push_str("</ul>\n</section>\n");
}

fn footer(html: &mut String, response: &pb::SummarizeResponse) {
    let stats = response.stats.unwrap_or_default();
    let _ = write!(
        html,
        "<footer><p>{} sentences, {} words · every word above stands in the article · nutgraf {}, \
         algorithm {}</p></footer>\n</main>\n</body>\n</html>\n",
        stats.n_sentences,
        stats.n_words,
        env!("CARGO_PKG_VERSION"),
        Escaped(&response.algorithm_version),
    );
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::grpc::convert::SummarizeJob;
    use crate::grpc::pb;

    fn page(title: &str, text: &str) -> String {
        let article =
            pb::Article { title: title.to_owned(), text: text.to_owned(), ..Default::default() };
        let request = pb::SummarizeRequest {
            article: Some(article),
            view: pb::View::Full.into(),
            ..Default::default()
        };
        let response = SummarizeJob::read(request).unwrap().run().unwrap();
        render(title, text, &response)
    }

    /// Takes the tags out and the escapes back.
    fn plain(html: &str) -> String {
        let mut text = String::new();
        let mut is_tag = false;
        for c in html.chars() {
            match c {
                '<' => is_tag = true,
                '>' if is_tag => is_tag = false,
                _ if !is_tag => text.push(c),
                _ => {}
            }
        }
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    #[test]
    fn the_page_holds_the_whole_article_and_what_was_chosen() {
        let text = "The council of Port Hallen approved a sea wall on Monday.\n\n\
            \"We will not wait. Not for a day,\" said Mayor Ana Torvald. She left.";
        let page = page("", text);
        // The ranks stand within the text.
        let shown = plain(&page).replace(['1', '2', '3'], "");
        assert!(text.split("\n\n").all(|paragraph| shown.contains(paragraph)), "{shown}");
        assert!(page.contains("<b>Ana Torvald</b>, Mayor"), "{page}");
        assert!(page.contains("<span class=\"quoted\">We will not wait."), "{page}");
    }

    #[test]
    fn hostile_text_stays_text() {
        let attack = "<script>alert(1)</script> \"><img src=x onerror='alert(2)'> </style> &lt;";
        let text = format!(
            "The council of {attack} approved the budget.\n\n“We {attack} will not wait for them,” \
             said Mayor {attack} Torvald. <b>He</b> left \u{0} <!-- the town."
        );
        let page = page(attack, &text);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<!--"));
        assert_eq!(page.matches("</style>").count(), 1);
        // Nothing but the page's own tags.
        let own = [
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "p",
            "h1",
            "h2",
            "span",
            "b",
            "section",
            "a",
            "figure",
            "blockquote",
            "figcaption",
            "small",
            "ul",
            "li",
            "mark",
            "sup",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "i",
            "footer",
            "!doctype",
        ];
        for tag in page.split('<').skip(1) {
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
                .collect();
            assert!(own.contains(&name.as_str()), "{tag}");
        }
    }
}
