//! Where a command reads from, and how a filter over lines is run.

use super::jsonl::{self, Line};
use anyhow::Context;
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
    /// Threads that work on lines [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

impl Input {
    /// Opens the input.
    pub(super) fn open(&self) -> anyhow::Result<Box<dyn BufRead + Send>> {
        if self.is_stdin() {
            return Ok(Box::new(BufReader::new(io::stdin())));
        }
        let file = File::open(&self.file)
            .with_context(|| format!("cannot open {}", self.file.display()))?;
        Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
    }

    /// Reads the whole input as one text.
    pub(super) fn read_text(&self) -> anyhow::Result<String> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).context("cannot read the input")?;
        String::from_utf8(bytes).context("the input is not UTF-8")
    }

    /// Runs a filter from the input to standard output, with a progress bar if standard error is
    /// a terminal. Exit status 1 if a line failed.
    pub(super) fn filter<P>(&self, process: P) -> anyhow::Result<ExitCode>
    where
        P: Fn(Line<'_>, &mut String) -> bool + Sync,
    {
        let mut input = self.open()?;
        let bar = self.progress_bar();
        let n_workers = self.threads.map_or_else(n_cores, NonZero::get);
        let mut output = BufWriter::new(io::stdout().lock());
        let on_progress = |n_bytes| bar.inc(n_bytes);
        let result = jsonl::filter(&mut *input, &mut output, n_workers, &on_progress, process);
        bar.finish_and_clear();
        match result {
            Ok(0) => Ok(ExitCode::SUCCESS),
            Ok(n_failed) => {
                eprintln!("nutgraf: {n_failed} lines failed");
                Ok(ExitCode::FAILURE)
            }
            // Whoever reads the output has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            Err(error) => Err(error).context("cannot read or write"),
        }
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

fn n_cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Whoever closes the pipe early has seen enough: that is no error.
pub(super) fn ignore_broken_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
