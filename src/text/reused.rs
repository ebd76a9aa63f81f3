//! Lists and tables whose room outlives the article they were filled for: a warm call asks the
//! allocator for next to nothing.
//!
//! Each thread keeps the emptied collections of each type and hands them out again; what they held is
//! gone. Only room beyond [`MAX_KEPT_BYTES`] is given back, so that a huge article leaves nothing.

use foldhash::fast::FixedState;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::{Deref, DerefMut};

/// A collection with more room isn't kept, in bytes: articles of some 10 KiB need less.
const MAX_KEPT_BYTES: usize = 128 << 10;

/// So many collections of one type are kept.
const MAX_KEPT: usize = 64;

/// Places for types, a power of two; some hundred types are reused.
const N_PLACES: usize = 1 << 9;

thread_local! {
    /// A `Vec` of collections for each type, at the first free place from that of the type on.
    static STORE: RefCell<Vec<Option<Box<dyn Any>>>> = const { RefCell::new(Vec::new()) };
}

/// What can be emptied and filled again.
pub(crate) trait Collection: Default + 'static {
    /// Takes all values out and keeps the room.
    fn empty(&mut self);
    /// Returns how much room there is, in bytes.
    fn n_bytes(&self) -> usize;
}

impl<T: 'static> Collection for Vec<T> {
    fn empty(&mut self) {
        self.clear();
    }

    fn n_bytes(&self) -> usize {
        self.capacity() * size_of::<T>()
    }
}

impl<K: Eq + Hash + 'static, V: 'static, S: BuildHasher + Default + 'static> Collection
    for HashMap<K, V, S>
{
    fn empty(&mut self) {
        self.clear();
    }

    fn n_bytes(&self) -> usize {
        self.capacity() * size_of::<(K, V)>()
    }
}

impl Collection for String {
    fn empty(&mut self) {
        self.clear();
    }

    fn n_bytes(&self) -> usize {
        self.capacity()
    }
}

/// A collection in room that the thread had kept; gives it back when dropped.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reused<C: Collection>(C);

/// A list in reused room.
pub(crate) type List<T> = Reused<Vec<T>>;

/// A table in reused room.
pub(crate) type Table<K, V> = Reused<HashMap<K, V, FixedState>>;

impl<C: Collection> Reused<C> {
    /// Takes an empty one.
    pub(crate) fn new() -> Self {
        Self(take().unwrap_or_default())
    }
}

impl<C: Collection> Default for Reused<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone + 'static> List<T> {
    /// Makes a list of `n` equal values.
    pub(crate) fn filled(value: T, n: usize) -> Self {
        let mut list = Self::new();
        list.resize(n, value);
        list
    }
}

impl<T: 'static> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut list = Self::new();
        list.extend(values);
        list
    }
}

impl<C: Collection> Deref for Reused<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.0
    }
}

impl<C: Collection> DerefMut for Reused<C> {
    fn deref_mut(&mut self) -> &mut C {
        &mut self.0
    }
}

impl<'c, C: Collection> IntoIterator for &'c Reused<C>
where
    &'c C: IntoIterator,
{
    type Item = <&'c C as IntoIterator>::Item;
    type IntoIter = <&'c C as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'c, C: Collection> IntoIterator for &'c mut Reused<C>
where
    &'c mut C: IntoIterator,
{
    type Item = <&'c mut C as IntoIterator>::Item;
    type IntoIter = <&'c mut C as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<C: Collection> Drop for Reused<C> {
    fn drop(&mut self) {
        keep(std::mem::take(&mut self.0));
    }
}

/// Takes a collection from the thread's store, if it has one.
pub(crate) fn take<C: Collection>() -> Option<C> {
    STORE
        .try_with(|store| {
            let mut store = store.borrow_mut();
            find::<C>(&mut store)?.as_mut()?.downcast_mut::<Vec<C>>()?.pop()
        })
        .ok()?
}

/// Empties a collection and keeps its room for the thread.
pub(crate) fn keep<C: Collection>(mut collection: C) {
    // Before the store is borrowed: what the collection holds may give itself back.
    collection.empty();
    let n_bytes = collection.n_bytes();
    if n_bytes == 0 || n_bytes > MAX_KEPT_BYTES {
        return;
    }
    // A thread that ends has no store any more.
    let _ = STORE.try_with(|store| {
        let mut store = store.borrow_mut();
        if store.is_empty() {
            store.resize_with(N_PLACES, || None);
        }
        let Some(place) = find::<C>(&mut store) else { return };
        let kept = place.get_or_insert_with(|| Box::new(Vec::<C>::new())).downcast_mut::<Vec<C>>();
        if let Some(kept) = kept.filter(|kept| kept.len() < MAX_KEPT) {
            kept.push(collection);
        }
    });
}

/// Returns the place of a type; `None` in a store without places.
fn find<C: Collection>(store: &mut [Option<Box<dyn Any>>]) -> Option<&mut Option<Box<dyn Any>>> {
    let mut hasher = TypeHasher(0);
    TypeId::of::<C>().hash(&mut hasher);
    let first = usize::try_from(hasher.0).unwrap_or(0) & (N_PLACES - 1);
    let is_its = |kept: &Option<Box<dyn Any>>| {
        kept.as_ref().is_none_or(|kept| kept.downcast_ref::<Vec<C>>().is_some())
    };
    let at = (first..store.len()).find(|&at| store.get(at).is_some_and(is_its))?;
    store.get_mut(at)
}

/// Takes a type's id, which is a hash already, for its hash: known when the program is built.
struct TypeHasher(u64);

impl Hasher for TypeHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, id: u64) {
        self.0 = id;
    }
}

#[cfg(test)]
mod tests {
    use super::{List, MAX_KEPT_BYTES, Table, keep, take};

    #[test]
    fn room_is_handed_out_again_and_empty() {
        let mut list: List<u16> = (0..100).collect();
        list.push(7);
        let place = list.as_ptr();
        drop(list);
        let again: List<u16> = List::new();
        assert!(again.is_empty() && again.capacity() >= 101);
        assert_eq!(again.as_ptr(), place);
        assert_eq!(List::<u16>::new().capacity(), 0, "there was one");
    }

    #[test]
    fn lists_of_lists_give_back_both() {
        let mut table: Table<u8, List<i8>> = Table::new();
        table.entry(1).or_default().push(1);
        drop(table);
        assert!(take::<Vec<i8>>().is_some_and(|list| list.capacity() > 0));
    }

    #[test]
    fn huge_room_is_given_back_to_the_allocator() {
        keep(vec![0_u8; MAX_KEPT_BYTES + 1]);
        assert_eq!(take::<Vec<u8>>(), None);
        assert_eq!(*List::filled(3_u8, 2), [3, 3]);
    }
}
