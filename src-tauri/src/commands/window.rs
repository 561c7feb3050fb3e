//! The window itself: preferences and links.

use tauri::State;

use super::Answer;
use crate::links;
use crate::preferences::{PagePreferences, Preferences};
use crate::window::Surface;

/// Theme, contrast, zoom and the last workspace.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub fn preferences(preferences: State<'_, Preferences>) -> PagePreferences {
    preferences.page()
}

/// Takes them, and applies theme and zoom to the window.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub fn set_preferences(
    surface: State<'_, Box<dyn Surface>>,
    preferences: State<'_, Preferences>,
    page: PagePreferences,
) -> Answer<PagePreferences> {
    preferences.set_page(page);
    surface.apply(&preferences.page())?;
    Ok(preferences.page())
}

/// Opens a page of `links.json` in the system's browser, by its name.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub fn open_link(surface: State<'_, Box<dyn Surface>>, id: String) -> Answer<()> {
    surface.browse(&links::address(&id)?)
}
