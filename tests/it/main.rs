//! Tests of the whole: one binary, a module for each area.
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

mod golden;
mod properties;
mod tidy;
