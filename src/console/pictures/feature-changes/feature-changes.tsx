import { shortNumber } from "../../../report/curves/index.ts";
import { changesOf } from "./changes.ts";

const shown = 40;

/** A row as it was and as it fools the model, feature by feature; what stayed is counted. */
export function FeatureChanges({
  names,
  before,
  after,
  caption,
}: {
  readonly names: readonly string[] | undefined;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly caption: string;
}) {
  const { changed, same } = changesOf(names, before, after);
  return (
    <>
      <table className="w-full max-w-[560px] border-collapse text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              Feature
            </th>
            <th scope="col" className="text-right">
              Was
            </th>
            <th scope="col" className="text-right">
              Became
            </th>
            <th scope="col" className="text-right">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {changed.slice(0, shown).map((change) => (
            <tr key={change.feature} className="border-t border-line">
              <th scope="row" className="py-0.5 text-left font-mono font-normal">
                {change.feature}
              </th>
              <td className="text-right">{shortNumber(change.before)}</td>
              <td className="text-right">{shortNumber(change.after)}</td>
              <td className="text-right">
                {change.after > change.before ? "+" : ""}
                {shortNumber(change.after - change.before)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-2xs text-muted">
        {changed.length > shown && `${String(changed.length - shown)} more changed. `}
        {same} unchanged.
      </p>
    </>
  );
}
