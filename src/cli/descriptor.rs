//! `nutgraf descriptor`: the contract as a compiled descriptor set, for proxies and tools that need
//! it as a file: Envoy's JSON transcoding, `grpcurl -protoset`, `buf`, code generators.

use super::input;
use crate::grpc::pb;
use anyhow::Context;
use clap::Args;
use prost::{DecodeError, Message};
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
    let set = descriptor_set()?;
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
/// errors as JSON.
fn descriptor_set() -> Result<Vec<u8>, DecodeError> {
    let mut set = Set::decode(pb::FILE_DESCRIPTOR_SET)?;
    let mut names = Vec::new();
    for file in &set.files {
        names.extend(names_in(file)?);
    }
    for file in Set::decode(tonic_types::pb::FILE_DESCRIPTOR_SET)?.files {
        // What the contract itself imports is there already, maybe under another file name.
        let defined = names_in(&file)?;
        if !defined.iter().any(|name| names.contains(name)) {
            names.extend(defined);
            set.files.push(file);
        }
    }
    Ok(set.encode_to_vec())
}

/// Returns the full names of the messages that an encoded file defines.
fn names_in(file: &[u8]) -> Result<Vec<String>, DecodeError> {
    let File { package, messages, .. } = File::decode(file)?;
    Ok(messages.iter().map(|message| format!("{package}.{}", message.name)).collect())
}

/// `google.protobuf.FileDescriptorSet`, its files left encoded: nothing in them gets lost.
#[derive(Message)]
struct Set {
    #[prost(bytes = "vec", repeated, tag = "1")]
    files: Vec<Vec<u8>>,
}

/// The part of `google.protobuf.FileDescriptorProto` that is looked at.
#[derive(Message)]
struct File {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    package: String,
    #[prost(string, repeated, tag = "3")]
    imports: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    messages: Vec<Named>,
}

/// The name of a message.
#[derive(Message)]
struct Named {
    #[prost(string, tag = "1")]
    name: String,
}

#[cfg(test)]
mod tests {
    use super::{File, Set, descriptor_set, names_in};
    use prost::Message;

    #[test]
    fn each_file_and_type_is_there_once_and_after_what_it_imports() {
        let set = descriptor_set().expect("a descriptor set");
        let (mut files, mut types) = (Vec::new(), Vec::new());
        for encoded in Set::decode(set.as_slice()).expect("a descriptor set").files {
            let file = File::decode(encoded.as_slice()).expect("a file");
            assert!(!files.contains(&file.name), "{} twice", file.name);
            for import in &file.imports {
                assert!(files.contains(import), "{import} after {}", file.name);
            }
            files.push(file.name);
            for name in names_in(&encoded).expect("a file") {
                assert!(!types.contains(&name), "{name} twice");
                types.push(name);
            }
        }
        for name in ["nutgraf.v1.SummarizeRequest", "google.rpc.BadRequest"] {
            assert!(types.iter().any(|found| found == name), "{name}");
        }
    }
}
