//! How is one setting read? Numbers, sizes and times with their ranges; mistakes are collected.

use crate::server::log_filter;
use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

/// A millisecond, in milliseconds: ranges of times are written in this unit.
pub(super) const MS: u64 = 1;
/// An hour.
pub(super) const HOUR: u64 = 3_600_000;

/// The units of times, in milliseconds.
const TIME_UNITS: [(&str, u64); 4] = [("ms", MS), ("h", HOUR), ("m", 60_000), ("s", 1000)];

/// The choices of a setting that is on or off.
pub(super) const YES_OR_NO: [(&str, bool); 2] = [("true", true), ("false", false)];

/// The units of sizes, in bytes.
const SIZE_UNITS: [(&str, u64); 3] = [("MiB", 1 << 20), ("KiB", 1 << 10), ("", 1)];

/// A setting that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Name of the flag, without the dashes in front.
    pub flag: &'static str,
    /// What is expected and what came.
    pub description: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variable = self.flag.replace('-', "_").to_uppercase();
        // OpenTelemetry's variables have their own prefix.
        let prefix = if variable.starts_with("OTEL_") { "" } else { "NUTGRAF_" };
        write!(f, "--{} ({prefix}{variable}) {}", self.flag, self.description)
    }
}

/// Reads settings; `None` stands for a mistake, which is kept.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    pub(super) found: Vec<Mistake>,
}

impl Mistakes {
    /// Reads an address with its port.
    pub(super) fn address(&mut self, flag: &'static str, given: &str) -> Option<SocketAddr> {
        let expected = "an IP address and a port, such as 0.0.0.0:50051 or [::]:50051";
        self.kept(flag, given, expected, given.parse().ok())
    }

    /// Reads an address; `off` stands for none.
    pub(super) fn address_or_off(&mut self, flag: &'static str, given: &str) -> Option<SocketAddr> {
        if given == "off" { None } else { self.address(flag, given) }
    }

    /// Reads a whole number within a range.
    pub(super) fn count(
        &mut self,
        flag: &'static str,
        given: &str,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        let expected = format!("a number from {} to {}", range.start(), range.end());
        let read = given.parse().ok().filter(|count| range.contains(count));
        self.kept(flag, given, &expected, read)
    }

    /// Reads bytes: `65536`, `64KiB`, `2MiB`.
    pub(super) fn size(
        &mut self,
        flag: &'static str,
        given: &str,
        range: RangeInclusive<u64>,
    ) -> Option<usize> {
        let (from, to) =
            (in_units(*range.start(), &SIZE_UNITS), in_units(*range.end(), &SIZE_UNITS));
        let expected = format!("a size from {from} to {to}");
        let read = parse_in_units(given, &SIZE_UNITS).filter(|bytes| range.contains(bytes));
        let read = read.and_then(|bytes| usize::try_from(bytes).ok());
        self.kept(flag, given, &expected, read)
    }

    /// Reads a time: `500ms`, `30s`, `5m`, `1h`; the range is in milliseconds.
    pub(super) fn time(
        &mut self,
        flag: &'static str,
        given: &str,
        range: RangeInclusive<u64>,
    ) -> Option<Duration> {
        let (from, to) =
            (in_units(*range.start(), &TIME_UNITS), in_units(*range.end(), &TIME_UNITS));
        let expected = format!("a time from {from} to {to}, such as 500ms, 30s or 5m");
        let read = parse_in_units(given, &TIME_UNITS).filter(|ms| range.contains(ms));
        self.kept(flag, given, &expected, read.map(Duration::from_millis))
    }

    /// Reads one of some choices by its name.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        flag: &'static str,
        given: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let read = choices.iter().find(|(name, _)| *name == given).map(|(_, choice)| *choice);
        self.kept(flag, given, &format!("one of {}", names.join(", ")), read)
    }

    /// Reads a log filter; it is kept as it was given.
    pub(super) fn filter(&mut self, flag: &'static str, given: &str) -> Option<String> {
        let read = log_filter::parse(given).map(|_| given.to_owned());
        self.kept(flag, given, log_filter::EXPECTED, read)
    }

    /// Keeps a mistake.
    pub(super) fn add(&mut self, flag: &'static str, description: String) {
        self.found.push(Mistake { flag, description });
    }

    /// Hands on what was read; keeps a mistake if it is nothing.
    pub(super) fn kept<T>(
        &mut self,
        flag: &'static str,
        given: &str,
        expected: &str,
        read: Option<T>,
    ) -> Option<T> {
        if read.is_none() {
            self.add(flag, format!("must be {expected}, got {given:?}"));
        }
        read
    }
}

/// Writes a time in the largest unit that holds it exactly.
pub(super) fn time_text(time: Duration) -> String {
    in_units(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), &TIME_UNITS)
}

/// Returns the name of a choice.
pub(super) fn name_of<'c, T: PartialEq>(choice: &T, choices: &[(&'c str, T)]) -> &'c str {
    choices.iter().find(|(_, other)| other == choice).map_or("", |(name, _)| name)
}

/// Reads a whole number with one of the units behind it; units are tried in their order.
fn parse_in_units(given: &str, units: &[(&str, u64)]) -> Option<u64> {
    let (digits, factor) =
        units.iter().find_map(|(unit, factor)| Some((given.strip_suffix(unit)?, factor)))?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse::<u64>().ok()?.checked_mul(*factor)
}

fn in_units(amount: u64, units: &[(&str, u64)]) -> String {
    let (unit, factor) = units
        .iter()
        .filter(|(_, factor)| amount.is_multiple_of(*factor) && amount >= *factor)
        .max_by_key(|(_, factor)| factor)
        .unwrap_or(&("", 1));
    format!("{}{unit}", amount / factor)
}

#[cfg(test)]
mod tests {
    use super::{Mistakes, TIME_UNITS, in_units, time_text};
    use std::time::Duration;

    #[test]
    fn times_are_read_and_written_in_each_unit() {
        let mut mistakes = Mistakes::default();
        for (text, ms) in [("0ms", 0), ("250ms", 250), ("30s", 30_000), ("5m", 300_000)] {
            let read = mistakes.time("t", text, 0..=1_000_000);
            assert_eq!(read, Some(Duration::from_millis(ms)), "{text}");
        }
        assert_eq!(mistakes.found, []);
        assert_eq!(time_text(Duration::from_secs(90)), "90s");
        assert_eq!(time_text(Duration::from_millis(1500)), "1500ms");
        assert_eq!(in_units(7_200_000, &TIME_UNITS), "2h");
    }

    #[test]
    fn a_mistake_names_flag_variable_range_and_value() {
        let mut mistakes = Mistakes::default();
        for given in ["", "30", "s", "-1s", "1.5s", "31s", "99999999999999999999s", "1 s"] {
            assert_eq!(mistakes.time("max-timeout", given, 1..=30_000), None, "{given:?}");
        }
        assert_eq!(
            mistakes.found[1].to_string(),
            "--max-timeout (NUTGRAF_MAX_TIMEOUT) must be a time from 1ms to 30s, \
             such as 500ms, 30s or 5m, got \"30\""
        );
    }

    #[test]
    fn sizes_are_read_with_and_without_a_unit() {
        let mut mistakes = Mistakes::default();
        for (text, bytes) in [("1024", 1024), ("1KiB", 1024), ("2MiB", 2 << 20)] {
            assert_eq!(mistakes.size("s", text, 1024..=64 << 20), Some(bytes));
        }
        assert_eq!(mistakes.size("s", "1MB", 1024..=64 << 20), None);
        assert_eq!(mistakes.size("s", "65MiB", 1024..=64 << 20), None);
    }
}
