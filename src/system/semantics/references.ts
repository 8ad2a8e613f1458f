import type { BartizanError } from "../../errors/index.ts";
import { closest, type Path, type PlacedDocument } from "../../formats/index.ts";
import { systemErrors } from "../errors.ts";
import type { SystemManifest } from "../manifest/manifest.ts";

/** Every id that the manifest refers to is described in it. Cycles of flows are fine. */
export function referenceProblems(manifest: SystemManifest, document: PlacedDocument): BartizanError[] {
  return referencesOf(manifest).flatMap(({ path, to, what, known }) => {
    if (known.has(to)) return [];
    const meant = closest(to, [...known]);
    const remedy = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
    return [systemErrors.unknownReference(`There is no ${what} \`${to}\`.`, document.place(path), remedy)];
  });
}

interface Reference {
  readonly path: Path;
  readonly to: string;
  readonly what: string;
  readonly known: ReadonlySet<string>;
}

function referencesOf(manifest: SystemManifest): Reference[] {
  const zone = { what: "zone", known: idsOf(manifest.zones) };
  const component = { what: "component", known: idsOf(manifest.components) };
  const dataClass = { what: "data class", known: idsOf(manifest.data_classes) };
  const elements = new Set([...component.known, ...idsOf(manifest.flows), "sys"]);
  const element = { what: "component or flow", known: elements };
  const found: Reference[] = [];
  const one = (path: Path, to: string | undefined, space: Omit<Reference, "path" | "to">): void => {
    if (to !== undefined) found.push({ path, to, ...space });
  };
  const many = (
    path: Path,
    to: readonly string[] | undefined,
    space: Omit<Reference, "path" | "to">,
  ): void => {
    for (const [index, item] of (to ?? []).entries()) one([...path, index], item, space);
  };
  for (const [i, part] of manifest.components.entries()) {
    one(["components", i, "zone"], part.zone, zone);
    if (part.kind === "rag_store") many(["components", i, "writers"], part.writers, component);
    if (part.kind === "rag_store" || part.kind === "datastore")
      many(["components", i, "contains"], part.contains, dataClass);
  }
  for (const [i, flow] of manifest.flows.entries()) {
    one(["flows", i, "from"], flow.from, component);
    one(["flows", i, "to"], flow.to, component);
    many(["flows", i, "data"], flow.data, dataClass);
  }
  for (const [i, control] of manifest.controls.entries()) many(["controls", i, "on"], control.on, element);
  for (const section of ["targets", "artifacts", "datasets", "source_trees", "documents"] as const)
    for (const [i, item] of manifest[section].entries())
      one([section, i, "component"], item.component, component);
  const target = { what: "target", known: idsOf(manifest.targets) };
  for (const [i, gate] of manifest.gates.entries()) one(["gates", i, "target"], gate.target, target);
  for (const [i, dataset] of manifest.datasets.entries())
    many(["datasets", i, "data"], dataset.data, dataClass);
  const artifact = { what: "artifact", known: idsOf(manifest.artifacts) };
  const dataset = { what: "data set", known: idsOf(manifest.datasets) };
  const sourceTree = { what: "source tree", known: idsOf(manifest.source_trees) };
  for (const [i, item] of manifest.artifacts.entries()) {
    one(["artifacts", i, "base"], item.base, artifact);
    many(["artifacts", i, "adapters"], item.adapters, artifact);
    many(["artifacts", i, "trained_on"], item.trained_on, dataset);
    many(["artifacts", i, "training_code"], item.training_code, sourceTree);
  }
  return found;
}

const idsOf = (list: readonly { readonly id: string }[]): Set<string> => new Set(list.map(({ id }) => id));
