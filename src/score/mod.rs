//! How much each sentence says about the story.
//!
//! Depends on the ids and counts of `text`; knows no strings, no language, no options.
//! The score of a sentence is a weighted sum of salience, direction and lead with small terms for
//! numbers, opening quotes and service lines; see [`model`] for the formula.

pub mod direction;
pub mod explain;
pub mod features;
pub mod lead;
pub mod model;
pub mod salience;
pub mod tf_isf;

pub use explain::{Component, Feature, components};
pub use features::{DocumentFeatures, SentenceFeatures};
pub use model::{Scores, score_sentences};
pub use tf_isf::SentenceVectors;
