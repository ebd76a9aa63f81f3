//! What the benchmarks share: articles from a seeded generator, the reference article, worst cases, and the floor.

pub mod articles;
pub mod floor;
pub mod worst_cases;

/// The reference article of the tests.
pub const REFERENCE: &str = include_str!("../tests/fixtures/reference.txt");
