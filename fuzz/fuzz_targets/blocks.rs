//! Any text, cut into blocks.
#![no_main]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| common::check_blocks(text));
