import type { ModelVerification } from "../../app/index.ts";
import { visibleText } from "../../formats/index.ts";

/** Who signed, for people. */
export function signerText(signer: NonNullable<ModelVerification["signer"]>): string {
  switch (signer.kind) {
    case "key":
      return `key ${signer.key}`;
    case "certificate":
      return `${signer.subject} (root: ${signer.root})`;
    case "sigstore":
      return `${visibleText(signer.identity)}, proven by ${visibleText(signer.issuer)}`;
    default:
      return signer satisfies never;
  }
}
