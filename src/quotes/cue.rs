//! Which words report speech: the verbs of `data/cues/en.txt` and their forms.
//!
//! Depends on nothing. Which of a sentence's words act as verbs is `clause`'s question.

use super::class::{self, Classes};
use crate::text::sections;

/// What a reporting verb does with the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CueClass {
    /// The quote is what was said: *say, add, warn*.
    Say,
    /// The quote is what someone or something is called: *call, brand, dismiss*.
    Call,
    /// A verb that introduces a quote now and then: *think, begin, express*.
    Other,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// *said*; the past participle too where it looks the same.
    Past,
    /// *says*.
    Present,
    /// *say*.
    Base,
    /// *saying*.
    Ing,
    /// *gesagt*: a participle that is no past form.
    Participle,
}

/// The verbs that rules or features treat apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lemma {
    /// *say*.
    Say,
    /// *tell*: its object is no speaker.
    Tell,
    /// *add*.
    Add,
    /// *ask*: its object speaks next.
    Ask,
    /// *heißen*: its subject is no speaker.
    Heissen,
    /// Any other verb.
    Other,
}

/// A form of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// What the verb does with the quote.
    pub(super) class: CueClass,
    /// Which form it is.
    pub(super) form: Form,
    /// Which verb it is, if rules care.
    pub(super) lemma: Lemma,
}

impl Cue {
    /// Tells whether the form can be the verb of a main clause.
    pub(super) fn is_finite(self) -> bool {
        matches!(self.form, Form::Past | Form::Present)
    }
}

/// The English verbs and their forms.
const ENGLISH: &str = include_str!("../../data/cues/en.txt");

/// Lists the nouns whose owner speaks.
pub(super) fn english_noun_cues() -> impl Iterator<Item = &'static str> {
    section_words("noun")
}

/// One entry of a cue table: the form, its cue, and the classes that its verb brings along.
pub(super) type CueEntry = (String, Cue, Classes);

/// Lists all forms of the English verbs; a later entry replaces an earlier one of the same form.
pub(super) fn english_cues() -> Vec<CueEntry> {
    let mut entries = Vec::with_capacity(1 << 11);
    let classes_of_verbs = verb_classes();
    for (section, class) in
        [("other", CueClass::Other), ("call", CueClass::Call), ("say", CueClass::Say)]
    {
        for word in section_words(section) {
            let (verb, past) = word.split_once('=').map_or((word, None), |(v, p)| (v, Some(p)));
            let of_verb = classes_of_verbs.iter().filter(|(known, _)| *known == verb);
            let classes = of_verb.fold(Classes::NONE, |all, &(_, class)| all | class);
            for (form, text) in inflect(verb, past) {
                entries.push((text, cue(verb, class, form), classes));
            }
        }
    }
    for word in section_words("participle") {
        if let Some((participle, verb)) = word.split_once('=') {
            let cue = cue(verb, CueClass::Other, Form::Past);
            entries.push((participle.to_owned(), cue, Classes::NONE));
        }
    }
    entries
}

fn cue(verb: &str, class: CueClass, form: Form) -> Cue {
    let lemma = match verb {
        "say" => Lemma::Say,
        "tell" => Lemma::Tell,
        "add" => Lemma::Add,
        "ask" => Lemma::Ask,
        _ => Lemma::Other,
    };
    Cue { class, form, lemma }
}

fn section_words(name: &str) -> impl Iterator<Item = &'static str> {
    sections(ENGLISH).filter(move |(section, _)| *section == name).map(|(_, word)| word)
}

/// Lists the verbs that have classes of their own.
fn verb_classes() -> Vec<(&'static str, Classes)> {
    let class_of = |section: &str| match section {
        "introducer" => Some(class::INTRODUCER),
        "questioner" => Some(class::QUESTIONER),
        "relay" => Some(class::RELAY),
        _ => None,
    };
    sections(ENGLISH).filter_map(|(section, verb)| Some((verb, class_of(section)?))).collect()
}

/// Builds the forms of a verb; `past` where it is irregular.
///
/// Order matters where forms coincide (*read, put*): the later one names the form, here the past.
fn inflect(verb: &str, past: Option<&str>) -> [(Form, String); 4] {
    let stem = |cut: usize| verb.get(..verb.len() - cut).unwrap_or(verb);
    let ends_in_consonant_y = verb.ends_with('y')
        && !verb.ends_with("ay")
        && !verb.ends_with("ey")
        && !verb.ends_with("oy");
    let past = match past {
        Some(past) => past.to_owned(),
        None if verb.ends_with('e') => format!("{verb}d"),
        None if ends_in_consonant_y => format!("{}ied", stem(1)),
        None => format!("{verb}ed"),
    };
    let third = if ["s", "sh", "ch", "x", "z", "go"].iter().any(|end| verb.ends_with(end)) {
        format!("{verb}es")
    } else if ends_in_consonant_y {
        format!("{}ies", stem(1))
    } else {
        format!("{verb}s")
    };
    let last = verb.chars().next_back().unwrap_or('e');
    let doubles = past.ends_with(&format!("{last}{last}ed"))
        && !verb.ends_with(&format!("{last}{last}"))
        || matches!(verb, "put" | "begin" | "cut" | "hit" | "run" | "swim");
    let ing = if verb.ends_with("ee") {
        format!("{verb}ing")
    } else if verb.ends_with('e') {
        format!("{}ing", stem(1))
    } else if doubles {
        format!("{verb}{last}ing")
    } else {
        format!("{verb}ing")
    };
    [(Form::Base, verb.to_owned()), (Form::Present, third), (Form::Ing, ing), (Form::Past, past)]
}

#[cfg(test)]
mod tests {
    use super::{CueClass, Form, english_cues, inflect};

    fn forms(verb: &str, past: Option<&str>) -> Vec<String> {
        inflect(verb, past).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn regular_and_irregular_verbs_are_inflected() {
        assert_eq!(forms("note", None), ["note", "notes", "noting", "noted"]);
        assert_eq!(forms("deny", None), ["deny", "denies", "denying", "denied"]);
        assert_eq!(forms("say", Some("said")), ["say", "says", "saying", "said"]);
        assert_eq!(forms("admit", Some("admitted")), ["admit", "admits", "admitting", "admitted"]);
        assert_eq!(forms("call", None), ["call", "calls", "calling", "called"]);
        assert_eq!(forms("agree", None), ["agree", "agrees", "agreeing", "agreed"]);
        assert_eq!(forms("preach", None), ["preach", "preaches", "preaching", "preached"]);
    }

    #[test]
    fn a_form_of_two_classes_takes_the_last_entry() {
        let cues = english_cues();
        let last = |text: &str| cues.iter().rev().find(|(form, ..)| form == text).map(|e| e.1);
        assert_eq!(last("argued").map(|cue| cue.class), Some(CueClass::Say));
        assert_eq!(last("read").map(|cue| cue.form), Some(Form::Past));
        assert_eq!(last("spoken").map(|cue| cue.class), Some(CueClass::Other));
    }
}
