//! Articles and errors as JSON lines: what went wrong with a line, in the form that a gRPC client
//! would see.

use super::jsonl::{Line, LineError, MAX_LINE_BYTES};
use crate::grpc::{CallError, ERROR_DOMAIN, Violation, pb};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// A line without a result.
#[derive(Debug)]
pub(super) struct LineFailure {
    /// The article's id, empty if the line has none.
    pub(super) id: String,
    pub(super) error: CallError,
}

impl Serialize for LineFailure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut details = vec![json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": self.error.reason(),
            "domain": ERROR_DOMAIN,
        })];
        if let CallError::InvalidArgument(violations) = &self.error {
            let violations: Vec<Value> = violations
                .iter()
                .map(|violation| {
                    json!({"field": violation.field, "description": violation.description})
                })
                .collect();
            details.push(json!({
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": violations,
            }));
        }
        let error = json!({
            "code": self.error.code_name(),
            "message": self.error.to_string(),
            "details": details,
        });
        json!({"id": self.id, "error": error}).serialize(serializer)
    }
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
