import { isFalse, isTrue, stringOf, type CallFact, type CodeFile, type Value } from "../contract/index.ts";

/** A loader as code calls it. Profiles of `packs/loaders` are such. */
export interface LoaderCalls {
  /** What a developer would write. `torch.load(weights_only=True)` is that call with that argument only. */
  readonly id: string;
  readonly calls: readonly string[];
}

/** What holds where the argument is not given; what is not here depends on the version, so both are meant. */
const defaults: Readonly<Record<string, boolean>> = {
  allow_pickle: false,
  trust_remote_code: false,
  safe_mode: true,
  allow_dangerous_deserialization: false,
};

const qualifier = /\((\w{1,60})=(True|False)\)$/;

function isMeant(call: CallFact, { id }: LoaderCalls): boolean {
  const [, name, wanted] = qualifier.exec(id) ?? [];
  if (name === undefined) return true;
  const value = call.argument(name);
  if (isTrue(value)) return wanted === "True";
  if (isFalse(value)) return wanted === "False";
  const byDefault = defaults[name];
  if (value !== undefined || call.open || byDefault === undefined) return true;
  return byDefault === (wanted === "True");
}

const names = [
  "path",
  "f",
  "file",
  "filename",
  "filepath",
  "pretrained_model_name_or_path",
  "model_name_or_path",
  "repo_id",
  "model_path",
  "model",
  "fname",
  "filepath_or_buffer",
  "uri",
];

/** The path or repository that is loaded, where it is written out: also through `open(…)` and `Path(…)`. */
function argumentOf(call: CallFact, depth = 0): string | undefined {
  const first = call.args.find(({ name }) => name === undefined)?.value;
  const value: Value | undefined =
    first ?? names.map((name) => call.argument(name)).find((found) => found !== undefined);
  const text = stringOf(value);
  if (text !== undefined) return text.slice(0, 1000);
  if (
    value?.kind === "instance" &&
    value.call !== undefined &&
    depth < 3 &&
    /(?:^|\.)(?:open|Path|join|hf_hub_download|snapshot_download)$/.test(value.of)
  )
    return argumentOf(value.call, depth + 1);
  return undefined;
}

export interface CallSite {
  readonly loader: string;
  readonly call: CallFact;
  readonly argument?: string;
}

/** Where a file calls one of the loaders. */
export function callSitesOf(file: CodeFile, loaders: readonly LoaderCalls[]): CallSite[] {
  return loaders.flatMap((loader) =>
    file
      .callsTo(...loader.calls)
      .filter((call) => isMeant(call, loader))
      .map((call) => {
        const argument = argumentOf(call);
        return { loader: loader.id, call, ...(argument === undefined ? {} : { argument }) };
      }),
  );
}
