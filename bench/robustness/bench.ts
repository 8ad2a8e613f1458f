/**
 * Attacks on networks beside ART and Foolbox, in one run, on the same models and rows and within the same queries:
 * `node bench/robustness/bench.ts [--peers VENV]`. What VENV holds is said in `peers.py`; without it only ours run.
 * Models and rows are those of `fixtures/robustness`, the first 100 test rows that the model has right.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { besideTheirs, epsilonsOf, type Figure } from "./ours.ts";

const { values } = parseArgs({ options: { peers: { type: "string" } } });

function theirs(tool: string): Figure[] {
  if (values.peers === undefined) return [];
  const said = execFileSync(join(values.peers, "bin/python"), [join(import.meta.dirname, "peers.py"), tool], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Safe: peers.py, beside this file, writes figures and nothing else.
  return said
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Figure);
}

const peers = [...theirs("art"), ...theirs("foolbox")];
const asked: Figure[] =
  peers.length > 0
    ? peers
    : (["digits", "bc"] as const).flatMap((data) => [
        ...epsilonsOf[data].map((epsilon) => ({ tool: "none", attack: "pgd", data, epsilon })),
        { tool: "none", attack: "hopskipjump-l2", data, iterations: 20, queries: 6400 },
        { tool: "none", attack: "hopskipjump-linf", data, iterations: 20, queries: 6450 },
      ]);

const wanted = [
  ...asked,
  // Square on the vectors too, where ART's takes pictures only.
  ...(["digits", "bc"] as const).flatMap((data) =>
    epsilonsOf[data]
      .filter(
        (epsilon) =>
          !peers.some((one) => one.attack === "square" && one.data === data && one.epsilon === epsilon),
      )
      .map((epsilon) => ({ tool: "none", attack: "square", data, epsilon }) satisfies Figure),
  ),
];
for (const figure of wanted) {
  const ours = await besideTheirs(figure);
  const at = figure.epsilon === undefined ? `${figure.iterations ?? 0} it.` : `ε ${figure.epsilon}`;
  const line = ({ success = NaN, median, queries = NaN }: Partial<Figure>): string =>
    `success ${success.toFixed(2)}${median === undefined ? "" : `, median ${median.toFixed(4)}`}, ${queries.toFixed(0)} queries`;
  console.log(
    `${figure.data.padEnd(7)}${figure.attack.padEnd(17)}${at.padEnd(8)} ours: ${line(ours)}` +
      (figure.tool === "none" ? "" : `   ${figure.tool}: ${line(figure)}`),
  );
}
