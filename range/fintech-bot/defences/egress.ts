import { text } from "../tools/tool.ts";
import { isOwnHost } from "../understand/markup.ts";
import type { ToolDefence } from "./defence.ts";

/** Level 5. Mail goes to the customer's verified address and only as a reviewed template; pages are opened on our own hosts only. */
export const egressPolicy: ToolDefence = {
  name: "egress",
  check({ tool, arguments: args }, { bank, principal }) {
    if (tool === "fetch_url" && !isOwnHost(text(args, "url")))
      return { reason: "host not on the allow-list", say: "I only open NordPay's own pages." };
    if (tool !== "send_mail") return undefined;
    if (bank.customers.get(principal.id)?.email !== text(args, "to"))
      return {
        reason: "recipient is not the verified address",
        say: "I only send mail to your registered address.",
      };
    if (text(args, "template") !== "statement")
      return { reason: "free text is not sent", say: "I only send reviewed letters such as your statement." };
    return undefined;
  },
};
