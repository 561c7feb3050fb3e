//! The contract with the page: `ui/src/bindings.ts` is what these commands and types say.

use std::path::Path;

use specta_typescript::Typescript;
use tauri_specta::{Builder, ErrorHandlingMode};

const BINDINGS: &str = "ui/src/bindings.ts";

/// Set to write the file instead of comparing it.
const WRITE: &str = "SENDERDESK_WRITE_BINDINGS";

#[test]
fn the_bindings_of_the_page_are_those_of_the_commands() {
    let builder = Builder::<tauri::Wry>::new()
        .commands(crate::commands::every_command!(tauri_specta::collect_commands))
        .typ::<senderdesk_core::wire::WireError>()
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh = folder.path().join("bindings.ts");
    builder.export(Typescript::default(), &fresh).expect("the commands can be described");
    let fresh = std::fs::read_to_string(fresh).expect("the description was written");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(BINDINGS);
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&kept, &fresh).expect("the bindings can be written");
    }
    let kept = std::fs::read_to_string(kept).expect("ui/src/bindings.ts stands in the tree");
    assert!(kept == fresh, "{BINDINGS} is stale: run `make bindings`");
}
