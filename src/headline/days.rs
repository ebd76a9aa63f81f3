//! Which day names tell a reader nothing: `on Tuesday night`, `late Monday`, `yesterday`.
//!
//! A headline is read on its day. The day stays where it is the news (`will reopen on Monday`),
//! part of a range or a list, or where its phrase can't be told from a name.

use super::clause::Clause;
use super::clean::Removals;
use super::deletions::Purpose;
use super::lexicon::Class;
use crate::text::List;

pub(super) fn days(clause: &Clause<'_>, removals: &mut Removals) {
    remove(clause, removals, Purpose::Headline);
}

/// The days of the report itself: those that agencies write without "on", `burst its banks Tuesday`,
/// `yesterday`, and those of statements, `said on Monday`.
pub(super) fn days_of_report(clause: &Clause<'_>, removals: &mut Removals) {
    remove(clause, removals, Purpose::Bullet);
}

fn remove(clause: &Clause<'_>, removals: &mut Removals, purpose: Purpose) {
    let is_kept_by = |phrase: &Phrase, kept: &[usize]| {
        let is_of_report = phrase.is_bare || dates_statement(clause, kept);
        purpose == Purpose::Bullet && (!is_of_report || dates_participle(clause, phrase, kept))
    };
    let mut kept: List<usize> = List::new();
    let mut i = 0;
    while i < clause.len() {
        let phrase = clause.is_open(i).then(|| read_phrase(clause, i)).flatten();
        let end = match &phrase {
            Some(phrase) if is_kept_by(phrase, &kept) => None,
            Some(phrase) if may_go(clause, phrase, &kept) => Some(phrase.end),
            _ => time_adverb(clause, i, kept.last().copied()),
        };
        let Some(mut end) = end else {
            kept.push(i);
            i += 1;
            continue;
        };
        let mut start = i;
        if clause.is(end, ",") {
            match kept.last() {
                None => end += 1,
                Some(&last) if clause.is_comma(last) && last + 1 == i && phrase.is_some() => {
                    kept.pop();
                    start = last;
                    end += 1;
                }
                Some(_) => {}
            }
        }
        removals.push(start..end);
        i = end;
    }
}

/// A day with what belongs to it.
struct Phrase {
    is_bare: bool,
    end: usize,
}

/// `[late] [on] [last] Monday [night] [and Tuesday] [, March 3]` from token `i`.
fn read_phrase(clause: &Clause<'_>, i: usize) -> Option<Phrase> {
    let is_day = |j: usize| clause.has(j, Class::DAY) && clause.is_open(j);
    let mut j = i;
    if clause.is_one_of(j, &["late", "early", "earlier"])
        && (clause.is(j + 1, "on") || is_day(j + 1))
    {
        j += 1;
    }
    let is_bare = !clause.is(j, "on");
    j += usize::from(!is_bare);
    if clause.is_one_of(j, &["late", "early", "last", "next", "this"]) && is_day(j + 1) {
        j += 1;
    }
    if !is_day(j) {
        return None;
    }
    j += 1;
    j += usize::from(clause.has(j, Class::DAY_PART));
    if clause.is_one_of(j, &["and", "or"]) && is_day(j + 1) {
        j += 2;
    }
    if clause.is(j, ",") && clause.has(j + 1, Class::MONTH.or(Class::NUMBER)) {
        j += 2;
        j += usize::from(clause.has(j, Class::NUMBER));
    } else if clause.has(j, Class::NUMBER) && clause.has(j + 1, Class::MONTH) {
        j += 2;
    }
    Some(Phrase { is_bare, end: j })
}

/// Words before which a day can go without tearing a phrase.
fn may_follow_day(clause: &Clause<'_>, i: usize) -> bool {
    const AFTER: Class =
        Class::PREPOSITION.or(Class::SUBORDINATOR).or(Class::AUXILIARY).or(Class::RELATIVE);
    const WORDS: [&str; 13] =
        ["and", "but", "that", "to", "of", "it", "he", "she", "they", "the", "a", "an", "its"];
    !clause.is_word(i)
        || clause.has(i, AFTER.or(Class::IN_LY))
        || clause.is_one_of(i, &WORDS)
        || clause.is_one_of(i, &["his", "her", "their"])
}

fn may_go(clause: &Clause<'_>, phrase: &Phrase, kept: &[usize]) -> bool {
    let next = phrase.end;
    let opens_quote = clause.is_one_of(next, &["\"", "“", "«", "”", "»"]);
    let fits = if opens_quote {
        !phrase.is_bare
    } else {
        may_follow_day(clause, next)
            || (!clause.has(next, Class::CAPITAL) && clause.is_finite(next))
    };
    let is_range = clause.is_one_of(next, &["and", "or", "to"])
        && clause.has(next + 1, Class::DAY.or(Class::NUMBER));
    if !fits || is_range {
        return false;
    }
    let Some(&last) = kept.last() else { return !phrase.is_bare || clause.is(next, ",") };
    let belongs = phrase.is_bare && belongs_to_day(clause, last);
    let is_last = !clause.is_word(next);
    !(belongs || clause.is_one_of(last, &["and", "or"]) || (is_last && is_the_news(clause, kept)))
}

/// Whether a bare day belongs to the word before it: `for Monday`, `the Monday`, `next Monday`.
fn belongs_to_day(clause: &Clause<'_>, last: usize) -> bool {
    const OWNERS: [&str; 12] =
        ["and", "or", "to", "of", "next", "last", "this", "every", "until", "by", "from", "since"];
    clause.has(last, Class::PREPOSITION.or(Class::DETERMINER).or(Class::GENITIVE))
        || clause.is_one_of(last, &OWNERS)
}

/// `the firm said on Monday`: the day of a statement, which is not that of the news.
fn dates_statement(clause: &Clause<'_>, kept: &[usize]) -> bool {
    const VERBS: [&str; 9] = [
        "said",
        "says",
        "announced",
        "confirmed",
        "added",
        "revealed",
        "stated",
        "tweeted",
        "wrote",
    ];
    let Some((&verb, before)) = kept.split_last() else { return false };
    clause.is_one_of(verb, &VERBS)
        && !before.last().is_some_and(|&i| clause.has(i, Class::BE.or(Class::HAVE)))
}

/// `documents filed Thursday said`: without its day the participle reads as the verb.
fn dates_participle(clause: &Clause<'_>, phrase: &Phrase, kept: &[usize]) -> bool {
    kept.last().is_some_and(|&last| clause.has(last, Class::PAST)) && clause.is_finite(phrase.end)
}

/// `will be announced on Monday`, `to return to work on Thursday`: the day is what is new.
fn is_the_news(clause: &Clause<'_>, kept: &[usize]) -> bool {
    let Some((&last, before)) = kept.split_last() else { return false };
    let follows_verb = clause.has(last, Class::PARTICIPLE)
        || before.last().is_some_and(|&i| clause.has(i, Class::MODAL));
    let recent = &kept[kept.len().saturating_sub(4)..];
    follows_verb && recent.iter().any(|&i| clause.is_one_of(i, &["will", "to", "would"]))
}

/// Where `yesterday`, `today` ... at `i` ends if it can go.
fn time_adverb(clause: &Clause<'_>, i: usize, last: Option<usize>) -> Option<usize> {
    let last = last?;
    if !clause.is_open(i) || !clause.has(i, Class::TIME_ADVERB) || !clause.is_word(last) {
        return None;
    }
    let next = i + 1;
    let fits = (may_follow_day(clause, next) && !clause.is_one_of(next, &["'", "-", "’"]))
        || clause.is_finite(next);
    let belongs = clause.has(last, Class::PREPOSITION.or(Class::DETERMINER).or(Class::GENITIVE))
        || clause.is_one_of(last, &["and", "or", "until", "to", "of", "than"]);
    let precedes_past = !clause.has(last, Class::FUNCTION) && clause.has(next, Class::PAST);
    ((fits && !belongs) || precedes_past).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::super::deletions::Purpose;
    use super::super::testing::{cleaned, cleaned_for};

    fn check(sentence: &str, expected: &str) {
        assert_eq!(cleaned(sentence), expected);
    }

    #[test]
    fn days_go_where_they_are_not_the_news() {
        check("The river burst its banks on Tuesday night", "The river burst its banks");
        check(
            "The firm said late on Monday that it will close",
            "The firm said that it will close",
        );
        check("On Friday, March 3, the river burst its banks", "The river burst its banks");
        check("Teachers Tuesday voted to strike", "Teachers voted to strike");
        check("The firm yesterday closed two shops", "The firm closed two shops");
    }

    #[test]
    fn bullets_lose_only_the_days_of_the_report() {
        let check = |sentence: &str, expected: &str| {
            assert_eq!(cleaned_for(sentence, Purpose::Bullet), expected);
        };
        check("The firm said late Monday that it will close", "The firm said that it will close");
        check("The firm yesterday closed two shops", "The firm closed two shops");
        check("The river burst its banks on Tuesday", "The river burst its banks on Tuesday");
        check("The firm said on Monday it will close", "The firm said it will close");
        check(
            "The plan was announced on Monday by Corvane",
            "The plan was announced on Monday by Corvane",
        );
        check(
            "Papers filed Thursday said the firm owes millions",
            "Papers filed Thursday said the firm owes millions",
        );
    }

    #[test]
    fn days_stay_where_they_are_the_news_or_part_of_a_range() {
        check("The winner will be announced on Monday", "The winner will be announced on Monday");
        check(
            "Teachers will return to work on Thursday",
            "Teachers will return to work on Thursday",
        );
        check("It is open from Monday to Friday", "It is open from Monday to Friday");
        check("The Monday Club has closed", "The Monday Club has closed");
    }
}
