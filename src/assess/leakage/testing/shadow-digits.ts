import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { memorySource } from "../../../formats/index.ts";
import { readNpyShadows } from "../membership/shadows/read-npy.ts";
import type { ShadowOutputs } from "../membership/shadow-outputs.ts";

/**
 * 66 networks with 64 hidden units, each trained on a random half of the 1,797 handwritten digits of scikit-learn; see
 * `fixtures/README.md`. Models 0 and 1 are the ones under audit, the others their shadows.
 */
export async function shadowDigits(): Promise<ShadowOutputs> {
  const array = async (name: string) =>
    memorySource(
      gunzipSync(await readFile(new URL(`../fixtures/shadow-digits-${name}.npy.gz`, import.meta.url))),
    );
  return readNpyShadows(await array("logits"), await array("members"), { confidences: "logits" });
}
