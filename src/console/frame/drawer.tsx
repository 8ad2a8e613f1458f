import { useEffect, useRef, type ReactNode } from "react";

interface DrawerProps {
  readonly title: ReactNode;
  readonly label: string;
  /** The link to the full page of the same thing. */
  readonly fullPage?: ReactNode;
  readonly close: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/**
 * A panel at the side of a list. Not modal: the list stays in reach. Focus moves in when it opens,
 * Escape closes it, and focus returns to what opened it.
 */
export function Drawer({ title, label, fullPage, close, wide = false, children }: DrawerProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    panel.current?.querySelector("[data-scroll]")?.scrollTo(0, 0);
  }, [label]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        close();
      }}
      className={`absolute inset-y-0 right-0 z-20 flex max-w-full shrink-0 flex-col border-l border-edge bg-surface outline-none min-[1280px]:static ${wide ? "w-[600px]" : "w-[440px]"}`}
    >
      <div className="flex items-start justify-between gap-3 border-b border-line px-5 pt-4 pb-3">
        <h2 className="min-w-0 text-lg leading-snug font-semibold [overflow-wrap:anywhere]">{title}</h2>
        <div className="flex shrink-0 gap-2">
          {fullPage}
          <button type="button" className="button" onClick={close} aria-keyshortcuts="Escape">
            Close
          </button>
        </div>
      </div>
      <div
        data-scroll
        role="region"
        aria-label="Details"
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto px-5 py-4"
      >
        {children}
      </div>
    </aside>
  );
}
