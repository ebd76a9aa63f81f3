//! Whole texts read into documents.

use super::{Document, ParagraphKind};

/// A wire story as feeds carry it: title twice, standfirst, credit, foreign time stamp.
const WIRE: &str = "Ferry strike ends in Oster Bay\n\n\
    Crews return to work after nine days as the town and the union agree on night shifts\n\n\
    Ferry strike ends in Oster Bay\n\n\
    Coast Bulletin / News Desk\n\n\
    OSTER BAY, May 3 (Reuters) - Ferry crews in Oster Bay have returned to work, the union said on Monday. It had called the strike in April.\n\n\
    Mayor Ada Moss said the town “will never again” close its harbour for so long.\n\n\
    Read more: Nine days without boats\n\n\
    Güncelleme Tarihi: 3 Mayıs 2021, 10:05";

fn kinds(document: &Document<'_>) -> Vec<ParagraphKind> {
    document.paragraphs().iter().map(|paragraph| paragraph.kind).collect()
}

fn sentences<'t>(document: &Document<'t>) -> Vec<&'t str> {
    document.sentences().iter().map(|sentence| document.slice(sentence.span)).collect()
}

#[test]
fn a_wire_story_sent_whole_is_told_apart() {
    use ParagraphKind::{Boilerplate, Standfirst, Story, Title};
    let document = Document::parse(WIRE, "", "");
    assert_eq!(document.language().code, "en");
    let title = document.title().expect("a title stands in the first line");
    assert_eq!(title.text, "Ferry strike ends in Oster Bay");
    assert_eq!(title.span.map(|span| (span.start(), span.end())), Some((0, 30)));
    assert_eq!(
        kinds(&document),
        [Title, Standfirst, Title, Boilerplate, Story, Story, Boilerplate, Boilerplate]
    );
    assert_eq!(
        sentences(&document),
        [
            "Ferry crews in Oster Bay have returned to work, the union said on Monday.",
            "It had called the strike in April.",
            "Mayor Ada Moss said the town “will never again” close its harbour for so long.",
        ]
    );
    assert!(!document.title_terms().is_empty());
    assert!(document.title_terms().iter().all(|term| (term.0 as usize) < document.n_terms()));
}

#[test]
fn a_title_sent_apart_has_no_span_and_its_repetition_is_no_story() {
    use ParagraphKind::{Boilerplate, Standfirst, Story, Title};
    let (title, text) = WIRE.split_once("\n\n").expect("the wire has a title");
    let document = Document::parse(text, title, "en");
    assert_eq!(document.title().map(|title| title.span), Some(None));
    assert_eq!(
        kinds(&document),
        [Standfirst, Title, Boilerplate, Story, Story, Boilerplate, Boilerplate]
    );
}

#[test]
fn a_short_question_may_be_a_title() {
    let story = "\n\nThe council met on Monday.\nIt will meet again in May.";
    for (n_words, is_title) in [(15, true), (16, false)] {
        let text = format!("{}?{story}", vec!["Why"; n_words].join(" "));
        assert_eq!(Document::parse(&text, "", "en").title().is_some(), is_title, "{n_words}");
    }
}

#[test]
fn flags_of_sentences() {
    let text = "He left in 2012.\n“We stay,” she said. This is all. Scroll down for video.";
    let document = Document::parse(text, "", "en");
    let flags: Vec<_> = document
        .sentences()
        .iter()
        .map(|sentence| {
            (
                sentence.has_number,
                sentence.opens_with_quote,
                sentence.is_dangling,
                sentence.is_boilerplate,
            )
        })
        .collect();
    assert_eq!(
        flags,
        [
            (true, false, false, false),
            (false, true, false, false),
            (false, false, true, false),
            (false, false, false, true)
        ]
    );
}

#[test]
fn a_capital_behind_the_first_word_is_a_name() {
    let text = "BERGEN (AP) — She had waited for years. Then Ada came. It rained.";
    let document = Document::parse(text, "", "en");
    let has_name: Vec<bool> = document.sentences().iter().map(|s| s.has_name).collect();
    assert_eq!(has_name, [false, true, false]);
}

#[test]
fn a_text_of_nothing_but_service_lines_is_kept() {
    let document = Document::parse("Read more\n\nFollow us on Twitter", "", "en");
    assert_eq!(document.sentences().len(), 2);
    assert!(Document::parse("", "", "").sentences().is_empty());
    assert!(Document::parse(" \n***\n", "", "").sentences().is_empty());
}

#[test]
fn no_more_sentences_are_read_than_asked_for() {
    let text = "One came. Two went. Three stayed.";
    let document = Document::parse_up_to(text, "", "en", "", 2);
    assert_eq!((document.sentences().len(), document.is_truncated()), (2, true));
    let document = Document::parse_up_to(text, "", "en", "", 3);
    assert_eq!((document.sentences().len(), document.is_truncated()), (3, false));
}

#[test]
fn ideographs_give_terms_by_pairs() {
    let document = Document::parse("港口明天开放。港口关闭了一周。", "", "zh");
    assert_eq!(document.sentences().len(), 2);
    let terms: Vec<_> =
        document.sentences().iter().map(|sentence| document.terms(sentence).to_vec()).collect();
    assert_eq!(terms[0][0], terms[1][0]);
}

#[test]
fn a_query_meets_the_text_by_stems() {
    let text = "The mayor closed the old harbours. Fishing boats left.";
    let document = Document::parse_up_to(text, "", "en", "the Harbour's fish, xyz", usize::MAX);
    let [first, second] = document.sentences() else { panic!("two sentences") };
    let [harbour, fish] = document.query_terms() else { panic!("two terms") };
    assert!(document.terms(first).contains(harbour) && document.terms(second).contains(fish));
}
