import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type {
  DetectorFailure,
  Edit,
  Part,
  PlacedSignal,
  RiskCategory,
  StoredContent,
} from "../../contracts/index.ts";
import type { Policy } from "../document/policy.ts";
import type { PolicyKeys } from "./keys.ts";
import { masked } from "./replacement.ts";

/** What must not lie in a record that is kept redacted, whether a rule acted on it or only watched. */
const confidential: ReadonlySet<RiskCategory> = new Set([
  "secret",
  "personal-data",
  "canary",
  "system-prompt-leak",
  "protected-data-leak",
]);

export interface KeepOptions {
  readonly policy: Pick<Policy, "content">;
  readonly keys: PolicyKeys;
  readonly parts: readonly Part[];
  readonly signals: readonly PlacedSignal[];
  readonly edits: readonly Edit[];
  /** Where a detector gave no answer, nothing is kept redacted: what it would have found is not known. */
  readonly failures: readonly DetectorFailure[];
  /** Initialisation vectors, 12 bytes each; from the system unless told. */
  readonly random?: (bytes: number) => Uint8Array;
}

/**
 * The texts of an exchange as its record keeps them, by what the policy says for each stage: not at all; as
 * HMAC-SHA-256, to match up what is the same; redacted; whole; or sealed with AES-256-GCM. What cannot be kept
 * as asked, for want of a key, is not kept.
 */
export function keepContent(options: KeepOptions): StoredContent[] {
  const { policy, keys, parts } = options;
  return parts.flatMap((part): StoredContent[] => {
    const kept = policy.content[part.stage] ?? "none";
    const about = { part: part.at, stage: part.stage };
    switch (kept) {
      case "none":
        return [];
      case "hmac":
        return keys.hash === undefined
          ? []
          : [{ ...about, kept, value: createHmac("sha256", keys.hash).update(part.text).digest("hex") }];
      case "redacted":
        return options.failures.length > 0
          ? []
          : [{ ...about, kept, value: withoutConfidential(part, options) }];
      case "full":
        return [{ ...about, kept, value: part.text }];
      case "encrypted":
        return keys.content === undefined
          ? []
          : [{ ...about, kept, value: sealContent(part, keys.content, (options.random ?? randomBytes)(12)) }];
      default:
        return kept satisfies never;
    }
  });
}

/** Masks every confidential stretch and every stretch an edit replaced; what edits put in their place is not kept. */
function withoutConfidential({ at, text }: Part, { signals, edits }: KeepOptions): string {
  const spans = [
    ...signals.filter(({ part, category }) => part === at && confidential.has(category)),
    ...edits.filter(({ part }) => part === at),
  ]
    // Without a stretch of its own a signal is about the whole text; an edit of no length puts a mark there.
    .flatMap(({ start, end, ...rest }) =>
      start < end ? [{ start, end }] : "replacement" in rest ? [] : [{ start: 0, end: text.length }],
    )
    .sort((a, b) => a.start - b.start);
  let out = "";
  let from = 0;
  for (const { start, end } of spans) {
    if (end <= from) continue;
    out += text.slice(from, Math.max(from, start)) + (start >= from ? masked("REDACTED") : "");
    from = end;
  }
  return (out + text.slice(from)).toWellFormed();
}

function sealContent({ at, stage, text }: Part, key: Uint8Array, iv: Uint8Array): string {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(JSON.stringify([at, stage])));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Opens what `keepContent` sealed; undefined where the key is another or anything was changed. */
export function openContent({ part, stage, value }: StoredContent, key: Uint8Array): string | undefined {
  const bytes = Buffer.from(value, "base64");
  if (bytes.length < 28) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(JSON.stringify([part, stage])));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
