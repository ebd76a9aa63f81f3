//! `nutgraf key`: makes an API key, and the line that lets it in.

use super::input;
use crate::grpc::KeyHash;
use crate::server::key_file;
use anyhow::Context;
use ring::rand::{SecureRandom, SystemRandom};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// Tells people and scanners of secrets what they see.
const PREFIX: &str = "nutgraf_";

/// How random a key is: nobody tries that out, however fast the hash.
const KEY_BYTES: usize = 32;

/// What `nutgraf key` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Who the key is for: letters, digits, `.`, `_` and `-`; it stands in logs
    #[arg(value_parser = name)]
    name: String,
}

fn name(given: &str) -> Result<String, String> {
    let expected =
        format!("must have 1 to {} letters, digits, '.', '_' or '-'", key_file::MAX_NAME_BYTES);
    if key_file::is_name(given) { Ok(given.to_owned()) } else { Err(expected) }
}

/// Writes the line for the file of keys to standard output, and the key, which is kept nowhere, to
/// standard error.
///
/// # Errors
/// If the system has no random numbers, or the line can't be written.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut random = [0; KEY_BYTES];
    let filled = SystemRandom::new().fill(&mut random);
    filled.ok().context("the system has no random numbers")?;
    let mut key = PREFIX.to_owned();
    for byte in random {
        write!(key, "{byte:02x}")?;
    }
    let hash = KeyHash::of(key.as_bytes());
    let line = writeln!(io::stdout(), "{} {hash}", arguments.name);
    input::ignore_broken_pipe(line).context("cannot write to standard output")?;
    eprintln!("{key}");
    Ok(ExitCode::SUCCESS)
}
