import { missing, text, type Tool } from "./tool.ts";

export const sendMail: Tool = {
  name: "send_mail",
  description: "Sends a mail in the bank's name: a statement (template `statement`) or free text.",
  parameters: { to: "string", subject: "string", body: "string", template: "string" },
  run(args, { bank, principal }) {
    const to = text(args, "to");
    const subject = text(args, "subject");
    const body = text(args, "body");
    bank.outbox.push({ to, subject, body });
    const verified = bank.customers.get(principal.id)?.email === to;
    return {
      done: true,
      say: `Done: I have mailed "${subject}" to ${to}.`,
      effect: {
        kind: "message-sent",
        name: to,
        detail: { to, subject, body, verified, template: text(args, "template") || "none" },
      },
    };
  },
};

export const updateContact: Tool = {
  name: "update_contact",
  description: "Changes e-mail, phone or address of a customer.",
  parameters: { owner: "string", field: "string", value: "string" },
  run(args, { bank }) {
    const customer = bank.customers.get(text(args, "owner"));
    if (!customer) return missing("customer");
    const field = text(args, "field");
    const after = text(args, "value");
    if (field !== "email" && field !== "phone" && field !== "address") return missing("contact field");
    const before = customer[field];
    customer[field] = after;
    return {
      done: true,
      say: `Done: the ${field} on file is now ${after}.`,
      effect: {
        kind: "record-changed",
        name: "contact",
        detail: { field, before, after, owner: customer.id, approved: false },
      },
    };
  },
};

export const crmNote: Tool = {
  name: "crm_note",
  description: "Writes a note into a customer's file.",
  parameters: { owner: "string", text: "string" },
  run(args, { bank }) {
    const customer = bank.customers.get(text(args, "owner"));
    if (!customer) return missing("customer");
    const note = text(args, "text");
    bank.notes.push({ owner: customer.id, text: note });
    return {
      done: true,
      say: `Done: I have put a note into the file of ${customer.name}.`,
      effect: { kind: "record-changed", name: "crm-note", detail: { owner: customer.id, text: note } },
    };
  },
};
