import { z } from "zod";
import { parseJson, visibleText } from "../../../formats/index.ts";
import type { JsonValue } from "../../../contracts/index.ts";
import { locationErrors } from "../errors.ts";
import type { GetOptions, WebClient } from "../web/web-client.ts";
import type { MlflowWanted } from "./mlflow-address.ts";

/** Numbers come as text from some servers: 64-bit integers in protocol buffers' JSON. */
const number = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,15}$/)]).transform(Number);
const uri = z.string().min(1).max(8192);
const modelVersion = z.object({
  version: z
    .union([z.string(), z.int()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,15}$/)),
  current_stage: z.string().nullish(),
  status: z.string().nullish(),
});
const versionAnswer = z.object({ model_version: modelVersion });
const modelAnswer = z.object({
  registered_model: z.object({ latest_versions: z.array(modelVersion).nullish() }),
});
const uriAnswer = z.object({ artifact_uri: uri });
const runAnswer = z.object({ run: z.object({ info: z.object({ artifact_uri: uri }) }) });
const loggedAnswer = z.object({ model: z.object({ info: z.object({ artifact_uri: uri }) }) });

/** One entry of a listing of the artifact proxy. */
export const listingAnswer = z.object({
  files: z
    .array(z.object({ path: z.string(), is_dir: z.boolean().nullish(), file_size: number.nullish() }))
    .nullish(),
});

export interface Resolved {
  /** `models/NAME/3`, `runs/RUN`: what the address comes to, fixed. */
  readonly pinned: string;
  /** Where the artifacts lie. */
  readonly uri: string;
  readonly notes: readonly string[];
}

/** Asks a registry in the words of MLflow's REST API 2.0. Nothing that it answers is believed. */
export class MlflowRegistry {
  readonly #client: WebClient;
  readonly #proof: GetOptions;

  constructor(client: WebClient, proof: GetOptions) {
    this.#client = client;
    this.#proof = proof;
  }

  /** The version, alias, stage or run that is wanted. @throws LOCATION_* */
  async resolve(wanted: MlflowWanted): Promise<Resolved> {
    if (wanted.kind === "run") {
      const { run } = await this.ask("mlflow/runs/get", { run_id: wanted.run }, runAnswer);
      return { pinned: `runs/${wanted.run}`, uri: run.info.artifact_uri, notes: [] };
    }
    const { model, which } = wanted;
    const { version, status } = await this.#versionOf(wanted);
    const { artifact_uri } = await this.ask(
      "mlflow/model-versions/get-download-uri",
      { name: model, version },
      uriAnswer,
    );
    const name = encodeURIComponent(model);
    return {
      pinned: `models/${name}/${version}`,
      uri: await this.#past(artifact_uri),
      notes: [
        ...(wanted.kind === "version"
          ? []
          : [`${visibleText(which)} of ${visibleText(model)} is version ${version}; that was scanned.`]),
        ...(status === undefined || status === null || status === "READY"
          ? []
          : [
              `The registry says ${visibleText(status).slice(0, 40)} of version ${version} of ${visibleText(model)}.`,
            ]),
      ],
    };
  }

  async #versionOf(wanted: Exclude<MlflowWanted, { readonly kind: "run" }>) {
    const { kind, model, which } = wanted;
    if (kind === "version")
      return (
        await this.ask("mlflow/model-versions/get", { name: model, version: which }, versionAnswer, which)
      ).model_version;
    if (kind === "alias")
      return (await this.ask("mlflow/registered-models/alias", { name: model, alias: which }, versionAnswer))
        .model_version;
    const { registered_model } = await this.ask("mlflow/registered-models/get", { name: model }, modelAnswer);
    // One of each stage; the newest of all is among them.
    const fitting = (registered_model.latest_versions ?? []).filter(
      ({ current_stage }) =>
        which.toLowerCase() === "latest" || (current_stage ?? "None").toLowerCase() === which.toLowerCase(),
    );
    const [newest] = fitting.toSorted((a, b) => Number(b.version) - Number(a.version));
    if (newest === undefined)
      throw locationErrors.notFound(`${visibleText(model)} has no version in the stage ${which}.`, {
        at: this.#client.home.origin,
      });
    return newest;
  }

  /** MLflow 3 registers `models:/m-…`, a logged model that itself says where it lies. */
  async #past(artifactUri: string): Promise<string> {
    const logged = /^models:\/{1,3}(m-[0-9a-f]{8,64})$/.exec(artifactUri)?.[1];
    if (logged === undefined) return artifactUri;
    const { model } = await this.ask(`mlflow/logged-models/${logged}`, {}, loggedAnswer);
    return model.info.artifact_uri;
  }

  /** One question. What is answered for another version than was asked for is no answer. */
  async ask<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    shape: z.ZodType<T>,
    version?: string,
  ): Promise<T> {
    const url = new URL(`api/2.0/${path}`, this.#client.home);
    url.search = new URLSearchParams(query).toString();
    return this.askAt(url, shape, version);
  }

  async askAt<T>(url: URL, shape: z.ZodType<T>, version?: string): Promise<T> {
    const place = { at: url.origin };
    const { bytes, status } = await this.#client.document(url, this.#proof);
    let value: JsonValue;
    try {
      value = parseJson(bytes, { file: url.origin });
    } catch (cause) {
      throw locationErrors.wrongAnswer(`${url.host} answers with something that is no JSON.`, place, {
        cause,
      });
    }
    if (status === 400) {
      // So MLflow answers where an alias or a version does not exist.
      const told = z.object({ error_code: z.string(), message: z.string().nullish() }).safeParse(value).data;
      throw locationErrors.notFound(
        `${url.host} says ${visibleText(told?.error_code ?? "status 400").slice(0, 60)}: ${visibleText(told?.message ?? "").slice(0, 300)}`,
        place,
      );
    }
    const read = shape.safeParse(value);
    const told = versionAnswer.safeParse(value).data?.model_version.version;
    if (status !== 200 || !read.success || (version !== undefined && Number(told) !== Number(version)))
      throw locationErrors.wrongAnswer(`${url.host} answers as no MLflow registry does.`, place);
    return read.data;
  }
}
