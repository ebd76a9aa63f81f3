//! Which language a text is written in.
//!
//! First the script, then a vote of the stop-word lists over the words, and trigrams (whatlang)
//! only where that leaves a doubt. Depends on words and stop words.

use super::character::{beginning, is_word_char};
use super::stop_words;
use super::term::normalise;
use super::word::words;
use super::word_list::entries;
use super::{DetectedLanguage, Language, Span};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;
use whatlang::{Detector, Lang};

/// How much of a text is looked at, in bytes; the rest rarely tells more.
const MAX_DETECTION_BYTES: usize = 4096;

/// How much of a text the trigrams are computed for, in bytes; they cost most.
const MAX_TRIGRAM_BYTES: usize = 400;

/// Lead of the first over the second language, as a share of the votes of the first, from which the vote
/// is trusted.
const CLEAR_MARGIN: f64 = 0.25;

/// Share of the first language's votes from which another one that the trigrams name may win.
const RIVAL_SHARE: f64 = 0.9;

/// Votes below which there is too little text to trust the vote.
const MIN_VOTES: f64 = 2.5;

/// Share of listed words below which the language is probably none that has a list. Running text has
/// 30 to 60 %, headlines 10 to 20 %.
const MIN_LISTED_SHARE: f64 = 0.12;

/// Detects the language of a text, or takes the tag that the caller gave.
///
/// # Complexity
/// Linear in the first 4,096 bytes.
#[must_use]
pub fn detect_language(text: &str, tag: &str) -> DetectedLanguage {
    let tag = tag.trim();
    if !tag.is_empty() && !tag.eq_ignore_ascii_case("und") {
        return DetectedLanguage {
            code: tag.to_owned(),
            rules: Language::from_tag(tag),
            confidence: 1.0,
            is_detected: false,
        };
    }
    let sample = beginning(text, MAX_DETECTION_BYTES);
    match Script::of(sample) {
        Script::None => unknown(),
        Script::Greek => found(Language::Greek, 1.0),
        Script::Tamil => found(Language::Tamil, 1.0),
        Script::Arabic => {
            by_letters(sample, Language::Arabic, is_arabic_letter, is_foreign_arabic_letter)
        }
        Script::Cyrillic => {
            by_letters(sample, Language::Russian, is_russian_letter, is_foreign_cyrillic_letter)
        }
        Script::Latin => by_votes(sample),
        Script::Other => by_trigrams(sample),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    None,
    Latin,
    Greek,
    Cyrillic,
    Arabic,
    Tamil,
    Other,
}

impl Script {
    /// Returns the script of most letters.
    fn of(sample: &str) -> Self {
        const SCRIPTS: [Script; 6] = [
            Script::Latin,
            Script::Greek,
            Script::Cyrillic,
            Script::Arabic,
            Script::Tamil,
            Script::Other,
        ];
        let mut counts = [0_usize; 6];
        for c in sample.chars().filter(|&c| is_word_char(c) && !c.is_numeric()) {
            let slot = match u32::from(c) {
                0..=0x02FF | 0x1E00..=0x1EFF => 0,
                0x0370..=0x03FF | 0x1F00..=0x1FFF => 1,
                0x0400..=0x052F => 2,
                0x0600..=0x06FF | 0x0750..=0x077F => 3,
                0x0B80..=0x0BFF => 4,
                // An ideograph says as much as two or three letters.
                0x3041..=0x9FFF | 0xAC00..=0xD7A3 => {
                    counts[5] += 1;
                    5
                }
                _ => 5,
            };
            if let Some(count) = counts.get_mut(slot) {
                *count += 1;
            }
        }
        let best = counts.iter().copied().zip(SCRIPTS).rev().max_by_key(|&(count, _)| count);
        best.filter(|&(count, _)| count > 0).map_or(Self::None, |(_, script)| script)
    }
}

/// The languages of the Latin script that vote.
static VOTERS: LazyLock<Voters> = LazyLock::new(Voters::new);

#[derive(Default)]
struct Voters {
    codes: Vec<&'static str>,
    /// For each word the languages that have it, one bit each.
    words: HashMap<String, u64, FixedState>,
}

impl Voters {
    fn new() -> Self {
        let mut voters = Self::default();
        for language in Language::ALL {
            if !matches!(
                language,
                Language::Arabic | Language::Greek | Language::Russian | Language::Tamil
            ) {
                voters.add(language.code(), stop_words::list(language).into_iter());
            }
        }
        for line in entries(include_str!("../../data/language_words.txt")) {
            if let Some((code, words)) = line.split_once(':') {
                voters.add(code, words.split_whitespace());
            }
        }
        voters
    }

    fn add(&mut self, code: &'static str, list: impl Iterator<Item = &'static str>) {
        let position = self.codes.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.codes.push(code);
            self.codes.len() - 1
        });
        let mut key = String::new();
        for word in list {
            normalise(word, None, &mut key);
            if key.chars().nth(1).is_some() {
                *self.words.entry(std::mem::take(&mut key)).or_insert(0) |= 1 << position;
            }
        }
    }
}

/// The votes of a text's words.
struct Tally {
    votes: [f64; 64],
    /// Share of the words that are in any list.
    share: f64,
    first: usize,
    second: usize,
}

impl Tally {
    fn of(sample: &str) -> Self {
        let mut votes = [0.0_f64; 64];
        let (mut total, mut n_listed) = (0_u32, 0_u32);
        let mut key = String::new();
        for span in words(sample, Span::new(0, sample.len())) {
            normalise(span.slice(sample).unwrap_or_default(), None, &mut key);
            total += 1;
            let Some(&mask) = VOTERS.words.get(&key) else { continue };
            n_listed += 1;
            // A word that many languages have says little about which one it is.
            let weight = 1.0 / f64::from(mask.count_ones());
            let mut rest = mask;
            while rest != 0 {
                if let Some(vote) = votes.get_mut(rest.trailing_zeros() as usize) {
                    *vote += weight;
                }
                rest &= rest - 1;
            }
        }
        let (mut first, mut second) = (0, 1);
        for position in 1..votes.len() {
            let vote = |at: usize| votes.get(at).copied().unwrap_or(0.0);
            if vote(position) > vote(first) {
                second = first;
                first = position;
            } else if vote(position) > vote(second) || second == first {
                second = position;
            }
        }
        Self { votes, share: f64::from(n_listed) / f64::from(total.max(1)), first, second }
    }

    fn votes(&self, position: usize) -> f64 {
        self.votes.get(position).copied().unwrap_or(0.0)
    }

    /// Lead of the first over the second, as a share of the first's votes.
    fn margin(&self) -> f64 {
        (self.votes(self.first) - self.votes(self.second))
            / self.votes(self.first).max(f64::MIN_POSITIVE)
    }

    fn votes_of(&self, code: &str) -> f64 {
        VOTERS
            .codes
            .iter()
            .position(|known| *known == code)
            .map_or(0.0, |position| self.votes(position))
    }
}

fn by_votes(sample: &str) -> DetectedLanguage {
    let tally = Tally::of(sample);
    let votes = tally.votes(tally.first);
    let favourite = VOTERS.codes.get(tally.first).copied().filter(|_| votes > 0.0);
    let margin = tally.margin();
    let is_clear = votes >= MIN_VOTES && tally.share >= MIN_LISTED_SHARE && margin >= CLEAR_MARGIN;
    let is_ours = favourite.is_some_and(|code| Language::from_tag(code).is_some());
    if is_ours && has_foreign_letters(sample) {
        return by_trigrams(sample);
    }
    match favourite {
        Some(code) if is_clear => {
            named(code, 1.0 - (1.0 - margin) * 0.5_f64.powf(votes / MIN_VOTES))
        }
        _ => in_doubt(sample, &tally, favourite),
    }
}

/// Asks the trigrams: among all languages if hardly a word is listed, among ours otherwise.
fn in_doubt(sample: &str, tally: &Tally, favourite: Option<&'static str>) -> DetectedLanguage {
    let excerpt = beginning(sample, MAX_TRIGRAM_BYTES);
    if tally.share < MIN_LISTED_SHARE {
        let info = Detector::new().detect(excerpt).filter(whatlang::Info::is_reliable);
        if let Some(info) = info {
            return named(code(info.lang()), info.confidence() * 0.9);
        }
    }
    let is_ours = favourite.is_none_or(|code| Language::from_tag(code).is_some());
    let detector =
        if is_ours { Detector::with_allowlist(ALLOWED.to_vec()) } else { Detector::new() };
    let trigrams = detector.detect(excerpt);
    let votes = tally.votes(tally.first);
    match (trigrams, favourite) {
        (Some(info), Some(favourite)) => {
            let other = code(info.lang());
            let is_rival = tally.votes_of(other) >= votes * RIVAL_SHARE;
            if other == favourite {
                named(favourite, 0.5 + tally.margin().max(info.confidence()) / 2.0)
            } else if votes < MIN_VOTES || is_rival && info.confidence() > tally.margin() {
                named(other, info.confidence() / 2.0)
            } else {
                named(favourite, tally.margin() / 2.0)
            }
        }
        (Some(info), None) => named(code(info.lang()), info.confidence() / 2.0),
        (None, Some(favourite)) => named(favourite, tally.margin() / 2.0),
        (None, None) => unknown(),
    }
}

fn by_trigrams(sample: &str) -> DetectedLanguage {
    match whatlang::detect(beginning(sample, MAX_TRIGRAM_BYTES)) {
        Some(info) => named(code(info.lang()), info.confidence()),
        None => unknown(),
    }
}

/// Decides between one of our languages and others of its script by letters that tell.
fn by_letters(
    sample: &str,
    language: Language,
    own: fn(char) -> bool,
    foreign: fn(char) -> bool,
) -> DetectedLanguage {
    let (mut n_letters, mut n_own, mut n_foreign) = (0_usize, 0_usize, 0_usize);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        n_letters += 1;
        n_own += usize::from(own(c));
        n_foreign += usize::from(foreign(c));
    }
    // Without a letter of its own a text must hold hardly any of the others', or be short.
    let is_own = n_foreign * if n_own > 0 { 50 } else { 100 } <= n_letters
        && (n_own * 400 >= n_letters || n_letters < 400);
    if is_own {
        return found(language, if n_own > 0 { 1.0 } else { 0.5 });
    }
    let detected = by_trigrams(sample);
    if detected.rules == Some(language) && n_foreign * 50 > n_letters {
        return DetectedLanguage {
            code: "und".to_owned(),
            rules: None,
            confidence: 0.0,
            is_detected: true,
        };
    }
    detected
}

/// Letters that Arabic has and its relatives in the same script write differently.
fn is_arabic_letter(c: char) -> bool {
    matches!(c, 'ي' | 'ك' | 'ة' | 'ى' | 'أ' | 'إ')
}

/// Letters of Persian, Urdu, Pashto and Kurdish.
fn is_foreign_arabic_letter(c: char) -> bool {
    matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ے' | 'ٹ' | 'ڈ' | 'ں' | 'ۆ' | 'ە' | 'ھ' | 'ہ')
}

/// Letters that Russian has and Ukrainian, Bulgarian, Serbian and Macedonian don't.
fn is_russian_letter(c: char) -> bool {
    matches!(c, 'ы' | 'э' | 'ё' | 'Ы' | 'Э' | 'Ё')
}

/// Tells whether more than one letter in fifty is one that none of our languages writes.
fn has_foreign_letters(sample: &str) -> bool {
    let is_foreign = |c: char| "əřůěłąężśźćńľťďňķļņģųėįơưđčšžāēīūĉĝ".contains(c);
    let n_letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    sample.chars().filter(|&c| !c.is_ascii() && is_foreign(c)).count() * 50 > n_letters
}

/// Letters of other languages in Cyrillic.
fn is_foreign_cyrillic_letter(c: char) -> bool {
    matches!(
        c,
        'і' | 'ї'
            | 'є'
            | 'ґ'
            | 'ў'
            | 'ђ'
            | 'ј'
            | 'љ'
            | 'њ'
            | 'ћ'
            | 'џ'
            | 'ѓ'
            | 'ќ'
            | 'ѕ'
            | 'ә'
            | 'ө'
            | 'ү'
            | 'ұ'
            | 'қ'
            | 'ғ'
            | 'ң'
            | 'һ'
            | 'ъ'
            | 'І'
            | 'Ї'
            | 'Є'
    )
}

const ALLOWED: [Lang; 14] = [
    Lang::Dan,
    Lang::Deu,
    Lang::Eng,
    Lang::Spa,
    Lang::Fin,
    Lang::Fra,
    Lang::Hun,
    Lang::Ita,
    Lang::Nld,
    Lang::Nob,
    Lang::Por,
    Lang::Ron,
    Lang::Swe,
    Lang::Tur,
];

/// Returns the shortest ISO 639 code, as BCP 47 wants it.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    }
}

fn found(language: Language, confidence: f64) -> DetectedLanguage {
    named(language.code(), confidence)
}

fn named(code: &str, confidence: f64) -> DetectedLanguage {
    DetectedLanguage {
        code: code.to_owned(),
        rules: Language::from_tag(code),
        confidence: confidence.clamp(0.0, 1.0),
        is_detected: true,
    }
}

fn unknown() -> DetectedLanguage {
    named("und", 0.0)
}

#[cfg(test)]
mod tests {
    use super::detect_language;
    use crate::text::Language;

    fn code(text: &str) -> String {
        detect_language(text, "").code
    }

    #[test]
    fn a_sentence_or_two_are_enough() {
        for (language, text) in [
            ("ar", "قال رئيس البلدية إن الميناء سيفتح أبوابه في الصباح بعد أسبوع من الإغلاق."),
            (
                "da",
                "Borgmesteren siger, at havnen åbner igen i morgen efter en uge, hvor der ikke har været trafik af nogen art.",
            ),
            (
                "de",
                "Der Bürgermeister sagt, dass der Hafen morgen wieder öffnet, nachdem er eine Woche geschlossen war.",
            ),
            ("el", "Ο δήμαρχος λέει ότι το λιμάνι ανοίγει ξανά αύριο."),
            (
                "en",
                "The mayor says that the harbour will open again tomorrow after a week in which it was closed.",
            ),
            (
                "es",
                "El alcalde dice que el puerto abrirá mañana después de una semana en la que estuvo cerrado.",
            ),
            (
                "fi",
                "Pormestari sanoo, että satama avataan huomenna, kun se on ollut viikon kiinni.",
            ),
            (
                "fr",
                "Le maire dit que le port ouvrira demain après une semaine pendant laquelle il était fermé.",
            ),
            (
                "hu",
                "A polgármester azt mondja, hogy a kikötő holnap újra kinyit, miután egy hétig zárva volt.",
            ),
            (
                "it",
                "Il sindaco dice che il porto riaprirà domani dopo una settimana in cui è rimasto chiuso.",
            ),
            (
                "nl",
                "De burgemeester zegt dat de haven morgen weer open gaat nadat die een week gesloten was.",
            ),
            (
                "no",
                "Ordføreren sier at havnen åpner igjen i morgen etter en uke hvor det ikke har vært noe trafikk.",
            ),
            (
                "pt",
                "O prefeito diz que o porto abrirá amanhã depois de uma semana em que esteve fechado.",
            ),
            (
                "ro",
                "Primarul spune că portul se va deschide mâine după o săptămână în care a fost închis.",
            ),
            ("ru", "Мэр говорит, что порт откроется завтра после недели, когда он был закрыт."),
            (
                "sv",
                "Borgmästaren säger att hamnen öppnar igen i morgon efter en vecka då den har varit stängd.",
            ),
            ("ta", "துறைமுகம் நாளை மீண்டும் திறக்கப்படும் என்று மேயர் கூறினார்."),
            (
                "tr",
                "Belediye başkanı, bir hafta kapalı kalan limanın yarın yeniden açılacağını söyledi.",
            ),
        ] {
            assert_eq!(code(text), language, "{text}");
        }
    }

    #[test]
    fn other_languages_get_their_code_and_no_rules() {
        for (language, text) in [
            ("zh", "市长说，港口关闭一周后将于明天重新开放。"),
            ("ja", "市長は、港は一週間の閉鎖の後、明日再開すると述べた。"),
            ("hi", "महापौर ने कहा कि बंदरगाह एक सप्ताह बंद रहने के बाद कल फिर खुलेगा।"),
            ("uk", "Мер каже, що порт відкриється завтра після тижня, коли він був зачинений."),
            (
                "pl",
                "Burmistrz mówi, że port zostanie otwarty jutro po tygodniu, w którym był zamknięty dla wszystkich statków.",
            ),
            (
                "ca",
                "L'alcalde diu que el port obrirà demà després d'una setmana en què ha estat tancat amb tots els vaixells.",
            ),
        ] {
            let detected = detect_language(text, "");
            assert_eq!(detected.code, language, "{text}");
            assert_eq!(detected.rules, None, "{text}");
        }
    }

    #[test]
    fn the_callers_tag_wins() {
        let given = detect_language("Der Hafen ist offen.", "en-GB");
        assert_eq!((given.rules, given.is_detected), (Some(Language::English), false));
        assert_eq!(detect_language("Port is open.", "zh-Hans").rules, None);
    }

    #[test]
    fn nothing_to_read_is_undetermined() {
        for text in ["", " \n", "1234 - 5678", "***"] {
            let detected = detect_language(text, "");
            assert_eq!((detected.code.as_str(), detected.rules), ("und", None), "{text:?}");
        }
    }
}
