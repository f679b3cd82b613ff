//! The smallest programs that Lambda would take: an ELF header of a static program, and some bytes.

use std::path::{Path, PathBuf};

/// A program in a file of this folder; each `content` is another program.
pub fn program(folder: &Path, content: u8) -> PathBuf {
    let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
    elf.resize(16, 0);
    // A program for x86_64, of version 1, without program headers.
    elf.extend([2, 0, 0x3e, 0, 1, 0, 0, 0]);
    elf.resize(64, 0);
    elf.push(content);
    let path = folder.join(format!("program-{content}"));
    std::fs::write(&path, elf).expect("a file can be written");
    path
}
