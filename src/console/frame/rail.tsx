import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMatches } from "@tanstack/react-router";
import { useState } from "react";
import { signOut } from "../api/session.ts";
import type { LiveState } from "../api/live.ts";
import { pages, rail } from "../pages.ts";
import { Go } from "./go.tsx";
import { useSession } from "./session-context.ts";
import { SystemSwitcher } from "./system-switcher.tsx";
import { chooseTheme, rememberedTheme, themes } from "./theme.ts";

interface RailProps {
  readonly live: LiveState;
  readonly openPalette: () => void;
  readonly openShortcuts: () => void;
}

/** The left rail: where one is, which system, who is here. */
export function Rail({ live, openPalette, openShortcuts }: RailProps) {
  return (
    <div className="flex w-[196px] shrink-0 flex-col border-r border-line bg-sunk max-[719px]:w-full max-[719px]:border-r-0 max-[719px]:border-b">
      <header className="px-3 pt-3 max-[719px]:flex max-[719px]:items-center max-[719px]:gap-3 max-[719px]:pt-2">
        <p className="flex shrink-0 items-center gap-2 px-1 font-semibold">
          <img src="/icon.svg" alt="" width="18" height="18" className="rounded-[3px] dark-lift" />
          Bartizan
        </p>
        <SystemSwitcher />
        <button
          type="button"
          onClick={openPalette}
          className="button mt-2 w-full justify-between text-muted"
          aria-keyshortcuts="Control+K Meta+K"
        >
          Search
          <kbd className="font-mono text-2xs">Ctrl K</kbd>
        </button>
      </header>
      <nav
        aria-label="Rooms"
        className="mt-3 flex-1 overflow-auto px-2 max-[719px]:mt-1 max-[719px]:flex-none"
      >
        <Rooms />
      </nav>
      <Foot live={live} openShortcuts={openShortcuts} />
    </div>
  );
}

function Rooms() {
  const here = useMatches().at(-1)?.routeId;
  const page = pages.find((candidate) => candidate.path === here || `${candidate.path}/` === here);
  const lit = page?.rail?.label ?? page?.under;
  return (
    <ul className="max-[719px]:flex">
      {rail.map(({ label, path }) => (
        <li key={path}>
          <Go
            to={path}
            aria-current={label === lit ? "page" : undefined}
            className="flex h-[30px] items-center rounded-[5px] border-l-2 border-transparent px-2.5 text-muted no-underline hover:bg-hover hover:text-ink aria-[current=page]:border-accent aria-[current=page]:bg-chosen aria-[current=page]:font-medium aria-[current=page]:text-ink"
          >
            {label}
          </Go>
        </li>
      ))}
    </ul>
  );
}

function Foot({ live, openShortcuts }: Pick<RailProps, "live" | "openShortcuts">) {
  const { person, organisation, version } = useSession();
  const cache = useQueryClient();
  const leave = useMutation({ mutationFn: signOut, onSettled: () => cache.resetQueries() });
  return (
    <footer className="border-t border-line px-3 py-3 text-xs max-[719px]:flex max-[719px]:items-center max-[719px]:justify-between max-[719px]:gap-3 max-[719px]:border-t-0 max-[719px]:py-1 max-[719px]:[&>p]:hidden">
      <p className="truncate font-medium" title={person.id}>
        {person.name}
      </p>
      <p className="text-muted">
        {person.role} at {organisation}
      </p>
      <div className="mt-2 flex items-center justify-between gap-2">
        <ThemeSwitch />
        <button type="button" className="link" onClick={() => leave.mutate()}>
          Sign out
        </button>
      </div>
      <p className="mt-2 flex justify-between gap-2 text-muted">
        <Go to="/doctor" className="link">
          This machine
        </Go>
        <button type="button" className="link" onClick={openShortcuts} aria-keyshortcuts="?">
          Keys
        </button>
      </p>
      <p className="mt-2 flex justify-between gap-2 text-faint">
        <span role="status">{liveWords[live]}</span>
        <span>{version}</span>
      </p>
    </footer>
  );
}

const liveWords: Readonly<Record<LiveState, string>> = {
  opening: "○ opening",
  live: "● live",
  lost: "○ not live, trying again",
};

function ThemeSwitch() {
  const [theme, setTheme] = useState(rememberedTheme);
  return (
    <select
      aria-label="Light or dark"
      className="field h-6! px-1! text-xs"
      value={theme}
      onChange={(event) => {
        const next = themes.find((candidate) => candidate === event.target.value) ?? "system";
        chooseTheme(next);
        setTheme(next);
      }}
    >
      <option value="system">As the system</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </select>
  );
}
