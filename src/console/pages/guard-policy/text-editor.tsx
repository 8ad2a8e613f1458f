import { useRef } from "react";
import type { GuardProblem, GuardTestResult } from "../../../contracts/index.ts";
import { offsetOf } from "./lines.ts";

interface TextEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly readOnly: boolean;
  readonly problems: readonly GuardProblem[];
  readonly failing: readonly GuardTestResult[];
}

const lineHeight = 18;

/**
 * A text with line numbers, marks beside the lines that are wrong, and the problems below, each a way to its
 * place. The whole text is as tall as it is; what surrounds it scrolls, so that numbers and lines cannot part.
 */
export function TextEditor({ text, onChange, readOnly, problems, failing }: TextEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split("\n").length;
  const marked = new Set([...problems, ...failing].flatMap(({ line }) => (line === undefined ? [] : [line])));
  const goTo = (line: number, column: number): void => {
    const at = offsetOf(text, line, column);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
    area.current?.closest("[data-editor]")?.scrollTo({ top: Math.max(0, (line - 6) * lineHeight) });
  };
  return (
    <>
      <div
        data-editor
        className="flex max-h-[62vh] min-h-[220px] overflow-y-auto rounded-[5px] border border-edge bg-surface font-mono text-xs focus-within:outline-2 focus-within:outline-accent"
      >
        <ol
          aria-hidden="true"
          className="shrink-0 border-r border-line bg-sunk py-2 pr-2 pl-1 text-right text-faint select-none"
          style={{ lineHeight: `${String(lineHeight)}px` }}
        >
          {Array.from({ length: lines }, (_, index) => (
            // A line's number is its identity.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={marked.has(index + 1) ? "font-semibold text-breached" : ""}>
              {marked.has(index + 1) ? "✕ " : ""}
              {index + 1}
            </li>
          ))}
        </ol>
        <textarea
          ref={area}
          aria-label="Text of the policy"
          aria-invalid={problems.length > 0}
          aria-describedby="policy-problems"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          readOnly={readOnly}
          rows={lines}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          className="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden bg-transparent px-2 py-2 outline-none"
          style={{ lineHeight: `${String(lineHeight)}px`, height: lines * lineHeight + 34 }}
        />
      </div>
      <ul id="policy-problems" aria-label="Problems" className="mt-2 space-y-1 empty:hidden">
        {problems.map(({ code, message, remedy, line, column }) => (
          <li
            key={`${code} ${String(line)} ${String(column)} ${message}`}
            className="border-l-4 border-l-breached pl-3"
          >
            {line !== undefined && (
              <button type="button" className="link mr-1.5" onClick={() => goTo(line, column ?? 1)}>
                Line {line}
                {column === undefined ? "" : `:${String(column)}`}
              </button>
            )}
            <span className="[overflow-wrap:anywhere]">{message}</span>{" "}
            <span className="text-muted">{remedy}</span>{" "}
            <code className="font-mono text-2xs text-muted">{code}</code>
          </li>
        ))}
        {failing.map(({ name, line, wrong }) => (
          <li key={name} className="border-l-4 border-l-breached pl-3">
            {line !== undefined && (
              <button type="button" className="link mr-1.5" onClick={() => goTo(line, 1)}>
                Line {line}
              </button>
            )}
            Test “{name}”: {wrong.join(" ")}
          </li>
        ))}
      </ul>
    </>
  );
}
