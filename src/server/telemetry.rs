//! What does the server tell its operators? Structured logs; never text of an article.

use super::config::LogFormat;
use super::log_filter;
use std::io::IsTerminal;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt};

/// Starts logging to standard error; JSON unless that is a terminal or the format says otherwise.
///
/// A filter that can't be read lets everything from `info` on through. Does nothing if logging has
/// been started before.
pub(crate) fn start(format: LogFormat, filter: &str) {
    let is_json = match format {
        LogFormat::Auto => !std::io::stderr().is_terminal(),
        LogFormat::Json => true,
        LogFormat::Text => false,
    };
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = if is_json {
        lines.json().flatten_event(true).with_current_span(false).boxed()
    } else {
        lines.boxed()
    };
    let _ = Registry::default().with(log_filter::layer(filter)).with(lines).try_init();
    std::panic::set_hook(Box::new(|panic| {
        // The payload is left out: a message about a slice holds the text that was sliced.
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(location, "panic");
    }));
}
