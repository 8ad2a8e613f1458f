/**
 * A mechanism that changes how an ask is written. A folder under `corpus/transforms/` whose `transform.ts`
 * exports it as `transform`; techniques name it.
 */
export interface Transform {
  readonly id: string;
  readonly about: string;
  /**
   * `sending`: the reader can undo it exactly, so it is applied to the filled text just before it is sent,
   * canary included. `building`: it is not exactly undone, or works on the layout, so it is applied when the
   * case is built and must leave every `{{…}}` placeholder whole.
   */
  readonly when: "building" | "sending";
  apply(text: string): string;
}
