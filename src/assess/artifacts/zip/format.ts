import {
  FormatFault,
  readZip,
  visibleText,
  type ByteSource,
  type LocalEntry,
  type ZipFile,
} from "../../../formats/index.ts";
import { linkLeavesFolder } from "../archive-paths.ts";
import type { ArtifactFormat, Examination, MemberOptions } from "../artifact-format.ts";
import { contentOf } from "./content.ts";
import { judgeDifferences } from "./differences.ts";
import { entriesOf, readingsOf, type Entry, type Reading } from "./entries.ts";
import type { MemberPlan, ZipMembers } from "./layout.ts";
import { layouts } from "./layouts/index.ts";
import { isSymbolicLink, judgeNames } from "./names.ts";
import { recogniseZip } from "./recognise.ts";
import { zipRules } from "./rules.ts";

/** A layout opens small packed members itself; larger ones only when they are examined. */
const openedBytes = 64 * 1024 * 1024;

/**
 * Zip archives of every kind. They are read by the headers before the data and by the directory at the
 * end; every content that one of the readers gets is examined, and a difference between them is a finding.
 */
export const format: ArtifactFormat = {
  id: "zip",
  title: "zip archive",
  about:
    "PyTorch checkpoints and TorchScript, NumPy .npz, Keras .keras, skops, TorchServe .mar and plain zip archives.",
  extensions: [".zip", ".npz", ".keras", ".mar", ".skops", ".ptl", ".whl"],
  rules: Object.values(zipRules),
  recognise: recogniseZip,
  async examine(source, examination) {
    const zip = await readZip(source, { entries: examination.limits.members });
    const entries = entriesOf(zip);
    examination.fact("entries", entries.length);
    claimRecords(zip, examination);
    judgeDifferences(zip, entries, examination);
    judgeNames(entries, examination);
    const names = membersOf(source, entries, examination);
    const plan = await planOf(names, examination);
    const read = new Set<string>();
    for (const entry of entries) {
      claimHeader(entry, examination);
      const readings = readingsOf(entry, source.size);
      for (const reading of readings) {
        const key = `${reading.start} ${reading.end} ${reading.method} ${reading.encrypted} ${reading.name}`;
        if (read.has(key)) continue;
        read.add(key);
        await examineReading(source, entry, reading, { names, plan, examination });
      }
    }
  },
};

interface Whole {
  readonly names: ZipMembers;
  readonly plan: MemberPlan;
  readonly examination: Examination;
}

async function examineReading(
  source: ByteSource,
  entry: Entry,
  reading: Reading,
  { names, plan, examination }: Whole,
): Promise<void> {
  const planned = plan.get(reading.name);
  const what = `member ${visibleText(reading.name).slice(0, 100)}`;
  let content: Awaited<ReturnType<typeof contentOf>>;
  try {
    content = await contentOf(source, reading, examination, planned?.data !== undefined);
  } catch (cause) {
    // What is wrong with one entry does not hide the others; too much altogether does.
    if (!(cause instanceof FormatFault) || cause.kind === "too-large") throw cause;
    examination.found(zipRules.missing, {
      description: `\`${visibleText(reading.name).slice(0, 120)}\`: ${cause.message}.`,
      place: { bytes: [reading.start, reading.end] },
    });
    return;
  }
  examination.claim(reading.start, content?.end ?? reading.end, what);
  if (content === undefined) return;
  const { central } = entry;
  if (central !== undefined && isSymbolicLink(central)) await judgeLink(content.source, reading, examination);
  if (content.source.size === 0) {
    await content.source.close();
    return;
  }
  const options: MemberOptions = {
    ...planned,
    siblings: [...names.sizes.keys()],
    sibling: (name) => names.open(name),
  };
  await examination.member(reading.name, content.source, options);
}

async function judgeLink(content: ByteSource, reading: Reading, examination: Examination): Promise<void> {
  const target = Buffer.from(await content.read(0, 4096)).toString("utf8");
  const leaves = content.size > 4096 || linkLeavesFolder(reading.name, target);
  examination.found(leaves ? zipRules.escape : zipRules.link, {
    description: `\`${visibleText(reading.name).slice(0, 120)}\` is a link to \`${visibleText(target).slice(0, 120)}\`.`,
    place: { bytes: [reading.start, reading.end] },
  });
}

function claimRecords(zip: ZipFile, examination: Examination): void {
  for (const { start, end, what } of zip.marks) examination.claim(start, end, what);
  const directories = new Set<number>();
  for (const { start, end } of zip.directories) {
    if (!directories.has(start)) examination.claim(start, end, "central directory");
    directories.add(start);
  }
  for (const { start, text } of zip.comments)
    if (isText(text)) examination.claim(start, start + text.length, "comment");
}

function claimHeader({ local }: Entry, examination: Examination): void {
  if (local === undefined) return;
  const { header, descriptor }: LocalEntry = local;
  examination.claim(header.start, header.end, "local header");
  if (descriptor !== undefined) examination.claim(descriptor.start, descriptor.end, "data descriptor");
}

/** A comment is for people: what is not text is left unexplained. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/** The members whose name stands for one content, whoever reads. */
function membersOf(source: ByteSource, entries: readonly Entry[], examination: Examination): ZipMembers {
  const byName = new Map<string, Reading | undefined>();
  for (const entry of entries)
    for (const reading of readingsOf(entry, source.size))
      byName.set(reading.name, byName.has(reading.name) ? undefined : reading);
  const readings = new Map(
    [...byName].flatMap(([name, reading]) => (reading === undefined ? [] : [[name, reading]])),
  );
  return {
    sizes: new Map([...readings].map(([name, { size }]) => [name, size])),
    async open(name) {
      const reading = readings.get(name);
      if (reading === undefined || (reading.method !== 0 && reading.size > openedBytes)) return undefined;
      try {
        // What is wrong with it is reported once, when it is examined itself.
        const quiet: Examination = { ...examination, found: () => undefined, passed: () => undefined };
        return (await contentOf(source, reading, quiet, true))?.source;
      } catch (cause) {
        if (cause instanceof FormatFault) return undefined;
        throw cause;
      }
    },
  };
}

async function planOf(names: ZipMembers, examination: Examination): Promise<MemberPlan> {
  const plans = new Map<string, MemberOptions>();
  for (const layout of layouts) {
    let plan: MemberPlan | undefined;
    try {
      plan = await layout.plan(names, examination);
    } catch (cause) {
      // What one layout cannot read hides nothing else: the members are examined all the same.
      if (!(cause instanceof FormatFault)) throw cause;
      examination.found(zipRules.layout, { description: `As ${layout.id}: ${cause.message}.` });
    }
    if (plan === undefined) continue;
    examination.fact("layout", layout.id);
    for (const [name, options] of plan) plans.set(name, options);
  }
  return plans;
}
