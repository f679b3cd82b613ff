//! A ZIP file with one entry, the same bytes for the same input on every machine and at every time.
//!
//! Layout: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

/// Deflate, with which every reader can deal.
const METHOD: u16 = 8;
/// ZIP 2.0: the oldest version that knows deflate.
const VERSION: u16 = 20;
/// Made on a Unix, so that the entry's mode counts.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// 1 January 1980, the earliest date that the format can tell.
const DATE: u16 = 1 << 5 | 1;
/// A regular file that everybody may run.
const MODE: u32 = 0o100_755;
/// Between speed and size: the best levels take thrice the time for one per cent.
const LEVEL: u8 = 6;

/// The archive of one executable file. The caller keeps it below 4 GB.
pub fn of_one(name: &str, content: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(content, LEVEL);
    let length = |of: usize| u32::try_from(of).expect("less than 4 GB");
    let mut common = vec![];
    for field in [VERSION, 0, METHOD, 0, DATE] {
        common.extend(field.to_le_bytes());
    }
    for field in [crc32fast::hash(content), length(packed.len()), length(content.len())] {
        common.extend(field.to_le_bytes());
    }
    common.extend(u16::try_from(name.len()).expect("a short name").to_le_bytes());
    // No extra field.
    common.extend([0; 2]);

    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend(&common);
    zip.extend(name.as_bytes());
    zip.extend(packed);

    let directory = zip.len();
    zip.extend(b"PK\x01\x02");
    zip.extend(MADE_BY.to_le_bytes());
    zip.extend(&common);
    // No comment, disk 0, no internal attributes.
    zip.extend([0; 6]);
    zip.extend((MODE << 16).to_le_bytes());
    // Where the local header is.
    zip.extend([0; 4]);
    zip.extend(name.as_bytes());

    let directory_length = zip.len() - directory;
    zip.extend(b"PK\x05\x06");
    for field in [0_u16, 0, 1, 1] {
        zip.extend(field.to_le_bytes());
    }
    for field in [directory_length, directory] {
        zip.extend(length(field).to_le_bytes());
    }
    zip.extend([0; 2]);
    zip
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        let content: Vec<u8> = (0..50_000_u32).flat_map(|n| (n / 7).to_le_bytes()).collect();
        let zip = of_one("bootstrap", &content);
        assert_eq!(zip, of_one("bootstrap", &content));
        assert!(zip.len() < content.len() / 2, "{}", zip.len());
        // A change of these bytes makes every deployed function look changed: only with a new version of the product.
        assert_eq!(crc32fast::hash(&of_one("bootstrap", b"wsrecycle")), 3_981_151_288);
    }

    /// Read by somebody else's code.
    #[cfg(unix)]
    #[test]
    fn others_read_it() {
        const READ: &str = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); \
                            i = z.infolist(); assert z.testzip() is None; \
                            print([(e.filename, oct(e.external_attr >> 16), e.date_time, e.file_size) for e in i])";
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zip");
        std::fs::write(&path, of_one("bootstrap", &[7; 1000])).unwrap();
        let Ok(read) = std::process::Command::new("python3").args(["-c", READ]).arg(&path).output() else {
            eprintln!("NOT RUN: there is no python3 to read the archive");
            return;
        };
        let said = String::from_utf8_lossy(&read.stdout);
        assert_eq!(said.trim(), "[('bootstrap', '0o100755', (1980, 1, 1, 0, 0, 0), 1000)]", "{read:?}");
    }
}
