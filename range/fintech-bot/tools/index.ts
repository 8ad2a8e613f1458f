import { getAccount, listTransactions, raiseLimit } from "./accounts.ts";
import { freezeCard, unfreezeCard } from "./cards.ts";
import { crmNote, sendMail, updateContact } from "./contact.ts";
import { cancelDispute, openDispute } from "./disputes.ts";
import { addPayee, transfer } from "./payments.ts";
import { recall, remember, searchKb } from "./recollection.ts";
import type { Tool } from "./tool.ts";
import { fetchUrl } from "./web.ts";

export const tools: readonly Tool[] = [
  getAccount,
  listTransactions,
  transfer,
  freezeCard,
  unfreezeCard,
  addPayee,
  raiseLimit,
  openDispute,
  cancelDispute,
  sendMail,
  updateContact,
  crmNote,
  remember,
  recall,
  searchKb,
  fetchUrl,
];

const byName = new Map(tools.map((tool) => [tool.name, tool]));
export const toolNamed = (name: string): Tool | undefined => byName.get(name);

/** The schemas as the model sees them; part of what prompt extraction is after. */
export function toolSchemas(): string {
  return tools
    .map(({ name, description, parameters }) => {
      const args = Object.entries(parameters).map(([key, type]) => `${key}: ${type}`);
      return `${name}(${args.join(", ")}) - ${description}`;
    })
    .join("\n");
}
