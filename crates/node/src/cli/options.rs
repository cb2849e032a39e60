//! Options one by one, as `getopt_long` takes them.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use toxcore_crypto::DhtPublicKey;

use super::{CheckOptions, CliError, Command, LogBackend, RunOptions};
use crate::config::metrics_address;

/// One option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flag {
    Config,
    Foreground,
    Help,
    LogBackend,
    Trace,
    Version,
    Check,
    Metrics,
}

impl Flag {
    /// The reference's options; a shortened name means one of these first.
    const REFERENCE: [Self; 6] =
        [Self::Config, Self::Foreground, Self::Help, Self::LogBackend, Self::Trace, Self::Version];
    /// Options that only this program has.
    const OWN: [Self; 2] = [Self::Check, Self::Metrics];

    const fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Foreground => "foreground",
            Self::Help => "help",
            Self::LogBackend => "log-backend",
            Self::Trace => "trace",
            Self::Version => "version",
            Self::Check => "check",
            Self::Metrics => "metrics",
        }
    }

    /// The option that `name` names or begins.
    fn find(name: &[u8], written: &str) -> Result<Self, CliError> {
        let named = |flag: &&Self| flag.name().as_bytes() == name;
        if let Some(flag) = Self::REFERENCE.iter().chain(&Self::OWN).find(named) {
            return Ok(*flag);
        }
        for family in [&Self::REFERENCE[..], &Self::OWN[..]] {
            let mut begun = family.iter().filter(|flag| flag.name().as_bytes().starts_with(name));
            match (begun.next(), begun.next()) {
                (Some(flag), None) => return Ok(*flag),
                (Some(_), Some(_)) => return Err(CliError::Ambiguous(written.to_owned())),
                (None, _) => {}
            }
        }
        Err(CliError::Unknown(written.to_owned()))
    }
}

pub(super) fn parse(arguments: &mut dyn Iterator<Item = OsString>) -> Result<Command, CliError> {
    let mut run = RunOptions {
        config: Default::default(),
        foreground: false,
        log_backend: LogBackend::default(),
        trace: false,
        metrics_address: None,
    };
    let mut config = None;
    let mut empty = true;
    while let Some(argument) = arguments.next() {
        empty = false;
        let written = argument.to_string_lossy();
        let Some(option) = argument.as_bytes().strip_prefix(b"--") else {
            if argument.as_bytes().len() > 1 && argument.as_bytes().starts_with(b"-") {
                return Err(CliError::Unknown(written.into_owned()));
            }
            continue;
        };
        if option.is_empty() {
            break;
        }
        let (name, value) = split_value(option);
        let flag = Flag::find(name, &written)?;
        let mut values = Values { flag, inline: value, arguments: &mut *arguments };
        match flag {
            Flag::Config => config = Some(values.one()?),
            Flag::LogBackend => run.log_backend = log_backend(&values.one()?)?,
            Flag::Metrics => run.metrics_address = Some(values.converted(|text| metrics_address(text).ok())?),
            Flag::Foreground => run.foreground = values.none(true)?,
            Flag::Trace => run.trace = values.none(true)?,
            Flag::Help => return values.none(Command::Help),
            Flag::Version => return values.none(Command::Version),
            Flag::Check => return check(&mut values).map(Command::Check),
        }
    }
    match config {
        _ if empty => Err(CliError::NoArguments),
        None => Err(CliError::NoConfig),
        Some(config) => Ok(Command::Run(RunOptions { config: config.into(), ..run })),
    }
}

/// Splits `name=value`.
fn split_value(option: &[u8]) -> (&[u8], Option<OsString>) {
    match option.iter().position(|byte| *byte == b'=') {
        None => (option, None),
        Some(end) => {
            let (name, value) = option.split_at(end);
            (name, Some(OsString::from_vec(value.get(1..).unwrap_or_default().to_vec())))
        }
    }
}

/// What belongs to an option: the value behind its `=`, then the arguments that follow.
struct Values<'a> {
    flag: Flag,
    inline: Option<OsString>,
    arguments: &'a mut dyn Iterator<Item = OsString>,
}

impl Values<'_> {
    fn none<T>(&self, result: T) -> Result<T, CliError> {
        if self.inline.is_some() { Err(CliError::UnwantedValue(self.flag.name())) } else { Ok(result) }
    }

    fn one(&mut self) -> Result<OsString, CliError> {
        let wanted = if self.flag == Flag::Check { "HOST PORT KEY" } else { "an argument" };
        let value = self.inline.take().or_else(|| self.arguments.next());
        value.ok_or(CliError::MissingValue(self.flag.name(), wanted))
    }

    fn converted<T>(&mut self, convert: impl Fn(&str) -> Option<T>) -> Result<T, CliError> {
        let value = self.one()?;
        let invalid = || CliError::InvalidValue(self.flag.name(), value.to_string_lossy().into_owned());
        value.to_str().and_then(convert).ok_or_else(invalid)
    }
}

fn log_backend(value: &OsStr) -> Result<LogBackend, CliError> {
    match value.as_bytes() {
        b"syslog" => Ok(LogBackend::Syslog),
        b"stdout" => Ok(LogBackend::Stdout),
        _ => Err(CliError::InvalidValue(Flag::LogBackend.name(), value.to_string_lossy().into_owned())),
    }
}

fn check(values: &mut Values<'_>) -> Result<CheckOptions, CliError> {
    Ok(CheckOptions {
        host: values.converted(|text| (!text.is_empty()).then(|| text.to_owned()))?,
        port: values.converted(|text| text.parse().ok().filter(|port| *port != 0))?,
        public_key: values.converted(|text| DhtPublicKey::from_hex(text).ok())?,
    })
}
