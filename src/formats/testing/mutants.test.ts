import { expect, it } from "vitest";
import { mutantsOf } from "./mutants.ts";

it("leaves the file as it was, a Buffer too, so that each mutant has one damage only", () => {
  const file = Buffer.alloc(200, 0x41);
  for (const { bytes, how } of mutantsOf(file, 5, 400)) {
    expect(
      file.every((byte) => byte === 0x41),
      how,
    ).toBe(true);
    if (how.includes("bit"))
      expect(
        bytes.filter((byte) => byte !== 0x41),
        how,
      ).toHaveLength(1);
  }
});
