import type { CoverageColumn } from "../../../contracts/index.ts";
import { CopyCommand } from "../../frame/copy-command.tsx";

/** The rooms behind the other three columns are not built; other tools' results can be brought in today. */
const ways: Readonly<Record<CoverageColumn, { readonly say: string; readonly command: string }>> = {
  tested: { say: "Run the checks that answer it:", command: "bartizan assess system.yaml" },
  guarded: {
    say: "The guard is not part of this version. A result of the tool that guards it today can stand here, attributed:",
    command: "bartizan evidence import results.sarif",
  },
  watched: {
    say: "Monitors are not part of this version. A result of the tool that watches it today can stand here, attributed:",
    command: "bartizan evidence import results.sarif",
  },
  rehearsed: {
    say: "Incident playbooks are not part of this version. A record of an exercise can stand here, attributed:",
    command: "bartizan evidence import results.sarif",
  },
};

export function Fill({
  column,
  coveredBy,
}: {
  readonly column: CoverageColumn;
  readonly coveredBy: readonly string[];
}) {
  const way = ways[column];
  return (
    <>
      {coveredBy.length === 0 ? (
        <p className="mb-1.5 text-muted">No rule names anything for this column.</p>
      ) : (
        <ul className="mb-1.5 flex flex-wrap gap-1.5">
          {coveredBy.map((id) => (
            <li key={id} className="rounded border border-line bg-sunk px-1.5 font-mono text-xs">
              {id}
            </li>
          ))}
        </ul>
      )}
      <p className="mb-1.5">{way.say}</p>
      <CopyCommand command={way.command} />
    </>
  );
}
