//! Which stem does a word have when summaries are compared?
//!
//! The stemmer of Porter (1980, "An algorithm for suffix stripping", Program 14(3), 130-137) with
//! the changes that NLTK makes in its default mode, because google's rouge-score uses that one.
//! It serves the measuring of summaries only; the engine's own stems come from `text`.

/// Words whose stem the rules would miss, with the stem.
const IRREGULAR: [(&str, &str); 16] = [
    ("sky", "sky"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

/// Step 2, for stems of a measure above 0, in the order in which they are tried.
const STEP_2: [(&str, &str); 21] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];

/// Step 3, for stems of a measure above 0.
const STEP_3: [(&str, &str); 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

/// Step 4, removed from stems of a measure above 1; "ion" only after s or t.
const STEP_4: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
];

/// Returns the stem of a word of ASCII lower-case letters and digits.
///
/// # Complexity
/// Linear in the word's length.
#[must_use]
pub fn stem(word: &str) -> String {
    if let Some((_, stem)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return (*stem).to_owned();
    }
    let mut word = Word(word.to_owned());
    if word.0.len() > 2 {
        word.plural();
        word.past_and_participle();
        word.final_y();
        word.double_suffix();
        word.first_rule(&STEP_3);
        word.last_suffix();
        word.final_e();
        word.final_double_l();
    }
    word.0
}

struct Word(String);

impl Word {
    /// Step 1a.
    fn plural(&mut self) {
        if self.0.len() == 4 && self.replace("ies", "ie") {
            return;
        }
        for (suffix, replacement) in [("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")] {
            if self.replace(suffix, replacement) {
                return;
            }
        }
    }

    /// Step 1b.
    fn past_and_participle(&mut self) {
        let is_short = self.0.len() == 4;
        if self.replace("ied", if is_short { "ie" } else { "i" }) {
            return;
        }
        if let Some(stem) = self.0.strip_suffix("eed") {
            if measure(stem) > 0 {
                self.replace("eed", "ee");
            }
            return;
        }
        let stem = ["ed", "ing"]
            .into_iter()
            .filter_map(|suffix| self.0.strip_suffix(suffix))
            .find(|stem| is_consonant(stem).any(|consonant| !consonant));
        let Some(stem) = stem else { return };
        self.0.truncate(stem.len());
        for (suffix, replacement) in [("at", "ate"), ("bl", "ble"), ("iz", "ize")] {
            if self.replace(suffix, replacement) {
                return;
            }
        }
        if ends_in_double_consonant(&self.0) {
            if !self.0.ends_with(['l', 's', 'z']) {
                self.0.pop();
            }
        } else if measure(&self.0) == 1 && ends_in_short_syllable(&self.0) {
            self.0.push('e');
        }
    }

    /// Step 1c, with NLTK's condition: after a consonant that doesn't open the word.
    fn final_y(&mut self) {
        let follows_consonant =
            |stem: &str| stem.len() > 1 && is_consonant(stem).last() == Some(true);
        if self.0.strip_suffix('y').is_some_and(follows_consonant) {
            self.replace("y", "i");
        }
    }

    /// Step 2. NLTK tries "alli" first and then goes through the step again.
    fn double_suffix(&mut self) {
        while self.0.strip_suffix("alli").is_some_and(|stem| measure(stem) > 0) {
            self.replace("alli", "al");
        }
        let is_done = self.first_rule(&STEP_2);
        // The l belongs to the stem here, so that "geologi" counts as long enough.
        let has_long_stem = |stem: &str| measure(&format!("{stem}l")) > 0;
        if !is_done && self.0.strip_suffix("logi").is_some_and(has_long_stem) {
            self.replace("logi", "log");
        }
    }

    /// Step 4.
    fn last_suffix(&mut self) {
        let Some(suffix) = STEP_4.into_iter().find(|suffix| self.0.ends_with(suffix)) else {
            return;
        };
        let stem = self.0.strip_suffix(suffix).unwrap_or_default();
        if measure(stem) > 1 && (suffix != "ion" || stem.ends_with(['s', 't'])) {
            self.replace(suffix, "");
        }
    }

    /// Step 5a.
    fn final_e(&mut self) {
        let Some(stem) = self.0.strip_suffix('e') else { return };
        let measure = measure(stem);
        if measure > 1 || (measure == 1 && !ends_in_short_syllable(stem)) {
            self.0.pop();
        }
    }

    /// Step 5b.
    fn final_double_l(&mut self) {
        if self.0.ends_with("ll") && self.0.strip_suffix('l').is_some_and(|stem| measure(stem) > 1)
        {
            self.0.pop();
        }
    }

    /// Applies the first rule whose suffix the word has, if the stem's measure is above 0; tells
    /// whether there was such a suffix.
    fn first_rule(&mut self, rules: &[(&str, &str)]) -> bool {
        let Some((suffix, replacement)) = rules.iter().find(|(suffix, _)| self.0.ends_with(suffix))
        else {
            return false;
        };
        if self.0.strip_suffix(suffix).is_some_and(|stem| measure(stem) > 0) {
            self.replace(suffix, replacement);
        }
        true
    }

    /// Replaces a suffix if the word has it.
    fn replace(&mut self, suffix: &str, replacement: &str) -> bool {
        let has_suffix = self.0.ends_with(suffix);
        if has_suffix {
            self.0.truncate(self.0.len() - suffix.len());
            self.0.push_str(replacement);
        }
        has_suffix
    }
}

/// Tells for each letter whether it is a consonant: y is one at the start and after a vowel.
fn is_consonant(word: &str) -> impl Iterator<Item = bool> {
    word.bytes().scan(false, |follows_consonant, letter| {
        *follows_consonant = match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' => false,
            b'y' => !*follows_consonant,
            _ => true,
        };
        Some(*follows_consonant)
    })
}

/// Porter's m: how often a consonant follows a vowel.
fn measure(stem: &str) -> usize {
    is_consonant(stem).zip(is_consonant(stem).skip(1)).filter(|&pair| pair == (false, true)).count()
}

/// Porter's *d.
fn ends_in_double_consonant(word: &str) -> bool {
    let mut letters = word.bytes().rev();
    letters.next().zip(letters.next()).is_some_and(|(last, before)| last == before)
        && is_consonant(word).last() == Some(true)
}

/// Porter's *o: consonant, vowel, consonant other than w, x and y; in NLTK also a whole word of
/// vowel and consonant.
fn ends_in_short_syllable(word: &str) -> bool {
    let shape: Vec<bool> = is_consonant(word).collect();
    match shape.as_slice() {
        [false, true] => true,
        [.., true, false, true] => !word.ends_with(['w', 'x', 'y']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[track_caller]
    fn check(pairs: &[(&str, &str)]) {
        for (word, expected) in pairs {
            assert_eq!(stem(word), *expected, "{word}");
        }
    }

    #[test]
    fn examples_of_the_paper() {
        check(&[
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("cats", "cat"),
            ("feed", "feed"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
            ("sing", "sing"),
            ("conflated", "conflat"),
            ("troubled", "troubl"),
            ("sized", "size"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("hissing", "hiss"),
            ("filing", "file"),
            ("happy", "happi"),
            ("relational", "relat"),
            ("conditional", "condit"),
            ("radically", "radic"),
            ("vietnamization", "vietnam"),
            ("operator", "oper"),
            ("decisiveness", "decis"),
            ("sensibility", "sensibl"),
            ("triplicate", "triplic"),
            ("formative", "form"),
            ("electrical", "electr"),
            ("adjustment", "adjust"),
            ("adoption", "adopt"),
            ("effective", "effect"),
            ("probate", "probat"),
            ("rate", "rate"),
            ("cease", "ceas"),
            ("controlling", "control"),
            ("rolling", "roll"),
        ]);
    }

    #[test]
    fn what_nltk_does_otherwise() {
        check(&[
            ("dying", "die"),
            ("skies", "sky"),
            ("dies", "die"),
            ("died", "die"),
            ("flies", "fli"),
            ("spied", "spi"),
            ("enjoy", "enjoy"),
            ("fly", "fli"),
            ("by", "by"),
            ("theology", "theolog"),
            ("geologically", "geolog"),
            ("news", "news"),
        ]);
    }

    #[test]
    fn digits_are_consonants_and_short_words_stay() {
        check(&[("1980s", "1980"), ("as", "as"), ("", ""), ("100ing", "100ing")]);
    }
}
