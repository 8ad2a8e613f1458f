/**
 * Leakage beside TensorFlow Privacy, in one run, on the same answers of the same models:
 * `node bench/leakage/bench.ts [--peers VENV]`. What VENV holds is said in `peers.py`; without it only ours run.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exposureOf, farBits, membershipCells, type Cell } from "./ours.ts";

const { values } = parseArgs({ options: { peers: { type: "string" } } });

const said =
  values.peers === undefined
    ? []
    : execFileSync(join(values.peers, "bin/python"), [join(import.meta.dirname, "peers.py")], {
        encoding: "utf8",
        maxBuffer: 2 ** 26,
        stdio: ["ignore", "pipe", "inherit"],
      })
        .trim()
        .split("\n");

const show = ({ area, atTenth, atOne, milliseconds }: Cell): string =>
  `AUC ${area.toFixed(4)}, members at 0.1 % ${atTenth.toFixed(4)}, at 1 % ${atOne.toFixed(4)}, ${milliseconds.toFixed(0)} ms`;

// Safe, here and below: peers.py, beside this file, writes these lines and nothing else.
const cells = said.slice(0, -2).map((line) => JSON.parse(line) as Cell);
for (const ours of await membershipCells()) {
  const theirs = cells.find(({ variant, shadows }) => variant === ours.variant && shadows === ours.shadows);
  console.log(
    `${ours.variant.padEnd(20)}${String(ours.shadows).padStart(3)} shadows  ours: ${show(ours)}` +
      (theirs === undefined ? "" : `   TF-Privacy: ${show(theirs)}`),
  );
}

const [exposure, far] = said.slice(-2);
const references = Float64Array.from({ length: 16 }, (_, i) => i + 1);
const ours = [0, 0.1, 20, 3.5].map((secret) => exposureOf(references, secret).toFixed(4));
console.log(`exposure among 1 to 16  ours: ${ours.join(", ")}`);
if (exposure !== undefined && far !== undefined) {
  const theirs = JSON.parse(exposure) as { readonly exposure: readonly number[] };
  console.log(`  TF-Privacy: ${theirs.exposure.map((bits) => bits.toFixed(4)).join(", ")}`);
  const tail = JSON.parse(far) as {
    readonly references: readonly number[];
    /** Null: it came to infinity. */
    readonly far: readonly (readonly [number, number | null])[];
  };
  for (const [secret, bits] of tail.far)
    console.log(
      `exposure beyond 2,000 references of N(100, 5) at ${secret}  ours: ${farBits(Float64Array.from(tail.references), secret).toFixed(2)} bits   TF-Privacy: ${bits?.toFixed(2) ?? "infinite"}`,
    );
}
