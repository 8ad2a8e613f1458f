import type { InputSpec, ModelExample } from "../../contracts/index.ts";
import { textOfRow } from "../../formats/index.ts";
import { shortNumber } from "../curves/index.ts";
import { element, foreign, type Markup } from "./markup.ts";

/** Features that a page lists of one example. */
const mostFeatures = 12;
/** Pictures beyond this would make the page too large; the console shows them. */
const mostPixels = 1024;

/** What was changed of a row: as two pictures where rows are small grey pictures, as features otherwise. */
export function exampleRows(example: ModelExample, input: InputSpec): Markup | undefined {
  const { row, adversarial } = example;
  if (row === undefined || adversarial === undefined) return undefined;
  if (input.text === true) return texts(row, adversarial);
  const picture = pictureOf(input);
  return picture === undefined ? features(row, adversarial, input) : pictures(row, adversarial, picture);
}

/** Both texts, hidden characters marked: edits may be of nothing else. */
const texts = (row: readonly number[], adversarial: readonly number[]): Markup =>
  element`<pre>${foreign(textOfRow(row))}</pre>
    <pre>${foreign(textOfRow(adversarial))}</pre>`;

interface Picture {
  readonly height: number;
  readonly width: number;
  readonly low: number;
  readonly high: number;
}

/** Grey pictures have a shape of `[h, w]` or one channel, and a domain that says what black and white are. */
function pictureOf({ shape, domain, features: named }: InputSpec): Picture | undefined {
  const [height, width, ...more] =
    shape[0] === 1 ? shape.slice(1) : shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  if (height === undefined || width === undefined || more.length > 0 || domain === undefined)
    return undefined;
  if (named !== undefined || height < 2 || width < 2 || height * width > mostPixels) return undefined;
  return { height, width, ...domain };
}

function pictures(row: readonly number[], adversarial: readonly number[], picture: Picture): Markup {
  const change = row.map((value, i) => Math.abs((adversarial[i] ?? value) - value));
  const most = Math.max(...change, Number.MIN_VALUE);
  return element`<div class="pictures">
    ${drawing("as it was", row, picture)} ${drawing("as it was changed", adversarial, picture)}
    ${drawing(`the change, up to ${shortNumber(most)}`, change, { ...picture, low: 0, high: most })}
  </div>`;
}

function drawing(words: string, values: readonly number[], { height, width, low, high }: Picture): Markup {
  const cells = values.slice(0, height * width).map((value, i) => {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const level = Math.round(255 * share);
    return element`<rect x="${i % width}" y="${Math.floor(i / width)}" width="1.02" height="1.02" fill="rgb(${level},${level},${level})" />`;
  });
  return element`<figure>
    <svg class="pixels" viewBox="0 0 ${width} ${height}" role="img" aria-label="The picture ${words}">
      ${cells}
    </svg>
    <figcaption>${words}</figcaption>
  </figure>`;
}

function features(
  row: readonly number[],
  adversarial: readonly number[],
  { features: names }: InputSpec,
): Markup {
  const changed = row
    .map((before, i) => ({ name: names?.[i] ?? `feature ${i}`, before, after: adversarial[i] ?? before }))
    .filter(({ before, after }) => before !== after)
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const more = changed.length - mostFeatures;
  return element`<details class="numbers">
    <summary>${changed.length} of ${row.length} features changed</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">feature</th>
          <th scope="col">was</th>
          <th scope="col">became</th>
        </tr>
      </thead>
      <tbody>
        ${changed.slice(0, mostFeatures).map(
          ({ name, before, after }) =>
            element`<tr>
              <th scope="row">${name}</th>
              <td class="number">${shortNumber(before)}</td>
              <td class="number">${shortNumber(after)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${more > 0 ? element`<p class="quiet">${more} more, each changed by less.</p>` : undefined}
  </details>`;
}
