import { defineErrors } from "../errors/index.ts";

/** What the server refuses, and what a person does about it. */
export const serverErrors = defineErrors("server", {
  portTaken: {
    summary: "The port is already in use.",
    remedy: "Stop the other program, or choose another port with `--port`.",
    exit: 2,
  },
  addressUnavailable: {
    summary: "The server cannot listen on this address.",
    remedy: "Give `--host` an address of this machine, and a port you may use.",
    exit: 2,
  },
  notLoopback: {
    summary: "The server was asked to listen beyond this machine without TLS in front of it.",
    remedy:
      "Put a TLS-terminating proxy in front and name its public address: `--behind-tls https://bartizan.example.com`.",
    exit: 2,
  },
  consoleUnreadable: {
    summary: "The built console cannot be served.",
    remedy: "Build it again with `npm run build`.",
    exit: 2,
  },
  hostRefused: {
    summary: "The request names a host that this server does not answer for.",
    remedy: "Open the address that `bartizan serve` printed.",
    exit: 2,
  },
  originRefused: {
    summary: "The request was made from another site.",
    remedy: "Use the console of this server, or the API with a bearer token.",
    exit: 2,
  },
  notSignedIn: {
    summary: "The request is not signed in.",
    remedy: "Sign in with the link that `bartizan serve` prints, or send `authorization: Bearer TOKEN`.",
    exit: 2,
  },
  tokenRefused: {
    summary: "The token is unknown, revoked or expired.",
    remedy: "Use the link that `bartizan serve` prints, or ask an administrator for a new token.",
    exit: 2,
  },
  tokenFileExposed: {
    summary: "The file with the administrator's token can be read by others.",
    remedy: "Delete the file; the next start makes a new token and ends the old one.",
    exit: 2,
  },
  tooManyAttempts: {
    summary: "Too many failed sign-ins from this address.",
    remedy: "Wait for as long as the `retry-after` header says, then try again.",
    exit: 2,
  },
  roleTooLow: {
    summary: "The role of this person does not allow the request.",
    remedy: "Ask an administrator for the role that the message names.",
    exit: 2,
  },
  notFound: {
    summary: "There is no such thing here, or this person may not see it.",
    remedy: "Check the address; the list endpoints say what there is.",
    exit: 2,
  },
  badRequest: {
    summary: "The request does not have the documented form.",
    remedy: "Compare it with /openapi.json.",
    exit: 2,
  },
  bodyTooLarge: {
    summary: "The request body is larger than this endpoint takes.",
    remedy: "Send less; the limits are in docs/reference/http-api.md.",
    exit: 2,
  },
  tooManyStreams: {
    summary: "Too many live event streams are open.",
    remedy: "Close a console window and try again.",
    exit: 2,
  },
  bundleFileRefused: {
    summary: "The file is not one that a bundle holds, or is not what was announced.",
    remedy: "Push a closed run directory with `bartizan push`, unchanged.",
    exit: 2,
  },
  bundleConflict: {
    summary: "The bundle does not fit what the server already holds.",
    remedy: "Ask with HEAD how much has arrived and go on from there.",
    exit: 2,
  },
  bundleRefused: {
    summary: "The pushed bundle does not verify.",
    remedy: "Run `bartizan evidence verify` where the bundle was made, and push the unaltered one.",
    exit: 2,
  },
  pushRefused: {
    summary: "The run cannot be pushed, or the other server refused it.",
    remedy: "Do what the message says, then push again.",
    exit: 2,
  },
  pushFailed: {
    summary: "The other server could not be reached or did not answer properly.",
    remedy: "Check the address and the server, then push again: it goes on where it stopped.",
    exit: 3,
  },
  internal: {
    summary: "The server failed on this request.",
    remedy: "See the server's log for the request's number; report it if it happens again.",
    exit: 4,
  },
});
