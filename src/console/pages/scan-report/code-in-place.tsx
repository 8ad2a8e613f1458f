import type { ScanFinding } from "../../../contracts/index.ts";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { codeBlocks, type CodeLine } from "./code-blocks.ts";

/** The lines that a finding speaks of, and the steps that lead there, each where it stands in the code. */
export function CodeInPlace({ finding }: { readonly finding: ScanFinding }) {
  const blocks = codeBlocks(finding);
  if (blocks.length === 0) return undefined;
  return (
    <div
      className="my-2 overflow-x-auto border border-line bg-sunk py-1 font-mono text-xs"
      tabIndex={0}
      role="group"
      aria-label={`The code: ${finding.title}`}
    >
      {blocks.map(({ path, lines }) => (
        <div key={path} className="min-w-max">
          {blocks.length > 1 && (
            <p className="border-y border-line bg-surface px-2 py-0.5 text-muted first:border-t-0">{path}</p>
          )}
          <ol>
            {lines.map((line) => (
              <Line key={line.line} line={line} />
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function Line({ line: { line, text, here, notes, gap } }: { readonly line: CodeLine }) {
  return (
    <li>
      {gap && (
        <span className="block px-2 text-muted select-none" aria-hidden>
          <span className="inline-block w-12 pr-3 text-right">⋯</span>
        </span>
      )}
      <span
        className={`block px-2 whitespace-pre ${here ? "bg-breached-wash" : notes.length > 0 ? "bg-unscored-wash" : ""}`}
      >
        <span className="inline-block w-12 pr-3 text-right text-muted select-none">
          {here ? "› " : ""}
          {line}
        </span>
        <ShownText text={text} />
      </span>
      {notes.map((note) => (
        <span key={note} className="block px-2 font-sans text-muted">
          <span className="inline-block w-12 pr-3 text-right select-none" aria-hidden>
            ↳
          </span>
          <ShownText text={note} />
        </span>
      ))}
    </li>
  );
}
