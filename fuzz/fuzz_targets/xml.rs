//! Any bytes as an OpenAPI answer or a feed, bare and inside the envelope.
#![no_main]
mod common;
use mokpyo::article::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    common::read(bytes, Some(Format::Xml));
    let inside = [b"<response><body><NewsItem><Title>t</Title>", bytes].concat();
    common::read(&inside, Some(Format::Xml));
});
