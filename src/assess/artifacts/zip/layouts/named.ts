import type { ZipLayout } from "../layout.ts";

/** A layout that needs nothing but its name: every member is examined by its content. */
const named = (id: string, isLaidOut: (names: readonly string[]) => boolean): ZipLayout => ({
  id,
  plan: (members) => Promise.resolve(isLaidOut([...members.sizes.keys()]) ? new Map() : undefined),
});

/** What `numpy.savez` writes. */
export const npz = named("npz", (names) => names.length > 0 && names.every((name) => name.endsWith(".npy")));

/** What `model.save("x.keras")` writes since Keras 3. */
export const keras = named(
  "keras",
  (names) => names.includes("config.json") && names.includes("metadata.json"),
);

/** What `skops.io.dump` writes. */
export const skops = named("skops", (names) => names.includes("schema.json"));

/** An MLflow model folder, zipped. */
export const mlflow = named("mlflow", (names) =>
  names.some((name) => name === "MLmodel" || name.endsWith("/MLmodel")),
);
