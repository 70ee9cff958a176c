//! Reads the compiled dictionary of MeCab (`sys.dic`, `unk.dic`, `matrix.bin`, `char.bin`), the
//! form in which the `python-mecab-ko-dic` package carries mecab-ko-dic.
//!
//! `sys.dic` and `unk.dic` are a header of 72 bytes, a double array over the surfaces' bytes, a
//! table of 16-byte tokens and the feature strings; `char.bin` is a list of category names and one
//! packed `u32` a code point; `matrix.bin` two sizes and the costs. All little-endian.

use super::super::Error;
use super::source::{Category, Entry, Matrix, Source, Unknown};
use std::collections::HashMap;
use std::path::Path;

/// MeCab's dictionary format that this reader knows.
const VERSION: u32 = 102;
/// `sys.dic` begins with its own size, disguised by this number.
const MAGIC: u32 = 0xef71_8f77;
/// Bytes before the double array.
const HEADER: usize = 72;
/// Bytes of one token.
const TOKEN: usize = 16;
/// Bytes of a category's name in `char.bin`.
const NAME: usize = 32;

/// The four files' contents.
pub(super) struct Files {
    pub(super) system: Vec<u8>,
    pub(super) unknown: Vec<u8>,
    pub(super) matrix: Vec<u8>,
    pub(super) characters: Vec<u8>,
}

/// Reads a compiled dictionary; `path` is named in errors.
pub(super) fn read(files: &Files, path: &Path) -> Result<Source, Error> {
    let matrix = matrix(&files.matrix, path)?;
    let (mut categories, characters) = characters(&files.characters, path)?;
    let unknown = Lexicon::open(&files.unknown, "unk.dic", path)?;
    unknown.each(&mut |name, token| {
        let feature = unknown.feature(token.feature)?.to_owned();
        let category = categories.iter_mut().find(|c| c.name == name);
        let category = category.ok_or_else(|| Error::damaged(path, format!("unk.dic: no category {name}")))?;
        category.unknown.push(Unknown { left: token.left, right: token.right, cost: token.cost, feature });
        Ok(())
    })?;

    let system = Lexicon::open(&files.system, "sys.dic", path)?;
    let mut entries = Vec::with_capacity(system.tokens.len() / TOKEN);
    let mut features = Vec::new();
    let mut known: HashMap<u32, u32> = HashMap::new();
    system.each(&mut |surface, token| {
        let feature = match known.get(&token.feature) {
            Some(index) => *index,
            None => {
                let index = features.len() as u32;
                features.push(system.feature(token.feature)?.to_owned());
                known.insert(token.feature, index);
                index
            }
        };
        entries.push(Entry {
            surface: surface.to_owned(),
            left: token.left,
            right: token.right,
            cost: token.cost,
            feature,
        });
        Ok(())
    })?;
    Source { entries, features, matrix, categories, characters }.validate(path)
}

struct Token {
    left: u16,
    right: u16,
    cost: i16,
    feature: u32,
}

/// A `.dic` file, taken apart.
struct Lexicon<'f> {
    name: &'static str,
    path: &'f Path,
    array: &'f [u8],
    tokens: &'f [u8],
    features: &'f [u8],
}

impl<'f> Lexicon<'f> {
    fn open(bytes: &'f [u8], name: &'static str, path: &'f Path) -> Result<Self, Error> {
        let damaged = |reason: &str| Error::damaged(path, format!("{name}: {reason}"));
        if bytes.len() < HEADER {
            return Err(damaged("too short"));
        }
        if u32_at(bytes, 0).unwrap_or(0) ^ MAGIC != bytes.len() as u32 {
            return Err(damaged("not a MeCab dictionary, or cut short"));
        }
        if u32_at(bytes, 4) != Some(VERSION) {
            return Err(damaged("an unknown version of MeCab's format"));
        }
        if !bytes[40..HEADER].starts_with(b"UTF-8\0") {
            return Err(damaged("not in UTF-8"));
        }
        let size = |field: usize| u32_at(bytes, field * 4).unwrap_or(0) as usize;
        let (array, tokens, features) = (size(6), size(7), size(8));
        if HEADER + array + tokens + features != bytes.len() {
            return Err(damaged("its parts do not add up to its size"));
        }
        let (array, rest) = bytes[HEADER..].split_at(array);
        let (tokens, features) = rest.split_at(tokens);
        Ok(Self { name, path, array, tokens, features })
    }

    fn damaged(&self, reason: impl std::fmt::Display) -> Error {
        Error::damaged(self.path, format!("{}: {reason}", self.name))
    }

    fn feature(&self, offset: u32) -> Result<&'f str, Error> {
        let rest = self.features.get(offset as usize..).unwrap_or_default();
        let end = rest.iter().position(|b| *b == 0).ok_or_else(|| self.damaged("a feature string does not end"))?;
        std::str::from_utf8(&rest[..end]).map_err(|_| self.damaged("a feature string is not UTF-8"))
    }

    /// A unit of the double array: (base, check).
    fn unit(&self, index: usize) -> Option<(i32, u32)> {
        let at = index.checked_mul(8)?;
        Some((u32_at(self.array, at)? as i32, u32_at(self.array, at + 4)?))
    }

    /// Hands every (surface, token) to `visit`, surfaces in byte order.
    fn each(&self, visit: &mut dyn FnMut(&str, Token) -> Result<(), Error>) -> Result<(), Error> {
        let root = self.unit(0).ok_or_else(|| self.damaged("the double array is empty"))?.0;
        // Depth first; a byte is pushed with the node it leads to, so that no recursion is needed.
        let mut stack = vec![(root, 0usize, None::<u8>)];
        let mut key: Vec<u8> = Vec::new();
        let mut visited = 0usize;
        while let Some((base, depth, byte)) = stack.pop() {
            visited += 1;
            if visited > self.array.len() / 8 + 1 {
                return Err(self.damaged("the double array runs in circles"));
            }
            key.truncate(depth.saturating_sub(1));
            key.extend(byte);
            let node = usize::try_from(base).map_err(|_| self.damaged("a negative node"))?;
            if let Some((value, check)) = self.unit(node)
                && check == base as u32
                && value < 0
            {
                self.leaf(&key, !(value as u32), visit)?;
            }
            for child in (0..=255u8).rev() {
                if let Some((next, check)) = self.unit(node + usize::from(child) + 1)
                    && check == base as u32
                {
                    stack.push((next, depth + 1, Some(child)));
                }
            }
        }
        Ok(())
    }

    fn leaf(
        &self,
        key: &[u8],
        value: u32,
        visit: &mut dyn FnMut(&str, Token) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let surface = std::str::from_utf8(key).map_err(|_| self.damaged("a surface is not UTF-8"))?;
        let first = (value >> 8) as usize;
        for index in first..first + (value & 0xff) as usize {
            let at = index * TOKEN;
            let token =
                self.tokens.get(at..at + TOKEN).ok_or_else(|| self.damaged("a token lies outside its table"))?;
            let short = |i: usize| u16::from_le_bytes([token[i], token[i + 1]]);
            let feature = u32::from_le_bytes([token[8], token[9], token[10], token[11]]);
            visit(surface, Token { left: short(0), right: short(2), cost: short(6) as i16, feature })?;
        }
        Ok(())
    }
}

fn matrix(bytes: &[u8], path: &Path) -> Result<Matrix, Error> {
    let damaged = || Error::damaged(path, "matrix.bin: its size does not fit its header");
    let rights = u16_at(bytes, 0).ok_or_else(damaged)?;
    let lefts = u16_at(bytes, 2).ok_or_else(damaged)?;
    let costs = bytes.get(4..).unwrap_or_default();
    if costs.len() != usize::from(rights) * usize::from(lefts) * 2 {
        return Err(damaged());
    }
    Ok(Matrix { rights, lefts, costs: costs.to_vec() })
}

/// Categories and each code point's default category. MeCab forms unknown words from the default
/// category alone; a character's further categories only matter for grouping and are left out.
fn characters(bytes: &[u8], path: &Path) -> Result<(Vec<Category>, Vec<u8>), Error> {
    let damaged = |reason: &str| Error::damaged(path, format!("char.bin: {reason}"));
    let count = u32_at(bytes, 0).unwrap_or(0) as usize;
    if !(1..=18).contains(&count) {
        return Err(damaged("an impossible number of categories"));
    }
    let mut categories = Vec::with_capacity(count);
    for index in 0..count {
        let at = 4 + index * NAME;
        let name = bytes.get(at..at + NAME).ok_or_else(|| damaged("too short"))?;
        let name = name.split(|b| *b == 0).next().unwrap_or_default();
        let name = std::str::from_utf8(name).map_err(|_| damaged("a category's name is not UTF-8"))?;
        categories.push(Category {
            name: name.to_owned(),
            invoke: false,
            group: false,
            length: 0,
            unknown: Vec::new(),
        });
    }
    let table = &bytes[4 + count * NAME..];
    let mut characters = Vec::with_capacity(table.len() / 4);
    for index in 0..table.len() / 4 {
        let packed = u32_at(table, index * 4).unwrap_or(0);
        // type: 18 bits, default type: 8, length: 4, group: 1, invoke: 1
        let default = ((packed >> 18) & 0xff) as u8;
        let category = categories.get_mut(usize::from(default)).ok_or_else(|| damaged("an unknown category"))?;
        category.length = ((packed >> 26) & 0xf) as u8;
        category.group = (packed >> 30) & 1 == 1;
        category.invoke = (packed >> 31) & 1 == 1;
        characters.push(default);
    }
    Ok((categories, characters))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}
