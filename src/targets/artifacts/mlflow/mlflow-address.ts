import { locationErrors } from "../errors.ts";
import { safePath } from "../web/safe-path.ts";

/** What of a registry is meant. */
export type MlflowWanted =
  | { readonly kind: "version" | "alias" | "stage"; readonly model: string; readonly which: string }
  | { readonly kind: "run"; readonly run: string };

export interface MlflowAddress {
  /** Where the registry is asked, unless an endpoint says otherwise. */
  readonly origin: string;
  /** As it is shown. */
  readonly host: string;
  readonly scheme: string;
  readonly wanted: MlflowWanted;
  /** Only what lies at or below it. */
  readonly within?: string;
}

/** Stages as MLflow knows them; compared without regard to case. */
const stages = ["none", "staging", "production", "archived"];

/**
 * Reads `mlflow://HOST[:PORT]/models/NAME/WHICH` and `…/runs/RUN[/PATH]`. WHICH is a version (`3`), a stage
 * (`Production`), `latest`, or an alias (`champion`, or `@champion` where it is called like one of the others). Names
 * are percent-encoded. `mlflow+http://` speaks to a server without encryption.
 *
 * @throws LOCATION_BAD_ADDRESS
 */
export function readMlflowAddress(address: string): MlflowAddress {
  const parts =
    /^(mlflow|mlflow\+http):\/\/((?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?)\/(models|runs)\/([^?#]{1,2048})$/i.exec(
      address,
    );
  const [, scheme = "", host = "", section = "", rest = ""] = parts ?? [];
  const names = decoded(rest.replace(/\/$/, "").split("/"));
  const [first, second] = names ?? [];
  const [model, which] = section.toLowerCase() === "models" ? [first, second ?? "latest"] : [undefined, ""];
  const inner = names?.slice(model === undefined ? 1 : 2).join("/") ?? "";
  const within = inner === "" ? undefined : safePath(inner);
  if (
    parts === null ||
    first === undefined ||
    first === "" ||
    which === undefined ||
    (model === undefined && !/^[0-9a-z]{8,64}$/i.test(first)) ||
    (inner !== "" && within === undefined)
  )
    throw locationErrors.badAddress(
      "An address of MLflow is mlflow://host:port/models/NAME/VERSION, …/NAME/ALIAS, …/NAME/STAGE or …/runs/RUN/PATH.",
      { at: "mlflow://" },
    );
  return {
    scheme: scheme.toLowerCase(),
    host,
    origin: `${scheme.toLowerCase() === "mlflow" ? "https" : "http"}://${host}`,
    wanted: model === undefined ? { kind: "run", run: first } : { ...meant(which), model },
    ...(within === undefined ? {} : { within }),
  };
}

function meant(which: string): { readonly kind: "version" | "alias" | "stage"; readonly which: string } {
  if (which.startsWith("@")) return { kind: "alias", which: which.slice(1) };
  if (/^\d{1,15}$/.test(which)) return { kind: "version", which };
  return { kind: [...stages, "latest"].includes(which.toLowerCase()) ? "stage" : "alias", which };
}

function decoded(parts: readonly string[]): readonly string[] | undefined {
  try {
    return parts.map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}
