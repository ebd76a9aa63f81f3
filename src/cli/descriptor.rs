//! `nutgraf descriptor`: the contract as a compiled descriptor set, for proxies and tools that need
//! it as a file: Envoy's JSON transcoding, `grpcurl -protoset`, `buf`, code generators.

use super::input;
use crate::grpc::pb;
use anyhow::Context;
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `nutgraf descriptor` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the encoded `google.protobuf.FileDescriptorSet`.
///
/// # Errors
/// If it can't be written.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let set = descriptor_set();
    match &arguments.output {
        Some(file) => {
            fs::write(file, set).with_context(|| format!("cannot write {}", file.display()))?;
        }
        None => input::ignore_broken_pipe(io::stdout().lock().write_all(&set))
            .context("cannot write to standard output")?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the contract and the types of its error details, without which a proxy can't write
/// errors as JSON. Two encoded sets in a row are one set: its only field is repeated.
fn descriptor_set() -> Vec<u8> {
    [pb::FILE_DESCRIPTOR_SET, tonic_types::pb::FILE_DESCRIPTOR_SET].concat()
}

#[cfg(test)]
mod tests {
    use super::descriptor_set;
    use prost::Message;

    /// The part of `google.protobuf.FileDescriptorSet` that the test looks at.
    #[derive(Message)]
    struct Set {
        #[prost(message, repeated, tag = "1")]
        files: Vec<File>,
    }

    #[derive(Message)]
    struct File {
        #[prost(string, tag = "1")]
        name: String,
        #[prost(string, tag = "2")]
        package: String,
        #[prost(string, repeated, tag = "3")]
        imports: Vec<String>,
    }

    #[test]
    fn each_file_is_there_once_and_after_what_it_imports() {
        let set = Set::decode(descriptor_set().as_slice()).expect("a descriptor set");
        let mut seen: Vec<&str> = Vec::new();
        for file in &set.files {
            assert!(!seen.contains(&file.name.as_str()), "{} twice", file.name);
            for import in &file.imports {
                assert!(seen.contains(&import.as_str()), "{import} after {}", file.name);
            }
            seen.push(&file.name);
        }
        for package in ["nutgraf.v1", "google.rpc"] {
            assert!(set.files.iter().any(|file| file.package == package), "{package}");
        }
    }
}
