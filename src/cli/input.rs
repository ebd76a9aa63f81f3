//! Where a command reads from, and how a filter over lines is run.

use super::jsonl::{self, Line};
use crate::summarize::Article;
use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

/// The input of a command.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// The file to read, `-` for standard input
    #[arg(default_value = "-", value_name = "FILE")]
    file: PathBuf,
    /// Threads that work on the lines of JSONL [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

/// The language of a text, or of lines that don't tell theirs.
#[derive(Debug, Args)]
pub(super) struct LanguageTag {
    /// The language as a BCP-47 tag [default: the line's "lang", else detected]
    #[arg(
        long = "language",
        value_name = "TAG",
        value_parser = language_tag,
        default_value = "",
        hide_default_value = true
    )]
    pub(super) tag: String,
}

impl LanguageTag {
    /// The language of a line that tells of `own`; the flag's comes first.
    pub(super) fn or<'l>(&'l self, own: &'l str) -> &'l str {
        if self.tag.is_empty() { own } else { &self.tag }
    }
}

impl Input {
    /// Opens the input.
    fn open(&self) -> anyhow::Result<Box<dyn BufRead + Send>> {
        if self.is_stdin() {
            let stdin = io::stdin();
            if stdin.is_terminal() {
                eprintln!("nutgraf: reading from the terminal; Ctrl-D ends the input");
            }
            return Ok(Box::new(BufReader::new(stdin)));
        }
        let file =
            File::open(&self.file).with_context(|| format!("cannot open {}", self.name()))?;
        if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
            bail!("cannot read {}: it is a directory", self.name());
        }
        Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
    }

    /// Reads the whole input.
    ///
    /// # Errors
    /// If it can't be opened or read.
    pub(super) fn read(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = self.open()?.read_to_end(&mut bytes);
        read.with_context(|| format!("cannot read {}", self.name()))?;
        Ok(bytes)
    }

    /// Reads the whole input as one text.
    ///
    /// # Errors
    /// If it can't be opened or read, or isn't UTF-8.
    pub(super) fn read_text(&self) -> anyhow::Result<String> {
        let text = String::from_utf8(self.read()?);
        text.with_context(|| format!("{} is not UTF-8", self.name()))
    }

    /// Returns how many threads are to work on lines.
    pub(super) fn n_threads(&self) -> usize {
        let n_cores = || thread::available_parallelism().map_or(1, NonZero::get);
        self.threads.map_or_else(n_cores, NonZero::get)
    }

    /// Runs a filter from the input to standard output, with a progress bar if standard error is
    /// a terminal. Exit status 1 if a line failed.
    pub(super) fn filter<P>(&self, process: P) -> anyhow::Result<ExitCode>
    where
        P: Fn(Line<'_>, &mut String) -> bool + Sync,
    {
        let mut input = self.open()?;
        let bar = self.progress_bar();
        let mut output = BufWriter::new(io::stdout().lock());
        let on_progress = |n_bytes| bar.inc(n_bytes);
        let result =
            jsonl::filter(&mut *input, &mut output, self.n_threads(), &on_progress, process);
        bar.finish_and_clear();
        match result {
            Ok(0) => Ok(ExitCode::SUCCESS),
            Ok(n_failed) => {
                eprintln!("nutgraf: {n_failed} lines failed");
                Ok(ExitCode::FAILURE)
            }
            // Whoever reads the output has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            Err(error) => {
                Err(error).with_context(|| format!("cannot read {} or write", self.name()))
            }
        }
    }

    /// What the input is called in messages.
    fn name(&self) -> String {
        if self.is_stdin() { "standard input".to_owned() } else { self.file.display().to_string() }
    }

    fn is_stdin(&self) -> bool {
        self.file == Path::new("-")
    }

    fn progress_bar(&self) -> ProgressBar {
        if !io::stderr().is_terminal() || (self.is_stdin() && io::stdin().is_terminal()) {
            return ProgressBar::hidden();
        }
        let n_bytes = if self.is_stdin() { None } else { self.file.metadata().ok() };
        let (bar, template) = match n_bytes {
            Some(file) => (
                ProgressBar::new(file.len()),
                "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
            ),
            None => (ProgressBar::no_length(), "{spinner} {bytes} {bytes_per_sec}"),
        };
        bar.with_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    }
}

/// Reads a flag that holds a language tag as the engine does: a tag that it would refuse, such as
/// "english", is refused by every command.
pub(super) fn language_tag(given: &str) -> Result<String, String> {
    let article = Article { text: "-", language: given, ..Article::default() };
    match article.violations().first() {
        Some(violation) => Err(violation.reason.to_string()),
        None => Ok(given.to_owned()),
    }
}

/// Whoever closes the pipe early has seen enough: that is no error.
pub(super) fn ignore_broken_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
