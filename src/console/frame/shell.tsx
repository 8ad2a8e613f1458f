import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { WireFailure } from "../api/failure.ts";
import { followLiveEvents, type LiveState } from "../api/live.ts";
import { sessionQuery } from "../api/queries.ts";
import { FailureNote } from "./failure-note.tsx";
import { Loading } from "./loading.tsx";
import { Palette } from "./palette/palette.tsx";
import { Rail } from "./rail.tsx";
import { SessionContext } from "./session-context.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { SignIn } from "./sign-in.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { usePageTitle } from "./page-title.ts";

/** The frame around every page: who is here, the rail, the palette, and the live events. */
export function Shell() {
  const session = useQuery(sessionQuery);
  usePageTitle();
  if (session.isPending) return <Loading what="session" />;
  if (session.isError) {
    if (session.error instanceof WireFailure && session.error.status === 401) return <SignIn />;
    return (
      <main className="mx-auto max-w-xl p-8">
        <h1 className="mb-4 text-xl font-semibold">Bartizan</h1>
        <FailureNote error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  return (
    <SessionContext value={session.data}>
      <SignedIn />
    </SessionContext>
  );
}

function SignedIn() {
  const cache = useQueryClient();
  const [open, setOpen] = useState<"palette" | "shortcuts" | undefined>(undefined);
  const [live, setLive] = useState<LiveState>("opening");
  useEffect(() => followLiveEvents(cache, setLive), [cache]);
  useShortcuts({ palette: () => setOpen("palette"), sheet: () => setOpen("shortcuts") });
  return (
    <div className="flex h-full max-[719px]:flex-col">
      <a href="#page" className="skip button">
        Skip to the page
      </a>
      <Rail live={live} openPalette={() => setOpen("palette")} openShortcuts={() => setOpen("shortcuts")} />
      <div id="page" tabIndex={-1} className="relative flex h-full min-h-0 min-w-0 flex-1 outline-none">
        <Suspense fallback={<Loading what="page" />}>
          <Outlet />
        </Suspense>
      </div>
      <Palette open={open === "palette"} close={() => setOpen(undefined)} />
      <ShortcutSheet open={open === "shortcuts"} close={() => setOpen(undefined)} />
    </div>
  );
}
