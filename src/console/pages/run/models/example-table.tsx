import type { ModelExample, ModelResult } from "../../../../contracts/index.ts";
import { Go } from "../../../frame/go.tsx";
import { distanceText } from "../../../words/distance.ts";
import { amount } from "../../../words/rate.ts";
import { unitWord } from "../../../words/unit.ts";
import { exampleKey } from "./example-key.ts";

/** The worst rows; each opens beside the page with what was changed in it. */
export function ExampleTable({ result }: { readonly result: ModelResult }) {
  const { examples } = result;
  if (examples.length === 0) return <p className="text-muted">No row is kept for this check.</p>;
  return (
    <div className="max-h-72 overflow-auto" role="region" aria-label={`Rows of ${result.title}`} tabIndex={0}>
      <table className="w-full border-collapse text-xs">
        <caption className="sr-only">Rows of {result.title}, worst first</caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              Row
            </th>
            <th scope="col" className="text-left">
              What happened
            </th>
            <th scope="col" className="text-left">
              Seen
            </th>
            <th scope="col" className="text-right">
              Queries
            </th>
          </tr>
        </thead>
        <tbody>
          {examples.map((record) => (
            <tr key={record.unit} className="border-t border-line">
              <th scope="row" className="py-1 text-left font-normal">
                <Go
                  to="."
                  keep
                  search={{ example: exampleKey(result, record.unit) }}
                  className="link font-mono"
                >
                  {record.unit}
                </Go>
              </th>
              <td>{unitWord[record.outcome]}</td>
              <td className="text-muted">{seen(record)}</td>
              <td className="text-right">{amount(record.queries)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the model said before and after, how far the row was moved, or why nothing was seen. */
function seen({ before, after, distances, note }: ModelExample): string {
  const moved = Object.entries(distances ?? {}).map(([measure, distance]) => distanceText(measure, distance));
  const said = before === undefined || after === undefined ? [] : [`${before} → ${after}`];
  return [...said, ...moved, ...(note === undefined ? [] : [note])].join(", ");
}
