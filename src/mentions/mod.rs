//! What a text mentions: numbers and quantities, dates, agencies, programmes. One grammar a file.

pub mod calendar;
mod cursor;
pub mod date;
pub mod number;
pub mod quantity;
