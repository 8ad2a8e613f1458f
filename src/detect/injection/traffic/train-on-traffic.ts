import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomSource } from "../../../contracts/index.ts";
import { permutation } from "../../../stats/index.ts";
import {
  headOf,
  modelRoles,
  probabilityOf,
  shippedModel,
  type HeadName,
  type InjectionModel,
  type ModelRole,
} from "../model/index.ts";
import { defaultFit, fit, type FitOptions, type LinearModel, type Weighted } from "../train/fit.ts";
import { judgeText } from "../train/judge-text.ts";
import { fromHead, toHead } from "../train/quantise.ts";
import { joinWeights, writeModel } from "../train/write-model.ts";
import { demandEnough, judgeRole, type Held, type RoleReport } from "./judge-role.ts";
import { readTraffic, type TrafficExample } from "./read-traffic.ts";

export interface TrafficTraining {
  /** Lines of JSON: `{"text", "label": 0 | 1, "role": "user" | "document" | "tool"}`. */
  readonly examples: Iterable<string> | AsyncIterable<string>;
  /** For messages. */
  readonly file?: string;
  /** Where to go on from; the shipped weights where nothing is given. */
  readonly base?: InjectionModel;
  /** The folder to write; a policy names it as `model`. */
  readonly out: string;
  readonly random: RandomSource;
  /** Share of benign traffic that may alarm. Default 0.01. */
  readonly falseAlarmRate?: number;
  /** That the share is kept on traffic like this. Default 0.95. */
  readonly confidence?: number;
}

export interface TrafficReport {
  readonly schemaVersion: "bartizan.injection-training/v1";
  readonly roles: Readonly<Record<ModelRole, RoleReport>>;
  /** Heads whose weights moved; the others kept theirs, only thresholds changed. */
  readonly retrained: readonly HeadName[];
  readonly falseAlarmRate: number;
  readonly confidence: number;
  readonly folds: number;
}

/** Fewer attacks than this say more about themselves than about attacks: weights stay as they are. */
const fewestAttacks = 20;
const fewestBenign = 20;
const folds = 5;
const gentle: FitOptions = { ...defaultFit, epochs: 4, rate: 0.03, decay: 2e-3, dropWords: 0.1 };

/**
 * Goes on training from existing weights with the user's own labelled traffic, pulled back towards them
 * (a proximal term), and sets each role's threshold on that role's benign traffic so that the asked rate
 * of false alarms holds with the asked confidence. All figures are of texts held back in turn.
 *
 * @throws BartizanError INJECTION_BAD_EXAMPLE; INJECTION_TOO_FEW_EXAMPLES, which says how many are needed
 */
export async function trainOnTraffic(training: TrafficTraining): Promise<TrafficReport> {
  const { base = shippedModel(), random, falseAlarmRate = 0.01, confidence = 0.95 } = training;
  const examples = await readTraffic(training.examples, training.file);
  demandEnough(examples, falseAlarmRate, confidence);
  const heads = {
    direct: trainHead("direct", base, examples, random),
    indirect: trainHead("indirect", base, examples, random),
  };
  const held = [...heads.direct.held, ...heads.indirect.held];
  const roles = Object.fromEntries(
    modelRoles.map((role) => [
      role,
      judgeRole(
        held.filter((one) => one.role === role),
        falseAlarmRate,
        confidence,
      ),
    ]),
    // Safe: one entry for each role, made in this expression.
  ) as Record<ModelRole, RoleReport>;
  const { user, document, tool } = base.description.thresholds;
  const report: TrafficReport = {
    schemaVersion: "bartizan.injection-training/v1",
    roles,
    retrained: (["direct", "indirect"] as const).filter((name) => heads[name].moved),
    falseAlarmRate,
    confidence,
    folds,
  };
  writeModel(
    training.out,
    {
      ...base.description,
      heads: { direct: heads.direct.described, indirect: heads.indirect.described },
      thresholds: {
        user: roles.user.threshold ?? user,
        document: roles.document.threshold ?? document,
        tool: roles.tool.threshold ?? tool,
      },
      trained: {
        ...base.description.trained,
        trafficSeed: random.seed,
        trafficAttacks: count(examples, 1),
        trafficBenign: count(examples, 0),
      },
    },
    joinWeights([...heads.direct.tables, ...heads.indirect.tables]),
  );
  writeFileSync(join(training.out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function trainHead(
  name: HeadName,
  base: InjectionModel,
  examples: readonly TrafficExample[],
  random: RandomSource,
) {
  const { words, cues, ...described } = base.heads[name];
  const ours = examples.filter(({ role }) => headOf(role) === name);
  const moved = count(ours, 1) >= fewestAttacks && count(ours, 0) >= fewestBenign;
  const start = fromHead(base.heads[name]);
  const learn = (some: readonly TrafficExample[], stream: string): LinearModel =>
    moved ? fit(weighted(some), random.derive(`${name} ${stream}`), { ...gentle, base: start }) : start;
  const held = holdBack(ours, learn, random.derive(`${name} folds`), moved ? folds : 1).map(
    ({ example, score, pieces }): Held => ({
      role: example.role,
      label: example.label,
      probability: probabilityOf(score - described.lengthPenalty * Math.log2(pieces), described),
    }),
  );
  if (!moved) return { moved, held, described, tables: [words, cues] };
  const head = toHead(learn(ours, "final"));
  return {
    moved,
    held,
    described: { ...described, bias: head.bias, wordScale: head.wordScale, cueScale: head.cueScale },
    tables: [head.words, head.cues],
  };
}

/** Every text scored by a model that has not learnt from it. */
function holdBack(
  examples: readonly TrafficExample[],
  learn: (some: readonly TrafficExample[], stream: string) => LinearModel,
  random: RandomSource,
  parts: number,
) {
  const order = permutation(examples.length, random);
  return Array.from({ length: parts }, (_, part) => {
    const out = new Set(order.filter((_, i) => i % parts === part));
    const model = learn(
      examples.filter((_, i) => !out.has(i)),
      `fold ${part}`,
    );
    return examples
      .filter((_, i) => out.has(i))
      .map((example) => ({ example, ...judgeText(model, example.text) }));
  }).flat();
}

/** Both classes weigh alike. */
function weighted(examples: readonly TrafficExample[]): Weighted[] {
  const share = { 0: Math.max(1, count(examples, 0)), 1: Math.max(1, count(examples, 1)) };
  const smaller = Math.min(share[0], share[1]);
  return examples.map(({ text, label }) => ({
    text,
    label,
    weight: Math.sqrt(smaller / share[label]),
    words: 1,
  }));
}

const count = (examples: readonly { readonly label: 0 | 1 }[], label: 0 | 1): number =>
  examples.filter((one) => one.label === label).length;
