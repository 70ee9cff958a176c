//! `mokpyo schema`: the contract of the records, for programs.

use super::Outcome;
use super::output::stdout;
use crate::model::Record;
use std::io::Write;

/// Prints the JSON Schema, generated from the types that write the records.
pub fn run() -> anyhow::Result<Outcome> {
    let mut out = stdout();
    serde_json::to_writer_pretty(&mut out, &schemars::schema_for!(Record))?;
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Done)
}
