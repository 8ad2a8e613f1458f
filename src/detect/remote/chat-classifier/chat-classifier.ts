import { z } from "zod";
import type { Signal } from "../../../contracts/index.ts";
import { jsonPath } from "../../../formats/index.ts";
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
import { jsonVerdict, llamaGuard } from "./templates.ts";

const chatSchema = z.strictObject({
  ...sharedSettings,
  model: z.string().min(1).max(200),
  template: z.enum(["llama-guard", "json-verdict"]).default("llama-guard"),
  /** For `json-verdict`: what is unsafe, in words. */
  instruction: z.string().min(10).max(20_000).optional(),
  /** Rules that count, such as `s1`; all where absent. */
  rules: z.array(z.string().max(64)).min(1).max(100).optional(),
});

const content = jsonPath("$.choices[0].message.content");
const finish = jsonPath("$.choices[0].finish_reason");

/**
 * A model that judges texts in a chat: Llama Guard and its like behind an OpenAI-compatible endpoint
 * (`endpoint` is the whole address, `…/v1/chat/completions`), or any model by instruction. Rules are what the
 * model names (`s1` to `s14` of Llama Guard), `unsafe` where it names nothing.
 */
export const chatClassifier =
  (readSecret?: ReadSecret): RemoteFactory =>
  (remote) => {
    const settings = readRemoteSettings(chatSchema, remote.settings);
    if ((settings.template === "json-verdict") !== (settings.instruction !== undefined))
      throw remoteErrors.badValue("`instruction` goes with `template: json-verdict`, and only with it.", {
        field: "instruction",
      });
    const template = settings.instruction === undefined ? llamaGuard : jsonVerdict(settings.instruction);
    const ask = createAsk(remote, settings.key, readSecret);
    const plan = settings.windows ?? { size: 8_000, overlap: 400, most: 64 };
    const counted = settings.rules?.map((rule) => rule.toLowerCase());
    return {
      id: remote.id,
      version: "1.0.0",
      about: "A model that judges texts in a chat.",
      stages: settings.stages,
      onError: remote.onError,
      deadlineMs: remote.deadlineMs ?? defaultDeadlineMs,
      async inspect(inspection, deadline) {
        const { text } = inspection;
        const answers = await askWindows(windowsOf(text, plan), async ({ start, end }) => {
          const messages = template.messages(text.slice(start, end), inspection).map((one) => ({ ...one }));
          const body = {
            model: settings.model,
            messages,
            temperature: 0,
            max_tokens: 100,
            stream: false,
            ...template.extra,
          };
          const answer = await ask(body, deadline);
          const said = content.first(answer);
          if (typeof said !== "string" || finish.first(answer) === "length")
            throw remoteErrors.badAnswer(`\`${remote.id}\` gave no whole answer.`);
          return template.verdict(said);
        });
        return answers.flatMap(([{ start, end }, { unsafe, rules, score }]): Signal[] =>
          (unsafe ? (rules.length === 0 ? ["unsafe"] : rules) : [])
            .filter((rule) => counted?.includes(rule) ?? true)
            .map((rule) => ({
              detector: remote.id,
              rule,
              category: settings.category ?? "unsafe-output",
              score: Math.max(score, 0.01),
              start,
              end,
              why: `The model \`${settings.model}\` calls this unsafe.`,
            })),
        );
      },
    };
  };
