//! How a command ends, and the way to standard output.

use super::Format;
use crate::export::{Csv, Export, Json, JsonLines, SafeFile, Table};
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::process::ExitCode;

/// How a command ended when nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done: exit code 0.
    Done,
    /// There was nothing to find: exit code 1.
    Nothing,
    /// Some inputs were refused, each named with its reason; the rest is complete: exit code 3.
    Partly,
}

/// Turns a command's result into the exit code, and an error into a message.
pub fn finish(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Partly) => ExitCode::from(3),
        // Whoever read our output has seen enough (`mokpyo export | head`): that is no failure.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("mokpyo: {}", told(&error));
            ExitCode::from(2)
        }
    }
}

/// An error and its causes, each once: many already quote what caused them.
fn told(error: &anyhow::Error) -> String {
    error
        .chain()
        .skip(1)
        .map(ToString::to_string)
        .fold(error.to_string(), |told, cause| if told.contains(&cause) { told } else { format!("{told}: {cause}") })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    })
}

/// Standard output, locked and buffered. Flush it before returning: an error then is seen.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Where data goes.
pub enum Sink<'a> {
    /// To standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// Into a file.
    File(&'a mut SafeFile),
}

/// The exporter that writes `format`.
pub fn exporter(format: Format, sink: Sink<'_>) -> io::Result<Box<dyn Export + '_>> {
    let out: Box<dyn Write> = match sink {
        Sink::Stdout(stdout) => Box::new(stdout),
        Sink::File(file) => Box::new(file),
    };
    Ok(match format {
        Format::Table => Box::new(Table::new(out)),
        Format::Json => Box::new(Json::new(out)),
        Format::Jsonl => Box::new(JsonLines(out)),
        Format::Csv => Box::new(Csv::new(out)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn a_cause_is_told_once() {
        let full = anyhow!("no space left").context("the index: no space left").context("cannot write out.csv");
        assert_eq!(told(&full), "cannot write out.csv: the index: no space left");
    }
}
