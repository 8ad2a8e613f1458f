import { visibleText, FormatFault, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examineText } from "../text/format.ts";

/** Lists of numbers in a tree, and whether there is one for each leaf (0) or for each split (1). */
const lists: Readonly<Record<string, 0 | 1>> = {
  split_feature: 1,
  split_gain: 1,
  threshold: 1,
  decision_type: 1,
  left_child: 1,
  right_child: 1,
  leaf_value: 0,
  leaf_weight: 0,
  leaf_count: 0,
  internal_value: 1,
  internal_weight: 1,
  internal_count: 1,
};
const freeLists = new Set([
  "cat_boundaries",
  "cat_threshold",
  "num_leaves",
  "num_cat",
  "shrinkage",
  "is_linear",
]);
const linear = new Set(["leaf_const", "num_features", "leaf_features", "leaf_coeff"]);
const shown: Readonly<Record<string, string>> = {
  objective: "objective",
  version: "version",
  num_class: "classes",
};
const largest = 512 * 1024 * 1024;
const step = 1024 * 1024;

interface Tree {
  readonly leaves: number;
  readonly at: number;
}

/** A model of LightGBM as it saves it: lines of names and numbers. It has no place for code. */
export const format: ArtifactFormat = {
  id: "lightgbm",
  title: "a LightGBM model",
  about: "Boosted trees of LightGBM as text: lines with a name and its numbers.",
  extensions: [],
  rules: [],
  recognise: ({ head }) => {
    const start = Buffer.from(head.subarray(0, 2048)).toString("latin1");
    return /^tree\r?\nversion=v\d/.test(start) && start.includes("num_class=") ? "certain" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    if (source.size > largest) throw new FormatFault("too-large", "a model larger than is read here", 0);
    let tree: Tree | undefined;
    let trees = 0;
    let ended = false;
    for await (const { line, at } of linesOf(source)) {
      if (ended) continue;
      if (line === "end of trees") ended = true;
      else if (line.startsWith("Tree=")) {
        tree = { leaves: 0, at };
        trees += 1;
      } else tree = takeLine(line, at, tree, examination);
    }
    if (!ended) throw new FormatFault("truncated", "the trees do not end", source.size);
    examination.fact("trees", trees);
  },
};

function takeLine(
  line: string,
  at: number,
  tree: Tree | undefined,
  examination: Examination,
): Tree | undefined {
  const equals = line.indexOf("=");
  const name = equals === -1 ? line : line.slice(0, equals);
  if (tree === undefined) {
    const fact = shown[name];
    if (fact !== undefined) examination.fact(fact, line.slice(equals + 1, equals + 200));
    return tree;
  }
  if (line === "") return tree;
  const per = lists[name];
  if (equals === -1 || (per === undefined && !freeLists.has(name) && !linear.has(name)))
    throw new FormatFault("malformed", `a line of a tree with ${visibleText(name.slice(0, 40))}`, at);
  const text = line.slice(equals + 1);
  if (!/^[-+0-9.eE naif]*$/.test(text)) throw new FormatFault("malformed", `${name} is not of numbers`, at);
  if (name === "num_leaves") return { leaves: Number(text), at: tree.at };
  if (per === undefined || text === "") return tree;
  const values = text.trim().split(" ");
  // A tree that is one leaf has a value and no splits.
  if (tree.leaves > 1 && values.length !== tree.leaves - per)
    throw new FormatFault("malformed", `${name} has ${values.length} numbers for ${tree.leaves} leaves`, at);
  if (!name.endsWith("_child")) return tree;
  for (const value of values) {
    const child = Number(value);
    if (!Number.isInteger(child) || child >= tree.leaves - 1 || child < -tree.leaves)
      throw new FormatFault("malformed", `${name} leads to ${visibleText(value.slice(0, 20))}`, at);
  }
  return tree;
}

async function* linesOf(source: ByteSource): AsyncGenerator<{ readonly line: string; readonly at: number }> {
  let pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < source.size; at += step) {
    const text = Buffer.from(await source.read(at, step)).toString("latin1");
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      pieces.push(text.slice(from, end));
      yield { line: pieces.join("").replace(/\r$/, ""), at: start };
      pieces = [];
      from = end + 1;
      start = at + from;
    }
    pieces.push(text.slice(from));
  }
  yield { line: pieces.join(""), at: start };
}
