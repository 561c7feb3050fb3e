//! The shell: a window, its commands, and the desk that they forward to.
//!
//! Nothing is decided here. Commands hand drafts to [`senderdesk_core::Desk`] and its answers back; what the shell
//! knows of its own is the window, the preferences, the log, and the links that may be opened.

mod commands;
mod desk;
mod files;
mod links;
mod log;
mod opened;
mod preferences;
mod window;

pub use desk::{HeldDesk, notify_of_changes};
pub use files::{Chooser, Chosen};
pub use opened::files as open_files;
pub use preferences::{PagePreferences, Preferences};
pub use window::Surface;

use std::path::Path;

use anyhow::Context;
use tauri::{Manager, RunEvent};

/// Opens the window and returns when the application has quit.
///
/// # Errors
/// When no window can be opened at all (no display, a missing web view).
pub fn run() -> anyhow::Result<()> {
    let app = with_commands(tauri::Builder::default())
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            window::raise(app);
            opened::by_arguments(app, &arguments, Path::new(&folder));
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .setup(|app| {
            let folder =
                app.path().app_data_dir().context("this system names no folder for application data")?;
            log::start(&folder);
            app.manage(preferences::Preferences::load(app.handle()));
            app.manage::<Box<dyn window::Surface>>(Box::new(app.handle().clone()));
            app.manage::<Box<dyn files::Chooser>>(Box::new(app.handle().clone()));
            // The web view starts its processes while the database is opened; no command runs before this returns.
            window::open(app.handle())?;
            app.manage(desk::open(&folder));
            desk::notify_of_changes(app.handle());
            let arguments: Vec<_> =
                std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            opened::by_arguments(app.handle(), &arguments, &std::env::current_dir().unwrap_or_default());
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window could not be opened")?;
    app.run(|app, event| match event {
        RunEvent::ExitRequested { api, code: None, .. } => {
            api.prevent_exit();
            desk::close_then_exit(app.clone());
        }
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            opened::files(app, urls.iter().filter_map(|url| url.to_file_path().ok()).collect());
        }
        _ => {}
    });
    Ok(())
}

/// The builder with every command of [`commands`], as the tests of the boundary use it too.
pub fn with_commands<R: tauri::Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder.invoke_handler(commands::every_command!(tauri::generate_handler))
}

#[cfg(test)]
mod contract;
