import type { JsonObject } from "../../contracts/index.ts";
import { canonicalJson } from "../../formats/index.ts";
import { signEnvelope, type Envelope } from "../signing/dsse.ts";
import type { SigningKey } from "../signing/key.ts";
import type { BundleHeader } from "./header.ts";

/** What a closing says: an in-toto statement whose subjects are the header and the whole ledger. */
export interface ClosingFacts {
  readonly header: BundleHeader;
  /** SHA-256 of `bundle.json`, hex. */
  readonly headerDigest: string;
  /** SHA-256 of `ledger.jsonl`, hex. */
  readonly ledgerDigest: string;
  readonly entries: number;
  /** Merkle root over all entries, hex. */
  readonly root: string;
  readonly checkpoints: number;
  /** SHA-256 of the last checkpoint, hex. */
  readonly lastCheckpoint: string;
  readonly closedAt: string;
  /** What the caller wants to be read first, such as the verdict. */
  readonly summary: JsonObject;
}

/** The entry type that ends a ledger. */
export const closedType = "bundle.closed";
export const predicateType = "urn:bartizan:evidence:closing:v1";

/** The in-toto statement (v1) of a closing. */
export function closingStatement(facts: ClosingFacts): JsonObject {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [
      { name: "bundle.json", digest: { sha256: facts.headerDigest } },
      { name: "ledger.jsonl", digest: { sha256: facts.ledgerDigest } },
    ],
    predicateType,
    predicate: {
      kind: facts.header.kind,
      id: facts.header.id,
      tool: facts.header.tool,
      entries: facts.entries,
      root: facts.root,
      checkpoints: facts.checkpoints,
      lastCheckpoint: facts.lastCheckpoint,
      closedAt: facts.closedAt,
      summary: facts.summary,
    },
  };
}

/** The bytes of `closing.dsse.json`. */
export const encodeClosing = (facts: ClosingFacts, key: SigningKey): string =>
  `${canonicalJson(asJson(signEnvelope(closingStatement(facts), key)))}\n`;

const asJson = ({ payloadType, payload, signatures }: Envelope): JsonObject => ({
  payloadType,
  payload,
  signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })),
});

/** Reads `closing.dsse.json`; undefined unless it is an envelope in its one proper form. */
export function parseClosing(text: string): Envelope | undefined {
  try {
    const value = JSON.parse(text) as Envelope;
    const { payloadType, payload, signatures } = value;
    const proper =
      typeof payloadType === "string" &&
      typeof payload === "string" &&
      Array.isArray(signatures) &&
      signatures.every(({ keyid, sig }) => typeof keyid === "string" && typeof sig === "string") &&
      `${canonicalJson(asJson(value))}\n` === text;
    return proper ? value : undefined;
  } catch {
    return undefined;
  }
}
