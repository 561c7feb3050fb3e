//! Declares no command at all.

fn main() {
    tauri_build::build();
}
