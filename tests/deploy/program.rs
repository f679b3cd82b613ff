//! Stand-ins for the functions' program: files that are what Lambda could run, or nearly, and small enough to be
//! uploaded a hundred times.

/// `e_machine` (System V ABI).
pub const X86_64: u16 = 62;
pub const ARM64: u16 = 183;

const HEADER: usize = 64;
const SEGMENT: usize = 56;

/// A program for this machine that is linked statically.
pub fn of(machine: u16) -> Vec<u8> {
    let mut elf = vec![0; HEADER];
    elf[..7].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1]);
    // An executable.
    put(&mut elf, 16, &2_u16.to_le_bytes());
    put(&mut elf, 18, &machine.to_le_bytes());
    put(&mut elf, 20, &1_u32.to_le_bytes());
    put(&mut elf, 52, &(HEADER as u16).to_le_bytes());
    put(&mut elf, 54, &(SEGMENT as u16).to_le_bytes());
    elf
}

/// A program for this machine that asks glibc for one version, such as `GLIBC_2.38`.
pub fn asking_for(machine: u16, version: &str) -> Vec<u8> {
    let mut elf = of(machine);
    // Everything is mapped where it lies in the file. Two segments; the table of what is needed, which is one library
    // with one version; the names; and the dynamic section, which says where these are.
    let needs = HEADER + 2 * SEGMENT;
    let names = needs + 32;
    let text = format!("\0libc.so.6\0{version}\0");
    let dynamic = (names + text.len()).next_multiple_of(8);
    elf.resize(dynamic + 48, 0);
    put(&mut elf, 32, &(HEADER as u64).to_le_bytes());
    put(&mut elf, 56, &2_u16.to_le_bytes());
    let segments = [(1_u32, 0, elf.len()), (2, dynamic, 48)];
    for (number, (kind, at, length)) in segments.into_iter().enumerate() {
        let header = HEADER + number * SEGMENT;
        put(&mut elf, header, &kind.to_le_bytes());
        // Offset, address, physical address, length in the file and in memory.
        for (field, value) in [at, at, at, length, length].into_iter().enumerate() {
            put(&mut elf, header + 8 + 8 * field, &(value as u64).to_le_bytes());
        }
    }
    // Version 1, one version of the library whose name is the first; its record follows at once.
    for (at, value) in [(0, 1_u16), (2, 1)] {
        put(&mut elf, needs + at, &value.to_le_bytes());
    }
    for (at, value) in [(4, 1_u32), (8, 16), (24, 11)] {
        put(&mut elf, needs + at, &value.to_le_bytes());
    }
    put(&mut elf, names, text.as_bytes());
    // DT_STRTAB and DT_VERNEED; zeros end the section.
    for (entry, (tag, value)) in [(5_u64, names), (0x6fff_fffe, needs)].into_iter().enumerate() {
        put(&mut elf, dynamic + 16 * entry, &tag.to_le_bytes());
        put(&mut elf, dynamic + 16 * entry + 8, &(value as u64).to_le_bytes());
    }
    elf
}

fn put(elf: &mut [u8], at: usize, bytes: &[u8]) {
    elf[at..at + bytes.len()].copy_from_slice(bytes);
}
