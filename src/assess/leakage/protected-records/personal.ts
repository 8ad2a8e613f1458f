import { detectors } from "../../../detect/index.ts";

/** Less sure than this is not called personal data. */
const sure = 0.7;

/**
 * Personal data in a text, by the detector of that name: what kind it is, and the value. The values are for `markPersonal`;
 * they are not to be kept.
 */
export function personalDataIn(text: string): readonly { readonly kind: string; readonly value: string }[] {
  const detector = detectors.find(({ id }) => id === "personal-data");
  return (detector?.inspect({ stage: "output", role: "assistant", text }) ?? [])
    .filter(({ score }) => score >= sure)
    .map(({ rule, start, end }) => ({ kind: rule, value: text.slice(start, end) }));
}
