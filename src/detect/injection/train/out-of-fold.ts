import type { RandomSource } from "../../../contracts/index.ts";
import type { HeadName } from "../model/index.ts";
import { weigh } from "./corpus.ts";
import type { Example } from "./example.ts";
import { fit, type FitOptions, type LinearModel } from "./fit.ts";
import { judgeText } from "./judge-text.ts";
import { isPlanted } from "./plant.ts";

/** A text scored by a model that saw neither it nor its kin. */
export interface Judged {
  readonly example: Example;
  readonly score: number;
  readonly pieces: number;
}

/** Sources of ours are split by family, the others as a whole; a planted text goes with the contexts it lies in. */
export function groupOf({ source, family }: Example): string {
  if (source === "grammar" || source === "negatives") return `${source}/${family}`;
  return source.startsWith("bipia") ? "bipia" : source;
}

/** The carriers of the grammar stay in training: they are the benign side of every planted attack. */
const stays = ({ source }: Example): boolean => source === "grammar-carriers";

/** FNV-1a: which fold a group falls into does not depend on what else is there. */
function foldOf(group: string, folds: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < group.length; i++) hash = Math.imul(hash ^ group.charCodeAt(i), 0x01000193);
  return (hash >>> 8) % folds;
}

/** Leaves groups out fold by fold; every text is scored once, save carriers and what was put together from others. */
export function outOfFold(
  examples: readonly Example[],
  head: HeadName,
  folds: number,
  random: RandomSource,
  options: FitOptions,
): Judged[] {
  const judged: Judged[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const isOut = (example: Example): boolean => !stays(example) && foldOf(groupOf(example), folds) === fold;
    const out = (example: Example): boolean =>
      isPlanted(example) ? example.parents.some(isOut) : isOut(example);
    const model = fit(
      weigh(
        examples.filter((one) => !out(one)),
        head,
      ),
      random.derive(`fold ${fold}`),
      options,
    );
    judged.push(
      ...judgeAll(
        model,
        examples.filter((one) => !isPlanted(one) && out(one) && isOf(one, head)),
      ),
    );
  }
  return judged;
}

const isOf = ({ role }: Example, head: HeadName): boolean => (role === "user") === (head === "direct");

const judgeAll = (model: LinearModel, examples: readonly Example[]): Judged[] =>
  examples.map((example) => ({ example, ...judgeText(model, example.text) }));
