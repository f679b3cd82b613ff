//! The sandbox in a file, so that it can be practised in from command to command.
//!
//! The file is replaced whole, or not at all; while a command works in it, others wait. A file that cannot be read is
//! never overwritten.

use super::world::World;
use crate::ledger::Book;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The version of the file's format.
const SCHEMA: u32 = 1;
const FILE: &str = "sandbox.json";

/// Why a sandbox could not be opened or kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot {doing} {path}")]
    Io {
        doing: &'static str,
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the sandbox file {path} cannot be read: {why}")]
    Damaged { path: PathBuf, why: String },
    #[error("the sandbox file {path} was written by a newer wsrecycle (schema {found}, this one knows {SCHEMA})")]
    Newer { path: PathBuf, found: u32 },
}

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub world: World,
    pub ledger: Book,
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

#[derive(Serialize, Deserialize)]
struct Document<T> {
    schema: u32,
    #[serde(flatten)]
    kept: T,
}

/// A sandbox that somebody works in; dropped, it is free for others.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    _lock: File,
}

impl Store {
    /// Open the sandbox in `dir`; `None` if there is none yet.
    ///
    /// # Errors
    /// A file that cannot be read is left as it is.
    pub fn open(dir: &Path) -> Result<(Self, Option<Kept>), StoreError> {
        let fails = |doing, path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Io { doing, path, source }
        };
        fs::create_dir_all(dir).map_err(fails("create", dir))?;
        let lock_path = dir.join("lock");
        let lock = File::create(&lock_path).map_err(fails("create", &lock_path))?;
        lock.lock().map_err(fails("lock", &lock_path))?;
        let path = dir.join(FILE);
        let store = Self { path: path.clone(), _lock: lock };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((store, None)),
            Err(source) => return Err(fails("read", &path)(source)),
        };
        let damaged = |error: serde_json::Error| StoreError::Damaged { path: path.clone(), why: error.to_string() };
        let version: Version = serde_json::from_str(&text).map_err(damaged)?;
        if version.schema > SCHEMA {
            return Err(StoreError::Newer { path, found: version.schema });
        }
        let document: Document<Kept> = serde_json::from_str(&text).map_err(damaged)?;
        Ok((store, Some(document.kept)))
    }

    /// Replace the file.
    pub fn keep(&self, kept: &Kept) -> Result<(), StoreError> {
        let temporary = self.path.with_extension("json.new");
        let fails = |source| StoreError::Io { doing: "write", path: self.path.clone(), source };
        let text = serde_json::to_string_pretty(&Document { schema: SCHEMA, kept }).map_err(io::Error::other);
        let mut file = File::create(&temporary).map_err(fails)?;
        file.write_all(text.map_err(fails)?.as_bytes()).map_err(fails)?;
        file.sync_all().map_err(fails)?;
        fs::rename(&temporary, &self.path).map_err(fails)
    }

    /// Forget the sandbox.
    pub fn remove(&self) -> Result<(), StoreError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::Io { doing: "remove", path: self.path.clone(), source: error })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::{Owner, Tags};

    #[test]
    fn a_world_survives_the_file_and_goes_on_as_if_nothing_had_been() {
        let dir = tempfile::tempdir().unwrap();
        let (store, none) = Store::open(dir.path()).unwrap();
        assert!(none.is_none());
        let mut world = World::new(7, "2026-11-23T08:00:00Z".parse().unwrap());
        let owner: Owner = "alice@d-90670a1b2c".parse().unwrap();
        world.launch(&owner, "Alice", &"wsb-standard1".parse().unwrap(), Tags::new(), true);
        world.connect(&owner);
        world.disconnect(&owner);
        world.diary.clear();
        let kept = Kept { world, ledger: Book::default() };
        store.keep(&kept).unwrap();
        drop(store);
        let (_store, again) = Store::open(dir.path()).unwrap();
        let mut again = again.unwrap();
        assert_eq!(again, kept);
        let mut world = kept.world;
        let later = world.now + jiff::SignedDuration::from_hours(2);
        world.advance(later);
        again.world.advance(later);
        assert_eq!(again.world, world);
    }

    #[test]
    fn what_cannot_be_read_is_not_overwritten() {
        for (text, wants) in
            [("{", "cannot be read"), ("{\"schema\": 99}", "newer wsrecycle"), ("{\"schema\": 1}", "world")]
        {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join(FILE), text).unwrap();
            let error = Store::open(dir.path()).unwrap_err();
            assert!(error.to_string().contains(wants), "{error}");
            assert_eq!(fs::read_to_string(dir.path().join(FILE)).unwrap(), text);
        }
    }
}
