import type { JsonValue } from "../../../../../contracts/index.ts";
import { BartizanError } from "../../../../../errors/index.ts";
import { parseJson, visibleText } from "../../../../../formats/index.ts";
import type { Examination } from "../../../artifact-format.ts";
import type { MemberPlan, ZipLayout, ZipMembers } from "../../layout.ts";
import { zipRules } from "../../rules.ts";
import { strangeIn } from "./expression.ts";
import { weightFiles } from "./weights.ts";

const longestJson = 64 * 1024 * 1024;
const texts = ["archive_format", "archive_version", "byteorder", ".data/version", ".data/serialization_id"];
const config = /^data\/(weights|constants)\/[^/]{1,255}_(?:weights|constants)_config\.json$/;
const graph = /^models\/[^/]{1,255}\.json$/;

/**
 * What `torch.export.save` writes (`.pt2`): graphs as JSON, and the weights as raw numbers whose places and sizes a
 * second JSON gives. Sizes in a graph may be expressions, which are evaluated on loading: they are judged.
 */
export const exportedProgram: ZipLayout = {
  id: "exported-program",
  async plan(members, examination) {
    const root = await rootOf(members);
    if (root === undefined) return undefined;
    const plan = new Map<string, { data?: string; as?: string }>();
    for (const name of texts) if (members.sizes.has(root + name)) plan.set(root + name, { as: "text" });
    examination.passed(zipRules.expression);
    for (const name of members.sizes.keys()) {
      if (!name.startsWith(root)) continue;
      const inside = name.slice(root.length);
      const folder = config.exec(inside)?.[1];
      if (folder === undefined && !graph.test(inside)) continue;
      const json = await jsonOf(members, name);
      if (json === undefined) continue;
      if (folder === undefined) judgeExpressions(json, name, examination);
      else planWeights(json, `${root}data/${folder}/`, { members, plan, examination });
    }
    return plan;
  },
};

async function rootOf(members: ZipMembers): Promise<string | undefined> {
  const name = [...members.sizes.keys()].find((one) => /^(?:[^/]{1,255}\/)?archive_format$/.test(one));
  if (name === undefined || members.sizes.get(name) !== 3) return undefined;
  const source = await members.open(name);
  const text = source === undefined ? "" : Buffer.from(await source.read(0, 3)).toString("latin1");
  await source?.close();
  return text === "pt2" ? name.slice(0, -"archive_format".length) : undefined;
}

/** Undefined where it is too long or no JSON: its examination as a member tells of that. */
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
    if (size === undefined || Number.isNaN(bytes)) continue;
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
      if (key !== "expr_str" || typeof one !== "string" || told.has(one) || told.size >= 20) continue;
      const strange = strangeIn(one);
      if (strange === undefined) continue;
      told.add(one);
      examination.found(zipRules.expression, {
        description: `\`${visibleText(one).slice(0, 160)}\`: ${strange}.`,
        place: { at: name },
      });
    }
  }
}
