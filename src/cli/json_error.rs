//! Articles and errors as JSON lines: what went wrong with a line, in the form that a gRPC client
//! would see.

use super::jsonl::{Line, LineError, MAX_LINE_BYTES};
use crate::grpc::{CallError, ERROR_DOMAIN, Violation, pb};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A line without a result.
#[derive(Debug)]
pub(super) struct LineFailure {
    /// The article's id, empty if the line has none.
    pub(super) id: String,
    pub(super) error: CallError,
}

impl Serialize for LineFailure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = &self.error;
        let mut details = vec![Detail::ErrorInfo { reason: error.reason(), domain: ERROR_DOMAIN }];
        if let CallError::InvalidArgument(violations) = error {
            let violation = |Violation { field, description }: &Violation| FieldViolation {
                field,
                description: description.clone(),
            };
            let field_violations = violations.iter().map(violation).collect();
            details.push(Detail::BadRequest { field_violations });
        }
        let error = Error { code: error.code_name(), message: error.to_string(), details };
        Failure { id: &self.id, error }.serialize(serializer)
    }
}

#[derive(Serialize)]
struct Failure<'f> {
    id: &'f str,
    error: Error,
}

/// `google.rpc.Status` as protobuf JSON, with the code by its name.
#[derive(Serialize)]
struct Error {
    code: &'static str,
    message: String,
    details: Vec<Detail>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Detail {
    #[serde(rename = "type.googleapis.com/google.rpc.ErrorInfo")]
    ErrorInfo { reason: &'static str, domain: &'static str },
    #[serde(rename = "type.googleapis.com/google.rpc.BadRequest", rename_all = "camelCase")]
    BadRequest { field_violations: Vec<FieldViolation> },
}

#[derive(Serialize)]
struct FieldViolation {
    field: &'static str,
    description: String,
}

/// Reads an article from a line of JSON; fields that an article doesn't have are ignored.
pub(super) fn article(line: Line<'_>) -> Result<pb::Article, LineFailure> {
    let Line { number, text } = line;
    let text = text.map_err(|error| {
        let reason = match error {
            LineError::TooLong => format!("has more than {MAX_LINE_BYTES} bytes"),
            LineError::NotUtf8 => "is not UTF-8".to_owned(),
        };
        failure(String::new(), format!("line {number} {reason}"))
    })?;
    serde_json::from_str(text).map_err(|error| {
        // The parser's own message may quote the text, which an error must not.
        let column = error.column();
        let id = serde_json::from_str::<Value>(text)
            .ok()
            .and_then(|value| Some(value.get("id")?.as_str()?.to_owned()))
            .unwrap_or_default();
        failure(id, format!("line {number} is not an article as JSON (column {column})"))
    })
}

fn failure(id: String, description: String) -> LineFailure {
    let violation = Violation { field: "article", description };
    LineFailure { id, error: CallError::InvalidArgument(vec![violation]) }
}

#[cfg(test)]
mod tests {
    use super::{Line, article};
    use crate::cli::jsonl::LineError;

    #[test]
    fn fields_of_an_archive_are_ignored() {
        let text = r#"{"id": "a", "text": "Rain fell.", "summary": ["Rain."], "n": 5}"#;
        let article = article(Line { number: 1, text: Ok(text) }).expect("an article");
        assert_eq!((article.id.as_str(), article.text.as_str()), ("a", "Rain fell."));
    }

    #[test]
    fn a_failure_keeps_the_id_and_quotes_nothing() {
        let text = r#"{"id": "a", "title": ["Torvald resigns"], "text": "Rain fell."}"#;
        let failure = article(Line { number: 7, text: Ok(text) }).expect_err("no article");
        let printed = serde_json::to_string(&failure).expect("JSON");
        assert!(printed.starts_with(r#"{"id":"a","error":{"code":"INVALID_ARGUMENT","message":"#));
        assert!(printed.contains("line 7"), "{printed}");
        assert!(!printed.contains("Torvald"), "{printed}");
    }

    #[test]
    fn a_line_that_cannot_be_read_says_why() {
        let failure =
            article(Line { number: 2, text: Err(LineError::NotUtf8) }).expect_err("bytes");
        assert_eq!(failure.error.to_string(), "article: line 2 is not UTF-8");
    }
}
