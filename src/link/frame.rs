//! Frames: what goes over the socket, in either direction.
//!
//! `WH`, the version of the protocol (2 bytes), the length of the JSON (4), that of the file beside it (4), all
//! big-endian; then the JSON, then the file.

use std::io::{self, Read, Write};

/// The version of the protocol. What another version says is not read.
pub const PROTOCOL: u16 = 2;

const MAGIC: [u8; 2] = *b"WH";
/// So much of a file goes at a time.
const CHUNK: usize = 64 * 1024;

/// One request or reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Frame {
    /// JSON.
    pub(super) body: Vec<u8>,
    /// A file, if one belongs to it.
    pub(super) file: Vec<u8>,
}

/// How large a frame may be, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    pub(super) body: u32,
    pub(super) file: u32,
}

/// Why no frame was read.
#[derive(Debug)]
pub(super) enum Unread {
    /// The other side has closed the connection before a frame.
    Closed,
    /// What came is no frame of this version.
    Foreign,
    /// It would be longer than it may be.
    TooLong,
    /// The connection failed.
    Io(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Unread::Io(error)
    }
}

impl Frame {
    /// Reads a frame; nothing that is longer than `most` is taken into memory.
    pub(super) fn read(from: &mut impl Read, most: Most) -> Result<Self, Unread> {
        let mut head = [0; 12];
        let mut filled = 0;
        while filled < head.len() {
            match from.read(&mut head[filled..]) {
                Ok(0) if filled == 0 => return Err(Unread::Closed),
                Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
            if !MAGIC.starts_with(&head[..filled.min(2)]) {
                return Err(Unread::Foreign);
            }
        }
        let [_, _, v0, v1, b0, b1, b2, b3, f0, f1, f2, f3] = head;
        let version = u16::from_be_bytes([v0, v1]);
        if version != PROTOCOL {
            return Err(Unread::Foreign);
        }
        let (body, file) = (u32::from_be_bytes([b0, b1, b2, b3]), u32::from_be_bytes([f0, f1, f2, f3]));
        if body > most.body || file > most.file {
            return Err(Unread::TooLong);
        }
        Ok(Self { body: take(from, body)?, file: take(from, file)? })
    }

    /// Writes it; `progress` is told how much of the file has gone.
    pub(super) fn write(&self, to: &mut impl Write, progress: &dyn Fn(usize)) -> io::Result<()> {
        let length = |bytes: &[u8]| {
            u32::try_from(bytes.len()).map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "more than 4 GB"))
        };
        let mut head = Vec::with_capacity(12 + self.body.len());
        head.extend(MAGIC);
        head.extend(PROTOCOL.to_be_bytes());
        head.extend(length(&self.body)?.to_be_bytes());
        head.extend(length(&self.file)?.to_be_bytes());
        head.extend(&self.body);
        to.write_all(&head)?;
        let mut gone = 0;
        for chunk in self.file.chunks(CHUNK) {
            to.write_all(chunk)?;
            gone += chunk.len();
            progress(gone);
        }
        to.flush()
    }
}

/// Just so many bytes. The memory grows with what comes, not with what was announced.
fn take(from: &mut impl Read, length: u32) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == u64::from(length) {
        Ok(bytes)
    } else {
        Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: Most = Most { body: 20, file: 1000 };

    fn written(frame: &Frame) -> Vec<u8> {
        let mut bytes = Vec::new();
        frame.write(&mut bytes, &|_| {}).unwrap();
        bytes
    }

    #[test]
    fn what_is_written_is_read() {
        for (body, file) in [(&b"{}"[..], &b""[..]), (b"", b""), (b"12345678901234567890", &[7; 1000])] {
            let frame = Frame { body: body.to_vec(), file: file.to_vec() };
            let bytes = written(&frame);
            let mut rest = bytes.as_slice();
            assert_eq!(Frame::read(&mut rest, MOST).unwrap(), frame);
            assert!(matches!(Frame::read(&mut rest, MOST), Err(Unread::Closed)));
            for cut in 1..bytes.len() {
                assert!(matches!(Frame::read(&mut &bytes[..cut], MOST), Err(Unread::Io(_))), "{cut}");
            }
        }
    }

    #[test]
    fn what_is_foreign_or_too_long_is_not_read() {
        let mut other = written(&Frame { body: b"{}".to_vec(), file: vec![] });
        other[3] = 9;
        assert!(matches!(Frame::read(&mut other.as_slice(), MOST), Err(Unread::Foreign)));
        assert!(matches!(Frame::read(&mut &b"GET / HTTP/1.1\r\n"[..], MOST), Err(Unread::Foreign)));
        assert!(matches!(Frame::read(&mut &b"GET"[..], MOST), Err(Unread::Foreign)));
        for long in [Frame { body: vec![b' '; 21], file: vec![] }, Frame { body: vec![], file: vec![0; 1001] }] {
            assert!(matches!(Frame::read(&mut written(&long).as_slice(), MOST), Err(Unread::TooLong)));
        }
        // Four gigabytes are announced, and none come.
        let [high, low] = PROTOCOL.to_be_bytes();
        let announced = [b'W', b'H', high, low, 0, 0, 0, 0, 255, 255, 255, 255];
        let any = Most { body: u32::MAX, file: u32::MAX };
        assert!(matches!(Frame::read(&mut &announced[..], any), Err(Unread::Io(_))));
    }
}
