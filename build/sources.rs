//! All that the program is made from → one number. A result kept from an earlier run is good only if the program that
//! gave it was the same.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// FNV-1a over the names and bytes of the sources, in order: the same on every machine.
pub fn hash(root: &Path) -> io::Result<u64> {
    let mut files = Vec::new();
    for part in ["src", "build", "build.rs", "Cargo.toml", "Cargo.lock"] {
        find(&root.join(part), &mut files)?;
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        add(&mut hash, name.as_bytes());
        add(&mut hash, &fs::read(&file)?);
    }
    Ok(hash)
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            find(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}

/// The length goes in first, so that no byte can move from one file to the next unseen.
fn add(hash: &mut u64, bytes: &[u8]) {
    for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
}
