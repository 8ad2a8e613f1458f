import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { RawSearch, SearchOf } from "../console-page.ts";
import { withoutHoles } from "./address.ts";

type Change<S> = Partial<{ [Key in keyof S]: S[Key] | undefined }>;
/** `replace` for changes that deserve no step in the history, such as a letter typed into a filter. */
type SetSearch<S> = (change: Change<S>, options?: { replace?: boolean }) => void;

/** What stands in the URL, whatever page it is. */
export function useRawSearch(): RawSearch {
  const raw: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  return withoutHoles(raw);
}

/** The page's state, which is its URL: reads it, and writes it so that "back" works. */
export function useSearchState<S extends SearchOf>(read: (raw: RawSearch) => S): [S, SetSearch<S>] {
  const raw = useRawSearch();
  const navigate = useNavigate();
  const set = useCallback<SetSearch<S>>(
    (change, options) => {
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => withoutHoles({ ...before, ...change }),
        replace: options?.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [read(raw), set];
}
