//! Where do spans go? The flags of the collector, which are variables of OpenTelemetry.

use super::Flags;
use super::value::Mistakes;
use crate::server::collector::Collector;
use std::fmt;
use std::io;
use std::path::PathBuf;

const ENDPOINT: &str = "otel-exporter-otlp-endpoint";
const CERTIFICATE: &str = "otel-exporter-otlp-certificate";

impl Mistakes {
    /// Reads where a collector listens, and the authorities of its certificate; `off` or nothing
    /// stands for none.
    ///
    /// The certificate is no mistake without a collector or without TLS: the variable may be there
    /// for all programs of a host.
    pub(super) fn collector(&mut self, flags: &Flags) -> Option<Collector> {
        let endpoint = flags.otel_exporter_otlp_endpoint.as_str();
        if endpoint.is_empty() || endpoint == "off" {
            return None;
        }
        let is_web = |uri: &http::Uri| matches!(uri.scheme_str(), Some("http" | "https"));
        let read = endpoint.parse().ok().filter(is_web).map(|_| endpoint.to_owned());
        let expected =
            "off or an address such as http://127.0.0.1:4317 or https://collector.example:4317";
        let endpoint = self.kept(ENDPOINT, endpoint, expected, read)?;
        let authorities = match flags.otel_exporter_otlp_certificate.as_str() {
            "" | "system" => None,
            file => Some(PathBuf::from(file)),
        };
        let collector = Collector { endpoint, authorities };
        if let Err(error) = collector.connect_to() {
            let is_address = error.kind() == io::ErrorKind::InvalidInput;
            let flag = if is_address { ENDPOINT } else { CERTIFICATE };
            self.add(flag, format!("can't be used: {error}"));
        }
        Some(collector)
    }
}

/// Writes the settings as TOML, one a line, under the names of their flags.
pub(super) fn write(collector: Option<&Collector>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let endpoint = collector.map_or("off", |collector| &collector.endpoint);
    writeln!(f, "{ENDPOINT} = {endpoint:?}")?;
    let authorities = collector.and_then(|collector| collector.authorities.as_ref());
    let authorities = authorities.map_or_else(|| "system".into(), |file| file.to_string_lossy());
    writeln!(f, "{CERTIFICATE} = {authorities:?}")
}
