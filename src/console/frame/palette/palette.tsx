import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { withoutHoles } from "../address.ts";
import { useDestinations } from "./destinations.ts";
import { rank, type Destination } from "./rank.ts";

/** Ctrl-K: type, choose, go. */
export function Palette({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-sunk/70" />
        <Dialog.Popup className="card fixed top-[12vh] left-1/2 z-50 w-[620px] max-w-[92vw] -translate-x-1/2 overflow-hidden border-edge">
          <Dialog.Title className="sr-only">Go to</Dialog.Title>
          <Chooser open={open} close={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Chooser({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = rank(useDestinations(open), query, 40);
  const go = (destination: Destination | undefined): void => {
    if (destination === undefined) return;
    close();
    void navigate({
      to: destination.to,
      params: destination.params ?? {},
      search: (before: Record<string, unknown>) =>
        withoutHoles({ system: before["system"], ...destination.search }),
    });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((at + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(found[at]);
    }
  };
  return (
    <>
      <input
        // The dialog moves focus to its first field.
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${String(at)}` : undefined}
        aria-label="Page, system, run, scan, finding or threat"
        placeholder="Page, system, run, scan, finding or threat"
        className="w-full border-b border-line bg-transparent px-4 py-3 text-lg outline-none placeholder:text-faint"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul
        id="palette-list"
        role="listbox"
        aria-label="Destinations"
        className="max-h-[52vh] overflow-auto p-1.5"
      >
        {found.map((destination, index) => (
          <Option
            key={`${destination.kind} ${destination.title} ${destination.detail}`}
            id={`palette-${String(index)}`}
            destination={destination}
            chosen={index === at}
            choose={() => go(destination)}
            hover={() => setAt(index)}
          />
        ))}
      </ul>
      {found.length === 0 && (
        <p className="px-4 pb-4 text-muted" role="status">
          Nothing is called that.
        </p>
      )}
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly destination: Destination;
  readonly chosen: boolean;
  readonly choose: () => void;
  readonly hover: () => void;
}

function Option({ id, destination, chosen, choose, hover }: OptionProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={chosen}
      onClick={choose}
      onMouseMove={chosen ? undefined : hover}
      className="flex cursor-pointer items-baseline gap-3 rounded-[5px] px-3 py-1.5 aria-selected:bg-chosen"
    >
      <span className="w-14 shrink-0 text-xs text-muted">{destination.kind}</span>
      <span className="min-w-0 flex-1 truncate">{destination.title}</span>
      <span className="max-w-[45%] shrink-0 truncate text-xs text-muted">{destination.detail}</span>
    </li>
  );
}
