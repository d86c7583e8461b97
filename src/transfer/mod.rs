//! Facts into files and out of them: CSV, JSON lines and knowledge TOML. Pure: bytes in, values or a list of what is
//! wrong out. docs/import.md is the contract for what a file may hold.
