//! Why an article could not be summarised: what a caller can mend, field by field.
//!
//! Messages name the field, the limit and the actual value, never the article's text.

use std::fmt;

/// The one error of the engine.
#[derive(Debug, Clone, PartialEq)]
pub enum SummarizeError {
    /// Some fields of the request are outside their limits: all of them, at least one.
    InvalidArgument(Vec<FieldViolation>),
    /// The caller said between two steps that it doesn't want the result any more.
    Unwanted,
}

impl SummarizeError {
    /// Makes the error from violations, or `Ok` if there are none.
    pub fn check(violations: Vec<FieldViolation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self::InvalidArgument(violations)) }
    }
}

impl fmt::Display for SummarizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::InvalidArgument(violations) = self else {
            return f.write_str("the result isn't wanted any more");
        };
        for (idx, violation) in violations.iter().enumerate() {
            let separator = if idx == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SummarizeError {}

/// One field that is outside its limits.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldViolation {
    /// Dotted path of the field within the request: `summary.max_words`.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: ViolationReason,
}

impl fmt::Display for FieldViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ViolationReason {
    /// It is empty or absent, and must not be.
    Empty,
    /// It has more bytes than allowed.
    TooManyBytes {
        /// The most allowed.
        limit: usize,
        /// What came.
        actual: usize,
    },
    /// A whole number below or above its range.
    OutOfRange {
        /// The least allowed.
        least: u32,
        /// The most allowed.
        most: u32,
        /// What came.
        actual: u32,
    },
    /// A share that isn't above 0 and at most 1.
    NotAShare {
        /// What came.
        actual: f64,
    },
    /// It isn't a language tag.
    NotALanguageTag,
    /// It is a number that the enumeration doesn't have.
    UnknownEnumValue {
        /// What came.
        actual: i32,
    },
}

impl fmt::Display for ViolationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("must not be empty"),
            Self::TooManyBytes { limit, actual } => {
                write!(f, "must have at most {limit} bytes, has {actual}")
            }
            Self::OutOfRange { least, most, actual } => {
                write!(f, "must be between {least} and {most}, is {actual}")
            }
            Self::NotAShare { actual } => write!(f, "must be above 0 and at most 1, is {actual}"),
            Self::NotALanguageTag => {
                f.write_str("must be a BCP-47 language tag such as \"en\" or \"pt-BR\", or empty")
            }
            Self::UnknownEnumValue { actual } => write!(f, "has no value with number {actual}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldViolation, SummarizeError, ViolationReason};

    #[test]
    fn the_message_names_every_field_with_limit_and_value() {
        let error = SummarizeError::InvalidArgument(vec![
            FieldViolation {
                field: "summary.max_words",
                reason: ViolationReason::OutOfRange { least: 1, most: 9, actual: 0 },
            },
            FieldViolation { field: "article.text", reason: ViolationReason::Empty },
        ]);
        assert_eq!(
            error.to_string(),
            "summary.max_words: must be between 1 and 9, is 0; article.text: must not be empty"
        );
    }
}
