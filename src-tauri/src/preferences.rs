//! What the operator likes: theme, contrast, zoom, window size, last workspace. Nothing whose loss matters.
//!
//! Each value is read on its own with a default, so that one bad value never loses the others.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tauri::{AppHandle, Runtime, Theme};
use tauri_plugin_store::StoreExt;

const FILE: &str = "preferences.json";
const SIZE: (f64, f64) = (1280.0, 800.0);
const ZOOM: std::ops::RangeInclusive<u16> = 50..=200;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

impl ThemeChoice {
    /// For the window's own decorations; none follows the system.
    pub fn native(self) -> Option<Theme> {
        match self {
            Self::System => None,
            Self::Light => Some(Theme::Light),
            Self::Dark => Some(Theme::Dark),
        }
    }
}

/// What the page may read and set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(specta::Type))]
#[serde(default)]
pub struct PagePreferences {
    pub theme: ThemeChoice,
    /// Stronger borders and text, where the system has no such setting.
    pub more_contrast: bool,
    /// Per cent, 50 to 200.
    pub zoom: u16,
    pub last_workspace: Option<String>,
}

impl PagePreferences {
    /// The zoom as a factor of the natural size.
    pub fn factor(&self) -> f64 {
        f64::from(self.zoom) / 100.0
    }
}

impl Default for PagePreferences {
    fn default() -> Self {
        Self { theme: ThemeChoice::System, more_contrast: false, zoom: 100, last_workspace: None }
    }
}

/// Where preferences are kept: named values.
type Keep = Arc<dyn Fn(&[(&str, Value)]) + Send + Sync>;

/// The preferences of this run, written through to their file.
#[derive(Clone)]
pub struct Preferences {
    kept: Arc<Mutex<Kept>>,
    keep: Keep,
}

#[derive(Debug, Default)]
struct Kept {
    page: PagePreferences,
    size: Option<(f64, f64)>,
}

impl Preferences {
    /// Reads what is kept; a missing or damaged file gives the defaults.
    pub fn load<R: Runtime>(app: &AppHandle<R>) -> Self {
        match app.store(FILE) {
            Ok(store) => {
                let kept = Kept::from_values(|name| store.get(name));
                Self::new(kept, move |values| {
                    values.iter().for_each(|(name, value)| store.set(*name, value.clone()));
                    if let Err(error) = store.save() {
                        tracing::warn!(%error, "preferences could not be written");
                    }
                })
            }
            Err(error) => {
                tracing::warn!(%error, "preferences could not be read");
                Self::unkept()
            }
        }
    }

    /// Preferences of this run only.
    pub fn unkept() -> Self {
        Self::new(Kept::default(), |_| {})
    }

    fn new(kept: Kept, keep: impl Fn(&[(&str, Value)]) + Send + Sync + 'static) -> Self {
        Self { kept: Arc::new(Mutex::new(kept)), keep: Arc::new(keep) }
    }

    /// What the page sees.
    pub fn page(&self) -> PagePreferences {
        self.kept().page.clone()
    }

    /// Takes what the page set.
    pub fn set_page(&self, page: PagePreferences) {
        self.kept().page = PagePreferences { zoom: page.zoom.clamp(*ZOOM.start(), *ZOOM.end()), ..page };
        self.write();
    }

    /// Takes the size of the window, in logical pixels.
    pub fn remember_window(&self, size: (f64, f64)) {
        self.kept().size = Some(size);
        self.write();
    }

    /// Width and height of the window, in logical pixels.
    pub fn window_size(&self) -> (f64, f64) {
        self.kept().size.unwrap_or(SIZE)
    }

    pub fn theme(&self) -> ThemeChoice {
        self.kept().page.theme
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) {
        let page = self.page();
        (self.keep)(&[
            ("theme", json!(page.theme)),
            ("more_contrast", json!(page.more_contrast)),
            ("zoom", json!(page.zoom)),
            ("last_workspace", json!(page.last_workspace)),
            ("window", json!(self.window_size())),
        ]);
    }
}

impl Kept {
    fn from_values(get: impl Fn(&str) -> Option<Value>) -> Self {
        fn read<T: serde::de::DeserializeOwned>(value: Option<Value>) -> Option<T> {
            value.and_then(|value| serde_json::from_value(value).ok())
        }
        let usable = |(width, height): &(f64, f64)| {
            (300.0..=10_000.0).contains(width) && (300.0..=10_000.0).contains(height)
        };
        Self {
            page: PagePreferences {
                theme: read(get("theme")).unwrap_or_default(),
                more_contrast: read(get("more_contrast")).unwrap_or_default(),
                zoom: read(get("zoom")).filter(|zoom| ZOOM.contains(zoom)).unwrap_or(100),
                last_workspace: read(get("last_workspace")),
            },
            size: read(get("window")).filter(usable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_value_loses_no_other() {
        let kept = Kept::from_values(|name| match name {
            "theme" => Some(json!("purple")),
            "zoom" => Some(json!(125)),
            "window" => Some(json!([2, 1e9])),
            _ => None,
        });
        assert_eq!(kept.page, PagePreferences { zoom: 125, ..PagePreferences::default() });
        assert_eq!(kept.size, None);
    }
}
