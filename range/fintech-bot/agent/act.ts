import type { Surface } from "../../../src/contracts/index.ts";
import { accountOf } from "../bank/ownership.ts";
import type { Defences } from "../defences/defence.ts";
import type { Reading } from "../understand/wish.ts";
import { systemPrompt } from "./prompt.ts";
import { markup, revealed } from "./render.ts";
import { runTool, type Step } from "./run-tool.ts";
import type { BotSession } from "./session.ts";

export interface Acted {
  readonly said: readonly string[];
  readonly steps: readonly Step[];
}

/** Does everything a reading wants: says, shows, renders and calls. Who decided to is somebody else's question. */
export function act(reading: Reading, origin: Surface, session: BotSession, defences: Defences): Acted {
  const said: string[] = [];
  const steps: Step[] = [];
  const account = accountOf(session.bank, session.principal.id) ?? "";
  const balance = session.bank.accounts.get(account)?.balance ?? 0;
  for (const wish of reading.wishes) {
    switch (wish.kind) {
      case "say":
        said.push(wish.statement);
        break;
      case "reveal":
        said.push(revealed(wish, systemPrompt(defences.secretsInPrompt)));
        break;
      case "render":
        said.push(markup(wish, reading.joined ?? `${account}-${balance / 100}`, account));
        break;
      case "call": {
        const step = runTool({ tool: wish.tool, arguments: wish.arguments, origin }, session, defences);
        steps.push(step);
        said.push(step.result);
        break;
      }
    }
  }
  const renders = reading.wishes.some(({ kind }) => kind === "render");
  if (reading.joined !== undefined && !renders) said.push(reading.joined);
  return { said: said.filter((text) => text !== ""), steps };
}
