//! The messages, client and server of `proto/nutgraf/v1/summarizer.proto`, generated at build time,
//! with their protobuf JSON form; the contract itself carries the documentation.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    clippy::large_enum_variant,
    clippy::allow_attributes_without_reason,
    reason = "generated code"
)]

/// The contract as an encoded `google.protobuf.FileDescriptorSet`, with imports and comments.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/descriptor_set.bin"));

include!(concat!(env!("OUT_DIR"), "/nutgraf.v1.rs"));
include!(concat!(env!("OUT_DIR"), "/nutgraf.v1.serde.rs"));
