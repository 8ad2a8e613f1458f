import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { expect, it } from "vitest";
import { scanBom } from "./scan-bom.ts";
import { scan } from "./scan-paths.ts";

it("a scan as a bill passes the strict validator, with files, digests and findings at the files", async () => {
  const cwd = join(import.meta.dirname, "../../../examples/suspicious-model");
  const { report } = await scan({ paths: ["."], cwd });
  const text = scanBom(report);
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  expect(await validator.validate(text)).toBeNull();
  const bom = JSON.parse(text) as {
    components: { name: string; hashes: { content: string }[] }[];
    vulnerabilities: { id: string; cwes: number[]; affects: { ref: string }[] }[];
  };
  expect(bom.components.map(({ name }) => name)).toEqual(report.artifacts.map(({ path }) => path));
  expect(bom.components.map(({ hashes }) => hashes[0]?.content)).toEqual(
    report.artifacts.map(({ sha256 }) => sha256),
  );
  expect(bom.vulnerabilities.find(({ id }) => id === "pickle/exec")).toMatchObject({
    cwes: expect.arrayContaining([502]) as unknown,
    affects: [{ ref: "file:classifier.pkl" }],
  });
});
