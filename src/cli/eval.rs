//! `nutgraf eval`: measures the summaries of articles that come with references.
//!
//! Reads a JSONL file, spreads its lines over all cores, prints the table of `eval::report`. What
//! is measured and how stands in `eval`.

use super::input::{self, Input};
use crate::error::SummarizeError;
use crate::eval::report::{self, DEFAULT_DRAWS};
use crate::eval::{ArticleResult, Record, Setting, evaluate};
use crate::options::Options;
use crate::select::{Order, Style, SummaryOptions};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a line is and how it is measured, below the flags.
const AFTER_HELP: &str = "\
Reads an article a line: {\"id\", \"title\"?, \"text\", \"lang\"?, \"summary\": [sentences]}, or
\"summaries\": [[sentences], ...] for several references.

Measures ROUGE-1, ROUGE-2 and ROUGE-Lsum of nutgraf, of the lead, of the lead filled up, of a random
choice and of the best choice there is. All limits that are given hold at once; three sentences if
none is. Systems are compared article by article; where no sentence fits, the shortest stands in for
all of them.";

/// What `nutgraf eval` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The most sentences of a summary [default: 3 if no limit at all is given]
    #[arg(long, value_name = "N")]
    max_sentences: Option<u32>,
    /// The most words of a summary
    #[arg(long, value_name = "N")]
    max_words: Option<u32>,
    /// The most characters of a summary, joining spaces included
    #[arg(long, value_name = "N")]
    max_characters: Option<u32>,
    /// The most sentences of a summary as a share of the story's, above 0 and at most 1
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    ratio: Option<f64>,
    /// Shows the engine the titles (the default)
    #[arg(long, overrides_with = "no_titles")]
    with_titles: bool,
    /// Withholds the titles
    #[arg(long, overrides_with = "with_titles")]
    no_titles: bool,
    /// Writes one line an article and system to this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Draws of the bootstrap behind the 95 % intervals; 0 for none
    #[arg(long, value_name = "N", default_value_t = DEFAULT_DRAWS)]
    bootstrap: usize,
    /// Seed of the bootstrap and of the random choice
    #[arg(long, value_name = "N", default_value_t = 13)]
    seed: u64,
}

impl Arguments {
    fn setting(&self) -> Result<Setting, SummarizeError> {
        let summary = SummaryOptions {
            max_sentences: self.max_sentences,
            max_words: self.max_words,
            max_characters: self.max_characters,
            ratio: self.ratio,
            order: Order::Document,
            style: Style::Verbatim,
            query: String::new(),
        };
        let options = Options { summary: summary.clone(), ..Options::default() };
        SummarizeError::check(options.violations())?;
        Ok(Setting { summary, with_titles: !self.no_titles, seed: self.seed })
    }
}

/// Runs the command. Lines that can't be measured are reported on standard error with their
/// numbers; exit status 1 if there were some.
///
/// # Errors
/// If a limit is outside its range, the input can't be read, or the output can't be written.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let setting = arguments.setting()?;
    let input = arguments.input.read()?;
    let lines: Vec<(usize, &[u8])> = input
        .split(|&byte| byte == b'\n')
        .enumerate()
        .map(|(idx, line)| (idx + 1, line.trim_ascii()))
        .filter(|(_, line)| !line.is_empty())
        .collect();

    let outcomes = measure(&lines, &setting, arguments.input.n_threads());
    // Locked only now: the threads that measure draw their progress there.
    let mut errors = std::io::stderr().lock();
    let mut results = Vec::with_capacity(lines.len());
    let mut n_failed = 0;
    for (number, outcome) in outcomes {
        match outcome {
            Ok(result) => results.push(result),
            Err(reason) => {
                n_failed += 1;
                writeln!(errors, "line {number}: {reason}")?;
            }
        }
    }
    if let Some(path) = &arguments.csv {
        std::fs::write(path, report::csv(&results))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut printed = format!("{} articles\n", results.len());
    if !results.is_empty() {
        printed += &report::table(&results, arguments.bootstrap, arguments.seed);
    }
    input::ignore_broken_pipe(std::io::stdout().lock().write_all(printed.as_bytes()))?;
    if n_failed > 0 {
        writeln!(errors, "{n_failed} of {} lines were not measured", lines.len())?;
    }
    Ok(if n_failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

type Outcome = Result<ArticleResult, String>;

/// Measures all lines; outcomes come in the order of the lines, with their numbers.
fn measure(lines: &[(usize, &[u8])], setting: &Setting, n_threads: usize) -> Vec<(usize, Outcome)> {
    let bar = ProgressBar::new(lines.len() as u64);
    bar.set_style(
        ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} articles, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::with_capacity(lines.len()));
    let work = || {
        let mut own = Vec::new();
        while let Some(&(number, line)) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
            own.push((number, measure_line(line, number, setting)));
            bar.inc(1);
        }
        outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(own);
    };
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(work);
        }
    });
    bar.finish_and_clear();
    let mut outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_by_key(|(number, _)| *number);
    outcomes
}

fn measure_line(line: &[u8], number: usize, setting: &Setting) -> Outcome {
    let record = parse(line, number)?;
    evaluate(&record, setting).map_err(|error| error.to_string())
}

/// Reads one line; the reasons never hold the article's text.
fn parse(line: &[u8], number: usize) -> Result<Record, String> {
    let value: Value =
        serde_json::from_slice(line).map_err(|error| format!("not valid JSON ({error})"))?;
    let Value::Object(object) = value else { return Err("not a JSON object".to_owned()) };
    let references = references(&object)?;
    let id = match object.get("id") {
        None | Some(Value::Null) => number.to_string(),
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        Some(_) => return Err("\"id\" is neither a string nor a number".to_owned()),
    };
    Ok(Record {
        id,
        title: string(&object, "title")?,
        text: string(&object, "text")?,
        language: string(&object, "lang")?,
        references,
    })
}

/// Reads a string; empty if it is absent.
fn string(object: &Map<String, Value>, field: &str) -> Result<String, String> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(format!("\"{field}\" is not a string")),
    }
}

/// Reads "summaries" if it is there, else "summary".
fn references(object: &Map<String, Value>) -> Result<Vec<Vec<String>>, String> {
    let sentences = |value: &Value| -> Option<Vec<String>> {
        value.as_array()?.iter().map(|sentence| sentence.as_str().map(str::to_owned)).collect()
    };
    let several = object.get("summaries").filter(|value| !value.is_null());
    let references = match (several, object.get("summary")) {
        (Some(several), _) => several
            .as_array()
            .and_then(|references| references.iter().map(sentences).collect())
            .ok_or("\"summaries\" is not a list of lists of sentences")?,
        (None, Some(one)) => vec![sentences(one).ok_or("\"summary\" is not a list of sentences")?],
        (None, None) => Vec::new(),
    };
    if references.iter().any(|reference| !reference.is_empty()) {
        Ok(references)
    } else {
        Err("no reference: neither \"summary\" nor \"summaries\" has a sentence".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, measure, parse};
    use crate::eval::Setting;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Command {
        #[command(flatten)]
        eval: Arguments,
    }

    fn arguments(line: &[&str]) -> Arguments {
        let all = ["nutgraf", "articles.jsonl"].iter().chain(line);
        Command::try_parse_from(all).expect("valid arguments").eval
    }

    #[test]
    fn the_later_of_the_title_flags_holds() {
        let with_titles = |line: &[&str]| arguments(line).setting().expect("valid").with_titles;
        assert!(with_titles(&[]));
        assert!(!with_titles(&["--no-titles"]));
        assert!(with_titles(&["--no-titles", "--with-titles"]));
        assert!(!with_titles(&["--with-titles", "--no-titles"]));
    }

    #[test]
    fn limits_outside_their_range_are_refused() {
        let error = arguments(&["--max-words", "0"]).setting().expect_err("0 words");
        assert!(error.to_string().starts_with("summary.max_words"), "{error}");
    }

    #[test]
    fn several_references_go_before_one() {
        let line =
            br#"{"id": 7, "text": "A.", "summary": ["A."], "summaries": [["B."], ["C.", "D."]]}"#;
        let record = parse(line, 1).expect("a record");
        assert_eq!(record.id, "7");
        assert_eq!(record.references, [vec!["B."], vec!["C.", "D."]]);
    }

    #[test]
    fn bad_lines_say_why_and_do_not_stop_the_rest() {
        let lines: [&[u8]; 6] = [
            b"{\"text\": \"secret",
            b"[1]",
            b"{\"text\": \"secret\"}",
            b"{\"text\": 3, \"summary\": [\"secret\"]}",
            b"{\"text\": \"\", \"summary\": [\"secret\"]}",
            b"{\"text\": \"The river rose.\", \"summary\": [\"The river rose.\"]}",
        ];
        let numbered: Vec<_> = lines.into_iter().enumerate().collect();
        let outcomes = measure(&numbered, &Setting::default(), 2);
        let reasons: Vec<String> =
            outcomes.iter().filter_map(|(_, outcome)| outcome.clone().err()).collect();
        assert_eq!(reasons.len(), 5);
        assert!(reasons.iter().all(|reason| !reason.contains("secret")), "{reasons:?}");
        assert_eq!(reasons[3], "\"text\" is not a string");
        let last = outcomes[5].1.as_ref().expect("the last line is good");
        assert_eq!(last.id, "5");
    }
}
