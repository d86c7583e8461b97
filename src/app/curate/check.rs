//! Whether what was filled in can be kept.
