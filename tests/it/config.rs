//! How is `nutgraf serve` set up? Flags, variables, and the mistakes in them.

use crate::certificates::{Authority, Files};
use crate::program::{nutgraf, run};
use nutgraf::server::config::unknown_variables;

#[test]
fn the_configuration_is_printed_with_flags_before_variables_before_defaults() {
    let (code, printed, errors) = run(nutgraf(&["serve", "--check-config", "--max-queued", "7"])
        .env("NUTGRAF_MAX_QUEUED", "6")
        .env("NUTGRAF_DRAIN_DELAY", "1500ms"));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let lines: Vec<&str> = printed.lines().collect();
    for line in [
        "listen = \"0.0.0.0:50051\"",
        "max-queued = 7",
        "drain-delay = \"1500ms\"",
        "drain-timeout = \"20s\"",
        "max-request-bytes = 2097152",
        "log = \"info\"",
    ] {
        assert!(lines.contains(&line), "{line} not in\n{printed}");
    }
    assert!(lines.iter().all(|line| line.contains(" = ")));
}

#[test]
fn the_printed_configuration_reads_back_as_flags() {
    let (_, printed, _) = run(&mut nutgraf(&["serve", "--check-config"]));
    let flags: Vec<String> = printed
        .lines()
        .map(|line| line.split_once(" = ").expect("name and value"))
        .map(|(name, value)| format!("--{name}={}", value.trim_matches('"')))
        .collect();
    let (code, again, errors) = run(nutgraf(&["serve", "--check-config"]).args(&flags));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert_eq!(again, printed);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let arguments = ["serve", "--max-timeout", "5", "--workers", "0", "--listen", "localhost"];
    let (code, printed, errors) = run(nutgraf(&arguments).env("NUTGRAF_REFLECTION", "maybe"));
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 4, "{errors}");
    for (line, start, end) in [
        (lines[0], "error: --listen (NUTGRAF_LISTEN) must be", "got \"localhost\""),
        (lines[1], "error: --workers (NUTGRAF_WORKERS) must be a number from 1", "got \"0\""),
        (lines[2], "error: --max-timeout (NUTGRAF_MAX_TIMEOUT) must be a time", "got \"5\""),
        (lines[3], "error: --reflection (NUTGRAF_REFLECTION) must be one of", "got \"maybe\""),
    ] {
        assert!(line.starts_with(start) && line.ends_with(end), "{line}");
    }
}

#[test]
fn half_a_configuration_of_tls_is_a_mistake() {
    for (flags, lines) in [
        (&["--tls-certificate-file=a"][..], &["--tls-key-file (NUTGRAF_TLS_KEY_FILE) must be"][..]),
        (&["--tls-key-file=a"], &["--tls-certificate-file (NUTGRAF_TLS_CERTIFICATE_FILE) must be"]),
        (&["--tls-client-ca-file=a"], &["--tls-certificate-file (NUTGRAF_TLS_CERTIFICATE_FILE)"]),
        (&["--tls-client-subjects=a"], &["--tls-client-ca-file (NUTGRAF_TLS_CLIENT_CA_FILE) must"]),
        (
            &["--tls-client-subjects=a,", "--tls-key-file=a"],
            &[
                "--tls-certificate-file",
                "--tls-client-ca-file",
                "--tls-client-subjects (NUTGRAF_TLS",
            ],
        ),
        (&["--tls-client-crl-file=a"], &["--tls-client-ca-file (NUTGRAF_TLS_CLIENT_CA_FILE) must"]),
        (&["--tls-client-subjects-file=a"], &["--tls-client-ca-file (NUTGRAF_TLS_CLIENT_CA_FILE)"]),
        (
            &["--tls-client-subjects=a", "--tls-client-subjects-file=a"],
            &["--tls-client-ca-file", "--tls-client-ca-file", "--tls-client-subjects-file (NUTG"],
        ),
        (&["--tls-client-subjects=any,a"], &["--tls-client-ca-file", "--tls-client-subjects"]),
    ] {
        let (code, printed, errors) = run(nutgraf(&["serve", "--check-config"]).args(flags));
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{flags:?}");
        let found: Vec<&str> = errors.lines().collect();
        assert_eq!(found.len(), lines.len(), "{errors}");
        for (found, start) in found.iter().zip(lines) {
            assert!(found.starts_with(&format!("error: {start}")), "{errors}");
        }
    }
}

#[test]
fn files_of_tls_are_read_when_the_configuration_is_checked() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let mut flags = files.mutual_flags();
    flags.push("--tls-client-subjects=spiffe://example.org/a,desk.example".to_owned());
    let check = || run(nutgraf(&["serve", "--check-config"]).args(&flags));
    let (code, printed, errors) = check();
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    files.write("names", "desk.example");
    files.write("ca.crl", &ours.revoke(&[], 2096));
    let subjects = "tls-client-subjects = \"spiffe://example.org/a,desk.example\"";
    assert!(printed.lines().any(|line| line == subjects), "{printed}");
    flags.pop();
    flags.push(files.flag("tls-client-subjects-file", "names"));
    flags.push(files.flag("tls-client-crl-file", "ca.crl"));
    let check = || run(nutgraf(&["serve", "--check-config"]).args(&flags));
    let (code, printed, errors) = check();
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(printed.contains("/names\"\n") && printed.contains("/ca.crl\"\n"), "{printed}");
    for (name, text, expected) in [
        ("ca.crl", "", "--tls-client-crl-file (NUTGRAF_TLS_CLIENT_CRL_FILE) can't be used: "),
        ("ca.crt", "", "--tls-client-ca-file (NUTGRAF_TLS_CLIENT_CA_FILE) can't be used: "),
        ("names", "", "--tls-client-subjects-file (NUTGRAF_TLS_CLIENT_SUBJECTS_FILE) can't be"),
        ("tls.key", &*ours.server().key, "--tls-key-file (NUTGRAF_TLS_KEY_FILE) can't be used: "),
        ("tls.crt", "", "--tls-certificate-file (NUTGRAF_TLS_CERTIFICATE_FILE) can't be used: "),
    ] {
        files.write(name, text);
        let (code, printed, errors) = check();
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{name}");
        assert!(errors.starts_with(&format!("error: {expected}")), "{errors}");
    }
    let (code, _, errors) = run(nutgraf(&["serve"])
        .args(["--tls-certificate-file=/no/file"])
        .env("NUTGRAF_TLS_KEY_FILE", "/no/file"));
    assert!(code == Some(2) && errors.contains("No such file"), "{errors}");
}

#[test]
fn a_collector_needs_authorities_with_tls_only() {
    let files = Files::new(&Authority::new("ours").server(), &Authority::new("ours"));
    files.write("empty", "");
    let path = |name: &str| files.folder.join(name).display().to_string();
    let (good, empty, none) = (path("ca.crt"), path("empty"), path("none"));
    for (endpoint, certificate, expected) in [
        ("https://collector.example:4317", good.as_str(), None),
        ("https://[::1]:4317", &good, None),
        ("https://collector.example:4317", &empty, Some("_CERTIFICATE) can't be used: /")),
        ("https://collector.example:4317", &none, Some("No such file")),
        // The variables may be there for all programs of a host.
        ("http://127.0.0.1:4317", &none, None),
        ("", &none, None),
        ("off", "", None),
        ("grpc://127.0.0.1:4317", &good, Some("_ENDPOINT) must be off or an address such as")),
        ("https://..:4317", &good, Some("_ENDPOINT) can't be used: ")),
    ] {
        let (code, _, errors) = run(nutgraf(&["serve", "--check-config"])
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", certificate));
        assert_eq!(code, Some(if expected.is_some() { 2 } else { 0 }), "{endpoint} {errors}");
        assert!(errors.contains(expected.unwrap_or_default()), "{endpoint} {errors}");
    }
    // A system without authorities, such as an image from scratch.
    let (code, _, errors) = run(nutgraf(&["serve", "--check-config"])
        .args(["--otel-exporter-otlp-endpoint", "https://collector.example:4317"])
        .env_remove("SSL_CERT_DIR")
        .env("SSL_CERT_FILE", &empty));
    assert_eq!(code, Some(2));
    assert!(errors.contains("the system: no certificate of an authority"), "{errors}");
}

#[test]
fn misspelt_variables_are_found_and_those_of_kubernetes_are_not() {
    let names = [
        // Of the build; `cargo run` passes it on.
        "NUTGRAF_GIT_REVISION",
        "NUTGRAF_LISTEN",
        "NUTGRAF_MAX_QUEUD",
        "NUTGRAF_PORT",
        "NUTGRAF_PORT_50051_TCP_ADDR",
        "NUTGRAF_SERVICE_HOST",
        "NUTGRAF_SERVICE_PORT_GRPC",
        "PATH",
    ];
    let unknown = unknown_variables(names.into_iter().map(str::to_owned));
    assert_eq!(unknown, ["NUTGRAF_MAX_QUEUD"]);
}

#[test]
fn without_arguments_the_program_prints_help() {
    let (code, _, help) = run(&mut nutgraf(&[]));
    assert_eq!(code, Some(2));
    assert!(help.contains("serve") && help.contains("probe"), "{help}");
}

#[test]
fn every_flag_has_a_description_a_variable_and_a_default() {
    let (code, help, _) = run(&mut nutgraf(&["serve", "--help"]));
    assert_eq!(code, Some(0));
    let n_flags = help.matches("\n      --").count() - "--check-config".matches("--").count();
    // Lines are wrapped anywhere between words.
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let n_variables = help.matches("[env: NUTGRAF_").count() + help.matches("[env: OTEL_").count();
    assert_eq!(n_variables, n_flags, "{help}");
    assert_eq!(help.matches("[default: ").count(), n_flags, "{help}");
}
