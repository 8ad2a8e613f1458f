import { expect, it } from "vitest";
import { samplePorts } from "../../../server/testing/sample-ports.ts";
import { longestSeries, seriesOf } from "./series.ts";

it("follows each check on each target through the runs, newest first, and stops at its length", async () => {
  const runs = await samplePorts().runs({});
  const series = seriesOf([...runs].reverse());
  expect(series.map(({ check }) => check).sort()).toEqual(runs[0]!.checks.map(({ check }) => check).sort());
  expect(series[0]!.rows.map(({ id }) => id)).toEqual(runs.map(({ id }) => id));
  const many = Array.from({ length: 50 }, (_, index) => ({ ...runs[0]!, id: `r${String(index)}` }));
  expect(seriesOf(many)[0]!.rows).toHaveLength(longestSeries);
});
