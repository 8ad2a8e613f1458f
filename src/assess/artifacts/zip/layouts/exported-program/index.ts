import type { JsonValue } from "../../../../../contracts/index.ts";
import { BartizanError } from "../../../../../errors/index.ts";
import { FormatFault, parseJson, visibleText } from "../../../../../formats/index.ts";
import type { Examination } from "../../../artifact-format.ts";
import type { MemberPlan, ZipLayout, ZipMembers } from "../../layout.ts";
import { zipRules } from "../../rules.ts";
import { strangeIn } from "./expression.ts";
import { strangeInGuard } from "./guard.ts";
import { weightFiles } from "./weights.ts";

const longestJson = 64 * 1024 * 1024;
const texts = ["archive_format", "archive_version", "byteorder", ".data/version", ".data/serialization_id"];
const config = /^data\/(weights|constants)\/[^/]{1,255}_(?:weights|constants)_config\.json$/;
/** Every reading of where graphs lie, of any depth; before PyTorch 2.8 the program was one file. */
const graph = /^models\/.{1,1024}\.json$/;
const olderGraph = /(?:^|\/)serialized_exported_program\.json$/;
/** Scripted objects are unpickled whatever the configuration says of them. */
const unpickled = /^custom_obj_/;

/**
 * What `torch.export.save` writes (`.pt2`): graphs as JSON, and the weights as raw numbers whose places and sizes a
 * second JSON gives. Sizes in a graph may be expressions, which are evaluated on loading: they are judged, under every
 * folder that may be the archive's, since readers differ in which of several they take.
 */
export const exportedProgram: ZipLayout = {
  id: "exported-program",
  async plan(members, examination) {
    const roots = await rootsOf(members);
    const names = [...members.sizes.keys()];
    if (roots.size === 0 && !names.some((name) => olderGraph.test(name))) return undefined;
    const plan = new Map<string, { data?: string; as?: string }>();
    for (const root of roots)
      for (const name of texts) if (members.sizes.has(root + name)) plan.set(root + name, { as: "text" });
    examination.passed(zipRules.expression);
    for (const name of names) {
      const root = rootIn(name, roots);
      const inside = root === undefined ? "" : name.slice(root.length);
      const folder = config.exec(inside)?.[1];
      if (folder !== undefined) {
        const json = await jsonOf(members, name);
        if (json !== undefined) planWeights(json, `${root}data/${folder}/`, { members, plan, examination });
      } else if (graph.test(inside) || olderGraph.test(name)) {
        const json = await jsonOf(members, name);
        if (json === undefined) throw unread(name);
        judgeExpressions(json, name, examination);
      }
    }
    return plan;
  },
};

const unread = (name: string): FormatFault =>
  new FormatFault(
    "unsupported",
    `The program in \`${visibleText(name).slice(0, 80)}\` cannot be read as JSON`,
    0,
  );

/** The folders that say they are an exported program. */
async function rootsOf(members: ZipMembers): Promise<ReadonlySet<string>> {
  const roots = new Set<string>();
  for (const [name, size] of members.sizes) {
    if (size !== 3 || !/^(?:[^/]{1,255}\/)?archive_format$/.test(name)) continue;
    const source = await members.open(name);
    const text = source === undefined ? "" : Buffer.from(await source.read(0, 3)).toString("latin1");
    await source?.close();
    if (text === "pt2") roots.add(name.slice(0, -"archive_format".length));
  }
  return roots;
}

/** A root is the name's first folder, or none. */
function rootIn(name: string, roots: ReadonlySet<string>): string | undefined {
  const first = name.slice(0, name.indexOf("/") + 1);
  if (roots.has(first)) return first;
  return roots.has("") ? "" : undefined;
}

/** Undefined where it is too long, cannot be opened, or is no JSON. */
async function jsonOf(members: ZipMembers, name: string): Promise<JsonValue | undefined> {
  const size = members.sizes.get(name) ?? Infinity;
  if (size > longestJson) return undefined;
  const source = await members.open(name);
  if (source === undefined) return undefined;
  try {
    return parseJson(Buffer.from(await source.read(0, size)).toString("utf8"), {
      limits: { maxLength: longestJson, maxDepth: 200 },
    });
  } catch (cause) {
    if (cause instanceof BartizanError) return undefined;
    throw cause;
  } finally {
    await source.close();
  }
}

interface Planned {
  readonly members: ZipMembers;
  readonly plan: Map<string, MemberPlan extends ReadonlyMap<string, infer P> ? P : never>;
  readonly examination: Examination;
}

function planWeights(json: JsonValue, folder: string, { members, plan, examination }: Planned): void {
  examination.passed(zipRules.storage);
  for (const [file, bytes] of weightFiles(json)) {
    const size = members.sizes.get(folder + file);
    if (size === undefined || Number.isNaN(bytes) || unpickled.test(file)) continue;
    if (size === bytes) plan.set(folder + file, { data: "weights" });
    else
      examination.found(zipRules.storage, {
        description: `The configuration gives \`${visibleText(file).slice(0, 80)}\` ${bytes} bytes, and it has ${size}.`,
        place: { at: folder + file },
      });
  }
}

function judgeExpressions(json: JsonValue, name: string, examination: Examination): void {
  const open: JsonValue[] = [json];
  const told = new Set<string>();
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const one of value) open.push(one);
      continue;
    }
    for (const [key, one] of Object.entries(value)) {
      if (one === undefined) continue;
      open.push(one);
      for (const [text, strange] of strangeUnder(key, one)) {
        if (told.has(text) || told.size >= 20) continue;
        told.add(text);
        examination.found(zipRules.expression, {
          description: `\`${visibleText(text).slice(0, 160)}\`: ${strange}.`,
          place: { at: name },
        });
      }
    }
  }
}

/** What is evaluated: sizes when a program is loaded, guards when its module is asked for. */
function strangeUnder(key: string, value: JsonValue): readonly (readonly [text: string, why: string])[] {
  const isGuards = key === "guards_code" && Array.isArray(value);
  const texts: readonly JsonValue[] = isGuards ? value : key === "expr_str" ? [value] : [];
  return texts.flatMap((text) => {
    if (typeof text !== "string") return [];
    const strange = isGuards ? strangeInGuard(text) : strangeIn(text);
    return strange === undefined ? [] : [[text, strange] as const];
  });
}
