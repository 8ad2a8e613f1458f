import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

export interface Shortcut {
  readonly keys: string;
  readonly does: string;
  readonly to?: string;
}

/** `g` then a letter goes to a room, as in Linear and GitHub. */
export const goTo: readonly (Shortcut & { readonly to: string })[] = [
  { keys: "g c", does: "Coverage", to: "/" },
  { keys: "g s", does: "Systems", to: "/systems" },
  { keys: "g t", does: "Threats", to: "/threats" },
  { keys: "g a", does: "Assess", to: "/assess" },
  { keys: "g f", does: "Findings", to: "/assess/findings" },
  { keys: "g e", does: "Evidence", to: "/evidence" },
  { keys: "g m", does: "This machine", to: "/doctor" },
];

export const elsewhere: readonly Shortcut[] = [
  { keys: "Ctrl K  or  ⌘ K", does: "Search and go to anything" },
  { keys: "?", does: "This sheet" },
  { keys: "/", does: "Into the page's filter" },
  { keys: "↑ ↓ ← →", does: "Move in the coverage matrix and in lists" },
  { keys: "Enter", does: "Open the drawer" },
  { keys: "Esc", does: "Close the drawer, back to the list" },
];

interface Openers {
  readonly palette: () => void;
  readonly sheet: () => void;
}

export function useShortcuts(openers: Openers): void {
  const navigate = useNavigate();
  const latest = useRef(openers);
  latest.current = openers;
  useEffect(() => {
    let prefix = false;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        latest.current.palette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const target = prefix ? goTo.find((shortcut) => shortcut.keys === `g ${event.key}`)?.to : undefined;
      prefix = event.key === "g" && !prefix;
      if (target !== undefined)
        void navigate({
          to: target,
          search: (before: Record<string, unknown>) => ({ system: before["system"] }),
        });
      else if (event.key === "?") latest.current.sheet();
      else if (event.key === "/") focusFilter(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable)
  );
}

function focusFilter(event: KeyboardEvent): void {
  const filter = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (filter === null) return;
  event.preventDefault();
  filter.focus();
}
