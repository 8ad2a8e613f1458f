import { defineErrors } from "../../errors/index.ts";

export const linksErrors = defineErrors("links", {
  unknownKey: {
    summary: "The settings of the link detector have a key we do not know.",
    remedy: "The only key is `allowedHosts`.",
    exit: 2,
  },
  missingField: {
    summary: "The settings of the link detector lack something.",
    remedy: "Write `{ allowedHosts: [www.example.com, '*.example.org'] }`.",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of the link detector is of another kind than needed.",
    remedy: "`allowedHosts` is a list of host names.",
    exit: 2,
  },
  badValue: {
    summary: "A host in the settings of the link detector is no host name.",
    remedy: "Write hosts without scheme, port and path; `*.example.org` stands for all below `example.org`.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of the link detector.",
    remedy: "Each line names one.",
    exit: 2,
  },
});
