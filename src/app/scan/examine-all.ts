import type { ArtifactReport, CodeReport } from "../../contracts/index.ts";
import type { LoaderProfile } from "../../assess/artifacts/index.ts";
import { isAddress } from "../../targets/addresses/index.ts";
import { fetchedNote, type ListedAddresses } from "./addresses.ts";
import { shippedReview } from "./code-review.ts";
import { dataOfOthers, type Describer } from "./data-of-others.ts";
import { examineFile, unexamined } from "./examine-file.ts";
import { withExcerpts } from "./excerpts.ts";
import type { Changes } from "./git-changes.ts";
import type { InlineIgnore } from "./inline-ignores.ts";
import { joinLoaders } from "./join-loaders.ts";
import { compareTemplates } from "./known-templates.ts";
import { narrowCode, suppressArtifact } from "./narrow.ts";
import { raiseVerdicts } from "./raise-verdicts.ts";
import { judgeRemoteCode, shippedModelCodeReview } from "./remote-code.ts";
import type { ScanRecord } from "./scan-record.ts";
import type { ScanRequest } from "./scan-request.ts";
import { SiblingShelf } from "./siblings.ts";
import { isSource, sourcesByPath, sourcesOf } from "./sources.ts";
import { fileOf, suppressedBy, type Suppressions } from "./suppressions.ts";
import { compareDigest, type PartToScan } from "./system-parts.ts";
import type { FileToScan, Walked } from "./walk.ts";

/** What every step of a scan looks at. */
export interface Scene {
  readonly request: ScanRequest;
  readonly signal: AbortSignal;
  readonly today: string;
  /** Chat templates known to be good, by SHA-256. */
  readonly templates: ReadonlySet<string> | undefined;
  readonly suppressions: Suppressions;
  readonly parts: readonly PartToScan[];
  readonly changes: Changes | undefined;
  readonly loaders: readonly LoaderProfile[];
  /** Grows. */
  readonly notes: string[];
  readonly walked: Walked;
  readonly listed: ListedAddresses;
  readonly missing: readonly PartToScan[];
}

/** The code first, so that each file can be told who loads it when it is examined. */
export async function examineAll(
  scene: Scene,
  record: ScanRecord | undefined,
): Promise<{ readonly artifacts: readonly ArtifactReport[]; readonly code: CodeReport | undefined }> {
  const { request, walked, changes, signal, notes } = scene;
  const ignored = new Map<string, readonly InlineIgnore[]>();
  const raw = request.only === "artifacts" ? undefined : await reviewCode(scene, ignored);
  const shown = walked.files.filter(({ file }) => changes === undefined || changes.has(file));
  if (changes !== undefined)
    notes.push(
      `Only what has changed since ${request.diff ?? ""} is told of: ${shown.length} of ${walked.files.length} files.`,
    );
  const examined =
    request.only === "code" ? { artifacts: [], findings: [] } : await examineFiles(scene, shown, raw);
  if (raw === undefined) {
    await writeDown(examined.artifacts, record);
    return { artifacts: examined.artifacts, code: undefined };
  }
  const whole = { ...raw, findings: [...raw.findings, ...examined.findings] };
  const fileAt = new Map(
    walked.files.flatMap(({ path, file, remote }) => (remote === undefined ? [[path, file]] : [])),
  );
  const { report: narrowed, notes: more } = narrowCode(whole, {
    suppressions: scene.suppressions,
    ignored,
    today: scene.today,
    ...(changes === undefined ? {} : { changed: (path) => changes.get(fileAt.get(fileOf(path)) ?? "") }),
  });
  notes.push(...more);
  const code = await withExcerpts(narrowed, fileAt);
  const artifacts = raiseVerdicts(examined.artifacts, code);
  await writeDown(artifacts, record);
  if (!signal.aborted) await record?.code(code);
  return { artifacts, code };
}

async function writeDown(
  artifacts: readonly ArtifactReport[],
  record: ScanRecord | undefined,
): Promise<void> {
  if (record !== undefined) for (const artifact of artifacts) await record.artifact(artifact);
}

async function reviewCode(
  scene: Scene,
  ignored: Map<string, readonly InlineIgnore[]>,
): Promise<CodeReport | undefined> {
  const { request, signal, walked } = scene;
  const review = request.review ?? shippedReview;
  const files = walked.files.filter(isSource);
  if (files.length === 0 || signal.aborted) return undefined;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const done = { files: 0, bytes: 0 };
  const sources = sourcesOf(files, request.inlineIgnores === false ? undefined : ignored);
  const onFile = (file: { readonly path: string; readonly bytes: number }): void => {
    done.files += 1;
    done.bytes += file.bytes;
    request.onProgress?.({
      doing: "code",
      files: files.length,
      filesDone: done.files,
      bytes,
      bytesDone: Math.min(bytes, done.bytes),
      path: file.path,
    });
  };
  try {
    return await review(sources, { signal, onFile, loaders: scene.loaders });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    scene.notes.push("Interrupted: the code was not reviewed to the end.");
    return undefined;
  }
}

async function examineFiles(scene: Scene, files: readonly FileToScan[], code: CodeReport | undefined) {
  const { request, signal, walked, parts, loaders, suppressions } = scene;
  const shelf = new SiblingShelf();
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const opened = new Map<string, Describer[]>();
  const placed: { readonly file: string; readonly report: ArtifactReport }[] = [];
  let before = 0;
  for (const [i, file] of files.entries()) {
    const siblings = await shelf.of(file);
    let report: ArtifactReport;
    try {
      report = await examineFile(file, siblings, {
        loaders,
        digests: request.digests,
        signal,
        onBytes: (read) =>
          request.onProgress?.({
            doing: "files",
            files: files.length,
            filesDone: i,
            bytes,
            bytesDone: before + read,
            path: file.path,
          }),
      });
    } catch (cause) {
      if (!signal.aborted) throw cause;
      scene.notes.push(`Interrupted: ${i} of ${files.length} files were examined.`);
      break;
    }
    if (scene.templates !== undefined) report = compareTemplates(report, scene.templates);
    before += file.bytes;
    for (const [target, name] of siblings.opened)
      opened.set(target, [...(opened.get(target) ?? []), { report, name }]);
    placed.push({ file: file.file, report: suppressArtifact(compareDigest(report, parts), suppressions) });
  }
  const obstacles = scene.request.diff === undefined ? walked.obstacles : [];
  const artifacts = [
    ...placed.map(({ file, report }) => dataOfOthers(report, opened.get(file) ?? [])),
    ...obstacles.map((obstacle) => unexamined(obstacle)),
    ...scene.missing.map(({ path, id }) =>
      unexamined({ rule: "missing", path, why: `The manifest names it as \`${id}\`.` }),
    ),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (scene.listed.shown.some(isAddress)) scene.notes.push(fetchedNote(scene.listed, artifacts));
  const judged =
    code === undefined
      ? artifacts
      : await judgeRemoteCode(artifacts, await sourcesByPath(walked.files.filter(isSource)), {
          loaders,
          review: request.reviewModelCode ?? shippedModelCodeReview,
          suppress: (finding) => suppressedBy(finding, suppressions),
          signal,
        });
  return joinLoaders(judged, code?.callSites ?? [], loaders);
}
