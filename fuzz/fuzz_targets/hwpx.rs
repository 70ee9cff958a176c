//! Any bytes as an archive, and as the first section of a whole one.
#![no_main]
mod common;
use mokpyo::article::Format;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    common::read(bytes, Some(Format::Hwpx));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("mimetype", b"application/hwp+zip".as_slice()), ("Contents/section0.xml", bytes)] {
        archive.start_file(name, stored).expect("memory takes any file");
        archive.write_all(content).expect("memory takes any bytes");
    }
    let archive = archive.finish().expect("memory takes any archive").into_inner();
    common::read(&archive, None);
});
