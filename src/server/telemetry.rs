//! What does the server tell its operators? Structured logs; never text of an article.

use super::config::LogFormat;
use std::io::IsTerminal;
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts logging to standard error; JSON unless that is a terminal or the format says otherwise.
///
/// Does nothing if logging has been started before.
pub fn start(format: LogFormat, filter: &str) {
    let is_json = match format {
        LogFormat::Auto => !std::io::stderr().is_terminal(),
        LogFormat::Json => true,
        LogFormat::Text => false,
    };
    let _ = subscriber(is_json, filter, std::io::stderr).try_init();
    std::panic::set_hook(Box::new(|panic| {
        // The payload is left out: a message about a slice holds the text that was sliced.
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(location, "panic");
    }));
}

/// Makes the subscriber that writes log lines to `writer`. A filter that can't be read lets
/// everything from `info` on through.
pub fn subscriber<W>(is_json: bool, filter: &str, writer: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    if is_json {
        Box::new(builder.json().flatten_event(true).with_current_span(false).finish())
    } else {
        Box::new(builder.finish())
    }
}
