import type { ArtifactReport } from "../../../contracts/index.ts";
import { element, type Markup } from "../../html/markup.ts";
import { byteMap } from "../words/index.ts";
import { size } from "../words/index.ts";

const wide = 1000;
const high = 28;
const leastWide = 1.5;
const mostRows = 60;

/** The byte map as a picture with its legend, and as a table behind it. Hatched: bytes that nobody claims. */
export function byteMapPicture(report: ArtifactReport, id: string): Markup | undefined {
  if (report.bytes === 0 || (report.regions.length === 0 && report.bytesExamined === 0)) return undefined;
  const { kinds, regions, unclaimed } = byteMap(report);
  const x = (byte: number): number => Math.round((byte / report.bytes) * wide * 100) / 100;
  const said = `${report.bytesExamined} of ${report.bytes} bytes are explained`;
  return element`<figure class="bytes">
    <svg viewBox="0 0 ${wide} ${high}" preserveAspectRatio="none" role="img" aria-label="Byte map: ${said}">
      <defs>
        <pattern id="${id}-gap" width="6" height="6" patternUnits="userSpaceOnUse">
          <path class="hatch" d="M0 6L6 0M-1 1L1 -1M5 7L7 5" />
        </pattern>
      </defs>
      ${regions.map(
        ({ start, end, what, kind }) =>
          element`<rect
            class="${kind < 0 ? "gap" : `k${kind}`}"
            x="${x(start)}"
            y="0"
            width="${Math.max(leastWide, x(end) - x(start))}"
            height="${high}"
            fill="${kind < 0 ? `url(#${id}-gap)` : undefined}"
          ><title>${start} to ${end}: ${what}</title></rect>`,
      )}
    </svg>
    <figcaption>
      ${kinds.map(
        ({ name, bytes }, i) =>
          element`<span
            ><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="k${i}" width="10" height="10" /></svg>
            ${name} ${size(bytes)}</span
          >`,
      )}
      ${
        unclaimed === 0
          ? undefined
          : element`<span
              ><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"
                ><rect class="gap" width="10" height="10" fill="url(#${id}-gap)" /></svg
              >
              claimed by nothing ${size(unclaimed)}</span
            >`
      }
    </figcaption>
    <details class="numbers">
      <summary>${said}: the parts</summary>
      <div class="wide" tabindex="0" role="group" aria-label="Parts of ${report.path}">
        <table>
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col">to</th>
              <th scope="col">what</th>
            </tr>
          </thead>
          <tbody>
            ${regions.slice(0, mostRows).map(
              ({ start, end, what }) =>
                element`<tr>
                  <td class="number">${start}</td>
                  <td class="number">${end}</td>
                  <td>${what}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${regions.length > mostRows ? element`<p class="quiet">… ${regions.length - mostRows} more parts.</p>` : undefined}
    </details>
  </figure>`;
}
