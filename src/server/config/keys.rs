//! Must callers show a key? The settings of API keys and their rates.

use super::value::{Mistakes, YES_OR_NO, name_of};
use crate::grpc::{MAX_RATE, Rate, RateLimit, count};
use crate::server::key_file;
use crate::server::watch_file::read_one;
use clap::Args;
use std::fmt;
use std::path::PathBuf;

/// The flags of API keys, as given.
#[derive(Debug, Clone, Args)]
pub struct KeyFlags {
    /// File of the API keys that are let in, one made by `nutgraf key` a line; read again when it
    /// changes and on SIGHUP; `off` asks for none
    #[arg(long, env = "NUTGRAF_API_KEYS_FILE", value_name = "FILE", default_value = "off")]
    pub api_keys_file: String,

    /// Most calls and articles for each name among the keys that has no rate of its own in the file,
    /// on this copy: such as 50/s, 600/m or 1000/h, or `off`
    #[arg(long, env = "NUTGRAF_API_KEY_RATE", value_name = "RATE", default_value = "off")]
    pub api_key_rate: String,

    /// How many of them may come at once: from 1 to 1000000, or `auto` for those of a whole second,
    /// minute or hour
    #[arg(long, env = "NUTGRAF_API_KEY_BURST", value_name = "COUNT", default_value = "auto")]
    pub api_key_burst: String,

    /// Whether reflection answers without a key: true or false
    #[arg(
        long,
        env = "NUTGRAF_REFLECTION_WITHOUT_KEY",
        value_name = "BOOL",
        default_value = "false",
        default_missing_value = "true",
        num_args = 0..=1
    )]
    pub reflection_without_key: String,
}

/// How callers are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySettings {
    /// The file of keys.
    pub file: PathBuf,
    /// The limit of those without one of their own.
    pub limit: Option<RateLimit>,
    /// Whether reflection answers without a key.
    pub is_reflection_open: bool,
}

impl KeySettings {
    /// Checks flags, and the file with them; `None` if no keys are asked for, or after a mistake.
    pub(super) fn read(m: &mut Mistakes, flags: &KeyFlags) -> Option<Self> {
        let KeyFlags { api_keys_file, api_key_rate, api_key_burst, reflection_without_key } = flags;
        let rate: Option<Rate> = match api_key_rate.as_str() {
            "off" => None,
            given => {
                let expected = "such as 50/s, 600/m or 1000/h, or off";
                m.kept("api-key-rate", given, expected, given.parse().ok())
            }
        };
        let burst = match api_key_burst.as_str() {
            "auto" => None,
            given => {
                let expected = format!("a number from 1 to {MAX_RATE}, or auto");
                m.kept("api-key-burst", given, &expected, count(given))
            }
        };
        let is_reflection_open =
            m.one_of("reflection-without-key", reflection_without_key, &YES_OR_NO);
        for (flag, is_alone, needed) in [
            ("api-key-rate", rate.is_some() && api_keys_file == "off", "--api-keys-file"),
            ("api-key-burst", burst.is_some() && api_key_rate == "off", "--api-key-rate"),
        ] {
            if is_alone {
                m.add(flag, format!("needs {needed}"));
            }
        }
        if api_keys_file == "off" {
            return None;
        }
        let file = PathBuf::from(api_keys_file);
        let limit = rate.map(|rate| RateLimit::new(rate, burst));
        let fault = match read_one(&file) {
            Ok(bytes) => key_file::parse(&bytes, limit)
                .err()
                .map(|fault| format!("{}: {fault}", file.display())),
            Err(error) => Some(error.to_string()),
        };
        if let Some(fault) = fault {
            m.add("api-keys-file", format!("can't be used: {fault}"));
        }
        Some(Self { file, limit, is_reflection_open: is_reflection_open? })
    }

    /// Writes the settings as `Config` does.
    pub(super) fn write(settings: Option<&Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Self { file, limit, is_reflection_open }) = settings else {
            writeln!(f, "api-keys-file = \"off\"")?;
            return Ok(());
        };
        writeln!(f, "api-keys-file = {:?}", file.display())?;
        match limit {
            Some(limit) => {
                writeln!(f, "api-key-rate = \"{}\"", limit.rate())?;
                writeln!(f, "api-key-burst = {}", limit.burst())?;
            }
            None => writeln!(f, "api-key-rate = \"off\"")?,
        }
        writeln!(f, "reflection-without-key = {}", name_of(is_reflection_open, &YES_OR_NO))
    }
}
