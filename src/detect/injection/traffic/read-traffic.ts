import { z } from "zod";
import { injectionErrors } from "../errors.ts";
import { modelRoles, type ModelRole } from "../model/index.ts";

/** One labelled text of the user's own traffic. */
export interface TrafficExample {
  readonly text: string;
  /** 1: an attack; 0: harmless. */
  readonly label: 0 | 1;
  readonly role: ModelRole;
}

const shape = z.object({
  text: z.string().min(1),
  label: z.union([z.literal(0), z.literal(1)]),
  role: z.enum(modelRoles),
});

/**
 * Reads labelled traffic line by line; empty lines are skipped, a text that comes twice counts once.
 *
 * @throws BartizanError INJECTION_BAD_EXAMPLE with the line; the text itself is not repeated
 */
export async function readTraffic(
  lines: Iterable<string> | AsyncIterable<string>,
  file?: string,
): Promise<TrafficExample[]> {
  const examples = new Map<string, TrafficExample>();
  let line = 0;
  for await (const content of lines) {
    line++;
    if (content.trim() === "") continue;
    const parsed = shape.safeParse(json(content));
    if (!parsed.success) {
      const wrong = [...new Set(parsed.error.issues.map(({ path }) => path.join(".") || "the line"))].join(
        ", ",
      );
      throw injectionErrors.badExample(`Not as it should be: ${wrong}.`, {
        ...(file === undefined ? {} : { file }),
        line,
      });
    }
    const { text, label, role } = parsed.data;
    examples.set(`${role} ${text}`, { text, label, role });
  }
  return [...examples.values()];
}

function json(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
