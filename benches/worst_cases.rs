//! Texts that are worst for something: only quotation marks, only dots, one word, one line, a million
//! short sentences, ever new names. Each at any size.

/// What is repeated, and what stands around it once.
const REPEATED: [(&str, &str, &str, &str); 40] = [
    ("all “", "", "“", ""),
    ("all \"", "", "\"", ""),
    ("all '", "", "'", ""),
    ("all «", "", "«", ""),
    ("“ and words", "", "“Yes said ", ""),
    ("“a” pairs", "", "“a” ", ""),
    ("“Yes,” he said.", "", "“Yes we do now,” he said. ", ""),
    ("quotes, a line each", "", "“We will do it,” said Ann Lee.\n\n", ""),
    ("quotes without speakers", "", "“We will do it now.” ", ""),
    ("one name and pronouns", "", "Ann Lee came. “We will do it now,” she said. ", ""),
    ("„ in German", "Der Rat und die Stadt: ", "„Das ist es nun“, sagte er. ", ""),
    ("all dots", "", ".", ""),
    (". . .", "", ". ", ""),
    ("a.a.a.", "", "a.", ""),
    ("Mr. Mr.", "", "Mr. ", ""),
    ("No. 1 No. 2", "", "No. 1 ", ""),
    ("one token", "", "a", ""),
    ("capital token", "", "A", ""),
    ("a Greek word", "", "σ", ""),
    ("an Arabic word", "", "م", ""),
    ("digits", "", "1", ""),
    ("digits with commas", "", "1,", ""),
    ("hyphens", "", "a-", ""),
    ("apostrophes", "", "a’", ""),
    ("only line breaks", "", "\n", ""),
    ("a word a line", "", "word\n", ""),
    ("only spaces", "", " ", "x"),
    ("spaces and dots", "", " .  ", ""),
    ("combining marks", "e", "\u{301}", ""),
    ("right to left", "", "שלום עולם. ", ""),
    ("emoji with joiners", "", "👩\u{200d}👩\u{200d}👧 ", ""),
    ("Han", "", "新闻报道说政府决定", ""),
    ("a URL", "", "https://example.org/a/b?c=d&e=f ", ""),
    ("nested parentheses", "", "(", ""),
    ("one-word sentences", "", "Go. ", ""),
    ("one sentence of words", "", "the council and ", ""),
    ("one sentence of names", "", "Ann Lee, ", ""),
    ("one sentence of capitals", "", "Ann ", ""),
    ("commas", "", ", ", ""),
    ("said said", "", "said ", ""),
];

/// Pieces with distinct words and names, which no table of known words helps with, from their number.
const NUMBERED: [(&str, Pattern); 4] = [
    ("distinct words", |n| format!("{} ", letters(n))),
    ("distinct names", |n| format!("Mr {}n {}t came. ", capital(n), capital(n * 7))),
    ("distinct speakers", |n| {
        format!("“We will do it now,” said {}n {}t. ", capital(n), capital(n * 7))
    }),
    ("distinct surnames, pronouns", |n| {
        format!("Ann {}t came. “We will do it now,” she said. ", capital(n))
    }),
];

type Pattern = fn(usize) -> String;

/// Returns the names of all cases.
pub fn names() -> impl Iterator<Item = &'static str> {
    let repeated = REPEATED.iter().map(|(name, ..)| *name);
    repeated.chain(NUMBERED.iter().map(|(name, _)| *name))
}

/// Returns the text of a case, of `n_bytes` at most and nearly; none if there is no such case.
#[must_use]
pub fn text(name: &str, n_bytes: usize) -> Option<String> {
    if let Some((_, before, piece, after)) = REPEATED.iter().find(|(other, ..)| *other == name) {
        let n = n_bytes.saturating_sub(before.len() + after.len()) / piece.len();
        return Some(format!("{before}{}{after}", piece.repeat(n)));
    }
    let (_, pattern) = NUMBERED.iter().find(|(other, _)| *other == name)?;
    let mut text = String::new();
    for next in (0..).map(pattern) {
        if text.len() + next.len() > n_bytes {
            break;
        }
        text.push_str(&next);
    }
    Some(text)
}

/// A number as letters.
fn letters(mut number: usize) -> String {
    let mut word = String::from("w");
    while number > 0 {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    word
}

fn capital(number: usize) -> String {
    letters(number).to_uppercase().chars().take(1).chain(letters(number).chars()).collect()
}
