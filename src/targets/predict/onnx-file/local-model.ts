import type { GradientModel, LocalModel } from "../../../contracts/index.ts";
import type { GradientOptions, OpenGradientModel, OpenModel } from "../../../models/index.ts";

/** Which of gradients and trees a model file gives, tried and not guessed. */
export async function localModel(
  open: OpenModel,
  bytes: Uint8Array,
  options: GradientOptions,
): Promise<{ readonly local: LocalModel; readonly close: () => Promise<void> }> {
  const { gradientModelOf, treesOf } = await import("../../../models/index.ts");
  const lacks: Partial<Record<"gradient" | "trees", string>> = {};
  let gradients: OpenGradientModel | undefined;
  try {
    gradients = await gradientModelOf(open, options);
  } catch (error) {
    lacks.gradient = `no gradients: ${wordsOf(error)}`;
  }
  try {
    treesOf(open.model);
  } catch (error) {
    lacks.trees = `no trees: ${wordsOf(error)}`;
  }
  return {
    local: {
      access: (["gradient", "trees"] as const).filter((access) => lacks[access] === undefined),
      lacks,
      gradients: (): Promise<GradientModel> =>
        gradients === undefined
          ? Promise.reject(new TypeError(lacks.gradient ?? "no gradients"))
          : Promise.resolve(gradients),
      bytes: () => Promise.resolve(bytes),
    },
    close: async () => {
      await gradients?.close();
    },
  };
}

/** As the last part of a longer sentence, which brings its own full stop. */
const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/u, "");
