import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { doctorReport } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "doctor",
  method: "get",
  path: "/api/doctor",
  minimum: "viewer",
  summary: "The state of the machine, and everything that may leave it.",
  answer: doctorReport,
  handle: async ({ identity }, { ports }) => {
    // It names the targets of every system.
    requireEverywhere(identity, "viewer");
    return { json: await ports.doctor() };
  },
});
