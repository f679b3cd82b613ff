//! The package that is uploaded to Lambda: this same executable under the name `bootstrap`, zipped.
//!
//! It is checked before anything is uploaded, because Lambda itself says only at the first event that a program cannot
//! run. This room knows files; it must never ask AWS.

mod elf;
mod zip;

use crate::cloud::Archive;
use base64::Engine;
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};

/// The name under which `provided.al2023` looks for the program.
const ENTRY: &str = "bootstrap";
/// The glibc of Amazon Linux 2023, on which `provided.al2023` runs (AL2023 User Guide, "Comparing AL2 and AL2023", seen
/// 2026-11-22).
pub const GLIBC_MAX: (u32, u32) = (2, 34);
/// Bytes of an archive that is uploaded with the call (Lambda Developer Guide, "Lambda quotas", seen 2026-11-22).
pub const BYTES_MAX: usize = 50 * 1024 * 1024;
/// Bytes of an executable that could fit, unzipped (the same page).
const UNZIPPED_BYTES_MAX: usize = 250 * 1024 * 1024;

/// Why a file cannot be the functions' program.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    #[error("cannot read the functions' program {path}")]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{path} is no program that Lambda can run: {why}")]
    NotAProgram { path: PathBuf, why: &'static str },
    #[error("{path} is for {is}, and the functions are to run on {should}")]
    Machine { path: PathBuf, is: String, should: String },
    #[error("{path} needs glibc {}.{}, and Lambda has {}.{}", .needs.0, .needs.1, GLIBC_MAX.0, GLIBC_MAX.1)]
    Glibc { path: PathBuf, needs: (u32, u32), architecture: String },
    #[error("{path} is too large for Lambda: {is} bytes, of which at most {most} may be uploaded")]
    TooLarge { path: PathBuf, is: usize, most: usize },
}

impl PackageError {
    /// What to do about it.
    pub fn remedy(&self) -> String {
        let build = |architecture: &str| {
            let machine = if architecture == "arm64" { "aarch64" } else { "x86_64" };
            format!(
                "build it for Lambda with `cargo zigbuild --release --target {machine}-unknown-linux-gnu.{}.{}` and \
                 name the file with --function-binary",
                GLIBC_MAX.0, GLIBC_MAX.1
            )
        };
        match self {
            Self::Unreadable { .. } => "name the functions' program with --function-binary".to_owned(),
            Self::NotAProgram { .. } => build("x86_64"),
            Self::Machine { is, .. } if is == "arm64" || is == "x86_64" => {
                format!("give --architecture {is}, or name another program with --function-binary")
            }
            Self::Machine { should, .. } => build(should),
            Self::Glibc { architecture, .. } => build(architecture),
            Self::TooLarge { .. } => build("x86_64"),
        }
    }
}

/// Check and pack the program in a file.
///
/// # Errors
/// If Lambda could not run it on this architecture (`x86_64` or `arm64`).
pub fn package(path: &Path, architecture: &str) -> Result<Archive, PackageError> {
    let unreadable = |source| PackageError::Unreadable { path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(unreadable)?;
    check(path, &bytes, architecture)?;
    let archive = archive(&bytes);
    if archive.bytes.len() > BYTES_MAX {
        return Err(PackageError::TooLarge { path: path.to_owned(), is: archive.bytes.len(), most: BYTES_MAX });
    }
    Ok(archive)
}

fn check(path: &Path, bytes: &[u8], architecture: &str) -> Result<(), PackageError> {
    let path = || path.to_owned();
    let executable = elf::read(bytes).map_err(|why| PackageError::NotAProgram { path: path(), why })?;
    if executable.machine != architecture {
        return Err(PackageError::Machine { path: path(), is: executable.machine, should: architecture.to_owned() });
    }
    if let Some(needs) = executable.glibc.filter(|needs| *needs > GLIBC_MAX) {
        return Err(PackageError::Glibc { path: path(), needs, architecture: architecture.to_owned() });
    }
    if bytes.len() > UNZIPPED_BYTES_MAX {
        return Err(PackageError::TooLarge { path: path(), is: bytes.len(), most: UNZIPPED_BYTES_MAX });
    }
    Ok(())
}

/// The archive of a program. The same bytes give the same archive, so that an unchanged program is not uploaded again.
pub fn archive(program: &[u8]) -> Archive {
    let bytes = zip::of_one(ENTRY, program);
    let sha256 = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(&bytes));
    Archive { bytes, sha256 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(content: &[u8], architecture: &str) -> Result<Archive, PackageError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("program");
        std::fs::write(&path, content).unwrap();
        package(&path, architecture)
    }

    #[test]
    fn what_lambda_can_run_is_packed() {
        let program = elf::tests::program(0x3e, &["GLIBC_2.34"]);
        let archive = packed(&program, "x86_64").unwrap();
        assert_eq!(archive, packed(&program, "x86_64").unwrap());
        assert_eq!(archive.sha256.len(), 44);
        assert_ne!(archive.sha256, super::archive(b"another").sha256);
        assert!(packed(&elf::tests::program(0xb7, &[]), "arm64").is_ok(), "one without glibc runs too");
    }

    #[test]
    fn what_it_cannot_run_is_refused_with_the_way_out() {
        for (content, architecture, says, remedy) in [
            (
                elf::tests::program(0xb7, &[]),
                "x86_64",
                "is for arm64, and the functions are to run on x86_64",
                "--architecture arm64",
            ),
            (
                elf::tests::program(0x3e, &["GLIBC_2.35"]),
                "x86_64",
                "needs glibc 2.35, and Lambda has 2.34",
                "--target x86_64-unknown-linux-gnu.2.34` and name",
            ),
            (elf::tests::program(0xb7, &["GLIBC_2.38"]), "arm64", "needs glibc 2.38", "aarch64-unknown-linux-gnu.2.34"),
            (b"MZ".to_vec(), "x86_64", "does not begin as an ELF file", "--function-binary"),
        ] {
            let error = packed(&content, architecture).unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
            assert!(error.remedy().contains(remedy), "{}", error.remedy());
        }
        let missing = package(Path::new("no/such/file"), "x86_64").unwrap_err();
        assert_eq!(missing.to_string(), "cannot read the functions' program no/such/file");
    }
}
