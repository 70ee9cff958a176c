//! Texts and records are kept packed: zstd's fastest level, behind the length of what is inside.

use std::io;

/// More than any article that the readers let through; a damaged length must not make us ask for terabytes.
const MOST: usize = 1 << 31;

/// Packs into zstd; one a thread, reused.
pub struct Press(zstd::bulk::Compressor<'static>);

impl Press {
    /// A press with its own scratch memory.
    pub fn new() -> io::Result<Self> {
        zstd::bulk::Compressor::new(1).map(Self)
    }

    /// `bytes`, packed.
    pub fn pack(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let length = u32::try_from(bytes.len()).map_err(|_| io::Error::other("longer than 4 GB"))?;
        let mut packed = vec![0; 4 + zstd::zstd_safe::compress_bound(bytes.len())];
        packed[..4].copy_from_slice(&length.to_le_bytes());
        let written = self.0.compress_to_buffer(bytes, &mut packed[4..])?;
        packed.truncate(4 + written);
        packed.shrink_to_fit();
        Ok(packed)
    }
}

/// Unpacks; one a reader, reused.
pub struct Unpacker(zstd::bulk::Decompressor<'static>);

impl Unpacker {
    /// An unpacker with its own scratch memory.
    pub fn new() -> io::Result<Self> {
        zstd::bulk::Decompressor::new().map(Self)
    }

    /// The text in `packed`; an error says what is wrong with it.
    pub fn text(&mut self, packed: &[u8]) -> Result<String, String> {
        let (length, frame) = packed.split_first_chunk::<4>().ok_or("it is too short")?;
        let length = u32::from_le_bytes(*length) as usize;
        if length > MOST {
            return Err(format!("its length {length} is beyond belief"));
        }
        let bytes = self.0.decompress(frame, length).map_err(|error| error.to_string())?;
        if bytes.len() != length {
            return Err(format!("{} bytes instead of {length}", bytes.len()));
        }
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let mut press = Press::new().expect("a press");
        let mut unpacker = Unpacker::new().expect("an unpacker");
        for text in ["", "목표", &"2030년까지 500개를 보급한다. ".repeat(10_000)] {
            let packed = press.pack(text.as_bytes()).expect("packed");
            assert_eq!(unpacker.text(&packed).as_deref(), Ok(text));
        }
    }

    #[test]
    fn damage_is_noticed() {
        let mut press = Press::new().expect("a press");
        let mut unpacker = Unpacker::new().expect("an unpacker");
        let packed = press.pack("계획이다".repeat(40).as_bytes()).expect("packed");
        assert!(unpacker.text(&[]).is_err());
        assert!(unpacker.text(&[0xff, 0xff, 0xff, 0xff, 0]).is_err());
        assert!(unpacker.text(&packed[..packed.len() - 3]).is_err());
    }
}
