//! Which API keys are let in? Those of a file, read again when it changes; of a bad one none is
//! taken over.

use super::config::KeySettings;
use super::key_file;
use super::metrics::{Metrics, Outcome, Reloaded};
use super::watch_file::{Contents, WatchedFiles};
use crate::grpc::{Access, ApiKey};
use std::io;
use std::sync::Arc;

/// Reads the keys, and keeps them fresh in a task that never ends by itself.
///
/// # Errors
/// If the file can't be read or is wrong.
pub(crate) fn start(
    settings: &KeySettings,
    metrics: &Arc<Metrics>,
) -> io::Result<(Arc<Access>, tokio::task::AbortHandle)> {
    let (files, contents) = WatchedFiles::open(vec![settings.file.clone()])?;
    let keys = parse(settings, Ok(contents))?;
    tracing::info!(n_keys = keys.len(), "API keys loaded");
    let access = Arc::new(Access::new(&keys, settings.is_reflection_open));
    let refreshing = refresh(settings.clone(), files, Arc::clone(&access), Arc::clone(metrics));
    Ok((access, tokio::spawn(refreshing).abort_handle()))
}

async fn refresh(
    settings: KeySettings,
    mut files: WatchedFiles,
    access: Arc<Access>,
    metrics: Arc<Metrics>,
) {
    loop {
        match parse(&settings, files.changed().await) {
            Ok(keys) => {
                access.replace(&keys);
                metrics.reloaded(Reloaded::ApiKeys, Outcome::Taken);
                tracing::info!(n_keys = keys.len(), "API keys loaded");
            }
            Err(error) => {
                metrics.reloaded(Reloaded::ApiKeys, Outcome::Refused);
                tracing::warn!(%error, "API keys not loaded, those of before stay");
            }
        }
    }
}

/// Reads what a file of keys holds; the error names file and line.
fn parse(settings: &KeySettings, contents: Contents) -> io::Result<Vec<ApiKey>> {
    let bytes = contents?.into_iter().flatten().collect::<Vec<u8>>();
    key_file::parse(&bytes, settings.limit).map_err(|fault| {
        let message = format!("{}: {fault}", settings.file.display());
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}
