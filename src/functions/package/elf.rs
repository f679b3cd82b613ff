//! What Lambda will think of an executable: its machine, and the newest glibc that it asks for.
//!
//! Reads what the loader reads (the dynamic section, not the section headers, which may be stripped). Layout: "ELF-64
//! Object File Format 1.5" and, for the versions, "Linux Standard Base Core 5.0", chapter 10.7.

/// Why the bytes are no program for Linux on a 64-bit machine.
pub type Why = &'static str;

/// `e_machine` of the two machines that Lambda has.
const X86_64: u16 = 0x3e;
const AARCH64: u16 = 0xb7;

const PT_LOAD: u64 = 1;
const PT_DYNAMIC: u64 = 2;
const DT_STRTAB: u64 = 5;
const DT_VERNEED: u64 = 0x6fff_fffe;

/// An executable, as far as Lambda minds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Executable {
    /// As Lambda calls it, or the ELF number.
    pub machine: String,
    /// The newest `GLIBC_x.y` that it asks for; none if it is linked statically or with musl.
    pub glibc: Option<(u32, u32)>,
}

pub fn read(bytes: &[u8]) -> Result<Executable, Why> {
    let elf = Elf(bytes);
    if bytes.get(..4) != Some(b"\x7fELF") {
        return Err("it does not begin as an ELF file");
    }
    if bytes.get(4..6) != Some(&[2, 1]) {
        return Err("it is not for a 64-bit little-endian machine");
    }
    // ET_EXEC, or ET_DYN of a program that can be loaded anywhere.
    if !matches!(elf.u16(16), Some(2 | 3)) {
        return Err("it is an object file");
    }
    let machine = match elf.u16(18) {
        Some(X86_64) => "x86_64".to_owned(),
        Some(AARCH64) => "arm64".to_owned(),
        Some(other) => format!("ELF machine {other:#x}"),
        None => return Err("it is cut short"),
    };
    let glibc = elf.glibc().ok_or("it is cut short or damaged")?;
    Ok(Executable { machine, glibc })
}

struct Elf<'a>(&'a [u8]);

impl Elf<'_> {
    fn get<const N: usize>(&self, at: u64) -> Option<[u8; N]> {
        let at = usize::try_from(at).ok()?;
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    fn u16(&self, at: u64) -> Option<u16> {
        self.get(at).map(u16::from_le_bytes)
    }

    fn u32(&self, at: u64) -> Option<u64> {
        self.get(at).map(|bytes| u64::from(u32::from_le_bytes(bytes)))
    }

    fn u64(&self, at: u64) -> Option<u64> {
        self.get(at).map(u64::from_le_bytes)
    }

    /// The program headers of one type: offset in the file, address, length in the file.
    fn segments(&self, wanted: u64) -> Option<Vec<(u64, u64, u64)>> {
        let (table, size, count) = (self.u64(32)?, self.u16(54)?, self.u16(56)?);
        let mut found = vec![];
        for n in 0..u64::from(count) {
            let header = table.checked_add(n * u64::from(size))?;
            if self.u32(header)? == wanted {
                found.push((self.u64(header + 8)?, self.u64(header + 16)?, self.u64(header + 32)?));
            }
        }
        Some(found)
    }

    /// Where in the file an address is.
    fn offset(&self, address: u64) -> Option<u64> {
        let holds = |(_, from, length): &(u64, u64, u64)| address >= *from && address - from < *length;
        let (offset, from, _) = self.segments(PT_LOAD)?.into_iter().find(holds)?;
        offset.checked_add(address - from)
    }

    /// The newest glibc asked for; the outer `None` if the file is damaged.
    fn glibc(&self) -> Option<Option<(u32, u32)>> {
        let Some((dynamic, _, length)) = self.segments(PT_DYNAMIC)?.into_iter().next() else { return Some(None) };
        let (mut names, mut needs) = (None, None);
        for entry in (0..length / 16).map_while(|n| dynamic.checked_add(n * 16)) {
            match self.u64(entry)? {
                0 => break,
                DT_STRTAB => names = Some(self.u64(entry + 8)?),
                DT_VERNEED => needs = Some(self.u64(entry + 8)?),
                _ => {}
            }
        }
        let (Some(names), Some(needs)) = (names, needs) else { return Some(None) };
        let (names, mut library) = (self.offset(names)?, self.offset(needs)?);
        let mut newest = None;
        // One record for each library, each with a chain of versions; a link of 0 ends a chain.
        loop {
            let (count, next) = (self.u16(library + 2)?, self.u32(library + 12)?);
            let mut version = library.checked_add(self.u32(library + 8)?)?;
            for _ in 0..count {
                newest = newest.max(glibc_version(self.text(names.checked_add(self.u32(version + 8)?)?)?));
                version = version.checked_add(self.u32(version + 12)?)?;
            }
            if next == 0 {
                return Some(newest);
            }
            library = library.checked_add(next)?;
        }
    }

    fn text(&self, at: u64) -> Option<&[u8]> {
        let rest = self.0.get(usize::try_from(at).ok()?..)?;
        rest.split(|byte| *byte == 0).next()
    }
}

/// `GLIBC_2.34` and `GLIBC_2.2.5`; not `GLIBC_PRIVATE`.
fn glibc_version(name: &[u8]) -> Option<(u32, u32)> {
    let mut numbers =
        std::str::from_utf8(name).ok()?.strip_prefix("GLIBC_")?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A program that does nothing: a header, its segments, and the versions that it asks glibc for.
    pub fn program(machine: u16, versions: &[&str]) -> Vec<u8> {
        const BASE: u64 = 0x10_0000;
        let (dynamic, needs) = (64 + 2 * 56, 64 + 2 * 56 + 3 * 16);
        let names = needs + 16 + 16 * versions.len() as u64;
        let mut text = b"\0libc.so.6\0".to_vec();
        let offsets: Vec<u32> = versions
            .iter()
            .map(|version| {
                let at = text.len() as u32;
                text.extend(version.as_bytes());
                text.push(0);
                at
            })
            .collect();
        let end = names + text.len() as u64;
        let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
        elf.resize(16, 0);
        for field in [3, machine] {
            elf.extend(field.to_le_bytes());
        }
        elf.extend(1_u32.to_le_bytes());
        for field in [0_u64, 64, 0] {
            elf.extend(field.to_le_bytes());
        }
        elf.extend(0_u32.to_le_bytes());
        for field in [64_u16, 56, 2, 0, 0, 0] {
            elf.extend(field.to_le_bytes());
        }
        for (kind, offset, length) in [(PT_LOAD, 0, end), (PT_DYNAMIC, dynamic, 3 * 16)] {
            elf.extend((kind as u32).to_le_bytes());
            elf.extend([0; 4]);
            for field in [offset, BASE + offset, BASE + offset, length, length, 8] {
                elf.extend(field.to_le_bytes());
            }
        }
        for field in [DT_STRTAB, BASE + names, DT_VERNEED, BASE + needs, 0, 0] {
            elf.extend(field.to_le_bytes());
        }
        for field in [1, versions.len() as u16] {
            elf.extend(field.to_le_bytes());
        }
        for field in [1_u32, 16, 0] {
            elf.extend(field.to_le_bytes());
        }
        for offset in offsets {
            elf.extend([0; 8]);
            for field in [offset, 16] {
                elf.extend(field.to_le_bytes());
            }
        }
        elf.extend(text);
        elf
    }

    #[test]
    fn the_newest_version_counts_and_numbers_are_no_text() {
        let read = |versions: &[&str]| read(&program(X86_64, versions)).unwrap().glibc;
        assert_eq!(read(&["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.9", "GLIBC_PRIVATE"]), Some((2, 34)));
        assert_eq!(read(&["GLIBC_2.9", "GCC_4.2.0"]), Some((2, 9)));
        assert_eq!(read(&["GCC_4.2.0"]), None);
    }

    #[test]
    fn machines_are_told_apart_and_the_rest_refused() {
        assert_eq!(read(&program(AARCH64, &["GLIBC_2.17"])).unwrap().machine, "arm64");
        assert_eq!(read(&program(0xf3, &["GLIBC_2.17"])).unwrap().machine, "ELF machine 0xf3");
        assert!(read(b"#!/bin/sh\n").unwrap_err().contains("ELF"));
        let mut narrow = program(X86_64, &[]);
        narrow[4] = 1;
        assert!(read(&narrow).unwrap_err().contains("64-bit"));
    }

    #[test]
    fn no_damage_is_a_panic() {
        let whole = program(X86_64, &["GLIBC_2.34", "GLIBC_2.2.5"]);
        for length in 0..whole.len() {
            let _ = read(&whole[..length]);
        }
        for at in 0..whole.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] = value;
                let _ = read(&damaged);
            }
        }
    }

    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[test]
    fn this_very_program_is_understood() {
        let bytes = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let executable = read(&bytes).unwrap();
        assert_eq!(executable.machine, if cfg!(target_arch = "aarch64") { "arm64" } else { std::env::consts::ARCH });
        let (major, minor) = executable.glibc.expect("it is linked with glibc");
        assert!(major == 2 && (17..100).contains(&minor), "{major}.{minor}");
    }
}
