//! Which people an article names, and by which full names.
//!
//! Where they are mentioned again is `mentions`' question.

mod full_names;
mod registry;
mod runs;

pub(super) use full_names::register_full_names;
pub(super) use registry::{Gender, Person, PersonId, Registry, STRONG_EVIDENCE, gender_of};
pub(super) use runs::{Home, Run, find_runs, tokens_of_run};
