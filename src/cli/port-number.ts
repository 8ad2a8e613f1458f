import { cliErrors } from "./errors.ts";

export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw cliErrors.badFlag(`--port takes a number from 0 to 65535, not "${text}".`, { at: "--port" });
  return port;
}
