// How do theme and contrast reach the stylesheet? Zoom is the window's own and is set by the back end.

import type { PagePreferences } from "./ipc";

export function showPreferences(liked: PagePreferences): void {
  const root = document.documentElement;
  if (liked.theme === "light" || liked.theme === "dark") {
    root.dataset.theme = liked.theme;
  } else {
    delete root.dataset.theme;
  }
  if (liked.more_contrast) {
    root.dataset.contrast = "more";
  } else {
    delete root.dataset.contrast;
  }
}
