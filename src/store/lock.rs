//! One writer at a time.

use super::Error;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The writer's lock. The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock of the store in `directory`, or says at once which process holds it.
    pub fn take(directory: &Path) -> Result<Self, Error> {
        let path = directory.join("lock");
        let io = |source| Error::Io { path: path.clone(), source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Locked { directory: PathBuf::from(directory), process: process_in(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(io(source)),
        }
        file.set_len(0).and_then(|()| file.write_all(std::process::id().to_string().as_bytes())).map_err(io)?;
        Ok(Self { _file: file })
    }
}

fn process_in(file: &mut File) -> Option<u32> {
    let mut written = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut written).ok()?;
    written.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock_and_gets_it_afterwards() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let first = WriterLock::take(directory.path()).expect("nobody holds it");
        let refused = WriterLock::take(directory.path()).expect_err("it is held");
        assert!(refused.to_string().contains(&format!("process {}", std::process::id())), "{refused}");
        drop(first);
        WriterLock::take(directory.path()).expect("it is free again");
    }
}
