//! What does a Tauri window cost by itself? One blank page, shown as the application shows its own.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().build(tauri::generate_context!())?.run(|_, _| {});
    Ok(())
}
