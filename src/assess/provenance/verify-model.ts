import { relative, sep } from "node:path";
import { fileSource, visibleText } from "../../formats/index.ts";
import { readSignedManifest, rootDigest, type SignedManifest } from "./bundle/signed-manifest.ts";
import { readSignatureBundle, type SignatureBundle } from "./bundle/signature-bundle.ts";
import { hashSource } from "./digests/hash-source.ts";
import { compareFiles } from "./files/compare-files.ts";
import { whyLoadable } from "./files/loadable.ts";
import { isIgnored, walkModel, type ModelFile, type ModelFolder } from "./files/walk-model.ts";
import { provenanceErrors } from "./errors.ts";
import { checkSigner } from "./signers/check-signer.ts";
import type { TrustGiven } from "./signers/trust-given.ts";
import type {
  ModelVerification,
  ProvenanceProblem,
  ProvenanceVerdict,
  UnsignedFile,
} from "./verification.ts";

export interface VerifyModelOptions {
  readonly signature?: { readonly path: string; readonly bytes: Uint8Array };
  /** Where the signature lies that is not to be verified now: it is no part of the model's digest. */
  readonly signaturePath?: string;
  readonly trust: TrustGiven;
  /** Names below the model that the one who verifies leaves out; they are listed all the same. */
  readonly ignored?: readonly string[];
  /** `signature`: an unsigned model fails. `digest`: it must have this digest. */
  readonly require?: "signature" | "digest";
  /** SHA-256 of the file, or the root digest of the folder. */
  readonly digest?: string;
  readonly signal?: AbortSignal;
}

/** Left out of signatures as the reference implementation does: version control, and nothing that is loaded. */
export const versionControl = [".git", ".gitattributes", ".github", ".gitignore"];

/**
 * Verifies where a model comes from: its signature, its signer, and every file against what was signed.
 * Files that no signature covers are all listed; one that could be loaded as code fails the verification even
 * where the signature ignores it.
 *
 * @throws PROVENANCE_SIGNATURE_MALFORMED, PROVENANCE_IDENTITY_MISSING, PROVENANCE_NOTHING_TO_SIGN, FORMATS_*
 */
export async function verifyModel(path: string, options: VerifyModelOptions): Promise<ModelVerification> {
  const folder = await walkModel(path);
  if (folder.files.length === 0)
    throw provenanceErrors.nothingToSign("There is no file in it.", { file: path });
  const own = signatureName(folder, options.signature?.path ?? options.signaturePath);
  const run = new Verifying(folder, options, own);
  return run.result(path);
}

class Verifying {
  readonly #folder: ModelFolder;
  readonly #options: VerifyModelOptions;
  readonly #own: string | undefined;
  readonly #problems: ProvenanceProblem[] = [];
  readonly #checked: string[] = [];
  readonly #notChecked: string[] = [];

  constructor(folder: ModelFolder, options: VerifyModelOptions, own: string | undefined) {
    this.#folder = folder;
    this.#options = options;
    this.#own = own;
  }

  async result(path: string): Promise<ModelVerification> {
    const { signature, signal } = this.#options;
    const bundle = signature && readSignatureBundle(signature.bytes, signature.path);
    const manifest = signature && bundle && readSignedManifest(bundle.payload, signature.path);
    const signer = bundle === undefined ? undefined : this.#signer(bundle);
    const files = new Map(this.#folder.files.map((file) => [file.name, file] as const));
    const known = manifest === undefined ? undefined : await compareFiles(manifest, files, signal);
    this.#problems.push(...(known?.problems ?? []));
    if (manifest !== undefined && known !== undefined)
      this.#checked.push(
        `${count(manifest.resources.length, manifest.method === "files" ? "file" : "part")} against ${manifest.hash} digests`,
      );
    const unsigned = manifest === undefined ? [] : await this.#unsigned(manifest);
    const digests = await this.#digests(known?.sha256 ?? new Map());
    const root = rootDigest(digests.map(({ sha256 }) => sha256));
    this.#digest(root, digests);
    this.#odd(manifest);
    this.#notChecked.push(
      "what the files do: a signature says who, not whether it is safe (`bartizan scan`)",
    );
    return {
      schemaVersion: "bartizan.model-verification/v1",
      path,
      verdict: this.#verdict(bundle !== undefined, signer !== undefined),
      ...(manifest === undefined || signature === undefined || bundle === undefined
        ? {}
        : { signature: summary(signature.path, bundle, manifest) }),
      ...(signer === undefined ? {} : { signer }),
      model: {
        name: this.#folder.name,
        files: digests.length,
        bytes: digests.reduce((sum, { bytes }) => sum + bytes, 0),
        root,
      },
      digests,
      unsigned,
      problems: this.#problems,
      checked: this.#checked,
      notChecked: this.#notChecked,
    };
  }

  #signer(bundle: SignatureBundle): ModelVerification["signer"] {
    const found = checkSigner(bundle, this.#options.trust);
    this.#checked.push(...found.checked);
    this.#notChecked.push(...found.notChecked);
    if (found.problem !== undefined) this.#problems.push(found.problem);
    return found.signer;
  }

  async #unsigned(manifest: SignedManifest): Promise<UnsignedFile[]> {
    const signed = new Set(manifest.resources.map(({ path }) => path));
    const list: UnsignedFile[] = [];
    for (const file of this.#folder.files) {
      if (signed.has(file.name)) continue;
      // Shards leave empty files out: they have no bytes to sign.
      const why = this.#whyUnsigned(file, manifest);
      const loadable = why === itself || isIgnored(file.name, [".git"]) ? undefined : await loadableOf(file);
      list.push({ path: file.name, bytes: file.bytes, why, ...(loadable === undefined ? {} : { loadable }) });
      if (why === itself) continue;
      if (loadable !== undefined)
        this.#problems.push({
          kind: "code-unsigned",
          path: file.name,
          message: `No signature covers it, and it could be loaded as code: ${loadable}.`,
        });
      else if (why === "not in the signature")
        this.#problems.push({
          kind: "file-unsigned",
          path: file.name,
          message: "It was added after signing.",
        });
    }
    return list;
  }

  #whyUnsigned(file: ModelFile, manifest: SignedManifest): string {
    if (file.name === this.#own) return itself;
    if (isIgnored(file.name, this.#options.ignored ?? [])) return "ignored on request";
    if (isIgnored(file.name, manifest.ignored)) return "ignored by the signature";
    // The reference implementation leaves these out whatever the signature says.
    if (isIgnored(file.name, versionControl)) return "of version control";
    if (manifest.method === "shards" && file.bytes === 0) return "empty, so it has no part to sign";
    return "not in the signature";
  }

  async #digests(known: ReadonlyMap<string, string>): Promise<ModelVerification["digests"]> {
    const list: { path: string; sha256: string; bytes: number }[] = [];
    const { signal } = this.#options;
    for (const { name, path, bytes } of this.#folder.files) {
      if (name === this.#own || isIgnored(name, versionControl)) continue;
      const have = known.get(name);
      list.push({ path: name, sha256: have ?? (await sha256Of(path, signal)), bytes });
    }
    return list;
  }

  #digest(root: string, digests: ModelVerification["digests"]): void {
    const { digest, require } = this.#options;
    if (digest === undefined) {
      if (require === "digest")
        this.#problems.push({ kind: "digest-differs", message: "A digest is required and none was given." });
      return;
    }
    const single = this.#folder.single ? digests[0]?.sha256 : undefined;
    this.#checked.push("the digest that was given");
    if (digest.toLowerCase() !== root && digest.toLowerCase() !== single)
      this.#problems.push({
        kind: "digest-differs",
        message: `The digest is ${single ?? root}; expected was ${visibleText(digest.slice(0, 80))}.`,
      });
  }

  #odd(manifest: SignedManifest | undefined): void {
    for (const { name, why } of this.#folder.odd) {
      if (isIgnored(name, versionControl)) continue;
      if (manifest !== undefined) this.#problems.push({ kind: "link", path: name, message: `It is ${why}.` });
      else this.#notChecked.push(`${visibleText(name)}: ${why}`);
    }
  }

  #verdict(signed: boolean, signer: boolean): ProvenanceVerdict {
    const { require, digest } = this.#options;
    if (!signed && require === "signature")
      this.#problems.push({ kind: "unsigned-model", message: "A signature is required and there is none." });
    if (this.#problems.length > 0) return "failed";
    if (signed && signer) return "verified";
    if (digest !== undefined) return "digest-matches";
    return signed ? "unproven" : "unsigned";
  }
}

const itself = "the signature itself";

function summary(
  path: string,
  bundle: SignatureBundle,
  manifest: SignedManifest,
): NonNullable<ModelVerification["signature"]> {
  return {
    path,
    mediaType: bundle.mediaType,
    predicate: manifest.predicate,
    method: manifest.method,
    hash: manifest.hash,
    resources: manifest.resources.length,
    ignored: manifest.ignored,
    ...(manifest.name === undefined ? {} : { modelName: visibleText(manifest.name) }),
    ...(manifest.root === undefined ? {} : { root: manifest.root }),
  };
}

function signatureName({ root, single }: ModelFolder, signature: string | undefined): string | undefined {
  if (signature === undefined || single) return undefined;
  const name = relative(root, signature).split(sep).join("/");
  return name.startsWith("../") ? undefined : name;
}

async function loadableOf({ name, path }: ModelFile): Promise<string | undefined> {
  const source = await fileSource(path);
  try {
    return await whyLoadable(name, source);
  } finally {
    await source.close();
  }
}

async function sha256Of(path: string, signal: AbortSignal | undefined): Promise<string> {
  const source = await fileSource(path);
  try {
    return await hashSource(source, "sha256", signal === undefined ? {} : { signal });
  } finally {
    await source.close();
  }
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
