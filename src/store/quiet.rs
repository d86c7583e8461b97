//! Turning a panic of the engine into a value, without its message and backtrace on the terminal.
//!
//! sled 0.34 panics on much of the damage it meets. The hook set here is set once, hands every other panic on
//! to the hook that was there before, and keeps silent only where a call of [`catch`] is under way (or on
//! sled's own threads, which do nothing but its input and output).

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// How many calls of [`catch`] this thread is in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

static HOOK: Once = Once::new();

/// Runs `work`; a panic inside comes back as its message.
///
/// The caller must not go on using what `work` may have left half done.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install);
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    DEPTH.with(|depth| depth.set(depth.get() - 1));
    result.map_err(|payload| message(payload.as_ref()))
}

fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = DEPTH.try_with(|depth| depth.get() > 0).unwrap_or(false);
        let engines = std::thread::current().name().is_some_and(|name| name.starts_with("sled-io"));
        if !ours && !engines {
            before(info);
        }
    }));
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_as_its_message_and_the_next_call_works() {
        assert_eq!(catch::<()>(|| panic!("plain")), Err("plain".to_owned()));
        assert_eq!(catch::<()>(|| panic!("with {}", 1)), Err("with 1".to_owned()));
        assert_eq!(catch::<()>(|| panic::panic_any(7)), Err("a panic without a message".to_owned()));
        assert_eq!(catch(|| catch::<()>(|| panic!("inner"))), Ok(Err("inner".to_owned())));
        assert_eq!(catch(|| 3), Ok(3));
        assert_eq!(DEPTH.with(Cell::get), 0);
    }
}
