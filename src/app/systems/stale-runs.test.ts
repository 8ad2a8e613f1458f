import { expect, it } from "vitest";
import { parseSystem } from "../../system/index.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { staleRuns } from "./stale-runs.ts";

const manifest = (trust: number): string => `version: bartizan/v1
system: {id: small, name: Small, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: ${trust}, operator: self}, {id: lab, trust: 2, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}, {id: other, kind: app, zone: lab, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
controls: []
`;

it("a run is stale for the components that changed since, and only for those", async () => {
  const [then, now] = [parseSystem(manifest(3), "then.yaml"), parseSystem(manifest(1), "now.yaml")];
  const run = (id: string, { subject }: typeof then): ReadRun =>
    // Safe: who asks for staleness reads the run's id and subject, nothing else.
    ({ plan: { run: id, subject } }) as unknown as ReadRun;
  const asked: (string | undefined)[] = [];
  const workspace = {
    readAll: async (system?: string) => {
      asked.push(system);
      return [run("new", now), run("old", then)];
    },
  };
  expect(await staleRuns(workspace, now)).toEqual([
    { run: "new", stale: false, components: [] },
    { run: "old", stale: true, components: ["bot"] },
  ]);
  expect(asked).toEqual(["small"]);
});
