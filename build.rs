//! Tells cargo that the binary holds the knowledge folder: a new file there is a reason to build again.

fn main() {
    println!("cargo::rerun-if-changed=knowledge");
}
