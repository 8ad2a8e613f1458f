import type { Coverage } from "../../../contracts/index.ts";
import { Go } from "../../frame/go.tsx";
import { CoverageMark } from "../../pictures/coverage-mark/coverage-mark.tsx";
import { cellStates, columnMeaning, columns, stateMeaning } from "../../words/order.ts";
import type { CoverageSearch } from "./search.ts";

/** How many cells of each column are in each state. It is the legend too, and each figure is a filter. */
export function Totals({ matrix, search }: { readonly matrix: Coverage; readonly search: CoverageSearch }) {
  return (
    <table className="card mb-4 border-separate border-spacing-0 px-2 py-1.5">
      <caption className="sr-only">Cells by column and state; a figure narrows the matrix below</caption>
      <thead>
        <tr>
          <td />
          {cellStates.map((state) => (
            <th key={state} scope="col" className="px-3 py-1 text-xs font-normal" title={stateMeaning[state]}>
              <span className="flex items-center justify-end gap-1.5">
                <CoverageMark state={state} size={14} />
                {state === "none" ? "nothing" : state}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column}>
            <th scope="row" className="py-0.5 pr-6 pl-2" title={columnMeaning[column]}>
              {column}
            </th>
            {cellStates.map((state) => {
              const count = matrix.totals[column][state];
              const on = search.state === state && search.column === column;
              return (
                <td key={state} className="px-3 text-right">
                  {count === 0 ? (
                    <span className="text-faint">0</span>
                  ) : (
                    <Go
                      to="."
                      keep
                      search={on ? { state: undefined, column: undefined } : { state, column }}
                      aria-current={on ? "true" : undefined}
                      aria-label={`${String(count)} ${column}, ${state === "none" ? "nothing" : state}`}
                      className="rounded px-1 underline decoration-edge underline-offset-3 hover:decoration-current aria-[current]:bg-chosen aria-[current]:font-semibold"
                    >
                      {count}
                    </Go>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
