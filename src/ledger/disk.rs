//! Files that survive a crash: write beside, bring to the disk, rename, bring the folder to the disk.
//!
//! Nothing here knows what a file holds. Folders and files are for their owner alone, because rows hold user names.

use super::LedgerError;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long another process may hold the lock. It holds it for some milliseconds at a time.
const LOCK_MAX: Duration = Duration::from_secs(10);

/// Who else may hold the lock.
#[derive(Debug, Clone, Copy)]
pub enum Lock {
    Shared,
    Exclusive,
}

pub fn failed<'a>(doing: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> LedgerError + 'a {
    move |source| LedgerError::Io { doing, path: path.to_owned(), source }
}

/// Take the lock of a folder; it is given back when the file is dropped, and by the system when the process dies.
pub fn lock(dir: &Path, kind: Lock) -> Result<File, LedgerError> {
    let path = dir.join("lock");
    let file =
        private(OpenOptions::new().read(true).append(true).create(true)).open(&path).map_err(failed("open", &path))?;
    let started = Instant::now();
    loop {
        let tried = match kind {
            Lock::Shared => file.try_lock_shared(),
            Lock::Exclusive => file.try_lock(),
        };
        match tried {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if started.elapsed() < LOCK_MAX => {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(TryLockError::WouldBlock) => {
                let busy = io::Error::new(ErrorKind::TimedOut, "another wsrecycle has held it for 10 s");
                return Err(failed("lock", &path)(busy));
            }
            Err(TryLockError::Error(source)) => return Err(failed("lock", &path)(source)),
        }
    }
}

/// Make a folder and those above it.
pub fn make_dir(dir: &Path) -> Result<(), LedgerError> {
    if dir.is_dir() {
        return Ok(());
    }
    if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_dir(parent)?;
        match private_dir().create(dir) {
            Err(source) if source.kind() == ErrorKind::AlreadyExists => return Ok(()),
            made => made.map_err(failed("create", dir))?,
        }
        return sync_dir(parent);
    }
    private_dir().create(dir).map_err(failed("create", dir))
}

/// The files of a folder that hold something, by name. A temporary file is not among them.
pub fn json_files(dir: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
        Err(source) => return Err(failed("read", dir)(source)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed("read", dir))?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

pub fn read(path: &Path) -> Result<Option<Vec<u8>>, LedgerError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(failed("read", path)(source)),
    }
}

/// Put a file in place, whole or not at all. The caller holds the exclusive lock, so one temporary name is enough.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), LedgerError> {
    let dir = path.parent().expect("a ledger file is in a folder");
    let beside = dir.join("next.tmp");
    let mut file = private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&beside)
        .map_err(failed("create", &beside))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(failed("write", &beside))?;
    drop(file);
    fs::rename(&beside, path).map_err(failed("replace", path))?;
    sync_dir(dir)
}

pub fn remove(path: &Path) -> Result<(), LedgerError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => {
            removed.map_err(failed("remove", path))?;
            sync_dir(path.parent().expect("a ledger file is in a folder"))
        }
    }
}

/// Bring the names in a folder to the disk. Windows has no such call and keeps them by itself.
fn sync_dir(dir: &Path) -> Result<(), LedgerError> {
    if cfg!(unix) {
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(failed("write", dir))?;
    }
    Ok(())
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn private_dir() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "there is no mode to set"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
