//! Tests of the whole: one binary, a module for each area.
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

mod api_reference;
mod certificates;
mod commands;
mod config;
mod fields;
mod golden;
mod grpc;
mod grpc_properties;
mod harness;
mod intake;
mod keys;
mod lifecycle;
mod limits;
mod malformed;
mod many;
mod operators;
mod process;
mod program;
mod properties;
mod rates;
mod raw;
mod tidy;
mod tls;
mod tls_reload;
mod tls_revoked;
mod traces;
mod unwanted;
