//! The ledger in files: for `rebuild` from a terminal where no stack is deployed.
//!
//! ```text
//! <dir>/lock                      held while anything is read or written
//! <dir>/control.json
//! <dir>/open/<owner>.json         one file per open row
//! <dir>/closed/<opened>-<owner>.json
//! ```
//!
//! What a crash can do: every file is written beside its place, brought to the disk and then renamed, so a file is the
//! old one or the new one. A row is closed by writing its closed file and then removing the open one; a crash between
//! the two leaves it open, and closing it again writes the same closed file. The one temporary file per folder is
//! overwritten by the next write.
//!
//! What a damaged file, or one of a newer program, can do: it is never overwritten or removed. `get`, `insert` and
//! `save` of other owners do not read it and work on, because their desktops are owed too. `open_rows`, `due` and
//! `failing` answer with the error that names it: a list without that row would read as "nothing is owed", which is the
//! one thing a ledger must not say wrongly. Repair the file or move it away, and they answer again.

use super::{Control, Ledger, LedgerError, Pause, Sweeping, Ticker, Trip, Unreadable, Visit, disk};
use crate::cloud::Identity;
use crate::recycle::row::SCHEMA;
use crate::recycle::{Owner, Row};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};

/// Closed rows kept.
const CLOSED_MAX: usize = 10_000;

/// Longest name of a row's file before its suffix. File systems take 255 bytes; the time of opening needs 30 of them.
const NAME_MAX: usize = 200;

/// A ledger in a folder that several processes may share.
#[derive(Debug, Clone)]
pub struct FileLedger {
    dir: PathBuf,
}

/// How every file begins: read before the rest, so that a newer format is told from damage.
#[derive(Deserialize)]
struct Head {
    schema: u32,
}

#[derive(Serialize, Deserialize)]
struct ControlFile {
    schema: u32,
    #[serde(flatten)]
    control: Control,
}

impl FileLedger {
    /// The ledger in this folder, which is made by the first write.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Where the ledger of an account and region lives by default, under the user's state directory.
    pub fn default_dir(state_home: &Path, identity: &Identity) -> PathBuf {
        state_home.join("wsrecycle").join(format!("{}-{}", identity.account, identity.region)).join("ledger")
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn open_dir(&self) -> PathBuf {
        self.dir.join("open")
    }

    fn closed_dir(&self) -> PathBuf {
        self.dir.join("closed")
    }

    fn open_path(&self, owner: &Owner) -> PathBuf {
        self.open_dir().join(format!("{}.json", name_of(owner)))
    }

    fn closed_path(&self, row: &Row) -> PathBuf {
        let opened = row.opened_at.strftime("%Y%m%dT%H%M%S%.9fZ");
        self.closed_dir().join(format!("{opened}-{}.json", name_of(&row.owner)))
    }

    fn control_path(&self) -> PathBuf {
        self.dir.join("control.json")
    }

    fn reading<T: Default>(&self, read: impl FnOnce() -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        // A folder that cannot be looked into is not an empty one.
        if !self.dir.try_exists().map_err(disk::failed("read", &self.dir))? {
            return Ok(T::default());
        }
        let _lock = disk::lock(&self.dir, disk::Lock::Shared)?;
        read()
    }

    fn writing<T>(&self, write: impl FnOnce() -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        for dir in [self.open_dir(), self.closed_dir()] {
            disk::make_dir(&dir)?;
        }
        let _lock = disk::lock(&self.dir, disk::Lock::Exclusive)?;
        write()
    }

    fn stored(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        let path = self.open_path(owner);
        let Some(row) = read::<Row>(&path)? else { return Ok(None) };
        // Found under a name that is not its own: a copy made by hand, or two names that were cut to the same text.
        if &row.owner != owner {
            return Err(LedgerError::Damaged { path, why: format!("it holds the row of {}", row.owner) });
        }
        Ok(Some(row))
    }

    /// Every open row and what cannot be read as one, by file.
    fn each_open(&self, mut visit: impl FnMut(Result<Row, Unreadable>)) -> Result<(), LedgerError> {
        for path in disk::json_files(&self.open_dir())? {
            let found = match read::<Row>(&path) {
                Ok(None) => continue,
                Ok(Some(row)) if path == self.open_path(&row.owner) => Ok(row),
                Ok(Some(row)) => {
                    let why = format!("it holds the row of {}, whose file has another name", row.owner);
                    Err(LedgerError::Damaged { path: path.clone(), why })
                }
                Err(error) if error.is_unreadable_row() => Err(error),
                Err(error) => return Err(error),
            };
            visit(found.map_err(|error| Unreadable { owner: owner_of(&path), error }));
        }
        Ok(())
    }

    fn all_open(&self) -> Result<Vec<Row>, LedgerError> {
        let mut found = vec![];
        self.each_open(|row| found.push(row.map_err(|unreadable| unreadable.error)))?;
        let mut rows = found.into_iter().collect::<Result<Vec<Row>, LedgerError>>()?;
        rows.sort_by(|a, b| a.owner.cmp(&b.owner));
        Ok(rows)
    }

    fn stored_control(&self) -> Result<Control, LedgerError> {
        Ok(read::<ControlFile>(&self.control_path())?.map(|file| file.control).unwrap_or_default())
    }

    fn change_control<T>(&self, change: impl FnOnce(&mut Control) -> T) -> Result<T, LedgerError> {
        self.writing(|| {
            let mut control = self.stored_control()?;
            let changed = change(&mut control);
            write(&self.control_path(), &ControlFile { schema: SCHEMA, control })?;
            Ok(changed)
        })
    }

    /// Remove the oldest closed rows above the bound, but none that cannot be read.
    fn prune(&self) -> Result<(), LedgerError> {
        let paths = disk::json_files(&self.closed_dir())?;
        for path in paths.iter().take(paths.len().saturating_sub(CLOSED_MAX)) {
            if let Ok(Some(_)) = read::<Row>(path) {
                disk::remove(path)?;
            }
        }
        Ok(())
    }
}

impl Ledger for FileLedger {
    async fn get(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        self.reading(|| self.stored(owner))
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        let mut rows = self.open_rows().await?;
        rows.retain(|row| row.due_at <= now);
        rows.sort_by_key(|row| row.due_at);
        rows.truncate(limit);
        Ok(rows)
    }

    async fn visit_open(&self, visit: Visit<'_>) -> Result<(), LedgerError> {
        self.reading(|| self.each_open(visit))
    }

    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        self.reading(|| self.all_open())
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        let mut rows = self.open_rows().await?;
        rows.retain(|row| row.attempts > 0);
        Ok(rows)
    }

    async fn calling(&self) -> Result<Vec<Row>, LedgerError> {
        let mut rows = self.open_rows().await?;
        rows.retain(|row| row.attention.is_some());
        Ok(rows)
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        self.writing(|| {
            if self.stored(&row.owner)?.is_some() {
                return Ok(false);
            }
            write(&self.open_path(&row.owner), row)?;
            Ok(true)
        })
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        self.writing(|| {
            if self.stored(&row.owner)?.is_none_or(|stored| !row.is_save_of(&stored)) {
                return Err(LedgerError::Conflict(row.owner.clone()));
            }
            let next = Row { version: row.version + 1, ..row.clone() };
            let open = self.open_path(&row.owner);
            if next.phase.is_closed() {
                let closed = self.closed_path(row);
                // Only what can be read may be overwritten: the same row, closed before a crash.
                read::<Row>(&closed)?;
                write(&closed, &next)?;
                disk::remove(&open)?;
                self.prune()?;
            } else {
                write(&open, &next)?;
            }
            *row = next;
            Ok(())
        })
    }

    /// What cannot be read comes first: nobody knows how new it is.
    async fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> Result<(), LedgerError> {
        self.reading(|| {
            let (mut rows, mut unreadable) = (vec![], vec![]);
            for path in disk::json_files(&self.closed_dir())? {
                match read::<Row>(&path) {
                    Ok(row) => rows.extend(row),
                    Err(error) if error.is_unreadable_row() => unreadable.push(Unreadable { owner: None, error }),
                    Err(error) => return Err(error),
                }
            }
            rows.sort_by(|a, b| b.phase_since.cmp(&a.phase_since).then_with(|| b.opened_at.cmp(&a.opened_at)));
            unreadable.into_iter().map(Err).chain(rows.into_iter().map(Ok)).take(limit).for_each(visit);
            Ok(())
        })
    }

    async fn closed(&self, limit: usize) -> Result<Vec<Row>, LedgerError> {
        let mut rows = vec![];
        self.visit_closed(limit, &mut |row| rows.push(row.map_err(|unreadable| unreadable.error))).await?;
        rows.into_iter().collect()
    }

    async fn control(&self) -> Result<Control, LedgerError> {
        self.reading(|| self.stored_control())
    }

    async fn set_pause(&self, pause: Option<&Pause>) -> Result<(), LedgerError> {
        self.change_control(|control| control.paused = pause.cloned())
    }

    async fn set_swept(&self, at: Timestamp) -> Result<(), LedgerError> {
        self.change_control(|control| control.swept_at = Some(at))
    }

    async fn set_sweeping(&self, sweep: &Sweeping) -> Result<(), LedgerError> {
        self.change_control(|control| control.sweep = Some(sweep.clone()))
    }

    async fn take_tick(&self, ticker: &Ticker) -> Result<bool, LedgerError> {
        self.change_control(|control| {
            let is_admitted = control.admits(ticker);
            if is_admitted {
                control.ticker = Some(ticker.clone());
            }
            is_admitted
        })
    }

    async fn set_trip(&self, trip: Option<&Trip>) -> Result<(), LedgerError> {
        self.change_control(|control| control.trip = trip.cloned())
    }
}

/// The content of a file, or `None` if there is no such file.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, LedgerError> {
    let Some(text) = disk::read(path)? else { return Ok(None) };
    let damaged = |why: serde_json::Error| LedgerError::Damaged { path: path.to_owned(), why: why.to_string() };
    let head: Head = serde_json::from_slice(&text).map_err(damaged)?;
    if head.schema > SCHEMA {
        return Err(LedgerError::Newer { path: path.to_owned(), found: head.schema, known: SCHEMA });
    }
    serde_json::from_slice(&text).map(Some).map_err(damaged)
}

fn write<T: Serialize>(path: &Path, content: &T) -> Result<(), LedgerError> {
    let mut text = serde_json::to_vec_pretty(content).expect("rows have no map with keys that are not text");
    text.push(b'\n');
    disk::replace(path, &text)
}

/// The owner as a file name: what is not a lower-case letter, a digit or one of `-_.@` as `%` and two digits, so that
/// no user name can leave the folder and none depends on the file system's idea of case.
fn name_of(owner: &Owner) -> String {
    let text = owner.key();
    let mut name = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'@' => name.push(char::from(byte)),
            _ => name.push_str(&format!("%{byte:02x}")),
        }
    }
    if name.len() > NAME_MAX {
        name.truncate(NAME_MAX - 17);
        name.push_str(&format!("~{:016x}", fnv1a(text.as_bytes())));
    }
    name
}

/// Whose file has this name; nobody knows of a name that was cut.
fn owner_of(path: &Path) -> Option<Owner> {
    let name = path.file_stem()?.to_str()?;
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    let owner: Owner = String::from_utf8(bytes).ok()?.parse().ok()?;
    (name_of(&owner) == name).then_some(owner)
}

/// FNV-1a, 64 bits. Not a defence: the owner inside the file is compared as well.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
