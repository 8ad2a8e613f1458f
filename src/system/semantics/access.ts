import type { BartizanError } from "../../errors/index.ts";
import type { PlacedDocument } from "../../formats/index.ts";
import { isAddress } from "../../targets/index.ts";
import { systemErrors } from "../errors.ts";
import type { SystemManifest } from "../manifest/manifest.ts";

/** Who says how something is reached means an address: a path there is a slip, and would be read from the disk. */
export function accessProblems(manifest: SystemManifest, document: PlacedDocument): BartizanError[] {
  return manifest.artifacts.flatMap(({ id, path, access }, i) =>
    access === undefined || isAddress(path)
      ? []
      : [
          systemErrors.accessWithoutAddress(
            `The path of \`${id}\` is no address.`,
            document.place(["artifacts", i, "access"], "key"),
          ),
        ],
  );
}
