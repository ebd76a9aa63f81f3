//! The table of what was measured, with its bars.

use std::process::ExitCode;

pub struct Report {
    rows: Vec<Row>,
    is_long: bool,
}

struct Row {
    measure: String,
    bar: String,
    reached: String,
    verdict: &'static str,
}

impl Report {
    pub fn new(is_long: bool) -> Self {
        Self { rows: Vec::new(), is_long }
    }

    /// Adds a figure without a bar.
    pub fn tell(&mut self, measure: impl Into<String>, reached: impl Into<String>) {
        self.add(measure.into(), String::new(), reached.into(), "");
    }

    /// Adds a row that decides whatever the machine is busy with.
    pub fn judge(
        &mut self,
        measure: impl Into<String>,
        bar: impl Into<String>,
        reached: impl Into<String>,
        is_met: bool,
    ) {
        let verdict = if is_met { "met" } else { "MISSED" };
        self.add(measure.into(), bar.into(), reached.into(), verdict);
    }

    /// Adds a row that a busy machine can miss: it decides in the long form only.
    pub fn time(
        &mut self,
        measure: impl Into<String>,
        bar: impl Into<String>,
        reached: impl Into<String>,
        is_met: bool,
    ) {
        let verdict = match (is_met, self.is_long) {
            (true, _) => "met",
            (false, true) => "MISSED",
            (false, false) => "missed, not judged",
        };
        self.add(measure.into(), bar.into(), reached.into(), verdict);
    }

    fn add(&mut self, measure: String, bar: String, reached: String, verdict: &'static str) {
        eprintln!("{measure}: {reached} {verdict}");
        self.rows.push(Row { measure, bar, reached, verdict });
    }

    /// Prints the table; fails if a bar is missed.
    pub fn print(&self) -> ExitCode {
        println!("\n| measure | bar | reached | |\n|---|---|---|---|");
        for Row { measure, bar, reached, verdict } in &self.rows {
            println!("| {measure} | {bar} | {reached} | {verdict} |");
        }
        let is_missed = self.rows.iter().any(|row| row.verdict == "MISSED");
        if is_missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
