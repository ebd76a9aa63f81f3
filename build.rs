//! Compiles the protobuf contract: messages, client and server, protobuf JSON, descriptor set.
//!
//! Needs neither `protoc` nor a network and writes only to `OUT_DIR`. Without the feature `server`
//! it does nothing.
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

#[cfg_attr(
    not(feature = "server"),
    expect(clippy::unnecessary_wraps, reason = "the core has nothing to compile that can fail")
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "server")]
    {
        contract::compile()?;
        revision::export();
    }
    Ok(())
}

#[cfg(feature = "server")]
mod contract {
    use std::error::Error;
    use std::path::PathBuf;

    const FILE: &str = "nutgraf/v1/summarizer.proto";

    const WITHOUT_JSON: [&str; 5] = [
        ".nutgraf.v1.BatchSummarizeRequest",
        ".nutgraf.v1.BatchSummarizeResponse",
        ".nutgraf.v1.BatchSummarizeResult",
        ".nutgraf.v1.StreamSummarizeRequest",
        ".nutgraf.v1.StreamSummarizeResponse",
    ];

    pub(crate) fn compile() -> Result<(), Box<dyn Error>> {
        println!("cargo::rerun-if-changed=proto");
        let mut compiler = protox::Compiler::new(["proto"])?;
        compiler.include_imports(true).include_source_info(true).open_file(FILE)?;
        let messages = compiler.file_descriptor_set();
        let encoded = compiler.encode_file_descriptor_set();

        let out_dir = PathBuf::from(std::env::var("OUT_DIR")?);
        std::fs::write(out_dir.join("descriptor_set.bin"), &encoded)?;
        pbjson_build::Builder::new()
            .register_descriptors(&encoded)?
            // A span that starts at offset 0 and a score of 0 are facts that a reader wants to see.
            .emit_fields()
            // They hold google.rpc.Status, which has no JSON form here; no line holds them.
            .exclude(WITHOUT_JSON)
            // Lines of an archive carry fields of their own beside those of an article.
            .ignore_unknown_fields()
            .build(&[".nutgraf.v1"])?;
        tonic_prost_build::configure()
            .emit_rerun_if_changed(false)
            .extern_path(".google.rpc", "::tonic_types::pb")
            .compile_fds(messages)?;
        Ok(())
    }
}

#[cfg(feature = "server")]
mod revision {
    use std::path::Path;
    use std::process::Command;

    /// Hands the git revision to the crate as `NUTGRAF_GIT_REVISION`, empty if it isn't known.
    ///
    /// The variable of the same name wins, for builds from an archive or in a container.
    pub(crate) fn export() {
        println!("cargo::rerun-if-env-changed=NUTGRAF_GIT_REVISION");
        let revision = std::env::var("NUTGRAF_GIT_REVISION").ok().or_else(from_git);
        println!("cargo::rustc-env=NUTGRAF_GIT_REVISION={}", revision.unwrap_or_default());
    }

    fn from_git() -> Option<String> {
        // A copy of this crate inside another repository must not take that one's revision.
        let root = std::fs::canonicalize(git(&["rev-parse", "--show-toplevel"])?).ok()?;
        if root != std::fs::canonicalize(std::env::var("CARGO_MANIFEST_DIR").ok()?).ok()? {
            return None;
        }
        let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
        if Path::new(&log).exists() {
            println!("cargo::rerun-if-changed={log}");
        }
        git(&["rev-parse", "--short=12", "HEAD"])
    }

    fn git(arguments: &[&str]) -> Option<String> {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !text.is_empty()).then_some(text)
    }
}
