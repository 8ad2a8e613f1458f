import {
  plantSurfaces,
  type Effect,
  type EffectKind,
  type JsonValue,
  type Principal,
  type Surface,
} from "../../contracts/index.ts";
import { jsonPath } from "../../formats/index.ts";
import type { EffectMap, HarnessConfig } from "../config/harness.ts";
import type { RequestConfig } from "../config/request.ts";
import { targetErrors } from "../errors.ts";
import { endsRun } from "../run-ending.ts";
import { writeRequest } from "../template/request.ts";
import type { Values } from "../template/values.ts";
import type { Redactor } from "../transport/redactor.ts";
import { parseJsonAnswer } from "../transport/response.ts";
import type { Transport } from "../transport/transport.ts";

/** The test hooks of one conversation: the user's own ways into the environment of the target. */
export interface Harness {
  /** Surfaces that a text can be planted on. */
  readonly surfaces: readonly Surface[];
  readonly hasEffects: boolean;
  plant(surface: Surface, text: string, values: Values, signal: AbortSignal): Promise<void>;
  effects(values: Values, signal: AbortSignal): Promise<readonly Effect[]>;
  cleanup(values: Values, signal: AbortSignal): Promise<void>;
}

const mostEffects = 10_000;
const kinds: readonly string[] = [
  "tool-call",
  "record-changed",
  "message-sent",
  "host-contacted",
  "money-moved",
  "data-read",
] satisfies EffectKind[];
const isKind = (word: unknown): word is EffectKind => typeof word === "string" && kinds.includes(word);

export function createHarness(parts: {
  readonly config: HarnessConfig | undefined;
  readonly base: string | undefined;
  readonly transport: Transport;
  readonly redactor: Redactor;
}): Harness {
  const { config, base, transport, redactor } = parts;
  const plants = new Map<Surface, RequestConfig>();
  for (const surface of plantSurfaces) {
    const hook = config?.plant?.[surface];
    if (hook !== undefined) plants.set(surface, hook.request);
  }

  const send = async (
    what: string,
    request: RequestConfig,
    values: Values,
    signal: AbortSignal,
  ): Promise<string> => {
    const wanted = writeRequest(request, base, values);
    try {
      const { value } = await transport.call(wanted, {
        signal,
        redactor,
        purpose: "hook",
        follow: true,
        read: async (response) => ({ value: await response.text() }),
      });
      return value;
    } catch (error) {
      throw hookFailure(what, error);
    }
  };

  return {
    surfaces: [...plants.keys()],
    hasEffects: config?.effects !== undefined,
    plant: async (surface, text, values, signal) => {
      const request = plants.get(surface);
      if (request === undefined) {
        throw targetErrors.surfaceMissing(`There is no \`harness.plant.${surface}\` to place a text with.`);
      }
      await send(`planting on \`${surface}\``, request, { ...values, text, surface }, signal);
    },
    effects: async (values, signal) => {
      if (config?.effects === undefined) return [];
      const text = await send("reading the effects", config.effects.request, values, signal);
      const place = { at: writeRequest(config.effects.request, base, values).url.pathname };
      const answer = parseJsonAnswer(redactor.clean(text), { headers: {}, place, status: 200 });
      return readEffects(answer, config.effects.path, config.effects.map);
    },
    cleanup: async (values, signal) => {
      if (config?.cleanup !== undefined) await send("cleaning up", config.cleanup.request, values, signal);
    },
  };
}

const passes = ["TARGETS_ABORTED", "TARGETS_HOST_NOT_LISTED"];

/** Reasons of our own (abort, kill switch, limits) pass; what the hook answered becomes a failed hook. */
function hookFailure(what: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (endsRun(error) || passes.includes(String(error.code))) return error;
  return targetErrors.harnessFailed(`The hook for ${what} failed: ${error.message}`, {}, { cause: error });
}

/** Effects as the target's ledger holds them, in its order. What does not fit is an error, not skipped. */
export function readEffects(answer: JsonValue, path: string, map: EffectMap): readonly Effect[] {
  const found = jsonPath(path).first(answer);
  if (!Array.isArray(found)) {
    throw targetErrors.harnessFailed(`The answer about effects has no list at \`${path}\`.`);
  }
  if (found.length > mostEffects) {
    throw targetErrors.harnessFailed(
      `The answer lists ${found.length} effects; ${mostEffects} are read at most.`,
    );
  }
  const read = {
    kind: jsonPath(map.kind),
    name: jsonPath(map.name),
    executed: jsonPath(map.executed),
    at: jsonPath(map.at),
    detail: jsonPath(map.detail),
    principal: jsonPath(map.principal),
  };
  return found.map((element: JsonValue, index): Effect => {
    const word = read.kind.first(element);
    const kind = typeof word === "string" && Object.hasOwn(map.kinds, word) ? map.kinds[word] : word;
    const name = read.name.first(element);
    const executed = read.executed.first(element);
    const at = read.at.first(element);
    const detail = read.detail.first(element);
    const wrong = (what: string): Error =>
      targetErrors.harnessFailed(`Effect ${index} has ${what}.`, { field: `${path}[${index}]` });
    if (!isKind(kind)) throw wrong("a kind we do not know; translate it with `map.kinds`");
    if (typeof name !== "string") throw wrong(`no name at \`${map.name}\``);
    if (typeof executed !== "boolean") throw wrong(`no true or false at \`${map.executed}\``);
    if (typeof at !== "string" || Number.isNaN(Date.parse(at))) throw wrong(`no date at \`${map.at}\``);
    if (tooDeep(detail, 0)) throw wrong("a detail nested too deeply");
    return {
      kind,
      name,
      executed,
      at: new Date(at).toISOString(),
      detail: isObject(detail) ? detail : detail === undefined ? {} : { value: detail },
      source: "ledger",
      ...principalOf(read.principal.first(element)),
    };
  });
}

/** Who the ledger says acted: a name, or an object with `id` and perhaps `role` and `verified`. */
function principalOf(value: JsonValue | undefined): { readonly principal?: Principal } {
  if (typeof value === "string") return { principal: { id: value, verified: false } };
  if (!isObject(value)) return {};
  const { ["id"]: id, ["role"]: role, ["verified"]: verified } = value;
  if (typeof id !== "string") return {};
  return { principal: { id, verified: verified === true, ...(typeof role === "string" && { role }) } };
}

/** Parsed JSON has no undefined values. */
const isObject = (value: JsonValue | undefined): value is Effect["detail"] =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function tooDeep(value: JsonValue | undefined, depth: number): boolean {
  if (depth > 32) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((child: JsonValue | undefined) => tooDeep(child, depth + 1));
}
