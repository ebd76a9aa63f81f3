//! Certificates that change while the server runs, in a process of its own: some of it is by signal.

use crate::certificates::{Authority, Files, Pair, channel, connect, connector, first_certificate};
use crate::harness::{PATIENCE, Server, ask, request, sample};
use crate::program::{logs_of, nutgraf, run, send_signal, serve_on};
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::symlink;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tonic::transport::Channel;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";
pub(crate) const RELOADED: &str = "nutgraf_reloads_total{file=\"certificates\",outcome=\"taken\"}";
pub(crate) const KEPT: &str = "nutgraf_reloads_total{file=\"certificates\",outcome=\"refused\"}";

/// A server as a program; one that a failed test leaves is ended.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) admin: SocketAddr,
}

impl Program {
    pub(crate) async fn start(flags: &[String]) -> Self {
        // Lines for calls would fill the pipe, which nobody reads before the end.
        let log = "--log=info,nutgraf::grpc::record=warn";
        let mut command = nutgraf(&["serve", "--admin-listen", "127.0.0.1:0", log]);
        let (child, addresses) = serve_on(command.args(flags));
        let [address, admin] = addresses.map(|address| address.parse().expect("an address"));
        // It answers once it has read the files.
        ask(admin, "/livez").await;
        Self { child, address, admin }
    }

    /// Sends SIGHUP and waits until a reload is counted.
    pub(crate) async fn hang_up(&self, counter: &str) {
        let before = sample(&ask(self.admin, "/metrics").await.1, counter);
        send_signal(&self.child, "HUP");
        counted(self.admin, counter, before + 1.0).await;
    }

    /// Stops it and returns its logs.
    pub(crate) fn stop(mut self) -> String {
        send_signal(&self.child, "INT");
        assert_eq!(self.child.wait().expect("an end").code(), Some(0));
        logs_of(&mut self.child)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Waits until a counter has reached a value.
pub(crate) async fn counted(admin: SocketAddr, counter: &str, expected: f64) {
    let wait = async {
        while sample(&ask(admin, "/metrics").await.1, counter) < expected {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("a reload");
}

pub(crate) async fn summarize(channel: Channel) -> Result<(), tonic::Status> {
    SummarizerServiceClient::new(channel).summarize(request(STORY)).await.map(|_| ())
}

/// Tells whether the server shows this certificate.
async fn shows(address: SocketAddr, trusted: &Authority, caller: &Pair, expected: &Pair) -> bool {
    let connector = connector(trusted, Some(caller), &["h2"]);
    let stream = connect(address, &connector).await.expect("a connection");
    let shown = stream.get_ref().1.peer_certificates().expect("a certificate");
    shown.first() == Some(&first_certificate(&expected.certificate))
}

/// Replaces the files as Kubernetes does: a symbolic link to their folder is swapped.
fn swap(files: &Files, version: u32, server: &Pair, client_ca: &str) {
    let folder = files.folder.join(format!("..version-{version}"));
    fs::create_dir(&folder).expect("a folder");
    for (name, text) in
        [("tls.crt", &*server.certificate), ("tls.key", &*server.key), ("ca.crt", client_ca)]
    {
        fs::write(folder.join(name), text).expect("a writable folder");
        if version == 0 {
            fs::remove_file(files.folder.join(name)).expect("a file");
            symlink(format!("..data/{name}"), files.folder.join(name)).expect("a link");
        }
    }
    let new = files.folder.join("..data_tmp");
    symlink(&folder, &new).expect("a link");
    fs::rename(new, files.folder.join("..data")).expect("a swap");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_are_swapped_20_times_under_load_and_no_call_fails() {
    let (ours, other) = (Arc::new(Authority::new("ours")), Authority::new("other"));
    let files = Files::new(&ours.server(), &ours);
    swap(&files, 0, &ours.server(), &ours.pem());
    let program = Program::start(&files.mutual_flags()).await;
    let address = program.address;
    let (caller, stranger) = (ours.caller("desk"), other.caller("desk"));

    let is_over = Arc::new(AtomicBool::new(false));
    let n_calls = Arc::new(AtomicU64::new(0));
    let mut load = Vec::new();
    for is_kept in [true, false, false] {
        let (is_over, n_calls) = (Arc::clone(&is_over), Arc::clone(&n_calls));
        let (ours, caller) = (Arc::clone(&ours), caller.clone());
        load.push(tokio::spawn(async move {
            let mut open = None;
            while !is_over.load(Ordering::Relaxed) {
                let channel = match open.take() {
                    Some(channel) => channel,
                    None => channel(address, &ours, Some(&caller)).await.expect("a connection"),
                };
                summarize(channel.clone()).await.expect("an answer");
                n_calls.fetch_add(1, Ordering::Relaxed);
                open = is_kept.then_some(channel);
            }
        }));
    }
    for version in 1..=20 {
        let server = ours.server();
        // Every other time a bundle in which the authority isn't the first.
        let bundle = format!("{}{}", Authority::new("old").pem(), ours.pem());
        let authorities = if version % 2 == 0 { bundle } else { ours.pem() };
        swap(&files, version, &server, &authorities);
        program.hang_up(RELOADED).await;
        assert!(shows(address, &ours, &caller, &server).await, "swap {version}");
        let as_stranger = channel(address, &ours, Some(&stranger)).await;
        let gets_through = match as_stranger {
            Ok(channel) => summarize(channel).await.is_ok(),
            Err(_) => false,
        };
        assert!(!gets_through, "swap {version}");
        let n_before = n_calls.load(Ordering::Relaxed);
        while n_calls.load(Ordering::Relaxed) < n_before + 3 {
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert!(load.iter().all(|each| !each.is_finished()), "a failed call");
        }
    }
    is_over.store(true, Ordering::Relaxed);
    for each in load {
        each.await.expect("no failed call");
    }
    let (_, metrics) = ask(program.admin, "/metrics").await;
    assert!(sample(&metrics, KEPT).abs() < f64::EPSILON, "{metrics}");
    program.stop();
}

#[tokio::test]
async fn bad_files_keep_the_old_certificates_and_leave_no_secret_in_the_logs() {
    let ours = Authority::new("ours");
    let (good, next) = (ours.server(), ours.server());
    let files = Files::new(&good, &ours);
    let program = Program::start(&files.mutual_flags()).await;
    let caller = ours.caller("desk");
    let (half, _) = next.key.split_at(next.key.len() / 2);
    for (name, text, put_back) in [
        ("tls.crt", "no certificate", &good.certificate),
        ("tls.crt", &next.certificate, &good.certificate),
        ("tls.key", half, &good.key),
        ("ca.crt", "", &ours.pem()),
    ] {
        files.write(name, text);
        program.hang_up(KEPT).await;
        assert!(shows(program.address, &ours, &caller, &good).await, "{name}");
        files.write(name, put_back);
    }
    fs::remove_file(files.folder.join("tls.key")).expect("a file");
    program.hang_up(KEPT).await;
    assert!(shows(program.address, &ours, &caller, &good).await);
    let channel = channel(program.address, &ours, Some(&caller)).await.expect("a connection");
    summarize(channel).await.expect("an answer");
    files.write("tls.crt", &next.certificate);
    files.write("tls.key", &next.key);
    program.hang_up(RELOADED).await;
    assert!(shows(program.address, &ours, &caller, &next).await);
    let logs = program.stop();
    for problem in [
        "no certificate as PEM in it",
        "not the key of the certificate",
        "broken PEM",
        "No such file",
    ] {
        assert!(logs.contains(problem), "{problem} not in\n{logs}");
    }
    let secrets = [&good.key, &next.key].map(|key| key.lines().nth(1).expect("a line").to_owned());
    assert!(secrets.iter().all(|line| !logs.contains(line.as_str())), "{logs}");
}

#[tokio::test]
async fn a_change_is_seen_without_a_signal_and_an_authority_can_be_replaced() {
    let (ours, other) = (Authority::new("ours"), Authority::new("other"));
    let files = Files::new(&ours.server(), &ours);
    let flags = files.mutual_flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let server = Server::start(&flags).await;
    let (old_caller, new_caller) = (ours.caller("desk"), other.caller("desk"));
    let old = channel(server.address, &ours, Some(&old_caller)).await.expect("a connection");
    summarize(old.clone()).await.expect("an answer");
    files.write("ca.crt", &other.pem());
    counted(server.admin, RELOADED, 1.0).await;
    let new = channel(server.address, &ours, Some(&new_caller)).await.expect("a connection");
    summarize(new).await.expect("an answer");
    let refused = channel(server.address, &ours, Some(&old_caller)).await;
    if let Ok(channel) = refused {
        summarize(channel).await.expect_err("an authority of yesterday");
    }
    // Connections live on: what ends them is their age.
    summarize(old).await.expect("an answer");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hangup_ends_no_server_and_the_probe_speaks_tls() {
    let ours = Authority::new("ours");
    let pair = ours.server();
    let files = Files::new(&pair, &ours);
    let caller = ours.caller("probe");
    files.write("caller.crt", &caller.certificate);
    files.write("caller.key", &caller.key);
    files.write("other.crt", &Authority::new("other").pem());
    let program = Program::start(&files.mutual_flags()).await;
    program.hang_up(RELOADED).await;
    program.hang_up(RELOADED).await;

    let shown = [
        files.flag("tls-certificate-file", "caller.crt"),
        files.flag("tls-key-file", "caller.key"),
    ];
    let name = "--tls-server-name=nutgraf.example".to_owned();
    let (trusted, other) =
        (files.flag("tls-ca-file", "ca.crt"), files.flag("tls-ca-file", "other.crt"));
    let probe = |flags: &[&String]| {
        let address = program.address.to_string();
        let mut command = nutgraf(&["probe", "--timeout-ms", "60000", "--address", &address]);
        run(command.args(flags))
    };
    let [certificate, key] = &shown;
    let served = probe(&[&trusted, &name, certificate, key]);
    assert_eq!(served.0, Some(0), "{served:?}");
    for (flags, expected) in [
        (&[][..], "error: "),
        (&[&other, &name, certificate, key], "UnknownIssuer"),
        (&[&trusted, certificate, key], "not valid for name"),
        (&[&trusted, &name], "error: "),
    ] {
        let (code, _, error) = probe(flags);
        assert!(code == Some(1) && error.contains(expected), "{code:?} {error}");
    }
    program.stop();
}

#[tokio::test]
async fn the_probe_asks_the_port_for_health_checks_where_there_is_one() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let flags = ["serve", "--health-listen", "127.0.0.1:0"];
    let mut command = nutgraf(&flags);
    let (mut child, [calls, health]) = serve_on(command.args(files.mutual_flags()));
    let probe = || {
        let mut command = nutgraf(&["probe", "--timeout-ms", "60000"]);
        command.env("NUTGRAF_LISTEN", &calls);
        command
    };
    assert_eq!(run(probe().env("NUTGRAF_HEALTH_LISTEN", &health)).0, Some(0));
    assert_eq!(run(probe().env("NUTGRAF_HEALTH_LISTEN", "off")).0, Some(1));
    assert_eq!(run(probe().env("NUTGRAF_HEALTH_LISTEN", "here")).0, Some(1));
    send_signal(&child, "INT");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}
