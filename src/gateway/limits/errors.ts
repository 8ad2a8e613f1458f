import { defineErrors } from "../../errors/index.ts";

/** What the configuration of keys, teams and budgets can fail with. */
export const limitsErrors = defineErrors("limits", {
  duplicate: {
    summary: "Two keys or two teams of the gateway have the same id or the same hash.",
    remedy: "Give each key and team its own id, and each key its own hash.",
    exit: 2,
  },
  unknownTeam: {
    summary: "A key belongs to a team that the gateway does not describe.",
    remedy: "Describe the team under `gateway.teams`, or correct its name.",
    exit: 2,
  },
});
