import { columns } from "../../words/order.ts";

/** Where the keyboard stands: a row by its threat, and 0 for the title or 1 to 4 for the columns. */
export interface Place {
  readonly threat: string;
  readonly at: number;
}

/** Where an arrow key leads; `undefined` when it leads nowhere or is no arrow key. */
export function moved(key: string, from: Place, order: readonly string[]): Place | undefined {
  const row = order.indexOf(from.threat);
  const step = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    Home: [0, -from.at],
    End: [0, columns.length - from.at],
  }[key];
  if (step === undefined) return undefined;
  const threat = order[row + (step[0] ?? 0)];
  const at = from.at + (step[1] ?? 0);
  return threat === undefined || at < 0 || at > columns.length ? undefined : { threat, at };
}
