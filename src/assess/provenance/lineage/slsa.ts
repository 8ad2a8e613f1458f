import type { JsonValue } from "../../../contracts/index.ts";
import { provenanceErrors } from "../errors.ts";
import { listOf, member, memberOf, textOf } from "../json-member.ts";

export const slsaPredicate = "https://slsa.dev/provenance/v1";
export const trainingBuildType = "https://bartizan.invalid/training-run/v1";

/** A thing by its digest. */
export interface Digested {
  readonly name: string;
  readonly sha256?: string;
  /** Of a source tree. */
  readonly gitCommit?: string;
}

/** How a model was made: who ran it, out of what, into what. */
export interface TrainingRun {
  readonly builder: string;
  readonly products: readonly Digested[];
  /** Data sets, base model, code. */
  readonly materials: readonly Digested[];
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly invocation?: string;
  readonly startedOn?: string;
  readonly finishedOn?: string;
}

/** An in-toto statement with SLSA provenance v1 (slsa.dev/spec/v1.0/provenance) for a training run. */
export function slsaStatement(run: TrainingRun): JsonValue {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: run.products.map(described),
    predicateType: slsaPredicate,
    predicate: {
      buildDefinition: {
        buildType: trainingBuildType,
        externalParameters: run.parameters,
        resolvedDependencies: run.materials.map(described),
      },
      runDetails: {
        builder: { id: run.builder },
        metadata: {
          ...(run.invocation === undefined ? {} : { invocationId: run.invocation }),
          ...(run.startedOn === undefined ? {} : { startedOn: run.startedOn }),
          ...(run.finishedOn === undefined ? {} : { finishedOn: run.finishedOn }),
        },
      },
    },
  };
}

function described({ name, sha256, gitCommit }: Digested): JsonValue {
  const digest = {
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(gitCommit === undefined ? {} : { gitCommit }),
  };
  return { name, ...(Object.keys(digest).length === 0 ? {} : { digest }) };
}

/**
 * Reads SLSA provenance v1 of whatever build type. Nothing in it is proven: that is for the signature around it.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT
 */
export function readSlsa(statement: JsonValue, file: string): TrainingRun {
  const wrong = (what: string): Error => provenanceErrors.documentUnfit(what, { file });
  if (textOf(member(statement, "predicateType")) !== slsaPredicate)
    throw wrong("It is no statement with SLSA provenance v1.");
  const predicate = memberOf(statement, "predicate");
  const definition = memberOf(predicate, "buildDefinition");
  const details = memberOf(predicate, "runDetails");
  const builder = textOf(member(memberOf(details, "builder"), "id"));
  const products = listOf(member(statement, "subject")).map(digested);
  if (builder === undefined) throw wrong("It names no builder.");
  if (products.length === 0 || products.some(({ sha256 }) => sha256 === undefined))
    throw wrong("Every subject must have a SHA-256.");
  const metadata = memberOf(details, "metadata");
  const parameters = memberOf(definition, "externalParameters");
  const [invocation, startedOn, finishedOn] = ["invocationId", "startedOn", "finishedOn"].map((key) =>
    textOf(member(metadata, key)),
  );
  return {
    builder,
    products,
    materials: listOf(member(definition, "resolvedDependencies")).map(digested),
    // Safe: `memberOf` gives objects only.
    parameters: (parameters ?? {}) as Readonly<Record<string, JsonValue>>,
    ...(invocation === undefined ? {} : { invocation }),
    ...(startedOn === undefined ? {} : { startedOn }),
    ...(finishedOn === undefined ? {} : { finishedOn }),
  };
}

function digested(item: JsonValue): Digested {
  const digest = memberOf(item, "digest");
  const [sha256, gitCommit] = [textOf(member(digest, "sha256")), textOf(member(digest, "gitCommit"))];
  return {
    name: textOf(member(item, "name")) ?? textOf(member(item, "uri")) ?? "",
    ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
    ...(gitCommit === undefined ? {} : { gitCommit }),
  };
}

export interface SlsaComparison {
  readonly matching: readonly string[];
  /** Subjects whose digest is not among those found. */
  readonly differing: readonly string[];
  /** Materials without any digest: anything could have been used. */
  readonly unpinned: readonly string[];
}

/** Whether what was made is what lies here, by digest. */
export function compareSlsa(run: TrainingRun, found: ReadonlySet<string>): SlsaComparison {
  const is = ({ sha256 }: Digested): boolean => sha256 !== undefined && found.has(sha256);
  return {
    matching: run.products.filter(is).map(({ name }) => name),
    differing: run.products.filter((product) => !is(product)).map(({ name }) => name),
    unpinned: run.materials
      .filter(({ sha256, gitCommit }) => sha256 === undefined && gitCommit === undefined)
      .map(({ name }) => name),
  };
}
