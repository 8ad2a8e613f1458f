import type { ReactNode } from "react";
import { CopyCommand } from "./copy-command.tsx";

/** Nothing here yet: why, and what to do next. */
export function Empty({
  title,
  children,
  command,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly command?: string;
}) {
  return (
    <section className="mt-2 max-w-[70ch] rounded-md border border-dashed border-edge p-5">
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-1 text-muted">{children}</div>
      {command !== undefined && (
        <div className="mt-3">
          <CopyCommand command={command} />
        </div>
      )}
    </section>
  );
}
