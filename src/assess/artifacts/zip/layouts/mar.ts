import { parseJson, visibleText } from "../../../../formats/index.ts";
import { BartizanError } from "../../../../errors/index.ts";
import type { ZipLayout } from "../layout.ts";
import { zipRules } from "../rules.ts";

const manifestName = "MAR-INF/MANIFEST.json";
const longestManifest = 1_000_000;
/** Handlers that are part of TorchServe itself. */
const builtIn: ReadonlySet<string> = new Set([
  "image_classifier",
  "image_segmenter",
  "object_detector",
  "text_classifier",
  "base_handler",
]);

/** What `torch-model-archiver` writes for TorchServe: a manifest that names the code which handles requests. */
export const mar: ZipLayout = {
  id: "mar",
  async plan(members, examination) {
    const size = members.sizes.get(manifestName);
    if (size === undefined || size > longestManifest) return undefined;
    const source = await members.open(manifestName);
    if (source === undefined) return undefined;
    const handler = handlerOf(Buffer.from(await source.read(0, size)).toString("utf8"));
    await source.close();
    examination.passed(zipRules.handler);
    if (handler !== undefined && !builtIn.has(handler.split(":")[0] ?? ""))
      examination.found(zipRules.handler, {
        description: `The handler is \`${visibleText(handler).slice(0, 120)}\`.`,
        place: { at: manifestName },
      });
    return new Map();
  },
};

function handlerOf(text: string): string | undefined {
  try {
    const manifest: unknown = parseJson(text);
    if (typeof manifest !== "object" || manifest === null || !("model" in manifest)) return undefined;
    const { model } = manifest;
    if (typeof model !== "object" || model === null || !("handler" in model)) return undefined;
    return typeof model.handler === "string" ? model.handler : undefined;
  } catch (cause) {
    // A manifest that is no JSON is for the examination of the member to tell of.
    if (cause instanceof BartizanError) return undefined;
    throw cause;
  }
}
