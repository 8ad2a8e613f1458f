import { isFalse, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

const actions = [
  ...["Refund", "PaymentIntent", "Charge", "Transfer", "Payout"].map((thing) => `stripe.${thing}.create`),
  ...["refunds", "paymentIntents", "charges", "transfers", "payouts"].map(
    (thing) => `stripe.**().${thing}.create`,
  ),
  "smtplib.SMTP().sendmail",
  "smtplib.SMTP().send_message",
  "smtplib.SMTP_SSL().sendmail",
  "smtplib.SMTP_SSL().send_message",
  "sendgrid.SendGridAPIClient().send",
  "nodemailer.**.sendMail",
  "resend.Resend().emails.send",
  "twilio.rest.Client().messages.create",
  "tweepy.Client().create_tweet",
  "boto3.client().send_email",
  "boto3.client().terminate_instances",
  "boto3.client().delete_bucket",
  "boto3.client().delete_objects",
  "boto3.client().delete_db_instance",
  "kubernetes.client.CoreV1Api().delete_namespace",
];
const asks = /approv|confirm|interrupt|consent|elicit|human/i;
const options = [
  "needs_approval",
  "needsApproval",
  "requires_confirmation",
  "require_approval",
  "requireApproval",
  "interrupt_on",
];

export const rule: CodeRule = {
  id: "tool-acts-unasked",
  title: "A tool pays, sends or deletes without anybody being asked",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-862"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Ask a person before it is done: `@function_tool(needs_approval=True)`, `tool({ needsApproval: true, … })`, or `interrupt({"refund": amount})` in LangGraph.',
  check(file: CodeFile, report: Report): void {
    if (file.isTest) return;
    const acts = file
      .callsTo(...actions)
      .filter(({ inside }) => inside?.isTool === true)
      .slice(0, 200);
    if (acts.length === 0 || file.calls.some((call) => asks.test(call.callee))) return;
    for (const call of acts) {
      const { inside } = call;
      if (inside === undefined || inside.parameters.some(({ name }) => asks.test(name))) continue;
      const around = file.calls.filter(
        (maker) => maker !== call && maker.at.start <= inside.at.start && maker.at.end >= inside.at.end,
      );
      const named = [...around, ...inside.decorators.flatMap((decorator) => decorator.call ?? [])];
      if (
        named.some((maker) =>
          options.some((option) => maker.argument(option) !== undefined && !isFalse(maker.argument(option))),
        )
      )
        continue;
      report(call, `\`${inside.name || "The tool"}\` does this as soon as a model calls it.`);
    }
  },
};
