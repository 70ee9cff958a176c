//! Any bytes as JSON Lines and as a JSON document.
#![no_main]
mod common;
use mokpyo::article::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    common::read(bytes, Some(Format::JsonLines));
    common::read(bytes, Some(Format::Json));
});
