import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const devServer = "http://127.0.0.1:8420";

/**
 * Everything is a file of our own origin: no inline script or style, no `data:` asset, so that the
 * server's Content-Security-Policy can allow `'self'` and nothing else.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: join(import.meta.dirname, "../../dist/console"),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    // Names the files behind each page; the size test reads it.
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // The console takes pure functions from `formats` and `stats`; their neighbours speak to Node and must not come along.
        moduleSideEffects: (id: string) => !/\/src\/(formats|stats)\//.test(id),
      },
    },
  },
  server: {
    proxy: {
      // Our own folder `api/` is served beside it; only what is no source file goes on to the server. The server
      // accepts writes from its own origin alone, so the proxy speaks with it.
      [String.raw`^/api/(?!.*\.ts(\?|$))`]: {
        target: devServer,
        changeOrigin: true,
        headers: { origin: devServer },
      },
    },
  },
});
