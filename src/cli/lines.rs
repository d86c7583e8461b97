//! Questions from standard input: one a line, whatever the bytes.

use std::io::{self, BufRead};

/// The longest question that is read, in bytes; the rest of its line is passed over. Above what any chat message
/// can hold (6,000 characters of 4 bytes), far below what could fill the memory.
pub(super) const MAX_LINE: usize = 32 * 1024;

/// Reads lines of any bytes, each bounded.
pub(super) struct Lines<R> {
    input: R,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input }
    }

    /// The next line without its end, bytes that are no UTF-8 replaced; `None` at the end of the input.
    pub(super) fn next(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let mut seen_any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(seen_any.then(|| text(line)));
            }
            seen_any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            // One byte more than the limit is kept, to know that something was cut.
            let room = (MAX_LINE + 1).saturating_sub(line.len());
            line.extend_from_slice(&part[..part.len().min(room)]);
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(text(line)));
            }
        }
    }
}

fn text(mut line: Vec<u8>) -> String {
    if line.len() > MAX_LINE {
        // Cut before a character, not inside one.
        let continues = |byte: &u8| byte & 0b1100_0000 == 0b1000_0000;
        let mut end = MAX_LINE;
        while end > 0 && continues(&line[end]) {
            end -= 1;
        }
        line.truncate(end);
    } else if line.last() == Some(&b'\r') {
        line.pop();
    }
    String::from_utf8_lossy(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<String> {
        // A small buffer, so that lines span several reads.
        let mut lines = Lines::new(io::BufReader::with_capacity(7, bytes));
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn every_line_counts_even_blank_ones_and_one_without_an_end() {
        assert_eq!(all(b""), [""; 0]);
        assert_eq!(all(b"\n"), [""]);
        assert_eq!(all(b"one\n\n  \r\ntwo words and more"), ["one", "", "  ", "two words and more"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        assert_eq!(all(b"caf\xe9?\nnext\n"), ["caf\u{fffd}?", "next"]);
    }

    #[test]
    fn a_very_long_line_is_cut_before_a_character_and_the_next_line_is_whole() {
        let mut bytes = "é".repeat(MAX_LINE).into_bytes();
        bytes.insert(0, b'x');
        bytes.extend_from_slice(b"\nnext\n");
        let lines = all(&bytes);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].len() > MAX_LINE - 2 && lines[0].len() <= MAX_LINE, "{}", lines[0].len());
        assert!(lines[0].ends_with('é'));
        assert_eq!(lines[1], "next");
    }

    #[test]
    fn a_line_of_just_the_limit_is_kept_whole() {
        let text = "y".repeat(MAX_LINE);
        assert_eq!(all(format!("{text}\n").as_bytes()), [text]);
    }
}
