//! A file that is there whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Written beside its place and moved in by [`SafeFile::finish`]; dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub struct SafeFile {
    beside: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl SafeFile {
    /// A file that will be `path`.
    pub fn create(path: &Path) -> io::Result<Self> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().ok_or_else(|| io::Error::other("that is no file name"))?;
        let mut builder = tempfile::Builder::new();
        let prefix = format!(".{}.", name.to_string_lossy());
        builder.prefix(&prefix).suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666)); // less the umask, as for any file
        }
        let beside = BufWriter::with_capacity(1 << 16, builder.tempfile_in(directory)?);
        Ok(Self { beside, path: path.to_owned() })
    }

    /// Everything is written: to the disk, and to its place.
    pub fn finish(self) -> io::Result<File> {
        let beside = self.beside.into_inner().map_err(io::IntoInnerError::into_error)?;
        beside.as_file().sync_all()?;
        beside.persist(&self.path).map_err(|error| error.error)
    }
}

impl Write for SafeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.beside.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.beside.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_stays_until_the_new_one_is_whole() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("targets.csv");
        std::fs::write(&path, "old").expect("the old file");
        let mut abandoned = SafeFile::create(&path).expect("beside it");
        abandoned.write_all(b"half").expect("written");
        drop(abandoned);
        assert_eq!(std::fs::read(&path).expect("it is there"), b"old");
        let mut whole = SafeFile::create(&path).expect("beside it");
        whole.write_all(b"new").expect("written");
        whole.finish().expect("moved in");
        assert_eq!(std::fs::read(&path).expect("it is there"), b"new");
        assert_eq!(std::fs::read_dir(directory.path()).expect("a directory").count(), 1);
    }
}
