//! Stand-in for `nutgraf eval` until the program exists.
use clap::Parser;
use nutgraf::cli::eval::{EvalArgs, run};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    eval: EvalArgs,
}

fn main() -> anyhow::Result<std::process::ExitCode> {
    run(&Command::parse().eval)
}
