import type {
  InputSpec,
  JsonValue,
  OutputSpec,
  PredictContext,
  Predictions,
  PredictProbe,
  PredictTarget,
  Rows,
} from "../../../contracts/index.ts";
import { rowOfText } from "../../../formats/index.ts";
import type { TargetDeps } from "../../adapter.ts";
import { targetErrors } from "../../errors.ts";
import { writeHeaders } from "../../template/request.ts";
import { readSecrets } from "../../template/values.ts";
import { createDispatcher } from "../../transport/dispatcher.ts";
import { createRedactor } from "../../transport/redactor.ts";
import { parseJsonAnswer, type WireResponse } from "../../transport/response.ts";
import { createTransport } from "../../transport/transport.ts";
import type { PredictConfig } from "../define.ts";
import { AnswerProblem, type PredictDialect } from "./dialect.ts";
import { nameOf, notesOn } from "./notes.ts";
import { predictionsOf } from "./predictions.ts";
import { orderingOf } from "./reordering.ts";

/** A configuration with what endpoints have beside other predicting targets. */
export type EndpointConfig = PredictConfig & {
  readonly base_url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

const rowsAtOnce = 256;

/**
 * A model behind HTTP. Requests hold at most `max_batch` rows, keep their connections, and go through the pacing,
 * retries, budget and list of hosts that all targets share. Requests of one call run side by side; their answers are
 * put together in the order of the rows.
 */
export async function connectEndpoint(
  config: EndpointConfig,
  deps: TargetDeps,
  dialect: PredictDialect,
): Promise<PredictTarget> {
  const redactor = createRedactor();
  const secrets = await readSecrets(config.headers, deps.secrets, redactor);
  const values = { session: "", seed: 0, principal: "", secrets, captured: new Map<string, string>() };
  const headers = writeHeaders(config.headers ?? {}, values);
  const rateLimitKey = config.rate_limit_key ?? new URL(config.base_url).origin;
  const transport = createTransport({
    config,
    deps,
    dispatcher: await createDispatcher(config, deps),
    urls: [config.base_url],
    rateLimitKey,
  });
  const { input, output } = specsOf(config);
  const maxBatch = config.interface?.max_batch ?? rowsAtOnce;
  const width = input.shape.reduce((product, dim) => product * dim, 1);
  let lastModel: string | undefined;

  const call = async <T>(
    path: string,
    body: JsonValue | undefined,
    signal: AbortSignal,
    read: (answer: JsonValue) => T,
  ): Promise<T> => {
    const called = await transport.call(
      {
        method: body === undefined ? "GET" : "POST",
        url: below(config.base_url, path),
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      {
        signal,
        redactor,
        purpose: "component",
        follow: true,
        read: async (response) => ({ value: understood(await jsonOf(response), response, read) }),
      },
    );
    return called.value;
  };

  const askOnce = (rows: Rows, signal: AbortSignal): Promise<Predictions> =>
    call(dialect.path, dialect.write(rows, input), signal, (answer) => {
      const told = dialect.read(answer, rows.count);
      if (told.model !== undefined) lastModel = told.model;
      return predictionsOf(told, rows.count, output);
    });

  const predict = async (rows: Rows, { signal }: Pick<PredictContext, "signal">): Promise<Predictions> => {
    if (rows.width !== width) throw new RangeError(`rows of ${rows.width} numbers; the model takes ${width}`);
    const parts: Rows[] = [];
    for (let from = 0; from < rows.count; from += maxBatch) {
      const count = Math.min(maxBatch, rows.count - from);
      parts.push({ count, width, data: rows.data.subarray(from * width, (from + count) * width) });
    }
    return joined(await Promise.all(parts.map((part) => askOnce(part, signal))), rows.count, output);
  };

  const probe = async ({ signal, random }: PredictContext): Promise<PredictProbe> => {
    const notes: string[] = [];
    const named = await nameOf(dialect, notes, (about) =>
      call(about.path, undefined, signal, (answer) => about.read(answer)),
    );
    const seen: Predictions[] = [];
    const ordering = await orderingOf(
      async (rows) => {
        const answers = await askOnce(rows, signal);
        seen.push(answers);
        return answers;
      },
      { width, maxBatch, draw: (source) => drawnRow(input, width, source) },
      random,
    );
    if (ordering === "changed")
      throw targetErrors.reordered(`\`${config.id}\` answered rows of one request in another order.`, {
        at: new URL(config.base_url).origin,
      });
    const model = lastModel ?? named;
    return {
      reachable: true,
      input,
      output,
      ...(model === undefined ? {} : { model }),
      notes: [...notes, ...notesOn(ordering, seen, maxBatch, output)],
    };
  };

  return {
    kind: "prediction",
    id: config.id,
    input,
    output,
    maxBatch,
    rateLimitKey,
    probe,
    predict,
    dispose: () => transport.dispose(),
  };
}

/** What the manifest says of rows and answers; the schema of endpoints saw to it that it says enough. */
function specsOf({ interface: said = {} }: PredictConfig): {
  readonly input: InputSpec;
  readonly output: OutputSpec;
} {
  const { shape, features, domain, text, classes, output = "score" } = said;
  const input: InputSpec = {
    shape: text !== undefined ? [text] : (shape ?? [features?.length ?? 1]),
    ...(features === undefined ? {} : { features }),
    ...(domain === undefined ? {} : { domain }),
    ...(text === undefined ? {} : { text: true }),
  };
  const width = output === "value" ? 1 : output === "embedding" ? (said.width ?? 1) : (classes?.length ?? 2);
  return { input, output: { kind: output, width, ...(classes === undefined ? {} : { classes }) } };
}

/** The URL of a path below the base, whether or not that ends with a slash. */
const below = (base: string, path: string): URL => new URL(`${base.replace(/\/$/u, "")}${path}`);

/** Some servers write NaN and Infinity, which is no JSON: they become texts, where they stand as values. */
async function jsonOf(response: WireResponse): Promise<JsonValue> {
  const text = await response.text();
  try {
    return parseJsonAnswer(text, response);
  } catch (error) {
    const mended = text.replaceAll(/(?<=[[:,]\s?)(NaN|-?Infinity)(?=\s?[\],}])/gu, '"$1"');
    if (mended === text) throw error;
    return parseJsonAnswer(mended, response);
  }
}

function understood<T>(answer: JsonValue, { place }: WireResponse, read: (answer: JsonValue) => T): T {
  try {
    return read(answer);
  } catch (cause) {
    if (!(cause instanceof AnswerProblem)) throw cause;
    throw targetErrors.unexpectedShape(`${place.at}: ${cause.message}.`, place, { cause });
  }
}

function joined(parts: readonly Predictions[], count: number, { width, kind }: OutputSpec): Predictions {
  const labels = new Int32Array(count);
  const scores = kind === "label" ? undefined : new Float64Array(count * width);
  let at = 0;
  for (const part of parts) {
    labels.set(part.labels, at);
    if (part.scores !== undefined) scores?.set(part.scores, at * width);
    at += part.count;
  }
  return { count, labels, ...(scores === undefined ? {} : { scores }) };
}

/** A row that could be one: within the domain, or near zero; a text of a few words. */
function drawnRow({ text, domain }: InputSpec, width: number, random: { next(): number }): Float64Array {
  if (text === true) {
    const words = Array.from({ length: 4 }, () => Math.floor(random.next() * 1e6).toString(36)).join(" ");
    return rowOfText(words.slice(0, width), width) ?? new Float64Array(width);
  }
  const { low, high } = domain ?? { low: -1, high: 1 };
  return Float64Array.from({ length: width }, () => low + random.next() * (high - low));
}
