//! Articles: readers for every format, and the layout of their text.

mod blocks;
mod dateline;
mod head;
mod lines;
mod marker;

pub use blocks::blocks;
