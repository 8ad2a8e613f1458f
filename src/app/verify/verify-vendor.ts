import { randomUUID } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import {
  compareFingerprints,
  encodeFingerprint,
  judgeDocuments,
  judgeHeaders,
  judgeModelName,
  judgeTls,
  readFingerprint,
  readListing,
  standingOf,
  vendorVerdict,
  type Fingerprint,
  type GivenDocument,
  type VendorComponent,
  type VendorFinding,
  type VendorReport,
} from "../../assess/provenance/index.ts";
import type { Clock } from "../../contracts/index.ts";
import { createBundle, type BundleWriter } from "../../evidence/index.ts";
import { formatsErrors, parseJson, readBounded, sha256 } from "../../formats/index.ts";
import { loadSystem, type LoadedSystem } from "../../system/index.ts";
import { lookAtEndpoint, type BudgetLimits, type EndpointFacts } from "../../targets/index.ts";
import { connectTargets, type Connections, type TargetConfigOf } from "../assessment/connect.ts";
import { appErrors } from "../errors.ts";
import { toolVersion } from "../version.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { takeFingerprint } from "./take-fingerprint.ts";

export interface VendorRequest {
  readonly systemFile: string;
  /** Only this component; every hosted model otherwise. */
  readonly component?: string;
  /** A fingerprint to compare with; needs one component. */
  readonly baseline?: string;
  /** Take a fingerprint, to be kept. */
  readonly enrol?: boolean;
  /** Answers to each prompt; 16 unless told. */
  readonly samples?: number;
  /** Documents beside those of the manifest; they belong to the component. */
  readonly documents?: readonly Omit<GivenDocument, "sha256">[];
  readonly workspace?: string;
  readonly budget?: BudgetLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface VendorOutcome {
  readonly report: VendorReport;
  /** The fingerprint taken now, as it is to be kept. */
  readonly fingerprint?: string;
}

const largest = 64 * 1024 * 1024;

/**
 * Looks at the hosted models of a system and writes what was seen into an evidence bundle of kind `vendor`.
 *
 * @throws APP_UNKNOWN_COMPONENT, SYSTEM_*, TARGETS_* of the configuration, budget and kill switch
 */
export async function verifyVendor(request: VendorRequest): Promise<VendorOutcome> {
  const { clock } = request;
  const loaded = await loadSystem(request.systemFile);
  const chosen = hostedModels(loaded, request);
  const baseline = request.baseline === undefined ? undefined : await readBaseline(request.baseline);
  const targets = chosen.flatMap(({ target }) => (target === undefined ? [] : [target.id]));
  const id = `vendor-${new Date(clock.now()).toISOString().replaceAll(/[-:]/g, "").slice(0, 15).replace("T", "-")}-${randomUUID().slice(0, 6)}`;
  const connections =
    targets.length === 0
      ? undefined
      : await connectTargets({
          loaded,
          only: targets,
          budget: request.budget ?? {},
          env: request.env,
          clock,
          seed: id,
        });
  try {
    const workspace = await openWorkspace(request.workspace ?? dirname(loaded.file), { clock });
    const bundle = await createBundle({
      dir: join(workspace.paths.runs, id),
      clock,
      key: await workspace.key(),
      header: {
        kind: "vendor",
        id,
        tool: { name: "bartizan", version: toolVersion() },
        about: { system: loaded.manifest.system.id, digest: loaded.digest },
      },
    });
    try {
      return await carryOut(request, loaded, chosen, connections, baseline, bundle);
    } catch (error) {
      await bundle.release().catch(() => undefined);
      throw error;
    }
  } finally {
    await connections?.dispose();
  }
}

interface Chosen {
  readonly component: string;
  readonly target: TargetConfigOf | undefined;
}

/** Models that somebody else runs: those of a vendor, and others that are reached over a target. */
function hostedModels(loaded: LoadedSystem, request: VendorRequest): readonly Chosen[] {
  const { components, targets } = loaded.manifest;
  const found = components
    .map(({ id, kind }) => ({
      component: id,
      kind,
      target: targets.find(({ component }) => component === id),
    }))
    .filter(({ component, kind, target }) =>
      request.component === undefined
        ? kind === "vendor_model" || (kind === "model" && target !== undefined)
        : component === request.component,
    );
  const place = { file: loaded.file, field: "components" };
  if (found.length === 0)
    throw appErrors.unknownComponent(
      request.component === undefined
        ? "The manifest has no component of kind `vendor_model`, and no `model` that a target reaches."
        : `There is no component \`${request.component.slice(0, 80)}\`.`,
      place,
    );
  const single =
    request.baseline !== undefined || request.enrol === true || (request.documents?.length ?? 0) > 0;
  if (single && found.length > 1)
    throw appErrors.unknownComponent(
      "A fingerprint or document belongs to one component; name it with --component.",
      place,
    );
  return found;
}

async function readBaseline(
  file: string,
): Promise<{ readonly digest: string; readonly fingerprint: Fingerprint }> {
  const bytes = await readBounded(file, largest);
  return { digest: sha256(bytes), fingerprint: readFingerprint(parseJson(bytes, { file }), file) };
}

async function carryOut(
  request: VendorRequest,
  loaded: LoadedSystem,
  chosen: readonly Chosen[],
  connections: Connections | undefined,
  baseline: Awaited<ReturnType<typeof readBaseline>> | undefined,
  bundle: BundleWriter,
): Promise<VendorOutcome> {
  const components: VendorComponent[] = [];
  let kept: string | undefined;
  for (const { component, target } of chosen) {
    const seen = await lookAt(request, loaded, component, target, connections, bundle.id);
    let { part } = seen;
    if (
      target !== undefined &&
      connections !== undefined &&
      (baseline !== undefined || request.enrol === true)
    ) {
      const fingerprint = await takeFingerprint(target, connections, request, bundle.id);
      kept = encodeFingerprint(fingerprint);
      const blob = await bundle.putBlob(Buffer.from(kept), "application/vnd.bartizan.fingerprint+json");
      await bundle.append("vendor.fingerprint", { component, sha256: sha256(kept), fingerprint: blob });
      if (baseline !== undefined) part = withDrift(part, baseline, fingerprint, sha256(kept));
    } else if (target !== undefined)
      part = {
        ...part,
        notChecked: [...part.notChecked, "whether it still answers as it did: no --baseline"],
      };
    components.push(part);
    await bundle.append("vendor.component", part);
  }
  const report: VendorReport = {
    schemaVersion: "bartizan.vendor/v1",
    system: loaded.manifest.system.id,
    at: new Date(request.clock.now()).toISOString(),
    verdict: vendorVerdict(components),
    components,
    evidence: bundle.dir,
  };
  await bundle.close({ verdict: report.verdict });
  return { report, ...(kept === undefined ? {} : { fingerprint: kept }) };
}

function withDrift(
  part: VendorComponent,
  baseline: { readonly digest: string; readonly fingerprint: Fingerprint },
  fingerprint: Fingerprint,
  current: string,
): VendorComponent {
  const comparison = compareFingerprints(baseline.fingerprint, fingerprint);
  const { verdict, sentence } = comparison;
  const found: VendorFinding[] =
    verdict === "changed" ? [{ rule: "model/answers-changed", severity: "medium", message: sentence }] : [];
  return {
    ...part,
    drift: {
      verdict,
      sentence,
      baseline: baseline.digest,
      current,
      // Safe: a comparison is plain JSON data.
      comparison: comparison as unknown as NonNullable<VendorComponent["drift"]>["comparison"],
    },
    findings: [...part.findings, ...found],
  };
}

async function lookAt(
  request: VendorRequest,
  loaded: LoadedSystem,
  component: string,
  target: TargetConfigOf | undefined,
  connections: Connections | undefined,
  sessionId: string,
): Promise<{ readonly part: VendorComponent }> {
  const documents = await documentsOf(request, loaded, component);
  const findings = judgeDocuments(documents);
  const notChecked = ["revocation of certificates"];
  const base = { component, documents };
  if (target === undefined || connections === undefined)
    return {
      part: {
        ...base,
        findings,
        notChecked: ["the endpoint: no target of the manifest names this component"],
      },
    };
  const facts = await lookAtEndpoint(target, connections.deps, {
    signal: request.signal,
    sessionId,
    seed: 1,
    principal: { id: "bartizan-tester", verified: false },
  });
  if (facts === undefined) {
    notChecked.push("endpoint and model listing: the target is not of kind `openai-chat`");
    return { part: { ...base, target: target.id, findings, notChecked } };
  }
  return {
    part: {
      ...base,
      target: target.id,
      ...endpointPart(facts, target, findings, notChecked, request.clock.now()),
    },
  };
}

function endpointPart(
  facts: EndpointFacts,
  target: TargetConfigOf,
  findings: VendorFinding[],
  notChecked: string[],
  now: number,
): Omit<VendorComponent, "component" | "documents" | "target"> {
  const { tls, listing, origin } = facts;
  // Safe by its schema: an `openai-chat` target has a model.
  const model = "model" in target ? String(target.model) : "";
  findings.push(...judgeModelName(model));
  const secure = origin.startsWith("https:");
  if (!secure)
    findings.push({
      rule: "tls/none",
      severity: target.environment === "production" ? "high" : "low",
      message: `${origin} is reached without TLS.`,
    });
  if (tls.kind === "seen") findings.push(...judgeTls(tls.value, now));
  else notChecked.push(`TLS: ${tls.why}`);
  const common = { model, origin, findings, notChecked, tls: tlsPart(tls) };
  if (listing.kind !== "seen") {
    notChecked.push(`model listing: ${listing.why}`);
    return { ...common, listing };
  }
  const { headers, body } = listing.value;
  findings.push(...judgeHeaders(headers, secure));
  const read = readListing(body, model);
  if (read === undefined) {
    notChecked.push("model listing: the answer is no list of models");
    return { ...common, headers, listing: { kind: "failed", why: "the answer is no list of models" } };
  }
  if (!read.listed)
    findings.push({
      rule: "model/not-listed",
      severity: "medium",
      message: `\`${model}\` is not among the ${read.models} models that the endpoint lists.`,
    });
  return { ...common, headers, listing: { kind: "seen", value: read } };
}

function tlsPart(tls: EndpointFacts["tls"]): NonNullable<VendorComponent["tls"]> {
  if (tls.kind !== "seen") return tls;
  const chain = tls.value.chain.map((part) => ({ ...part, names: [...part.names] }));
  return { kind: "seen", value: { ...tls.value, chain } };
}

async function documentsOf(
  request: VendorRequest,
  loaded: LoadedSystem,
  component: string,
): Promise<VendorComponent["documents"]> {
  const beside = dirname(loaded.file);
  const named = loaded.manifest.documents
    .filter((item) => item.component === component)
    .map((item) => ({
      file: resolve(beside, item.path),
      path: item.path,
      scope: item.scope,
      ...(item.sha256 === undefined ? {} : { expected: item.sha256 }),
      ...(item.valid_from === undefined ? {} : { validFrom: item.valid_from }),
      ...(item.valid_until === undefined ? {} : { validUntil: item.valid_until }),
    }));
  const given = (request.documents ?? []).map((item) => ({ ...item, file: item.path }));
  return Promise.all(
    [...named, ...given].map(async ({ file, ...item }) => {
      const digest = await digestOf(file);
      return standingOf(
        { ...item, ...(digest === undefined ? {} : { sha256: digest }) },
        request.clock.now(),
      );
    }),
  );
}

/** Undefined where it is missing; one that is too large or cannot be read is an error of its own. */
async function digestOf(file: string): Promise<string | undefined> {
  try {
    return sha256(await readBounded(file, largest));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === formatsErrors.notFound("").code)
      return undefined;
    throw error;
  }
}
