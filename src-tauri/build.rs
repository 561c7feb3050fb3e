//! Declares the commands, so that each must be granted by name. Without this every window could call all of them.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&[
        "desk_state",
        "desk_changes",
        "workspace",
        "open_practice",
        "check_connect",
        "connect",
        "reauthenticate",
        "try_other_regions",
        "recheck_access",
        "check_balance",
        "check_sender",
        "senders",
        "sender",
        "create_sender",
        "update_sender",
        "delete_sender",
        "restore_sender",
        "mark_default",
        "check_test",
        "send_test",
        "test_messages",
        "test_message",
        "look_for_test",
        "adopt_match",
        "preferences",
        "set_preferences",
        "open_link",
    ]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))
        .expect("tauri.conf.json and the capability are consistent");
}
