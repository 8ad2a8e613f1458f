import type { SystemDetail } from "../../../contracts/index.ts";
import { Go } from "../../frame/go.tsx";

/** The diagram as two tables: everything it shows, in words. */
export function ElementTables({
  system,
  chosen,
}: {
  readonly system: SystemDetail;
  readonly chosen: string | undefined;
}) {
  return (
    <div className="grid gap-8 2xl:grid-cols-2">
      <Elements
        caption="Parts"
        heads={["Part", "Kind", "Zone", "Threats"]}
        rows={system.parts.map((part) => ({
          id: part.id,
          cells: [part.kind, part.zone, String(part.threats.length)],
        }))}
        chosen={chosen}
      />
      <Elements
        caption="Flows"
        heads={["Flow", "From, to", "Data", "Crossing", "Threats"]}
        rows={system.links.map((link) => ({
          id: link.id,
          cells: [
            `${link.from} → ${link.to}`,
            link.data.join(", "),
            [link.untrusted ? "untrusted" : "", link.crossesTrust ? "crosses trust" : ""]
              .filter(Boolean)
              .join(", ") || "no",
            String(link.threats.length),
          ],
        }))}
        chosen={chosen}
      />
    </div>
  );
}

interface ElementsProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
  readonly chosen: string | undefined;
}

function Elements({ caption, heads, rows, chosen }: ElementsProps) {
  return (
    <table className="w-full self-start border-collapse">
      <caption className="pb-1 text-left font-semibold">
        {caption} <span className="font-normal text-muted">{rows.length}</span>
      </caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className="border-b border-edge py-1.5 pr-4 text-xs text-muted">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }) => (
          <tr
            key={id}
            className="border-b border-line hover:bg-hover aria-[current]:bg-chosen"
            aria-current={id === chosen ? "true" : undefined}
          >
            <th scope="row" className="py-1 pr-4 font-mono text-xs">
              <Go
                to="."
                keep
                search={{ element: id }}
                className="underline decoration-edge underline-offset-3"
              >
                {id}
              </Go>
            </th>
            {cells.map((cell, index) => (
              <td key={heads[index + 1]} className="py-1 pr-4 align-top">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
