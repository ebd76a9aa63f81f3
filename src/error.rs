//! Stand-in: errors.
#![allow(missing_docs)]
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub struct ViolationReason(pub(crate) String);
impl fmt::Display for ViolationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct FieldViolation {
    pub field: &'static str,
    pub reason: ViolationReason,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SummarizeError {
    InvalidArgument(Vec<FieldViolation>),
}
