//! Which German words report speech: the verbs of `data/cues/de.txt` and their forms.
//!
//! Depends on the shared cue types.

use crate::quotes::class::Classes;
use crate::quotes::cue::{Cue, CueClass, CueEntry, Form, Lemma};
use crate::text::sections;
use std::collections::HashSet;

const GERMAN: &str = include_str!("../../../data/cues/de.txt");

/// Prefixes that are never separated; such verbs form their participle without *ge-*.
const FIXED_PREFIXES: [&str; 7] = ["be", "er", "ver", "ent", "ge", "zer", "miss"];

/// Lists all forms of the German verbs, each once: the first entry of a form counts.
pub(super) fn german_cues() -> Vec<CueEntry> {
    let mut seen: HashSet<String> = section("excluded").map(str::to_owned).collect();
    let mut entries = Vec::new();
    for (name, class) in [("say", CueClass::Say), ("call", CueClass::Call)] {
        for entry in section(name) {
            for (form, text) in inflect(entry) {
                if seen.insert(text.clone()) {
                    let lemma =
                        if entry.starts_with("heißen") { Lemma::Heissen } else { Lemma::Other };
                    entries.push((text, Cue { class, form, lemma }, Classes::NONE));
                }
            }
        }
    }
    entries
}

fn section(name: &str) -> impl Iterator<Item = &'static str> {
    sections(GERMAN).filter(move |(section, _)| *section == name).map(|(_, word)| word)
}

/// Builds the forms of an entry: `verb`, `prefix|verb` or `verb=past/participle/third`.
fn inflect(entry: &str) -> Vec<(Form, String)> {
    let (verb, irregular) = entry.split_once('=').map_or((entry, None), |(v, i)| (v, Some(i)));
    let (prefix, root) = verb.split_once('|').unwrap_or(("", verb));
    let infinitive = format!("{prefix}{root}");
    let root = root.strip_suffix("en").or_else(|| root.strip_suffix('n')).unwrap_or(root);
    let stem = format!("{prefix}{root}");
    let mut forms = Vec::new();
    let mut irregular = irregular.into_iter().flat_map(|forms| forms.split('/'));
    if let (Some(past), Some(participle), Some(third)) =
        (irregular.next(), irregular.next(), irregular.next())
    {
        forms.push((Form::Past, past.to_owned()));
        forms.push((Form::Past, format!("{past}en")));
        forms.push((Form::Participle, participle.to_owned()));
        forms.push((Form::Present, third.to_owned()));
        forms.push((Form::Base, infinitive));
        forms.push((Form::Present, format!("{stem}e")));
        return forms;
    }
    let link =
        if ["t", "d", "chn", "ffn", "gn"].iter().any(|end| root.ends_with(end)) { "e" } else { "" };
    forms.push((Form::Present, format!("{stem}{link}t")));
    forms.push((Form::Past, format!("{stem}{link}te")));
    forms.push((Form::Past, format!("{stem}{link}ten")));
    forms.push((Form::Base, infinitive));
    forms.push((Form::Present, format!("{stem}e")));
    let is_fixed = prefix.is_empty()
        && (verb.ends_with("ieren")
            || FIXED_PREFIXES.iter().any(|prefix| root.starts_with(prefix)));
    if !is_fixed {
        forms.push((Form::Participle, format!("{prefix}ge{root}{link}t")));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::{german_cues, inflect};
    use crate::quotes::cue::{CueClass, Form};

    fn forms(entry: &str) -> Vec<String> {
        inflect(entry).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn verbs_are_inflected() {
        assert_eq!(forms("sagen"), ["sagt", "sagte", "sagten", "sagen", "sage", "gesagt"]);
        assert_eq!(forms("antworten")[..2], ["antwortet", "antwortete"]);
        assert_eq!(forms("mit|teilen")[5], "mitgeteilt");
        assert_eq!(forms("erklären").len(), 5);
        assert_eq!(forms("rufen=rief/gerufen/ruft")[2], "gerufen");
    }

    #[test]
    fn the_first_entry_of_a_form_counts() {
        let cues = german_cues();
        let of = |text: &str| {
            cues.iter().filter(|(form, ..)| form == text).map(|e| e.1).collect::<Vec<_>>()
        };
        assert_eq!(of("nannte").len(), 1);
        assert_eq!(of("nannte")[0].class, CueClass::Call);
        assert_eq!(of("erklärt")[0].form, Form::Present);
        assert!(of("will").is_empty());
    }
}
