import { resolve } from "node:path";
import type { FeatureRow } from "../../contracts/index.ts";
import { profileFeatures } from "../../detect/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { appErrors } from "../errors.ts";
import { readRows, typedCells } from "./read-rows.ts";
import { writeOutput } from "./write-output.ts";

export interface ProfileRequest {
  /** CSV or JSON lines. */
  readonly file: string;
  readonly out: string;
  /** Features to leave out, such as ids. */
  readonly without: readonly string[];
  readonly cwd: string;
  /** Called with how many rows were read. */
  readonly each?: (rows: number) => void;
}

export interface ProfileReport {
  readonly rows: number;
  /** Rows the profile was made of: drawn evenly where there were more. */
  readonly used: number;
  readonly features: number;
  /** Whether streams can be told by it: needs 256 rows. */
  readonly streams: boolean;
}

const mostRows = 50_000;
const leastRows = 20;

/**
 * Makes the profile that the detectors `unknown-input` and `query-distribution` take. It holds ranges, words and
 * averages, no row. The same rows give the same file.
 *
 * @throws APP_PROFILE_INPUT, APP_UNWRITABLE_FILE
 */
export async function buildProfile(request: ProfileRequest): Promise<ProfileReport> {
  const { cwd, without, each } = request;
  const file = resolve(cwd, request.file);
  const random = seededRandom("rows of a feature profile");
  const kept: FeatureRow[] = [];
  const names = new Set<string>();
  let rows = 0;
  const read = await readRows(file);
  for await (const row of read.rows) {
    rows += 1;
    each?.(rows);
    for (const name of Object.keys(row)) names.add(name);
    // Each row is kept with the same chance (reservoir sampling, Vitter 1985).
    const place = rows <= mostRows ? rows - 1 : random.integer(rows);
    if (place < mostRows) kept[place] = row;
  }
  const strange = without.find((name) => !names.has(name));
  if (strange !== undefined)
    throw appErrors.profileInput(
      `There is no feature \`${strange}\`; there are: ${[...names].slice(0, 10).join(", ")}.`,
      { at: "--without" },
    );
  if (rows < leastRows)
    throw appErrors.profileInput(`There are ${rows} rows; a profile needs at least ${leastRows}.`, { file });
  const profile = profileFeatures(
    (read.cellsAreTexts ? typedCells(kept) : kept).map((row) => leaveOut(row, without)),
  );
  await writeOutput(resolve(cwd, request.out), `${JSON.stringify(profile)}\n`);
  return {
    rows,
    used: kept.length,
    features: profile.features.length,
    streams: profile.stream !== undefined,
  };
}

const leaveOut = (row: FeatureRow, without: readonly string[]): FeatureRow =>
  without.length === 0
    ? row
    : Object.fromEntries(Object.entries(row).filter(([name]) => !without.includes(name)));
