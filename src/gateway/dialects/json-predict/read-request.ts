import type { JsonValue, Role, Stage } from "../../../contracts/index.ts";
import { PartList, pointerTo, stringOf } from "../../parts/index.ts";
import { rowOf } from "../../predict/index.ts";
import { badRequest } from "../../problems/index.ts";
import type { PlacedPart, RawRequest, ReadRequest } from "../dialect.ts";
import type { Endpoint } from "./settings.ts";

const speakers: Readonly<
  Record<Endpoint["texts"][number]["as"], { readonly stage: Stage; readonly role: Role }>
> = {
  input: { stage: "input", role: "user" },
  document: { stage: "document", role: "document" },
  instructions: { stage: "input", role: "system" },
};

const pointerOf = (keys: readonly (string | number)[]): string =>
  keys.reduce<string>((at, key) => pointerTo(at, key), "");

/** Reads a body by the paths its endpoint names. Every text in it is inspected, named or not, or refused. */
export function readPredictRequest(raw: RawRequest, endpoint: Endpoint): ReadRequest {
  const body = raw.body;
  if (typeof body !== "object" || body === null)
    throw badRequest("The body must be a JSON object or list.", "");
  const rows = endpoint.rows?.places(body);
  if (endpoint.rows !== undefined && rows?.length === 0) {
    throw badRequest(`The body holds no rows at \`${endpoint.rows.source}\`.`, "");
  }
  const parts = readTexts(body, endpoint, rows?.map(({ keys }) => pointerOf(keys)) ?? []);
  const place = endpoint.modelPath?.places(body)[0];
  const model = endpoint.model ?? stringOf(place?.value);
  const modelAt =
    endpoint.model === undefined && place !== undefined ? { modelAt: pointerOf(place.keys) } : {};
  return {
    target: endpoint.target + raw.query,
    ...(model === undefined ? {} : { model, ...modelAt }),
    stream: false,
    maxOutputTokens: 0,
    parts,
    tools: [],
    context: {
      instructions: parts.filter(({ role }) => role === "system").map(({ text }) => text),
      userTexts: parts.filter(({ role }) => role === "user").map(({ text }) => text),
      tools: [],
    },
    ...(rows === undefined ? {} : { features: rows.map(({ value }) => rowOf(value)) }),
    uninspected: [],
    repeatable: true,
  };
}

function readTexts(body: JsonValue, endpoint: Endpoint, rows: readonly string[]): readonly PlacedPart[] {
  const named = new Map<string, Endpoint["texts"][number]["as"]>();
  for (const { path, as } of endpoint.texts) {
    for (const { keys, value } of path.places(body)) {
      const inside = new PartList();
      inside.strings(value, pointerOf(keys), "input", "user");
      for (const { at } of inside.parts) if (!named.has(at)) named.set(at, as);
    }
  }
  const list = new PartList();
  list.strings(body, "", "input", "user");
  const known = new Set(rows);
  return list.parts.map((part) => {
    const as = named.get(part.at);
    if (as !== undefined) return { ...part, ...speakers[as] };
    if (endpoint.others === "refuse" && !isInside(part.at, known)) {
      throw badRequest("The body holds a text where none is expected.", part.at);
    }
    return part;
  });
}

/** Whether a pointer is one of these, or leads into one. */
function isInside(at: string, pointers: ReadonlySet<string>): boolean {
  if (pointers.has("") || pointers.has(at)) return true;
  for (let end = at.lastIndexOf("/"); end > 0; end = at.lastIndexOf("/", end - 1)) {
    if (pointers.has(at.slice(0, end))) return true;
  }
  return false;
}
