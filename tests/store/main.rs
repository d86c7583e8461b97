//! The store as the rest of the program sees it: layers and history, and what it does when things go wrong.

mod backup;
mod child;
mod damage;
mod filling;
mod folder;
mod format;
mod kill;
mod layers;
mod sample;
mod shipped;
mod speed;
