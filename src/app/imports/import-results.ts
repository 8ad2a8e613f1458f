import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  importResults as readResults,
  mappingRuleSchema,
  openWorkspaceLedger,
  recordImport,
  type ImportedEvidence,
  type ImportFormat,
  type Mappings,
} from "../../evidence/index.ts";
import { visibleText } from "../../formats/index.ts";
import { loadPack, packsRoot } from "../../knowledge/index.ts";
import { loadSystem } from "../../system/index.ts";
import { appErrors } from "../errors.ts";
import { toolVersion } from "../version.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface ImportRequest {
  /** What another tool wrote. */
  readonly file: string;
  readonly systemFile: string;
  /** The component of the manifest that was tested; the system as a whole where it is left out. */
  readonly component?: string;
  /** Found out from the content where it is left out. */
  readonly format?: ImportFormat;
  /** The folder that holds `.bartizan`; the manifest's own by default. */
  readonly workspace?: string;
}

/**
 * Takes the results of another tool into the workspace ledger, as facts about a system. The file is read
 * whole and judged before anything is written.
 *
 * @throws APP_UNKNOWN_COMPONENT, what reading the manifest and the results throws, what opening the ledger throws
 * @example await importResults({ file: "garak.report.jsonl", systemFile: "system.yaml" })
 */
export async function importResults(request: ImportRequest): Promise<readonly ImportedEvidence[]> {
  const { component, format } = request;
  const loaded = await loadSystem(request.systemFile);
  if (component !== undefined && !Object.hasOwn(loaded.subject.components, component))
    throw appErrors.unknownComponent(`The manifest has no component \`${visibleText(component)}\`.`, {
      at: component,
      file: loaded.file,
    });
  const imported = await readResults(request.file, {
    mappings: mappings(),
    ...(format === undefined ? {} : { format }),
  });
  const workspace = await openWorkspace(request.workspace ?? dirname(loaded.file));
  const ledger = await openWorkspaceLedger({
    dir: workspace.paths.ledger,
    clock: workspace.clock,
    key: await workspace.key(),
    tool: { name: "bartizan", version: toolVersion() },
  });
  try {
    const about = {
      system: loaded.manifest.system.id,
      subject: loaded.subject,
      ...(component === undefined ? {} : { component }),
    };
    for (const one of imported) await recordImport(ledger, one, about);
  } finally {
    await ledger.release();
  }
  await workspace.remember(loaded);
  return imported;
}

/** The mapping packs that come with Bartizan, by the tool their folder is named for. */
function mappings(): Mappings {
  const folder = join(packsRoot(), "mappings");
  return Object.fromEntries(
    readdirSync(folder).map((tool) => [tool, loadPack(join(folder, tool), mappingRuleSchema).items]),
  );
}
