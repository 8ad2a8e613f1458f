import { defineErrors } from "../errors/index.ts";

const notReached = "Check that the target runs and that its address in the manifest is right.";
const wrongAnswer =
  "Send the same request by hand and compare the answer with what the manifest says about it.";

/** Everything that can go wrong between us and a target. Each way to fail has its own code. */
export const targetErrors = defineErrors("targets", {
  // The manifest
  badTemplate: {
    summary: "A template in the target's configuration cannot be read.",
    remedy:
      "Use {{text}}, {{session}}, {{seed}}, {{surface}}, {{principal}}, {{messages}}, {{secret:env:NAME}} or {{captured.NAME}}.",
    exit: 2,
  },
  badConfiguration: {
    summary: "The target's configuration is not usable.",
    remedy: "Compare it with docs/reference/targets.md.",
    exit: 2,
  },
  canariesUnreadable: {
    summary: "The plan of canaries, or the protected records, that a target names cannot be read.",
    remedy:
      "Name the file that `bartizan canary plan` or `bartizan canary records` wrote; its path counts from the manifest.",
    exit: 2,
  },
  unknownKind: {
    summary: "There is no adapter for this kind of target.",
    remedy: "Use one of the kinds listed in docs/reference/targets.md.",
    exit: 2,
  },
  badCertificateFile: {
    summary: "A certificate or key file of the target cannot be used.",
    remedy: "Give PEM files that exist, are readable and belong together.",
    exit: 2,
  },
  hostNotListed: {
    summary: "A request was about to go to a host that the configuration does not name.",
    remedy: "Requests only go to hosts that stand literally in the manifest; name it there if it is meant.",
    exit: 2,
  },
  // Before the request
  undeliverable: {
    summary: "The text cannot be carried where the template puts it.",
    remedy: "Put {{text}} into a body; a header or a path cannot carry every text.",
    exit: 3,
  },
  notCaptured: {
    summary: "A template needs a value that no earlier answer has given.",
    remedy: "Capture it in a step before, or write {{captured.NAME?}} where it may be absent.",
    exit: 3,
  },
  captureMissing: {
    summary: "An answer did not hold the value that should be captured from it.",
    remedy: wrongAnswer,
    exit: 3,
  },
  surfaceMissing: {
    summary: "The target offers no way to place a text on this surface.",
    remedy: "Name a `harness.plant` hook for it, or leave out the cases that need it.",
    exit: 3,
  },
  sessionClosed: {
    summary: "A conversation was used after it was closed.",
    remedy: "This is a fault in the caller; please report it.",
    exit: 4,
  },
  budgetExhausted: {
    summary: "The budget for requests, tokens or cost is used up; the request was not sent.",
    remedy:
      "Raise --max-requests or --max-cost, or accept the verdict as far as it has come; --resume goes on.",
    exit: 3,
  },
  currencyMismatch: {
    summary: "The cost budget and the target's prices are in different currencies.",
    remedy: "Give both in the same currency; Bartizan converts nothing.",
    exit: 2,
  },
  killSwitch: {
    summary: "The kill switch is thrown; no request is sent any more.",
    remedy: "Release the kill switch named in the rules of engagement, then continue with --resume.",
    exit: 3,
  },
  aborted: {
    summary: "The request was called off.",
    remedy: "Continue with --resume.",
    exit: 3,
  },
  // Reaching the target
  nameNotResolved: { summary: "The target's host name does not resolve.", remedy: notReached, exit: 3 },
  connectionRefused: {
    summary: "Nothing accepts connections at the target's address.",
    remedy: notReached,
    exit: 3,
  },
  unreachable: { summary: "There is no way to the target's address.", remedy: notReached, exit: 3 },
  connectTimeout: {
    summary: "No connection to the target came about in time.",
    remedy: "Check the network and firewall, or raise `connect_timeout_ms`.",
    exit: 3,
  },
  tlsFailed: {
    summary: "The secure connection to the target could not be set up.",
    remedy:
      "Name the authority that signed its certificate in `tls.ca_file`; a client certificate goes into `tls.cert_file` and `tls.key_file`.",
    exit: 3,
  },
  proxyFailed: {
    summary: "The proxy from the environment did not let us through.",
    remedy: "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or set `proxy: none`.",
    exit: 3,
  },
  notHttp: {
    summary: "What answers at the target's address does not speak HTTP.",
    remedy: "Check the port and whether the address needs `https://`.",
    exit: 3,
  },
  connectionReset: {
    summary: "The target closed the connection before it answered.",
    remedy: "Look into the target's own log; it may have crashed or been restarted.",
    exit: 3,
  },
  brokenAnswer: {
    summary: "The connection broke in the middle of the answer.",
    remedy: "Look into the target's own log; it may have crashed or been restarted.",
    exit: 3,
  },
  timeout: {
    summary: "The target did not finish its answer in time.",
    remedy: "Raise `timeout_ms`, or lower `concurrency` if the target is overloaded.",
    exit: 3,
  },
  // What it answered
  tooLarge: {
    summary: "The answer is longer than allowed and was cut off.",
    remedy:
      "Raise `max_response_bytes` if answers of this length are meant; an endless stream is a fault of the target.",
    exit: 3,
  },
  redirected: {
    summary: "The target redirects to another place, or round and round.",
    remedy: "Put the final address into the manifest; redirects are followed only within the same origin.",
    exit: 3,
  },
  unauthorised: {
    summary: "The target refused our credentials.",
    remedy: "Check the secret the manifest refers to and the rights of the account behind it.",
    exit: 3,
  },
  rateLimited: {
    summary: "The target keeps limiting our rate.",
    remedy: "Set `requests_per_minute` to what the target allows, or raise its quota.",
    exit: 3,
  },
  overloaded: {
    summary: "The target keeps saying that it is overloaded or unavailable.",
    remedy: "Lower `concurrency`, or try again later with --resume.",
    exit: 3,
  },
  errorStatus: { summary: "The target answered with an error.", remedy: wrongAnswer, exit: 3 },
  errorBody: {
    summary: "The target answered with status 200 and an error inside.",
    remedy: wrongAnswer,
    exit: 3,
  },
  blocked: {
    summary: "Something in front of the component blocked the request.",
    remedy: "Count these cases apart: the component itself was not tested by them.",
    exit: 3,
  },
  emptyAnswer: { summary: "The answer is empty.", remedy: wrongAnswer, exit: 3 },
  htmlAnswer: {
    summary: "The target answered with a web page where data was expected.",
    remedy: "This is usually a sign-in page, a proxy or a wrong path; check `base_url` and the login steps.",
    exit: 3,
  },
  notJson: { summary: "The answer is not JSON.", remedy: wrongAnswer, exit: 3 },
  unexpectedShape: {
    summary: "The answer is JSON, but what should be in it is not there.",
    remedy: wrongAnswer,
    exit: 3,
  },
  reordered: {
    summary: "The endpoint answers the rows of a request in another order.",
    remedy:
      "Say with `position` where an answer names its row, or ask for one row at a time (`max_batch: 1`).",
    exit: 3,
  },
  // Steps around the conversation
  loginFailed: {
    summary: "Signing in to the target did not work.",
    remedy: "Try the login steps by hand; check the secrets, the token captures and the cookies they set.",
    exit: 3,
  },
  pollExpired: {
    summary: "The submitted request was still not finished after the last poll.",
    remedy: "Raise `poll.max_polls` or `poll.every_ms`.",
    exit: 3,
  },
  pollFailed: {
    summary: "The target reports that the submitted request failed.",
    remedy: wrongAnswer,
    exit: 3,
  },
  socketFailed: {
    summary: "The WebSocket could not be opened or was closed before the answer was complete.",
    remedy: "Check the URL, the headers and the condition that ends an answer.",
    exit: 3,
  },
  functionFailed: {
    summary: "The function given as a target threw an error.",
    remedy: "Handle the error inside the function; an answer is a text or `{ text, toolCalls }`.",
    exit: 3,
  },
  harnessFailed: {
    summary: "A test hook (effects, plant or cleanup) did not work.",
    remedy: "Try the hook's request by hand; without it these cases cannot be scored.",
    exit: 3,
  },
});
