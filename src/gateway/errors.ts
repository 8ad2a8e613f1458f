import { defineErrors } from "../errors/index.ts";

export const gatewayErrors = defineErrors("gateway", {
  unknownKey: {
    summary: "The gateway's configuration has a key we do not know.",
    remedy: "Remove it, or check its spelling.",
    exit: 2,
  },
  missingField: {
    summary: "The gateway's configuration lacks a field.",
    remedy: "Add it.",
    exit: 2,
  },
  wrongType: {
    summary: "A field of the gateway's configuration is of the wrong type.",
    remedy: "Write it as the message says.",
    exit: 2,
  },
  badValue: {
    summary: "A field of the gateway's configuration has a value that is not allowed.",
    remedy: "Write it as the message says.",
    exit: 2,
  },
  severalProblems: {
    summary: "The gateway's configuration has several problems.",
    remedy: "Each is listed with its place; correct them and start again.",
    exit: 2,
  },
  portTaken: {
    summary: "The gateway's port is in use.",
    remedy:
      "Stop the other program, or choose another port: --port, or `gateway: listen: port` in the policy.",
    exit: 2,
  },
  addressUnavailable: {
    summary: "The gateway cannot listen on its address.",
    remedy: "Check `gateway: listen`.",
    exit: 2,
  },
  secretUnavailable: {
    summary: "A secret the gateway needs cannot be read.",
    remedy: "Set the environment variable, or check path and permissions of the file.",
    exit: 2,
  },
  workersFail: {
    summary: "The gateway's worker processes end as soon as they start.",
    remedy: "Start it with one worker and read its error.",
    exit: 4,
  },
  notConfigured: {
    summary: "The policy file does not say what the gateway stands in front of.",
    remedy:
      'Add a `gateway:` section with at least one upstream: `gateway: {upstreams: [{id: main, kind: openai, url: "http://127.0.0.1:8421/v1"}]}`.',
    exit: 2,
  },
});
