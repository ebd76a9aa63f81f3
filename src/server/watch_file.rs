//! Has a file that the server was started with changed? Read again every two seconds, and on SIGHUP.
//!
//! Contents are compared, not times: a Kubernetes secret is swapped by a symbolic link, and a copy
//! may keep the time of its source. Of the contents only their hash is kept.

use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How often the files are read.
const INTERVAL: Duration = Duration::from_secs(2);

/// How long files that are being replaced must rest before they count.
const REST: Duration = Duration::from_millis(100);

/// The longest file that is read, in bytes.
const MAX_BYTES: u64 = 4 << 20;

/// What a list of files holds, in their order; or why the first bad one can't be read.
pub(crate) type Contents = io::Result<Vec<Vec<u8>>>;

/// Files that are read again while the server runs.
#[derive(Debug)]
pub(crate) struct WatchedFiles {
    paths: Vec<PathBuf>,
    seen: Seen,
    hasher: RandomState,
    hangup: Signal,
    interval: Duration,
}

/// What was read last: a hash of the contents, or the kind of the error.
type Seen = Result<u64, io::ErrorKind>;

impl WatchedFiles {
    /// Reads files for the first time. From here on SIGHUP doesn't end the process any more.
    ///
    /// # Errors
    /// If one can't be read.
    pub(crate) fn open(paths: Vec<PathBuf>) -> io::Result<(Self, Vec<Vec<u8>>)> {
        let hangup = signal(SignalKind::hangup())?;
        let contents = read(&paths)?;
        let hasher = RandomState::new();
        let seen = Ok(hasher.hash_one(&contents));
        Ok((Self { paths, seen, hasher, hangup, interval: INTERVAL }, contents))
    }

    /// Waits until the files hold something else than before, or can't be read for another reason
    /// than before; after SIGHUP returns what they hold in any case.
    pub(crate) async fn changed(&mut self) -> Contents {
        loop {
            let is_asked = tokio::select! {
                () = tokio::time::sleep(self.interval) => false,
                _ = self.hangup.recv() => true,
            };
            let (mut seen, mut contents) = self.read().await;
            if !is_asked && seen == self.seen {
                continue;
            }
            // Files that belong together may be replaced one after the other.
            loop {
                tokio::time::sleep(REST.min(self.interval)).await;
                let (now, new) = self.read().await;
                if now == seen {
                    break;
                }
                (seen, contents) = (now, new);
            }
            self.seen = seen;
            return contents;
        }
    }

    async fn read(&self) -> (Seen, Contents) {
        let paths = self.paths.clone();
        let reading = tokio::task::spawn_blocking(move || read(&paths));
        let contents = reading.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        let seen = match &contents {
            Ok(contents) => Ok(self.hasher.hash_one(contents)),
            Err(error) => Err(error.kind()),
        };
        (seen, contents)
    }
}

fn read(paths: &[PathBuf]) -> Contents {
    paths.iter().map(|path| read_one(path)).collect()
}

/// Reads a file; the error names it.
///
/// # Errors
/// If it can't be read or is longer than 4 MiB.
pub(crate) fn read_one(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("{}: longer than {MAX_BYTES} bytes", path.display());
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, WatchedFiles};
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::time::Duration;

    #[tokio::test]
    async fn a_change_is_seen_whatever_way_it_comes() {
        let folder = std::env::temp_dir().join(format!("nutgraf-watch-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (link, other) = (folder.join("link"), folder.join("other"));
        for (name, text) in [("old", "1"), ("new", "2"), ("other", "a")] {
            fs::write(folder.join(name), text).unwrap();
        }
        symlink(folder.join("old"), &link).unwrap();
        let (mut files, first) = WatchedFiles::open(vec![link.clone(), other.clone()]).unwrap();
        assert_eq!(first, [b"1", b"a"]);
        files.interval = Duration::from_millis(1);

        // As Kubernetes does it: another link, renamed over the old one.
        symlink(folder.join("new"), folder.join("swap")).unwrap();
        fs::rename(folder.join("swap"), &link).unwrap();
        assert_eq!(files.changed().await.unwrap(), [b"2", b"a"]);

        fs::write(&other, "b").unwrap();
        assert_eq!(files.changed().await.unwrap(), [b"2", b"b"]);

        // Gone, then there again as before.
        fs::remove_file(&other).unwrap();
        let error = files.changed().await.unwrap_err();
        assert!(error.to_string().contains("other"), "{error}");
        fs::write(&other, "b").unwrap();
        assert_eq!(files.changed().await.unwrap(), [b"2", b"b"]);

        fs::File::create(&other).unwrap().set_len(MAX_BYTES + 1).unwrap();
        let error = files.changed().await.unwrap_err();
        assert!(error.to_string().contains("longer than"), "{error}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
