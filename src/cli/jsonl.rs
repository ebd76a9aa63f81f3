//! A Unix filter over lines: reads them in blocks, works on all cores, writes in input order.
//!
//! Knows nothing of articles. Memory is bounded by the number of blocks in flight, whatever the
//! size of the input and however slow one line is.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Write};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// The longest line; a longer one is reported and skipped.
pub(super) const MAX_LINE_BYTES: usize = 8 << 20;

/// Lines are handed to a worker once they add up to this.
const BLOCK_BYTES: usize = 64 << 10;

/// Blocks that may be read and not yet written, for each worker.
const BLOCKS_IN_FLIGHT: usize = 4;

/// Why a line can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineError {
    /// It has more than [`MAX_LINE_BYTES`].
    TooLong,
    /// It isn't UTF-8.
    NotUtf8,
}

/// One line of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'l> {
    /// Its number, from 1.
    pub(super) number: u64,
    /// What it holds, without the line break.
    pub(super) text: Result<&'l str, LineError>,
}

/// Calls `process` for each line that isn't blank and writes what it appends, in the order of the
/// input. `process` tells whether the line succeeded; `on_progress` gets the number of bytes done
/// since the last call. Returns the number of lines that failed.
///
/// # Errors
/// Those of reading and writing; what was written before stays written.
pub(super) fn filter<P>(
    input: &mut (dyn BufRead + Send),
    output: &mut dyn Write,
    n_workers: usize,
    on_progress: &dyn Fn(u64),
    process: P,
) -> io::Result<u64>
where
    P: Fn(Line<'_>, &mut String) -> bool + Sync,
{
    let n_workers = n_workers.max(1);
    let n_in_flight = n_workers * BLOCKS_IN_FLIGHT;
    // A token is taken for each block that is read and given back once it is written.
    let (give_token, tokens) = sync_channel::<()>(n_in_flight);
    for _ in 0..n_in_flight {
        let _ = give_token.send(());
    }
    let (send_block, blocks) = sync_channel::<Block>(n_in_flight);
    let (send_done, done) = sync_channel::<Done>(n_in_flight);
    let blocks = Mutex::new(blocks);

    thread::scope(|scope| {
        let reader = scope.spawn(move || read_blocks(input, &tokens, &send_block));
        for _ in 0..n_workers {
            let (blocks, send_done, process) = (&blocks, send_done.clone(), &process);
            scope.spawn(move || {
                while let Some(block) = next_block(blocks) {
                    if send_done.send(block.process(process)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send_done);
        let written = write_in_order(&done, output, &give_token, on_progress);
        // On an error of writing, these ends tell reader and workers to stop.
        drop((give_token, done));
        while next_block(&blocks).is_some() {}
        let read = reader.join().unwrap_or_else(|_| Err(io::Error::other("the reader panicked")));
        written.and_then(|n_failed| read.map(|()| n_failed))
    })
}

/// Whole lines, to be worked on by one worker.
struct Block {
    sequence: u64,
    first_line: u64,
    bytes: Vec<u8>,
    /// Where each line ends, and whether it was cut off for its length.
    lines: Vec<(usize, bool)>,
    n_read: u64,
}

/// A block that was worked on.
struct Done {
    sequence: u64,
    output: String,
    n_failed: u64,
    n_read: u64,
}

impl Block {
    fn process<P: Fn(Line<'_>, &mut String) -> bool>(self, process: &P) -> Done {
        let mut output = String::with_capacity(self.bytes.len());
        let (mut start, mut n_failed) = (0, 0);
        for (number, &(end, is_too_long)) in (self.first_line..).zip(&self.lines) {
            let text = match std::str::from_utf8(self.bytes.get(start..end).unwrap_or_default()) {
                _ if is_too_long => Err(LineError::TooLong),
                Err(_) => Err(LineError::NotUtf8),
                Ok(text) => Ok(text),
            };
            start = end;
            if text.is_ok_and(|text| text.trim().is_empty()) {
                continue;
            }
            let is_ok = process(Line { number, text }, &mut output);
            n_failed += u64::from(!is_ok);
        }
        Done { sequence: self.sequence, output, n_failed, n_read: self.n_read }
    }
}

fn next_block(blocks: &Mutex<Receiver<Block>>) -> Option<Block> {
    blocks.lock().ok()?.recv().ok()
}

fn read_blocks(
    input: &mut (dyn BufRead + Send),
    tokens: &Receiver<()>,
    send_block: &SyncSender<Block>,
) -> io::Result<()> {
    let mut next_line = 1;
    for sequence in 0.. {
        if tokens.recv().is_err() {
            break;
        }
        let block = read_block(input, sequence, next_line)?;
        next_line += block.lines.len() as u64;
        if block.lines.is_empty() || send_block.send(block).is_err() {
            break;
        }
    }
    Ok(())
}

fn read_block(
    input: &mut (dyn BufRead + Send),
    sequence: u64,
    first_line: u64,
) -> io::Result<Block> {
    let (mut bytes, mut lines, mut n_read) = (Vec::with_capacity(BLOCK_BYTES), Vec::new(), 0);
    while bytes.len() < BLOCK_BYTES {
        let start = bytes.len();
        let limit = MAX_LINE_BYTES as u64 + 1;
        let n = input.take(limit).read_until(b'\n', &mut bytes)?;
        if n == 0 {
            break;
        }
        n_read += n as u64;
        let is_whole = bytes.last() == Some(&b'\n');
        let is_too_long = !is_whole && n as u64 == limit;
        if is_too_long {
            bytes.truncate(start);
            n_read += skip_line(input)?;
        } else {
            bytes.truncate(bytes.len() - usize::from(is_whole));
        }
        lines.push((bytes.len(), is_too_long));
    }
    Ok(Block { sequence, first_line, bytes, lines, n_read })
}

/// Reads up to and with the next line break, keeping nothing.
fn skip_line(input: &mut (dyn BufRead + Send)) -> io::Result<u64> {
    let mut n_skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        let line_break = buffer.iter().position(|&byte| byte == b'\n');
        let n = line_break.map_or(buffer.len(), |at| at + 1);
        let is_done = line_break.is_some() || buffer.is_empty();
        input.consume(n);
        n_skipped += n as u64;
        if is_done {
            return Ok(n_skipped);
        }
    }
}

fn write_in_order(
    done: &Receiver<Done>,
    output: &mut dyn Write,
    give_token: &SyncSender<()>,
    on_progress: &dyn Fn(u64),
) -> io::Result<u64> {
    let (mut waiting, mut next, mut n_failed) = (BTreeMap::new(), 0, 0);
    for block in done {
        waiting.insert(block.sequence, block);
        while let Some(block) = waiting.remove(&next) {
            output.write_all(block.output.as_bytes())?;
            next += 1;
            n_failed += block.n_failed;
            on_progress(block.n_read);
            // The reader may have gone already: it ends before the last blocks are written.
            let _ = give_token.send(());
        }
    }
    output.flush()?;
    Ok(n_failed)
}

#[cfg(test)]
mod tests {
    use super::{Line, LineError, MAX_LINE_BYTES, filter};
    use std::io::{self, Cursor, Write};

    /// Echoes each line with its number; "bad" lines fail.
    fn echo(line: Line<'_>, output: &mut String) -> bool {
        let text = match line.text {
            Ok(text) => text.to_owned(),
            Err(error) => format!("{error:?}"),
        };
        output.extend([&line.number.to_string(), ":", &text, "\n"]);
        line.text.is_ok_and(|text| text != "bad")
    }

    fn numbered_lines(n_lines: u32) -> String {
        (1..=n_lines).flat_map(|n| ["line ".to_owned(), n.to_string(), "\n".to_owned()]).collect()
    }

    fn run(input: &[u8], n_workers: usize) -> (String, u64) {
        let mut output = Vec::new();
        let mut input = Cursor::new(input);
        let n_failed =
            filter(&mut input, &mut output, n_workers, &|_| (), echo).expect("no error of I/O");
        (String::from_utf8(output).expect("UTF-8"), n_failed)
    }

    #[test]
    fn keeps_the_order_on_any_number_of_workers() {
        let input = numbered_lines(20_000);
        let expected: String = (1..)
            .zip(input.lines())
            .flat_map(|(n, line)| [n.to_string(), format!(":{line}\n")])
            .collect();
        for n_workers in [0, 1, 2, 7] {
            assert_eq!(run(input.as_bytes(), n_workers), (expected.clone(), 0));
        }
    }

    #[test]
    fn failed_lines_are_counted_and_the_others_kept() {
        assert_eq!(run(b"a\nbad\nb\nbad", 2), ("1:a\n2:bad\n3:b\n4:bad\n".to_owned(), 2));
    }

    #[test]
    fn blank_lines_are_skipped_but_numbered() {
        assert_eq!(run(b"\n  \r\na", 1), ("3:a\n".to_owned(), 0));
        assert_eq!(run(b"", 1), (String::new(), 0));
    }

    #[test]
    fn a_line_that_is_no_utf8_or_too_long_fails_alone() {
        let mut input = b"a\n\xff\n".to_vec();
        input.extend(vec![b'x'; MAX_LINE_BYTES]);
        input.extend(b"\n");
        input.extend(vec![b'x'; MAX_LINE_BYTES + 1]);
        input.extend(b"\nb\n");
        let (output, n_failed) = run(&input, 2);
        let heads: Vec<String> =
            output.lines().map(|line| line.chars().take(9).collect()).collect();
        assert_eq!(heads, ["1:a", "2:NotUtf8", "3:xxxxxxx", "4:TooLong", "5:b"]);
        assert_eq!(n_failed, 2);
        assert_eq!(format!("{:?}", LineError::TooLong), "TooLong");
    }

    #[test]
    fn progress_adds_up_to_the_input() {
        let n_bytes = std::cell::Cell::new(0);
        let input = b"a\nbb\n\nccc";
        let on_progress = |n| n_bytes.set(n_bytes.get() + n);
        filter(&mut Cursor::new(input), &mut io::sink(), 2, &on_progress, echo).expect("no error");
        assert_eq!(n_bytes.get(), input.len() as u64);
    }

    #[test]
    fn an_error_of_writing_ends_the_work() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let input = numbered_lines(200_000);
        let result = filter(&mut Cursor::new(input), &mut Full, 2, &|_| (), echo);
        assert_eq!(result.expect_err("full").kind(), io::ErrorKind::BrokenPipe);
    }
}
