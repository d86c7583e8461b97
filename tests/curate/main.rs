//! Facts kept by people: what is written answers at once, can be undone, and shows in no other server.

mod answers;
mod desk;
mod filling;
mod imports;
mod isolation;
mod limits;
mod sample;
mod servers;
mod writing;
