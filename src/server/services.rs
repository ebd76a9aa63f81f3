//! Which services does the server offer? The contract's, health and reflection.

use super::config::Config;
use super::health::Health;
use crate::grpc::pb;
use crate::grpc::pb::summarizer_service_server::SummarizerServiceServer;
use crate::grpc::{Compute, Summarizer};
use std::io;
use tonic::codec::CompressionEncoding::{Gzip, Zstd};
use tonic::service::Routes;
use tonic_health::pb::health_server::{Health as HealthCalls, HealthServer};
use tonic_reflection::server::Builder as Reflection;

/// The longest question to health and reflection: the name of a service or a file.
const MAX_QUESTION_BYTES: usize = 4096;

/// Makes the routes of all services.
pub(crate) fn routes(config: &Config, health: &Health, compute: Compute) -> io::Result<Routes> {
    let summarizer =
        SummarizerServiceServer::new(Summarizer::new(compute, config.enforced_limits()))
            .max_decoding_message_size(config.max_request_bytes)
            .accept_compressed(Gzip)
            .accept_compressed(Zstd)
            .send_compressed(Zstd)
            .send_compressed(Gzip);
    let mut routes = Routes::new(summarizer).add_service(health_server(health));
    if config.reflection {
        // Older clients ask for v1alpha only.
        routes = routes
            .add_service(
                reflection()
                    .build_v1()
                    .map_err(io::Error::other)?
                    .max_decoding_message_size(MAX_QUESTION_BYTES),
            )
            .add_service(
                reflection()
                    .build_v1alpha()
                    .map_err(io::Error::other)?
                    .max_decoding_message_size(MAX_QUESTION_BYTES),
            );
    }
    Ok(routes.prepare())
}

/// Makes the routes of the port for health checks.
pub(crate) fn health_routes(health: &Health) -> Routes {
    Routes::new(health_server(health)).prepare()
}

fn health_server(health: &Health) -> HealthServer<impl HealthCalls> {
    HealthServer::new(health.service()).max_decoding_message_size(MAX_QUESTION_BYTES)
}

fn reflection() -> Reflection<'static> {
    Reflection::configure()
        .register_encoded_file_descriptor_set(pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        // Makes error details readable for clients that know only what reflection tells.
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
}
