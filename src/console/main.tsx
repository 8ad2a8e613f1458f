import "./console.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createCache } from "./api/cache.ts";
import { takeFragmentToken } from "./api/session.ts";
import { applyTheme, rememberedTheme } from "./frame/theme.ts";
import { createConsoleRouter } from "./router.tsx";

applyTheme(rememberedTheme());
// Before anything else looks at the address: the token must not stay in it, nor in the history.
const signingIn = takeFragmentToken();
const cache = createCache();
const router = createConsoleRouter();
// A sign-in link pasted into a tab that already shows the console changes only the fragment.
addEventListener("hashchange", () => void takeFragmentToken().then(() => cache.invalidateQueries()));
const mount = document.getElementById("console");
if (mount !== null) {
  void signingIn.then(() => {
    createRoot(mount).render(
      <StrictMode>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
