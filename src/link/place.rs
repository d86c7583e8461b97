//! Where the socket lies, and that nobody else can have put it there.
//!
//! It is made in a folder that only its owner can enter, and moved to its place when its rights are set: at no moment
//! can anybody else connect. The move takes the place of a socket that a killed bot has left; whoever makes one holds
//! the store, so that no other bot can still be listening there. Links are followed neither in making nor in using it.

use super::{LinkError, ListenError};
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// The name in the data folder.
const NAME: &str = "socket";
/// Where it is made, in the data folder.
const MAKING: &str = "socket.new";
/// What others than its owner may do, as the system writes rights.
const OTHERS: u32 = 0o077;
const OTHERS_WRITE: u32 = 0o022;

/// A socket in its place; removed when this goes, if it is still the same.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) path: PathBuf,
    /// Tells it from one that another bot puts there later.
    identity: (u64, u64),
}

/// Makes the socket of a data folder. The caller holds the store.
pub(super) fn listen(data: &Path) -> Result<(UnixListener, Placed), ListenError> {
    let folder = fs::metadata(data).map_err(io_at(data))?;
    if folder.mode() & OTHERS_WRITE != 0 {
        return Err(ListenError::Open(data.to_owned()));
    }
    let (path, making) = (data.join(NAME), data.join(MAKING));
    match fs::symlink_metadata(&path) {
        Ok(there) if !there.file_type().is_socket() => return Err(ListenError::Taken(path)),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io_at(&path)(error)),
        _ => {}
    }
    clear(&making).map_err(io_at(&making))?;
    DirBuilder::new().mode(0o700).create(&making).map_err(io_at(&making))?;
    // As short as can be: a socket's path has at most 107 bytes.
    let inside = making.join("s");
    let made = (|| {
        let listener = UnixListener::bind(&inside)?;
        fs::set_permissions(&inside, Permissions::from_mode(0o600))?;
        let made = fs::symlink_metadata(&inside)?;
        fs::rename(&inside, &path)?;
        Ok((listener, (made.dev(), made.ino())))
    })();
    let cleared = clear(&making);
    let (listener, identity) = made.map_err(io_at(&path))?;
    cleared.map_err(io_at(&making))?;
    Ok((listener, Placed { path, identity }))
}

/// Removes a folder that was left over; a link in its place is removed, not followed.
fn clear(making: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(making) {
        Ok(there) if there.is_dir() => fs::remove_dir_all(making),
        Ok(_) => fs::remove_file(making),
        Err(error) => Err(error),
    };
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn io_at(path: &Path) -> impl Fn(io::Error) -> ListenError {
    let path = path.to_owned();
    move |source| ListenError::Io { path: path.clone(), source }
}

impl Drop for Placed {
    fn drop(&mut self) {
        let there = fs::symlink_metadata(&self.path);
        if there.is_ok_and(|there| (there.dev(), there.ino()) == self.identity) {
            // What cannot be removed is taken for what it is by the next bot and the next command.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Connects to the bot that holds the store; `None` if none listens.
pub(super) fn connect(data: &Path) -> Result<Option<UnixStream>, LinkError> {
    let path = data.join(NAME);
    let untrusted = |what| Err(LinkError::Untrusted { path: path.clone(), what });
    let there = match fs::symlink_metadata(&path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(LinkError::Connect { path, source }),
    };
    if !there.file_type().is_socket() {
        return untrusted("it is no socket");
    }
    if there.mode() & OTHERS != 0 {
        return untrusted("others than its owner may use it");
    }
    if fs::metadata(data).is_ok_and(|folder| folder.uid() != there.uid() || folder.mode() & OTHERS_WRITE != 0) {
        return untrusted("others than the bot's user may have put it there");
    }
    match UnixStream::connect(&path) {
        Ok(stream) => Ok(Some(stream)),
        // Left by a bot that was killed, or removed just now.
        Err(error) if matches!(error.kind(), io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound) => Ok(None),
        Err(source) => Err(LinkError::Connect { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
        folder
    }

    #[test]
    fn the_socket_is_its_owners_alone_and_goes_with_the_bot() {
        let folder = folder();
        let (listener, placed) = listen(folder.path()).unwrap();
        assert_eq!(fs::symlink_metadata(&placed.path).unwrap().mode() & 0o777, 0o600);
        assert!(connect(folder.path()).unwrap().is_some());
        drop((listener, placed));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(connect(folder.path()).unwrap().is_none());
    }

    #[test]
    fn a_socket_that_a_killed_bot_left_is_no_bot_and_makes_room() {
        let folder = folder();
        let (listener, placed) = listen(folder.path()).unwrap();
        std::mem::forget(placed);
        drop(listener);
        fs::create_dir(folder.path().join(MAKING)).unwrap();
        assert!(connect(folder.path()).unwrap().is_none());
        let (_listener, _placed) = listen(folder.path()).unwrap();
        assert!(connect(folder.path()).unwrap().is_some());
    }

    #[test]
    fn a_socket_of_a_later_bot_stays() {
        let folder = folder();
        let (_first, first_placed) = listen(folder.path()).unwrap();
        let (_second, _second_placed) = listen(folder.path()).unwrap();
        drop(first_placed);
        assert!(connect(folder.path()).unwrap().is_some());
    }

    #[test]
    fn what_is_no_socket_is_neither_removed_nor_followed() {
        let (folder, elsewhere) = (folder(), folder());
        let there = folder.path().join(NAME);
        let (_listener, other) = listen(elsewhere.path()).unwrap();
        for link in [false, true] {
            if link {
                symlink(&other.path, &there).unwrap();
            } else {
                fs::write(&there, "a file").unwrap();
            }
            assert!(matches!(listen(folder.path()), Err(ListenError::Taken(_))));
            assert!(matches!(connect(folder.path()), Err(LinkError::Untrusted { .. })));
            assert!(fs::symlink_metadata(&there).is_ok());
            fs::remove_file(&there).unwrap();
        }
        // A link where the socket is made is removed, and what it leads to stays.
        symlink(elsewhere.path(), folder.path().join(MAKING)).unwrap();
        listen(folder.path()).unwrap();
        assert!(other.path.exists());
    }

    #[test]
    fn where_others_may_write_nothing_is_made_or_believed() {
        let folder = folder();
        let (_listener, placed) = listen(folder.path()).unwrap();
        fs::set_permissions(&placed.path, Permissions::from_mode(0o666)).unwrap();
        assert!(matches!(connect(folder.path()), Err(LinkError::Untrusted { .. })));
        fs::set_permissions(&placed.path, Permissions::from_mode(0o600)).unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
        assert!(matches!(connect(folder.path()), Err(LinkError::Untrusted { .. })));
        assert!(matches!(listen(folder.path()), Err(ListenError::Open(_))));
    }
}
