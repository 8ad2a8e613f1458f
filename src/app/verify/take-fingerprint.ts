import { collectFingerprint, type Asked, type Fingerprint } from "../../assess/provenance/index.ts";
import type { Clock, ConversationTarget, JsonValue } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { digestOf, sha256 } from "../../formats/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { connectTarget, endsRun } from "../../targets/index.ts";
import type { Connections, TargetConfigOf } from "../assessment/connect.ts";

const canaryRepeats = 5;
/** Settings that are told by name, and what does not shape an answer. */
const apart = new Set([
  "id",
  "component",
  "environment",
  "concurrency",
  "requests_per_minute",
  "rate_limit_key",
  "timeout_ms",
  "connect_timeout_ms",
  "max_response_bytes",
  "pricing",
  "tls",
  "proxy",
  "harness",
  "api_key",
  "session_header",
  "stream",
  "temperature",
  "top_p",
  "max_tokens",
  "system_prompt",
  "model",
  "base_url",
]);

/**
 * Asks a target the probes, through the same pacer, budget and kill switch as everything else: as it is configured,
 * and the canaries at temperature 0 where it is an OpenAI-shaped endpoint whose temperature is ours to set.
 */
export async function takeFingerprint(
  config: TargetConfigOf,
  connections: Connections,
  {
    clock,
    signal,
    samples = 16,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly samples?: number },
  seed: string,
): Promise<Fingerprint> {
  const chat = config.kind === "openai-chat";
  const fields: Readonly<Record<string, unknown>> = { ...config };
  const sampled = connections.targets.get(config.id) ?? (await connectTarget(config, connections.deps));
  // Safe: a temperature is a key of this kind of target, and is checked again when it is connected.
  const cold = chat
    ? await connectTarget({ ...config, temperature: 0 } as TargetConfigOf, connections.deps)
    : undefined;
  const { temperature, top_p: topP, max_tokens: maxTokens, system_prompt: prompt, model } = fields;
  let asked = 0;
  const ask = async (target: ConversationTarget, text: string, number: number): Promise<Asked> => {
    asked += 1;
    const sessionId = `bz-fp-${sha256(`${seed} ${asked}`).slice(0, 20)}`;
    try {
      const session = await target.open({
        signal,
        clock,
        random: seededRandom(sessionId),
        sessionId,
        principal: { id: "bartizan-tester", verified: false },
        seed: number,
      });
      try {
        const { response, transport } = await session.send({ role: "user", text });
        return {
          answer: response.map((turn) => turn.text).join("\n"),
          ...(transport.model === undefined ? {} : { model: transport.model }),
          ...(transport.fingerprint === undefined ? {} : { fingerprint: transport.fingerprint }),
        };
      } finally {
        await session.close();
      }
    } catch (error) {
      if (!(error instanceof BartizanError) || error.exit !== 3 || error.code === "TARGETS_ABORTED")
        throw error;
      if (endsRun(error)) throw error;
      return { failure: error.code };
    }
  };
  try {
    return await collectFingerprint({
      subject: { target: config.id, ...(typeof model === "string" ? { model: model.slice(0, 300) } : {}) },
      settings: {
        ...(typeof temperature === "number" ? { temperature } : {}),
        ...(typeof topP === "number" ? { topP } : {}),
        ...(typeof maxTokens === "number" ? { maxTokens } : {}),
        ...(typeof prompt === "string" ? { systemPrompt: sha256(prompt) } : {}),
        // Safe: a manifest comes from YAML and is plain JSON data.
        other: digestOf(
          Object.fromEntries(Object.entries(fields).filter(([key]) => !apart.has(key))) as JsonValue,
        ),
      },
      samples,
      canaryRepeats: cold === undefined ? 0 : canaryRepeats,
      seed,
      takenAt: new Date(clock.now()).toISOString(),
      parallel: connections.parallel,
      ask: (probe, how) => ask(how.greedy && cold !== undefined ? cold : sampled, probe.text, how.seed),
    });
  } finally {
    await cold?.dispose();
  }
}
