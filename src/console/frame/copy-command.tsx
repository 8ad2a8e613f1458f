import { useState } from "react";

/** A command to run in a terminal, with a button that copies it. */
export function CopyCommand({ command }: { readonly command: string }) {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  const copy = (): void => {
    navigator.clipboard.writeText(command).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  return (
    <div className="flex items-stretch overflow-hidden rounded-[5px] border border-line bg-sunk">
      <code className="min-w-0 flex-1 px-2.5 py-1.5 font-mono text-xs [overflow-wrap:anywhere]">
        {command}
      </code>
      <button
        type="button"
        className="shrink-0 border-l border-line px-2.5 text-xs hover:bg-hover"
        onClick={copy}
      >
        <span aria-live="polite">
          {state === "copied" ? "Copied" : state === "refused" ? "Select it" : "Copy"}
        </span>
        <span className="sr-only"> the command {command}</span>
      </button>
    </div>
  );
}
