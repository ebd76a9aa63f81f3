//! The commands that need no server: what they tell of input that they can't use.

use crate::program::{nutgraf, run};
use std::io::Write;
use std::process::{Output, Stdio};

/// Runs a command on an input; returns its exit code, output and errors.
fn on_input(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = nutgraf(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn what_is_no_file_is_named() {
    let folder = env!("CARGO_MANIFEST_DIR");
    for command in ["summarize", "quotes", "segment", "eval"] {
        for (file, reason) in [(folder, "it is a directory"), ("/no/file", "No such file")] {
            let (code, printed, errors) = run(&mut nutgraf(&[command, file]));
            assert_eq!((code, printed.as_str()), (Some(1), ""), "{command} {file}");
            assert!(errors.contains(file) && errors.contains(reason), "{command}: {errors}");
        }
    }
}

#[test]
fn what_is_no_language_tag_is_refused_by_every_command() {
    for command in ["summarize", "quotes", "segment"] {
        let (code, _, errors) = on_input(&[command, "--language", "pt-BR"], "Choveu.");
        assert_eq!(code, Some(0), "{command}: {errors}");
        let (code, _, errors) = run(&mut nutgraf(&[command, "--language", "english"]));
        assert_eq!(code, Some(2), "{command}");
        assert!(errors.contains("'english'") && errors.contains("BCP-47"), "{command}: {errors}");
    }
}

#[test]
fn a_line_that_fails_has_its_id_and_a_reason_and_spoils_no_other() {
    let lines = "{\"id\": 7, \"title\": 1}\n{\"id\": \"b\", \"text\": \"Rain fell.\"}\nno JSON\n";
    for command in ["summarize", "quotes", "segment"] {
        let (code, printed, errors) = on_input(&[command, "--jsonl", "--threads", "1"], lines);
        assert_eq!(code, Some(1), "{command}");
        assert_eq!(errors, "nutgraf: 2 lines failed\n");
        let lines: Vec<&str> = printed.lines().collect();
        let [first, second, third] = lines[..] else { panic!("{command}: {printed}") };
        for (line, id) in [(first, "7"), (third, "\"\"")] {
            let start = format!("{{\"id\":{id},\"error\":{{\"code\":\"INVALID_ARGUMENT\",");
            assert!(line.starts_with(&start) && line.contains("INVALID_FIELDS"), "{line}");
        }
        assert!(second.starts_with("{\"id\":\"b\",") && !second.contains("error"), "{second}");
    }
}

#[test]
fn eval_reads_standard_input_and_tells_which_line_it_left_out() {
    let good = "{\"text\": \"The river rose. Rain fell.\", \"summary\": [\"The river rose.\"]}";
    let (code, printed, errors) = on_input(&["eval"], &format!("[]\n\n{good}\n"));
    assert_eq!(code, Some(1));
    assert!(printed.starts_with("1 articles\n") && printed.contains("\noracle "), "{printed}");
    assert_eq!(errors, "line 1: not a JSON object\n1 of 2 lines were not measured\n");
}
