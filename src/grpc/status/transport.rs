//! Which status has a call that no method took part in: what the transport refuses by itself, and what
//! is refused before it gets there.

use super::{CallError, error_info};
use http::{HeaderMap, Response, StatusCode};
use tonic::body::Body;
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// Adds the `ErrorInfo` to a status that the transport made by itself: a message over the limit
/// or one that isn't protobuf, an unknown method.
pub(in crate::grpc) fn with_error_info(status: Status) -> Status {
    if !status.details().is_empty() {
        return status;
    }
    let mut code = status.code();
    let reason = match code {
        // The transport's code for a message over the limit before and after decompression.
        Code::OutOfRange | Code::ResourceExhausted => "MESSAGE_TOO_LARGE",
        Code::Unimplemented if status.message().is_empty() => "UNKNOWN_METHOD",
        Code::Unimplemented => "UNSUPPORTED_COMPRESSION",
        Code::Internal => {
            // The transport takes bytes that are no message for a bug of its own. A compressed flag
            // without an encoding stays INTERNAL (gRPC compression specification).
            if !status.message().starts_with("protocol error") {
                code = Code::InvalidArgument;
            }
            "MALFORMED_MESSAGE"
        }
        // The transport's code for a message whose end never came.
        Code::Unknown => return CallError::Abandoned.into(),
        _ => return status,
    };
    let metadata = status.metadata().clone();
    let message = match status.message() {
        "" => "unknown method",
        message => message,
    };
    Status::with_error_details_and_metadata(code, message, error_info(reason), metadata)
}

/// Returns the status at a response's end, without what only calls that fail have.
pub(in crate::grpc) fn of_trailers(trailers: &HeaderMap) -> Option<Status> {
    match Code::from_bytes(trailers.get(Status::GRPC_STATUS)?.as_bytes()) {
        Code::Ok => Some(Status::ok("")),
        _ => Status::from_header_map(trailers),
    }
}

/// Refuses a request whose body goes on behind the largest message, as the transport refuses a message
/// that tells such a length.
pub(in crate::grpc) fn too_large(limit: usize) -> Status {
    let message = format!("the limit is {limit} bytes");
    Status::with_error_details(Code::OutOfRange, message, error_info("MESSAGE_TOO_LARGE"))
}

/// Refuses a request that doesn't say it is gRPC, with the HTTP status that the protocol asks for
/// (gRPC over HTTP/2, "Content-Type").
pub(in crate::grpc) fn wrong_content_type() -> Response<Body> {
    let message = "content-type must be application/grpc";
    let details = error_info("WRONG_CONTENT_TYPE");
    let status = Status::with_error_details(Code::InvalidArgument, message, details);
    let mut response = status.into_http();
    *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    response
}

#[cfg(test)]
mod tests {
    use super::{CallError, Status, with_error_info};

    #[test]
    fn a_status_with_details_is_left_alone() {
        let status = Status::from(CallError::Stopping);
        assert_eq!(with_error_info(status.clone()).details(), status.details());
        let other = Status::not_found("service not registered");
        assert!(with_error_info(other).details().is_empty());
    }
}
