//! A table by the keys of words, faster than a general one: the keys are hashes already.
//!
//! Open addressing over a list of entries, which stay in the order in which they came. The slot is the
//! top of the key's product with a random odd number, since callers choose the words: any two share one
//! with a probability of at most 2 / slots (Dietzfelbinger et al. 1997, "A reliable randomized algorithm
//! for the closest-pair problem").

use super::{List, WordKey};
use foldhash::fast::RandomState;
use std::hash::BuildHasher;

/// Fewest slots, a power of two.
const MIN_SLOTS: usize = 16;

/// Values by words.
#[derive(Debug)]
pub(crate) struct KeyTable<V: 'static> {
    /// An odd number that spreads the keys.
    seed: u64,
    /// A power of two, at most half of them taken: the number of an entry and 1, or 0.
    slots: List<u32>,
    entries: List<(WordKey, V)>,
}

impl<V> Default for KeyTable<V> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl<V> KeyTable<V> {
    /// Makes a table with room for so many words.
    pub(crate) fn with_capacity(n_words: usize) -> Self {
        let n_slots = (2 * n_words).next_power_of_two().max(MIN_SLOTS);
        Self {
            seed: RandomState::default().hash_one(n_slots) | 1,
            slots: List::filled(0, n_slots),
            entries: List::new(),
        }
    }

    /// Returns the value of a word; O(1) on average.
    pub(crate) fn get(&self, key: WordKey) -> Option<&V> {
        let number = self.search(key).1?;
        self.entries.get(number).map(|(_, value)| value)
    }

    /// Returns the value of a word for change; O(1) on average.
    pub(crate) fn get_mut(&mut self, key: WordKey) -> Option<&mut V> {
        let number = self.search(key).1?;
        self.entries.get_mut(number).map(|(_, value)| value)
    }

    /// Returns the value of a word, a new one from `make` if it has none; O(1) on average.
    pub(crate) fn get_or_insert_with(&mut self, key: WordKey, make: impl FnOnce() -> V) -> &mut V {
        let (mut place, known) = self.search(key);
        let number = known.unwrap_or_else(|| {
            if self.slots.len() <= self.entries.len() * 2 {
                self.grow();
                place = self.search(key).0;
            }
            self.entries.push((key, make()));
            if let Some(slot) = self.slots.get_mut(place) {
                *slot = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            }
            self.entries.len() - 1
        });
        &mut self.entries[number].1
    }

    /// Iterates over the values for change, in the order in which their words came.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// Iterates over the values in the order in which their words came.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Returns the slot where a word is or would be, and the number of its entry if it has one.
    fn search(&self, key: WordKey) -> (usize, Option<usize>) {
        let mask = self.slots.len() - 1;
        let hash = key.0.wrapping_mul(self.seed) >> (64 - self.slots.len().trailing_zeros());
        let mut place = usize::try_from(hash).unwrap_or(0) & mask;
        while let Some(&slot) = self.slots.get(place).filter(|&&slot| slot > 0) {
            let number = slot as usize - 1;
            if self.entries.get(number).is_some_and(|(known, _)| *known == key) {
                return (place, Some(number));
            }
            place = (place + 1) & mask;
        }
        (place, None)
    }

    /// Makes room for twice as many words.
    fn grow(&mut self) {
        let n_slots = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(n_slots, 0);
        for number in 0..self.entries.len() {
            let place = self.search(self.entries[number].0).0;
            self.slots[place] = u32::try_from(number + 1).unwrap_or(u32::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyTable, WordKey};

    #[test]
    fn words_keep_their_values_however_many_there_are() {
        let mut table = KeyTable::with_capacity(0);
        for round in 1..=2 {
            for number in 0..1_000 {
                *table.get_or_insert_with(WordKey(number << 40), || 0) += number;
                assert_eq!(table.get(WordKey(number << 40)), Some(&(number * round)));
            }
        }
        assert_eq!(table.get(WordKey(1)), None);
        assert!(table.values().copied().eq((0..1_000).map(|number| number * 2)));
    }
}
