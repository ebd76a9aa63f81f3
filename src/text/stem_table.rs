//! The distinct stems of one document, numbered in the order in which they appear.
//!
//! A hash table with open addressing over one list of bytes, so that nothing is allocated once there is
//! room. Seeded at random, since the caller chooses the words; nothing iterates over it.

use super::TermId;
use foldhash::fast::RandomState;
use std::hash::{BuildHasher, Hasher};

/// Fewest slots, a power of two.
const MIN_SLOTS: usize = 1 << 11;

/// A table with more slots is given back once its document is read.
const MAX_KEPT_SLOTS: usize = 1 << 16;

/// The stems and where they are.
#[derive(Debug)]
pub(super) struct StemTable {
    state: Option<RandomState>,
    /// A power of two, at most half of them taken; none before the first stem.
    slots: Vec<Slot>,
    /// All stems, one behind the other, where each ends, and its slot.
    stems: Vec<u8>,
    ends: Vec<u32>,
    places: Vec<u32>,
}

/// A place in the table.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// The upper half of the stem's hash.
    tag: u32,
    /// The term's number and 1; 0 if the slot is free.
    number: u32,
}

impl StemTable {
    pub(super) const EMPTY: Self = Self {
        state: None,
        slots: Vec::new(),
        stems: Vec::new(),
        ends: Vec::new(),
        places: Vec::new(),
    };

    /// Forgets all stems; to be called before the first one is added, too.
    pub(super) fn clear(&mut self) {
        self.state.get_or_insert_default();
        if self.slots.len() > MAX_KEPT_SLOTS {
            *self = Self { state: self.state.take(), ..Self::EMPTY };
        }
        for &place in &self.places {
            if let Some(slot) = self.slots.get_mut(place as usize) {
                *slot = Slot::FREE;
            }
        }
        self.places.clear();
        self.stems.clear();
        self.ends.clear();
    }

    /// Returns how many stems there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the number of a stem.
    pub(super) fn find(&self, stem: &[u8]) -> Option<TermId> {
        self.search(stem, self.hash(stem)).1
    }

    /// Returns the number of a stem, the next one if it is new.
    pub(super) fn intern(&mut self, stem: &[u8]) -> TermId {
        let hash = self.hash(stem);
        let (mut place, known) = self.search(stem, hash);
        if let Some(term) = known {
            return term;
        }
        if self.slots.len() <= self.ends.len() * 2 {
            self.grow();
            place = self.search(stem, hash).0;
        }
        let term = TermId(to_u32(self.ends.len()));
        self.stems.extend_from_slice(stem);
        self.ends.push(to_u32(self.stems.len()));
        self.take(place, hash, term);
        term
    }

    fn take(&mut self, place: usize, hash: u64, term: TermId) {
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = Slot { tag: tag(hash), number: term.0 + 1 };
            self.places.push(to_u32(place));
        }
    }

    fn hash(&self, stem: &[u8]) -> u64 {
        self.state.as_ref().map_or(0, |state| {
            let mut hasher = state.build_hasher();
            hasher.write(stem);
            hasher.finish()
        })
    }

    /// Returns the slot where a stem is or would be, and its number if it is there.
    fn search(&self, stem: &[u8], hash: u64) -> (usize, Option<TermId>) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = usize::try_from(hash).unwrap_or(0) & mask;
        while let Some(slot) = self.slots.get(place).filter(|slot| slot.number > 0) {
            let term = TermId(slot.number - 1);
            if slot.tag == tag(hash) && self.stem(term) == stem {
                return (place, Some(term));
            }
            place = (place + 1) & mask;
        }
        (place, None)
    }

    fn stem(&self, term: TermId) -> &[u8] {
        let end_of = |index: usize| self.ends.get(index).map_or(0, |&end| end as usize);
        let start = term.index().checked_sub(1).map_or(0, end_of);
        self.stems.get(start..end_of(term.index())).unwrap_or_default()
    }

    /// Makes room for twice as many stems.
    fn grow(&mut self) {
        let n_slots = (self.slots.len() * 2).max(MIN_SLOTS);
        self.slots.clear();
        self.slots.resize(n_slots, Slot::FREE);
        self.places.clear();
        for number in 0..to_u32(self.ends.len()) {
            let stem = self.stem(TermId(number));
            let hash = self.hash(stem);
            let (place, _) = self.search(stem, hash);
            self.take(place, hash, TermId(number));
        }
    }
}

impl Slot {
    const FREE: Self = Self { tag: 0, number: 0 };
}

fn tag(hash: u64) -> u32 {
    to_u32((hash >> 32) as usize)
}

/// Numbers and places fit into 32 bits, since offsets into the text do.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{StemTable, TermId};

    #[test]
    fn stems_are_numbered_in_order_however_many_there_are() {
        let mut table = StemTable::EMPTY;
        for _ in 0..2 {
            table.clear();
            for number in 0..5_000 {
                let stem = format!("stem{number}");
                assert_eq!(table.find(stem.as_bytes()), None);
                assert_eq!(table.intern(stem.as_bytes()), TermId(number));
            }
            for number in (0..5_000).rev() {
                assert_eq!(table.intern(format!("stem{number}").as_bytes()), TermId(number));
            }
            assert_eq!(table.len(), 5_000);
        }
        assert_eq!(table.find(b"stem"), None);
    }
}
