//! `nutgraf` as a program for one test: started, signalled, read.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};

/// Makes a command of the program, without variables of ours that may be set here.
pub(crate) fn nutgraf(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.args(arguments).env_remove("NUTGRAF_LISTEN").env_remove("NUTGRAF_LOG");
    command
}

/// Runs a command to its end; returns its exit code, output and errors.
pub(crate) fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// Starts `nutgraf serve` on a free port and returns it with its address.
pub(crate) fn serve(command: &mut Command) -> (Child, String) {
    let (child, [address]) = serve_on(command);
    (child, address)
}

/// Starts `nutgraf serve` on a free port and returns it with the addresses that it prints.
pub(crate) fn serve_on<const N: usize>(command: &mut Command) -> (Child, [String; N]) {
    let mut child = command
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut lines = BufReader::new(child.stdout.as_mut().expect("a pipe")).lines();
    let addresses = std::array::from_fn(|_| lines.next().expect("an address").expect("UTF-8"));
    (child, addresses)
}

/// Sends a process a signal by its name without `SIG`.
pub(crate) fn send_signal(child: &Child, signal: &str) {
    let kill = format!("kill -{signal} {}", child.id());
    let status = Command::new("sh").args(["-c", &kill]).status().expect("a shell");
    assert!(status.success());
}

/// Reads what a process has logged until it ends.
pub(crate) fn logs_of(child: &mut Child) -> String {
    let mut logs = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut logs).expect("UTF-8");
    logs
}
