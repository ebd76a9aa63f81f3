//! Is the server ready for calls? The standard health service, for its name and for the server.

use crate::grpc::pb::summarizer_service_server::SERVICE_NAME;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tonic_health::ServingStatus;
use tonic_health::server::{HealthReporter, HealthService};

/// The names that are reported: the whole server and the service of the contract.
const NAMES: [&str; 2] = ["", SERVICE_NAME];

/// The state of health; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Health {
    reporter: HealthReporter,
    is_serving: Arc<AtomicBool>,
}

impl Health {
    /// Starts as not serving: the reporter's own start state is serving.
    pub(crate) async fn new() -> Self {
        let health = Self { reporter: HealthReporter::new(), is_serving: Arc::default() };
        health.set_serving(false).await;
        health
    }

    /// Returns the health service.
    pub(crate) fn service(&self) -> HealthService {
        HealthService::from_health_reporter(self.reporter.clone())
    }

    /// Tells whether calls are wanted.
    pub(crate) fn is_serving(&self) -> bool {
        self.is_serving.load(Ordering::Relaxed)
    }

    /// Sets every name's state.
    pub(crate) async fn set_serving(&self, is_serving: bool) {
        self.is_serving.store(is_serving, Ordering::Relaxed);
        let status = if is_serving { ServingStatus::Serving } else { ServingStatus::NotServing };
        for name in NAMES {
            self.reporter.set_service_status(name, status).await;
        }
    }

    /// Ends the streams of all watchers, which would otherwise keep their connections open.
    pub(crate) async fn end_watches(&self) {
        let mut reporter = self.reporter.clone();
        for name in NAMES {
            reporter.clear_service_status(name).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Health, NAMES};
    use tonic::Request;
    use tonic_health::pb::HealthCheckRequest;
    use tonic_health::pb::health_check_response::ServingStatus;
    use tonic_health::pb::health_server::Health as _;

    #[tokio::test]
    async fn nothing_serves_until_it_is_said() {
        let health = Health::new().await;
        for (is_serving, expected) in
            [(None, ServingStatus::NotServing), (Some(true), ServingStatus::Serving)]
        {
            if let Some(is_serving) = is_serving {
                health.set_serving(is_serving).await;
            }
            for name in NAMES {
                let request = Request::new(HealthCheckRequest { service: name.to_owned() });
                let answer = health.service().check(request).await.unwrap();
                assert_eq!(answer.get_ref().status(), expected, "{name:?}");
            }
        }
    }
}
