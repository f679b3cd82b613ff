//! The program of the functions: the binary under test without what only a debugger reads.

use std::path::Path;

/// As many bytes as fit into an upload: what the loader maps, and no section headers, whose sections lie behind it
/// ("ELF-64 Object File Format 1.5").
pub fn write_to(path: &Path) {
    let mut elf = std::fs::read(env!("CARGO_BIN_EXE_wsrecycle")).expect("the binary under test");
    let at = |elf: &[u8], at: usize, bytes: usize| {
        elf[at..at + bytes].iter().rev().fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let (headers, size, count) = (at(&elf, 32, 8), at(&elf, 54, 2), at(&elf, 56, 2));
    let mapped = (0..count).map(|n| headers + n * size).filter(|header| at(&elf, *header, 4) == 1);
    let end = mapped.map(|header| at(&elf, header + 8, 8) + at(&elf, header + 32, 8)).max();
    elf.truncate(end.expect("a program has something to map"));
    // Where the section headers are, and how many.
    elf[40..48].fill(0);
    elf[58..64].fill(0);
    std::fs::write(path, elf).expect("a file");
}
