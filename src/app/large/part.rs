//! Some thousand lines of a large file, taken apart.

use super::{LargeError, hash, known::Known};
use crate::store::MOST_EDITS;
use crate::transfer::{self, ImportError, Rows};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::sync::mpsc;

/// Some thousand lines of a file, taken apart.
pub(super) struct Part {
    /// How many lines of the file stand before it.
    pub(super) before: usize,
    pub(super) bytes: usize,
    /// What its rows say; taken when they are looked up.
    pub(super) read: Result<Rows, ImportError>,
    /// The lines of the ids.
    pub(super) lines: BTreeMap<String, usize>,
    /// Rows without an id.
    pub(super) nameless: Vec<usize>,
    /// Hashes of everything that may be the id or the name of a subject or a source, in lower case.
    pub(super) words: FxHashSet<u64>,
}

/// Hands over part after part of a file, up to its end, the first error, or where nobody wants more.
pub(super) fn each_part(mut file: impl BufRead, to: &mpsc::SyncSender<Result<Part, LargeError>>) {
    let mut before = 0;
    loop {
        let part = match Part::next(&mut file, before) {
            Ok(None) => return,
            Ok(Some((part, lines))) => {
                before += lines;
                Ok(part)
            }
            Err(error) => Err(error.into()),
        };
        let ends = part.is_err();
        if to.send(part).is_err() || ends {
            return;
        }
    }
}

impl Part {
    /// The next part and how many lines it has, blank ones included; `None` at the end.
    fn next(file: &mut impl BufRead, before: usize) -> io::Result<Option<(Self, usize)>> {
        let (mut text, mut lines, mut rows) = (String::new(), 0, 0);
        while rows < MOST_EDITS {
            let from = text.len();
            if file.read_line(&mut text)? == 0 {
                break;
            }
            lines += 1;
            rows += usize::from(!text[from..].trim().is_empty());
        }
        Ok((rows > 0).then(|| (Self::of(&text, before), lines)))
    }

    fn of(text: &str, before: usize) -> Self {
        let read = transfer::rows(text.as_bytes(), before);
        let mut part = Self {
            before,
            bytes: text.len(),
            read: Ok(Rows::default()),
            lines: BTreeMap::new(),
            nameless: Vec::new(),
            words: FxHashSet::default(),
        };
        for (line, id) in read.iter().flat_map(Rows::ids) {
            match id {
                Some(id) => drop(part.lines.entry(id.to_owned()).or_insert(line)),
                None => part.nameless.push(line),
            }
        }
        part.words.extend(read.iter().flat_map(Rows::names).map(|name| hash(&name.to_lowercase())));
        Self { read, ..part }
    }

    pub(super) fn line_of(&self, id: &str) -> usize {
        self.lines.get(id).copied().unwrap_or_default()
    }

    /// Ids that earlier parts of the file have, with their lines, in the order of these.
    pub(super) fn repeated<'a>(&'a self, known: &Known) -> Vec<(usize, &'a str)> {
        let again = self.lines.iter().filter(|(id, _)| known.ids.contains(&hash(id)));
        let mut again: Vec<(usize, &str)> = again.map(|(id, line)| (*line, id.as_str())).collect();
        again.sort_unstable();
        again
    }
}
