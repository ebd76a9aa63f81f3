//! Callers that are let in no more: revoked certificates, names taken off a list.

use crate::certificates::{Authority, Files, Pair, channel};
use crate::harness::{ask, sample};
use crate::tls_reload::{KEPT, Program, RELOADED, summarize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

const NEXT_UPDATE: &str = "nutgraf_tls_client_crl_next_update_timestamp_seconds";

/// Tells whether a call gets an answer, over a connection of its own.
async fn gets_through(program: &Program, trusted: &Authority, shown: &Pair) -> bool {
    match channel(program.address, trusted, Some(shown)).await {
        Ok(channel) => summarize(channel).await.is_ok(),
        Err(_) => false,
    }
}

async fn metric(program: &Program, name: &str) -> f64 {
    sample(&ask(program.admin, "/metrics").await.1, name)
}

/// A caller that opens a connection for each call, all of which must be answered.
struct Load {
    is_over: Arc<AtomicBool>,
    n_calls: Arc<AtomicU64>,
    task: tokio::task::JoinHandle<()>,
}

impl Load {
    fn start(program: &Program, trusted: &Arc<Authority>, shown: &Pair) -> Self {
        let (is_over, n_calls) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (trusted, shown, address) = (Arc::clone(trusted), shown.clone(), program.address);
        let (ends, counts) = (Arc::clone(&is_over), Arc::clone(&n_calls));
        let task = tokio::spawn(async move {
            while !ends.load(Ordering::Relaxed) {
                let channel = channel(address, &trusted, Some(&shown)).await;
                summarize(channel.expect("a connection")).await.expect("an answer");
                counts.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self { is_over, n_calls, task }
    }

    /// Waits for some more answers.
    async fn goes_on(&self) {
        let n_before = self.n_calls.load(Ordering::Relaxed);
        while self.n_calls.load(Ordering::Relaxed) < n_before + 3 {
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert!(!self.task.is_finished(), "a failed call");
        }
    }

    async fn end(self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.task.await.expect("no failed call");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_caller_is_refused_and_a_new_list_fails_no_other() {
    let ours = Arc::new(Authority::new("ours"));
    let (old, leaving, staying) = (ours.caller("desk"), ours.caller("desk"), ours.caller("desk"));
    let files = Files::new(&ours.server(), &ours);
    files.write("ca.crl", &ours.revoke(&[&old], 2096));
    let mut flags = files.mutual_flags();
    flags.push(files.flag("tls-client-crl-file", "ca.crl"));
    let program = Program::start(&flags).await;
    assert!(!gets_through(&program, &ours, &old).await, "revoked from the start");
    assert!(gets_through(&program, &ours, &leaving).await);
    // 2096-01-01T00:00:00Z.
    assert!((metric(&program, NEXT_UPDATE).await - 3_976_214_400.0).abs() < 1.0);

    let load = Load::start(&program, &ours, &staying);
    load.goes_on().await;
    files.write("ca.crl", &ours.revoke(&[&old, &leaving], 2097));
    program.hang_up(RELOADED).await;
    load.goes_on().await;
    assert!(!gets_through(&program, &ours, &leaving).await, "revoked while running");
    assert!(!gets_through(&program, &ours, &old).await);

    let foreign = Authority::new("other").revoke(&[], 2096);
    let junk = "-----BEGIN X509 CRL-----\nc2VjcmV0\n-----END X509 CRL-----\n";
    for bad in ["", junk, &foreign, "-----BEGIN X509 CRL-----\n"] {
        files.write("ca.crl", bad);
        program.hang_up(KEPT).await;
        assert!(!gets_through(&program, &ours, &leaving).await, "{bad}");
    }
    load.goes_on().await;
    // The lists of several authorities; one of them is out of date, and counts still.
    files.write("ca.crl", &format!("{foreign}{}", ours.revoke(&[&leaving], 2002)));
    program.hang_up(RELOADED).await;
    assert!(!gets_through(&program, &ours, &leaving).await, "revoked in an old list");
    assert!(gets_through(&program, &ours, &old).await, "on no list any more");
    load.goes_on().await;
    load.end().await;
    assert!(metric(&program, NEXT_UPDATE).await < 1_100_000_000.0);
    assert!(metric(&program, "nutgraf_tls_handshakes_failed_total").await >= 8.0);
    let logs = program.stop();
    for told in [
        "no revocation list as PEM in it",
        "not a revocation list of version 2",
        "no list of an authority that is in the file of --tls-client-ca-file",
        "broken PEM",
        "a revocation list is out of date",
    ] {
        assert!(logs.contains(told), "{told} not in\n{logs}");
    }
    assert!(!logs.contains("c2Vj"), "{logs}");
}

#[tokio::test]
async fn an_authority_between_needs_a_list_too() {
    let ours = Authority::new("ours");
    let between = ours.vouch_for("between");
    let (caller, revoked) = (between.caller("desk"), between.caller("desk"));
    let files = Files::new(&ours.server(), &ours);
    files.write("ca.crl", &ours.revoke(&[], 2096));
    let mut flags = files.mutual_flags();
    let program = Program::start(&flags).await;
    assert!(gets_through(&program, &ours, &caller).await, "without lists");
    program.stop();
    flags.push(files.flag("tls-client-crl-file", "ca.crl"));
    let program = Program::start(&flags).await;
    assert!(!gets_through(&program, &ours, &caller).await, "can't be looked up");
    let both = format!("{}{}", ours.revoke(&[], 2096), between.revoke(&[&revoked], 2096));
    files.write("ca.crl", &both);
    program.hang_up(RELOADED).await;
    assert!(gets_through(&program, &ours, &caller).await);
    assert!(!gets_through(&program, &ours, &revoked).await);
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_names_is_read_again_and_a_bad_one_changes_nothing() {
    let ours = Arc::new(Authority::new("ours"));
    let (desk, archive) = (ours.caller("desk"), ours.caller("archive"));
    let files = Files::new(&ours.server(), &ours);
    files.write("names", "# who may call\ndesk\narchive\n");
    let mut flags = files.mutual_flags();
    flags.push(files.flag("tls-client-subjects-file", "names"));
    let program = Program::start(&flags).await;
    let load = Load::start(&program, &ours, &desk);
    assert!(gets_through(&program, &ours, &archive).await);
    assert!(!gets_through(&program, &ours, &ours.caller("other")).await);
    files.write("names", "desk\n");
    program.hang_up(RELOADED).await;
    assert!(!gets_through(&program, &ours, &archive).await, "off the list");
    for bad in ["", "# archive\n"] {
        files.write("names", bad);
        program.hang_up(KEPT).await;
        assert!(!gets_through(&program, &ours, &archive).await, "{bad}");
    }
    load.goes_on().await;
    files.write("names", "archive\ndesk");
    program.hang_up(RELOADED).await;
    assert!(gets_through(&program, &ours, &archive).await, "on it again");
    load.end().await;
    assert!(program.stop().contains("names: no name in it"));
}
