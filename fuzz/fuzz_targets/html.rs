//! Any bytes as a page.
#![no_main]
mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::read(bytes, Some(mokpyo::article::Format::Html)));
