//! Work that nobody waits for ends soon, in the engine and through the service.

use crate::harness::{PATIENCE, Server, ask, request};
use crate::raw::{Raw, SUMMARIZE, frame};
use nutgraf::error::SummarizeError;
use nutgraf::options::Options;
use nutgraf::summarize::{Article, summarize_watched};
use nutgraf::watch::{Stage, Watch};
use prost::Message;
use std::cell::{Cell, RefCell};

/// What the longest steps work on, repeated: sentences, marks, lines, dots, quotes, one sentence.
const PIECES: [&str; 6] = [
    "The council approved the budget on Monday, after a long debate about the rents of the harbour \
     district and the ferries that sail to the islands in winter, and Mayor Ana Torvald left. ",
    "“a” ",
    "word\n",
    " .  ",
    "“We will do it now,” said Ann Lee.\n\n",
    "“Yes we do now,” he said. ",
];

/// Wants the result until it has been asked so often.
#[derive(Default)]
struct Asked {
    most: usize,
    count: Cell<usize>,
    stages: RefCell<Vec<Stage>>,
}

impl Watch for Asked {
    fn is_wanted(&self) -> bool {
        self.count.set(self.count.get() + 1);
        self.count.get() < self.most
    }

    fn stage_ended(&self, stage: Stage) {
        self.stages.borrow_mut().push(stage);
    }
}

fn asked(text: &str, most: usize) -> (Asked, bool) {
    let watch = Asked { most, ..Asked::default() };
    let article = Article { text, ..Article::default() };
    let result = summarize_watched(&article, &Options::default(), &watch);
    assert!(matches!(result, Ok(_) | Err(SummarizeError::Unwanted)));
    let is_done = result.is_ok();
    (watch, is_done)
}

#[test]
fn twice_the_text_is_asked_about_twice_as_often() {
    for piece in PIECES {
        let [few, many] = [128 << 10, 256 << 10].map(|n_bytes: usize| {
            let (watch, is_done) = asked(&piece.repeat(n_bytes / piece.len()), usize::MAX);
            assert!(is_done);
            let stages = [Stage::Document, Stage::Score, Stage::Keywords, Stage::Headline];
            assert_eq!(*watch.stages.borrow(), [&stages[..], &[Stage::Quotes]].concat());
            watch.count.get()
        });
        // Six are asked between the stages, whatever the text's length; some stages read no more
        // than the first sentences.
        assert!(many - 6 >= (few - 6) * 4 / 3, "{piece:?}: {few}, then {many}");
        assert!(many >= 6 + 8, "{piece:?}: {many}");
    }
}

#[test]
fn a_short_article_is_asked_about_between_the_stages_only() {
    let (watch, is_done) = asked(&PIECES[0].repeat(20), usize::MAX);
    assert!(is_done);
    assert_eq!(watch.count.get(), 6);
}

#[test]
fn after_a_no_nothing_is_asked_and_no_stage_ends() {
    for piece in PIECES {
        let text = piece.repeat((96 << 10) / piece.len());
        let (watch, _) = asked(&text, usize::MAX);
        let count = watch.count.get();
        for most in [1, 2, 4, count / 2, count - 1, count] {
            let (watch, is_done) = asked(&text, most);
            assert!(!is_done, "{piece:?} at {most}");
            assert_eq!(watch.count.get(), most, "{piece:?}");
        }
    }
}

/// Waits until the metrics have a line.
async fn metrics_with(server: &Server, line: &str) -> String {
    let asked = async {
        loop {
            let (_, metrics) = ask(server.admin, "/metrics").await;
            if metrics.lines().any(|other| other == line) {
                return metrics;
            }
        }
    };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| panic!("never {line}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_leaves_or_waits_no_longer_frees_the_worker() {
    let server = Server::start(&["--workers", "1", "--max-queued", "0"]).await;
    let text = PIECES[5].repeat((1 << 20) / PIECES[5].len());
    let message = frame(&request(&text).encode_to_vec());
    // The first leaves while its article is worked on, the second's time runs out.
    for headers in [&[][..], &[("grpc-timeout", "60m")][..]] {
        let mut raw = Raw::connect(server.address).await;
        let mut call = raw.open(SUMMARIZE, headers).await;
        call.send(message.clone());
        if headers.is_empty() {
            metrics_with(&server, "nutgraf_articles_held 1").await;
            raw.connection.abort();
            drop(call);
        } else {
            call.end().await;
        }
        let metrics = metrics_with(&server, "nutgraf_articles_held 0").await;
        let answered = "nutgraf_stage_seconds_count{stage=\"answer\"} 0";
        assert!(metrics.lines().any(|line| line == answered), "{metrics}");
    }
    server.client().await.summarize(request("Rents rose.")).await.expect("an answer");
    server.stop().await;
}
