// How is the page built? Nothing inline (the window's CSP refuses it), and small enough for one file of each kind.

import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  base: "./",
  server: { port: 1420, strictPort: true },
  resolve: {
    // The mock takes the place of the back end in `npm run mock`, and is never part of a build for the window.
    alias: mode === "mock" ? [{ find: "@tauri-apps/api/core", replacement: "/dev/mock.ts" }] : [],
  },
  build: {
    target: "safari15",
    modulePreload: { polyfill: false },
    outDir: mode === "mock" ? "node_modules/.mock" : "dist",
    assetsInlineLimit: 0,
    emptyOutDir: true,
  },
}));
