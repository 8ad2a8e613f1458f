import { z } from "zod";
import type { Signal } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { createAsk } from "../ask.ts";
import { remoteErrors } from "../errors.ts";
import {
  defaultDeadlineMs,
  readRemoteSettings,
  sharedSettings,
  type ReadSecret,
  type RemoteFactory,
} from "../kind.ts";
import { askWindows, windowsOf } from "../windows.ts";
import { kserveV2, plainJson, softmax, type PredictWire } from "./wire.ts";

const label = z.string().min(1).max(100);
const predictSchema = z.strictObject({
  ...sharedSettings,
  wire: z.enum(["json", "kserve-v2"]).default("json"),
  /** For `json`: the request; the text `{{text}}` stands for what is judged. */
  body: z.json().optional(),
  /** For `json`: where the scores stand in the answer. */
  scores: z.string().max(300).default("$[0][*].score"),
  /** For `kserve-v2`: names of the tensors. */
  input: label.default("text"),
  output: label.optional(),
  /** Labels in the order of the scores, or, for `json`, where they stand. */
  labels: z
    .union([z.array(label).min(2).max(100), z.string().startsWith("$").max(300)])
    .default("$[0][*].label"),
  /** Labels that are signals. */
  unsafe: z.array(label).min(1).max(100),
  minScore: z.number().gt(0).lte(1).default(0.5),
  /** Whether the scores are probabilities already. */
  apply: z.enum(["none", "softmax"]).default("none"),
});

/**
 * A model that gives scores: Prompt Guard and its like behind a predict endpoint. Prompt Guard reads 512 tokens
 * and no further, so that texts go in windows of 1,500 units by default and the highest score counts.
 */
export const predictClassifier =
  (readSecret?: ReadSecret): RemoteFactory =>
  (remote) => {
    const settings = readRemoteSettings(predictSchema, remote.settings);
    const wire = wireOf(settings);
    const ask = createAsk(remote, settings.key, readSecret);
    const plan = settings.windows ?? { size: 1_500, overlap: 200, most: 64 };
    return {
      id: remote.id,
      version: "1.0.0",
      about: "A model that gives scores to texts.",
      stages: settings.stages,
      onError: remote.onError,
      deadlineMs: remote.deadlineMs ?? defaultDeadlineMs,
      async inspect({ text }, deadline) {
        const answers = await askWindows(windowsOf(text, plan), async ({ start, end }) => {
          const given = wire.scores(await ask(wire.body(text.slice(start, end)), deadline));
          const scores = settings.apply === "softmax" ? softmax(given) : given;
          for (const score of scores.values())
            if (!(score >= 0 && score <= 1))
              throw remoteErrors.badAnswer(`\`${remote.id}\` gave a score that is no probability.`);
          return settings.unsafe.map((one) => {
            const score = scores.get(one);
            if (score === undefined)
              throw remoteErrors.badAnswer(`\`${remote.id}\` does not know a label it is asked for.`);
            return { label: one, score };
          });
        });
        return settings.unsafe.flatMap((unsafe): Signal[] => {
          const all = answers.flatMap(([window, scores]) =>
            scores.filter(({ label: one }) => one === unsafe).map(({ score }) => ({ ...window, score })),
          );
          const [highest] = all.sort((a, b) => b.score - a.score || a.start - b.start);
          if (highest === undefined || highest.score < settings.minScore) return [];
          const { start, end, score } = highest;
          const why = "A model the policy names gives this a high score.";
          const category = settings.category ?? "prompt-injection";
          return [{ detector: remote.id, rule: kebab(unsafe), category, score, start, end, why }];
        });
      },
    };
  };

function wireOf({ wire, body, scores, input, output, labels }: z.output<typeof predictSchema>): PredictWire {
  if (wire === "kserve-v2") {
    if (typeof labels === "string")
      throw remoteErrors.missingField(
        "`wire: kserve-v2` needs `labels`: the labels in the order of the scores.",
        {
          field: "labels",
        },
      );
    return kserveV2({ input, labels, ...(output === undefined ? {} : { output }) });
  }
  const template = body ?? { inputs: "{{text}}" };
  if (!JSON.stringify(template).includes('"{{text}}"'))
    throw remoteErrors.badValue("`body` has no value `{{text}}`: nothing would be judged.", {
      field: "body",
    });
  try {
    return plainJson({ body: template, scores, labels });
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    throw remoteErrors.badValue(
      `\`scores\` or \`labels\`: ${error.message}`,
      { field: "scores" },
      { cause: error },
    );
  }
}

const kebab = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "") || "unsafe";
