//! Input paths → output paths. They mirror the input tree, are UTF-8 on every system, and no two are the same,
//! letter case aside.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::batch::manifest::{OWN, folded};
use crate::batch::read::unpack::COMPRESSIONS;
use crate::batch::write::others::Others;
use crate::text;

/// Longest name of a file or folder, in bytes, on the file systems in use.
const MAX_NAME: usize = 255;

/// Device names that Windows reserves in every folder, whatever their ending; COM and LPT take a digit.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
const PORTS: [&str; 2] = ["com", "lpt"];

/// The name of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Relative to OUT, parted by `/`.
    pub name: String,
    /// Got `~2` or the like, because another output has the name.
    pub renamed: bool,
}

impl Output {
    /// What is not written needs no name.
    pub fn none() -> Output {
        Output { name: String::new(), renamed: false }
    }
}

/// Names given so far. Of each it keeps a hash, so that millions cost little: by a chance in billions a name gets a
/// number that it would not need.
pub struct Names {
    /// Ending of the outputs, with its dot.
    ending: &'static str,
    files: HashSet<u64>,
    folders: HashSet<u64>,
    /// The last number given behind a name.
    last: HashMap<u64, usize>,
    /// Documents of other inputs, whose outputs stay theirs.
    others: Option<Arc<Others>>,
}

impl Names {
    /// For outputs with this ending, beside those of others.
    pub fn new(ending: &'static str, others: Option<Arc<Others>>) -> Names {
        Names { ending, files: HashSet::new(), folders: HashSet::new(), last: HashMap::new(), others }
    }

    /// Give no name in this folder.
    pub fn reserve(&mut self, folder: &str) {
        self.files.insert(folded(folder.trim_end_matches('/')));
    }

    /// Name the output of a file (id: a path, parted by `/`). Files come in byte order.
    pub fn file(&mut self, id: &str) -> Output {
        self.name(id, id)
    }

    /// Name the output of a record: `inner` is its path in the folder that is called as the container is, without the
    /// ending of a compression.
    pub fn record(&mut self, container: &str, id: &str, inner: &str) -> Output {
        let (above, name) = container.rsplit_once('/').unwrap_or(("", container));
        self.name(&format!("{}/{inner}", joined(above, without_compression(name))), id)
    }

    fn name(&mut self, path: &str, id: &str) -> Output {
        let (folders, file) = wanted(path, self.ending);
        let (folder, moved) = self.folder(&folders);
        let output = self.settle(&folder, &file, id);
        Output { renamed: output.renamed || moved, ..output }
    }

    /// The folder of these names, one inside the other; none of them is the name of a file.
    fn folder(&mut self, parts: &[String]) -> (String, bool) {
        let (mut at, mut moved) = (String::new(), false);
        for part in parts {
            let numbers = std::iter::once(String::new()).chain((2..).map(|number| format!("~{number}")));
            for number in numbers {
                let name = joined(&at, &fitted(part, &number));
                let key = folded(&name);
                if self.folders.contains(&key) || !self.files.contains(&key) {
                    self.folders.insert(key);
                    moved |= !number.is_empty();
                    at = name;
                    break;
                }
            }
        }
        (at, moved)
    }

    /// Give the name, or the first `~N` of it that is free.
    fn settle(&mut self, folder: &str, file: &str, id: &str) -> Output {
        let end = file_ending(file, self.ending);
        let stem = file.strip_suffix(end).unwrap_or(file);
        let at = |suffix: &str| joined(folder, &fitted(stem, &format!("{suffix}{end}")));
        let name = at("");
        let wanted = folded(&name);
        if self.take(&name, id) {
            return Output { name, renamed: false };
        }
        let mut number = self.last.get(&wanted).copied().unwrap_or(1);
        loop {
            number += 1;
            let name = at(&format!("~{number}"));
            if self.take(&name, id) {
                self.last.insert(wanted, number);
                return Output { name, renamed: true };
            }
        }
    }

    fn take(&mut self, name: &str, id: &str) -> bool {
        let key = folded(name);
        let is_free = !self.folders.contains(&key) && !self.files.contains(&key);
        is_free && !self.others.as_ref().is_some_and(|others| others.have_output(name, id)) && self.files.insert(key)
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A path as UTF-8: bytes that are not become `%XX`.
pub fn shown(path: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        out.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| escape(*byte, &mut out));
    }
    out
}

/// The name without the ending of a compression.
pub fn without_compression(name: &str) -> &str {
    let stem = COMPRESSIONS.iter().find_map(|compression| without_ending(name, compression.ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// A path with a number behind it: before the ending of outputs and that of a compression, if it has them.
pub fn numbered(path: &str, ending: &str, number: usize) -> String {
    let packed = without_compression(path);
    let stem = without_ending(packed, ending).unwrap_or(packed);
    format!("{stem}~{number}{}", path.get(stem.len()..).unwrap_or_default())
}

/// The folders and the name that an input asks for.
fn wanted(path: &str, ending: &str) -> (Vec<String>, String) {
    let mut parts: Vec<String> = path.split('/').map(safe).collect();
    // No input must get into the folder that is ours.
    if let Some(first) = parts.first_mut().filter(|first| first.eq_ignore_ascii_case(OWN)) {
        escape_first(first);
    }
    let file = parts.pop().unwrap_or_default();
    let file = without_compression(&file);
    let file = without_ending(file, ending).unwrap_or(file).to_owned() + file_ending(file, ending);
    (parts, file)
}

/// The ending as the file has it, or as it gets it.
fn file_ending<'a>(file: &'a str, ending: &'a str) -> &'a str {
    without_ending(file, ending).and_then(|stem| file.get(stem.len()..)).unwrap_or(ending)
}

/// Does this name end so, letter case aside?
pub fn has_ending(name: &str, ending: &str) -> bool {
    without_ending(name, ending).is_some()
}

fn without_ending<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let (stem, end) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
    end.eq_ignore_ascii_case(ending).then_some(stem)
}

/// One part of a path as a name that every system takes.
fn safe(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        if c.is_control() {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escape(byte, &mut out));
        } else {
            out.push(c);
        }
    }
    if is_reserved(&out) || out == "." || out == ".." {
        escape_first(&mut out);
    }
    out
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = || {
        let digit = PORTS.iter().find_map(|port| stem.strip_prefix(port));
        digit
            .is_some_and(|digit| matches!(digit, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
    };
    DEVICES.contains(&stem.as_str()) || port()
}

fn escape(byte: u8, out: &mut String) {
    out.push_str(&format!("%{byte:02X}"));
}

/// Escape the first character, which is an ASCII one.
fn escape_first(name: &mut String) {
    let mut escaped = String::new();
    name.bytes().take(1).for_each(|byte| escape(byte, &mut escaped));
    name.replace_range(..name.len().min(1), &escaped);
}

/// `stem` and `end` together; a stem too long is cut and marked with a hash of the whole.
fn fitted(stem: &str, end: &str) -> String {
    if stem.len() + end.len() <= MAX_NAME {
        return format!("{stem}{end}");
    }
    let mark = format!("~{:016x}", hash(stem));
    let room = MAX_NAME.saturating_sub(mark.len() + end.len());
    let kept = text::head(stem, room);
    format!("{kept}{mark}{end}")
}

/// FNV-1a: it stands in names on the disk and stays the same in every version.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &[&[u8]]) -> Vec<String> {
        let mut names = Names::new(".txt", None);
        inputs.iter().map(|input| names.file(&shown(input)).name).collect()
    }

    #[test]
    fn names_as_the_contract_says() {
        let table: [(&[u8], &str); 18] = [
            (b"site/a.html.gz", "site/a.html.txt"),
            (b"b.txt", "b.txt"),
            (b"B.TXT", "B.TXT"),
            (b"page", "page.txt"),
            (b"page.php?id=5", "page.php?id=5.txt"),
            (b"a.txt.zst", "a.txt"),
            (b".gz", ".gz.txt"),
            (b"caf\xe9.html", "caf%E9.html.txt"),
            (b"new\nline", "new%0Aline.txt"),
            (b"con", "%63on.txt"),
            (b"Con.html", "%43on.html.txt"),
            (b"aux/com1.txt", "%61ux/%63om1.txt"),
            (b"console", "console.txt"),
            (b"com10", "com10.txt"),
            (b".dehusk/x", "%2Edehusk/x.txt"),
            (b"a/.dehusk/x", "a/.dehusk/x.txt"),
            (b"%2e%2e%2fx", "%2e%2e%2fx.txt"),
            (b"../x", "%2E./x.txt"),
        ];
        for (input, expected) in table {
            assert_eq!(names(&[input]), [expected], "{}", shown(input));
        }
    }

    #[test]
    fn the_later_of_two_gets_a_number() {
        assert_eq!(names(&[b"A.html", b"a.html"]), ["A.html.txt", "a.html~2.txt"]);
        assert_eq!(names(&[b"x.html", b"x.html.txt"]), ["x.html.txt", "x.html~2.txt"]);
        assert_eq!(names(&[b"a.txt", b"a.txt.gz", b"a~2.txt"]), ["a.txt", "a~2.txt", "a~2~2.txt"]);
        assert_eq!(names(&[b"a", b"a.txt/b"]), ["a.txt", "a.txt~2/b.txt"]);
        assert_eq!(names(&[b"a", b"A.TXT/b", b"a.txt/c"]), ["a.txt", "A.TXT~2/b.txt", "a.txt~2/c.txt"]);
        assert_eq!(names(&[b"a.txt/b", b"a", b"a.txt/c"]), ["a.txt/b.txt", "a~2.txt", "a.txt/c.txt"]);
        assert!(!Names::new(".txt", None).file("a").renamed);
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let (one, two) = ("é".repeat(126) + "1", "é".repeat(126) + "2");
        let named = names(&[one.as_bytes(), two.as_bytes()]);
        assert_ne!(named[0], named[1]);
        assert!(named.iter().all(|name| name.len() <= 255 && name.ends_with(".txt")), "{named:?}");
    }
}
