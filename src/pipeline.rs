//! The conveyor: the one place that knows every floor and joins them.

mod catch_up;
pub mod conveyor;
mod examples;
mod extract;
mod ingest;
mod knowledge;
#[cfg(test)]
mod linear;
#[cfg(test)]
mod properties;
mod tally;

pub use catch_up::{CaughtUp, catch_up};
pub use conveyor::Belt;
pub use extract::{Input, Step, extract};
pub use ingest::{BATCH_ARTICLES, Ingest, IngestError, Report, Target, Watch};
pub use knowledge::{Knowledge, KnowledgeError, Reader};
pub use tally::{Kind, Large, Tally};
