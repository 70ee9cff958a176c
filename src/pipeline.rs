//! The conveyor: the one place that knows every floor and joins them.

pub mod conveyor;
