import type {
  GuardedRequest,
  GuardedResponse,
  GuardedStream,
  Part,
  TokenUsage,
  ToolDefinition,
} from "../../contracts/index.ts";
import type { Cut, PlacedPart, StreamedText } from "../dialects/dialect.ts";
import { checkEdited, EditError, editsByPart, editText } from "../parts/index.ts";
import { GuardedText } from "./guarded-text.ts";
import { stoppingRules, type Guarding } from "./guarding.ts";
import type { Account } from "./report.ts";
import { withToolNames } from "./tool-names.ts";

const cutBy = (rule: string | undefined): Cut => ({
  kind: "policy",
  rule: rule ?? "policy",
  reason: "The answer was blocked by policy.",
});

/** The guard's side of one streamed answer: all its texts, its tool calls, and whether it has to end. */
export class StreamGuard {
  readonly #account: Account;
  readonly #request: GuardedRequest;
  readonly #guarding: Guarding;
  readonly #mirror: boolean;
  readonly #texts: GuardedText[] = [];
  /** Checked as a whole already; the question about the answer leaves them out, so that no call counts twice. */
  readonly #checked: PlacedPart[] = [];
  cut: Cut | undefined;
  /** The guard was asked about the answer as a whole. */
  #concluded = false;

  constructor(account: Account, request: GuardedRequest, guarding: Guarding, mirror: boolean) {
    this.#account = account;
    this.#request = request;
    this.#guarding = guarding;
    this.#mirror = mirror;
  }

  setCut(cut: Cut): void {
    if (!this.#mirror) this.cut ??= cut;
  }

  openText(part: Omit<Part, "text">): StreamedText {
    const reservation = this.#account.reservation;
    const text = new GuardedText(part, this.#mirror ? undefined : this.#guardStream(part), {
      guarding: this.#guarding,
      spend: (tokens) => (this.#mirror ? "continue" : (reservation?.spend(tokens) ?? "continue")),
      cutting: () => this.cut !== undefined,
      cut: (cut) => this.setCut(cut),
    });
    this.#texts.push(text);
    return text;
  }

  #guardStream(part: Omit<Part, "text">): GuardedStream | undefined {
    try {
      return this.#guarding.guard.openStream(this.#request, { ...part, text: "" });
    } catch (error) {
      this.#guarding.failed(error);
      return undefined;
    }
  }

  async check(
    parts: readonly PlacedPart[],
    tools: readonly ToolDefinition[] = [],
  ): Promise<readonly string[] | undefined> {
    this.#checked.push(...parts);
    const told = tools.length === 0 ? {} : { tools };
    const looked = withToolNames(parts, this.#request.tools ?? []);
    const verdict = await this.#guarding.response(this.#request, { parts: looked, ...told, bytes: 0 });
    if (!verdict.allowed) {
      this.setCut(cutBy(stoppingRules(verdict.decision)[0]));
      return undefined;
    }
    const edits = editsByPart(verdict.edits);
    try {
      if ([...edits.keys()].some((at) => !parts.some((part) => part.at === at)))
        throw new EditError("An edit names what cannot be edited.");
      return parts.map((part) => {
        const own = edits.get(part.at);
        return own === undefined ? part.text : checkEdited(part, part.text, editText(part.text, own));
      });
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      const reason = "What has to be taken out cannot be taken out safely.";
      this.setCut({ kind: "policy", rule: "uneditable", reason });
      return undefined;
    }
  }

  /** Asks about the answer as a whole; false: it must end here. */
  async conclude(bytes: number): Promise<boolean> {
    this.#concluded = true;
    const parts = this.#texts.map((text) => text.part());
    const verdict = await this.#guarding.response(this.#request, this.#response(parts, bytes));
    if (!verdict.allowed) this.setCut(cutBy(stoppingRules(verdict.decision)[0]));
    return this.cut === undefined;
  }

  /** Asks about what was said so far, if that was not done yet and something was said; for the record alone. */
  async concludeForRecord(bytes: number): Promise<void> {
    if (this.#concluded || this.#texts.length === 0) return;
    try {
      await this.conclude(bytes);
    } catch {
      // It has been observed as a failure of the guard; nothing more is released here.
    }
  }

  /** Id of the decision that says why it was cut: made now, on what was said so far, when the guard's stream cut it. */
  async decisionBehindCut(bytes: number): Promise<string | undefined> {
    const { decisions } = this.#guarding;
    const before = decisions.at(-1);
    if (before?.direction === "response") return before.id;
    if (this.#texts.length === 0) return undefined;
    try {
      await this.conclude(bytes);
    } catch {
      return undefined;
    }
    return decisions.at(-1)?.id;
  }

  /** Everything the upstream said, as it said it. */
  said(bytes: number): GuardedResponse {
    return this.#response([...this.#texts.map((text) => text.part()), ...this.#checked], bytes);
  }

  #response(parts: readonly Part[], bytes: number): GuardedResponse {
    const usage: TokenUsage | undefined = this.#account.usage;
    return { parts, bytes, ...(usage === undefined ? {} : { usage }) };
  }

  /** What is held stays here. */
  close(): void {
    for (const text of this.#texts) text.close();
  }
}
