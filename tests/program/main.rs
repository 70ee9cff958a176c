//! The whole program, as its users run it.

mod bad_input;
mod concurrency;
mod dictionary;
mod examples;
mod faults;
mod first_day;
mod house;
mod kills;
mod searching;
