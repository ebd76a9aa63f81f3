//! Which pronoun a person of unknown gender takes, learnt from the article itself.
//!
//! Depends on mentions. Only paragraphs that mention exactly one person count.

use super::mentions::Mention;
use super::names::{Gender, Registry};
use super::story::Story;
use super::word::Word;
use crate::text::List;

/// Sets the gender of people whose pronouns in paragraphs of their own are clear: at least one of
/// a gender and twice as many as of the other.
pub(super) fn learn_genders(story: &Story<'_>, mentions: &[Mention], registry: &mut Registry) {
    let mut counts = List::filled((0_u32, 0_u32), registry.people.len());
    let mut rest = mentions;
    while let Some(first) = rest.first() {
        let n_inside = rest.partition_point(|mention| mention.paragraph == first.paragraph);
        let (inside, behind) = rest.split_at(n_inside);
        rest = behind;
        if inside.iter().any(|mention| mention.person != first.person) {
            continue;
        }
        let Some(count) = counts.get_mut(first.person.0 as usize) else { continue };
        let tokens = story.tokens_of(first.paragraph);
        for token in tokens.range(first.end, tokens.end()) {
            if token.is_short_quoted {
                continue;
            }
            match token.word {
                Word::He | Word::His | Word::Him | Word::Himself => count.0 += 1,
                Word::She | Word::Her | Word::Herself | Word::Hers => count.1 += 1,
                _ => {}
            }
        }
    }
    for (person, &(male, female)) in registry.people.iter_mut().zip(&counts) {
        if person.gender.is_some() {
            continue;
        }
        person.gender = if male >= 1 && male >= 2 * female {
            Some(Gender::Male)
        } else if female >= 1 && female >= 2 * male {
            Some(Gender::Female)
        } else {
            None
        };
    }
}
