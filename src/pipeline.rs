//! The conveyor: the one place that knows every floor and joins them.

pub mod conveyor;
mod extract;
mod knowledge;

pub use conveyor::Belt;
pub use extract::{Input, Step, extract};
pub use knowledge::{Knowledge, KnowledgeError, Reader};
