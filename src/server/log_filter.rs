//! What is logged? A filter for the whole process, which operators replace while it runs.

use std::sync::{Mutex, OnceLock, PoisonError};
use tracing_subscriber::reload::{self, Handle};
use tracing_subscriber::{EnvFilter, Registry};

/// What a filter must be.
pub(crate) const EXPECTED: &str = "a level (off, error, warn, info, debug, trace), or directives \
     such as info,nutgraf=debug";

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// The filter in force, once logging has been started.
static IN_FORCE: OnceLock<InForce> = OnceLock::new();

/// The filter with its text, and what replaces it.
struct InForce {
    handle: Handle<EnvFilter, Registry>,
    text: Mutex<String>,
}

/// Reads a filter.
///
/// A word alone is only taken for a level: the library takes any other for the name of a module,
/// of which there is none, and a misspelt level would silence the log.
pub(crate) fn parse(text: &str) -> Option<EnvFilter> {
    if text.contains('[') {
        return EnvFilter::try_new(text).ok();
    }
    let directives: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_known = |directive: &&str| {
        let is_level = || LEVELS.iter().any(|level| level.eq_ignore_ascii_case(directive));
        !directive.contains(char::is_whitespace) && (directive.contains('=') || is_level())
    };
    if directives.iter().all(is_known) {
        EnvFilter::try_new(directives.join(",")).ok()
    } else {
        None
    }
}

/// Makes the layer that filters the log; the first one that is made can be replaced.
pub(super) fn layer(text: &str) -> reload::Layer<EnvFilter, Registry> {
    let filter = parse(text).unwrap_or_else(|| EnvFilter::new("info"));
    let (layer, handle) = reload::Layer::new(filter);
    let text = Mutex::new(text.to_owned());
    let _ = IN_FORCE.set(InForce { handle, text });
    layer
}

/// Returns the filter in force; `None` if the log isn't this program's.
pub(super) fn current() -> Option<String> {
    let in_force = IN_FORCE.get()?;
    Some(in_force.text.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// Puts another filter in force; returns `None` if it can't be read, or the log isn't this
/// program's.
pub(super) fn replace(text: &str) -> Option<()> {
    let in_force = IN_FORCE.get()?;
    let filter = parse(text)?;
    let mut current = in_force.text.lock().unwrap_or_else(PoisonError::into_inner);
    in_force.handle.reload(filter).ok()?;
    text.clone_into(&mut current);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_misspelt_level_is_no_filter() {
        for text in [
            "info",
            "WARN",
            "off",
            "info,nutgraf=debug",
            "nutgraf::grpc=off, h2=TRACE",
            "info,[{grpc}]=debug",
        ] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in
            ["", "inof", "info,", "nutgraf", "info,debgu", "nutgraf=inof", "info nutgraf=debug"]
        {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
