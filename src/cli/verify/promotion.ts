import { resolve } from "node:path";
import { checkScanStatement, scanStatementCheck, systemClock, type PromotionCheck } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { writeWhole } from "../output.ts";
import { noted, type NoteFlags } from "./noted.ts";
import { signerText } from "./signer-text.ts";

export interface PromotionFlags extends NoteFlags {
  readonly require: "clean" | "no-unsafe";
  readonly subject?: string;
  readonly maxAge?: string;
  readonly key?: string;
  readonly roots?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  readonly output?: string;
  readonly format: "text" | "json";
}

const exits: Readonly<Record<PromotionCheck["decision"], ExitCode>> = { promote: 0, refuse: 1, undecided: 3 };

/** `bartizan verify statement FILE --require clean`: whether what a scan's statement speaks of may be promoted. */
export async function promotion(file: string, flags: PromotionFlags, io: Io): Promise<ExitCode> {
  const at = (path: string): string => resolve(io.cwd, path);
  const { require, subject, maxAge, key, roots, identity, issuer } = flags;
  const { check: found, digests } = await checkScanStatement(
    {
      statement: at(file),
      require,
      cwd: io.cwd,
      signal: io.signal,
      ...(subject === undefined ? {} : { subject: at(subject) }),
      ...(maxAge === undefined ? {} : { maxAgeMs: milliseconds(maxAge) }),
      trust: {
        ...(key === undefined ? {} : { key: at(key) }),
        ...(roots === undefined ? {} : { roots: roots.map(at) }),
        ...(identity === undefined ? {} : { identity }),
        ...(issuer === undefined ? {} : { issuer }),
      },
    },
    new Date(systemClock.now()),
  );
  const text = flags.format === "json" ? `${JSON.stringify(found)}\n` : promotionText(found);
  if (flags.output === undefined) io.out(text);
  else await writeWhole(at(flags.output), text);
  await noted(
    () => scanStatementCheck(found, { path: at(subject ?? file), document: at(file), digests }),
    flags,
    io,
  );
  return exits[found.decision];
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const length = units[unit];
  if (length === undefined) throw cliErrors.badFlag("`--max-age` is such as 30m, 12h or 7d.");
  return Number(number) * length;
}

const sentences: Readonly<Record<PromotionCheck["decision"], string>> = {
  promote: "may be promoted",
  refuse: "must NOT be promoted",
  undecided: "undecided: who signed was not checked",
};

function promotionText(found: PromotionCheck): string {
  const { reasons, verdict, scanner, files, suppressed, notChecked, signer } = found;
  return `${[
    `${visibleText(found.scanned)}: ${sentences[found.decision]}`,
    ...reasons.map((reason) => `  ✗ ${reason}`),
    `  verdict    ${verdict}, ${files} file${files === 1 ? "" : "s"}, ${suppressed} finding${suppressed === 1 ? "" : "s"} suppressed`,
    `  scanned    ${found.finishedAt}`,
    `  scanner    ${visibleText(scanner.name)} ${visibleText(scanner.version)}, rules ${visibleText(scanner.rules).slice(0, 16)}`,
    ...(signer === undefined ? [] : [`  signed by  ${signerText(signer)}`]),
    ...notChecked.map((what) => `  not checked: ${what}`),
  ].join("\n")}\n`;
}
