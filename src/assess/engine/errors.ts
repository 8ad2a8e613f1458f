import { defineErrors } from "../../errors/index.ts";

export const assessErrors = defineErrors("assess", {
  capabilityMissing: {
    summary: "A target cannot do what the check needs.",
    remedy: "Leave the check out with --only, or give the target's configuration what is missing.",
    exit: 2,
  },
  gateUnreachable: {
    summary: "The gate could not be passed at the planned number of cases, even without a breach.",
    remedy: "Plan more cases or tolerate more.",
    exit: 2,
  },
  sideEffectNotAllowed: {
    summary: "The check asks the target for side effects that the rules of engagement do not allow.",
    remedy:
      "Leave the check out with --only, or have the effects allowed in `rules_of_engagement.allowed_side_effects`.",
    exit: 2,
  },
  nothingPlanned: {
    summary: "There is nothing to run.",
    remedy: "Name a target and a gate in the manifest, or check the --only filter.",
    exit: 2,
  },
  unknownCheck: {
    summary: "A gate or a filter names a check that does not exist.",
    remedy: "`bartizan assess --list` shows the checks.",
    exit: 2,
  },
  planUnreadable: {
    summary: "The plan of an earlier run cannot be read from its evidence.",
    remedy: "Verify the bundle with `bartizan evidence verify`; if its plan was erased, start a new run.",
    exit: 2,
  },
  alreadyFinished: {
    summary: "The run to resume has already ended.",
    remedy: "Start a new run, or read it with `bartizan report`.",
    exit: 2,
  },
  systemChanged: {
    summary: "The system is not the one the run was planned for.",
    remedy: "Start a new run: evidence about two different systems must not be mixed.",
    exit: 2,
  },
});
