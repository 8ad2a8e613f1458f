import type { JsonObject, JsonValue } from "../../src/contracts/index.ts";

/** What a detector takes under `settings`: in words, and one example that a test gives it. */
export interface SettingsNote {
  readonly about: string;
  readonly example: JsonValue;
  /** The example stands for a file's content and cannot be tried as it is. */
  readonly untried?: true;
}

export const detectorSettings: Readonly<Record<string, SettingsNote>> = {
  injection: {
    about:
      "`thresholds` by role (probability), `model` (a folder written by `bartizan guard train`), `withoutRules` (ids, `classifier` among them).",
    example: { thresholds: { user: 0.95 }, withoutRules: ["many-shot"] },
  },
  links: {
    about: "`allowedHosts`: where answers may link to, `*.example.org` for all below.",
    example: { allowedHosts: ["docs.example.com", "*.example.org"] },
  },
  "personal-data": {
    about: "`types.include` or `types.exclude`, `minimumScore`, `locales` (countries, ISO 3166-1).",
    example: { types: { exclude: ["ip-address"] }, minimumScore: 0.7, locales: ["DE", "FR"] },
  },
  "protected-corpus": {
    about:
      "`corpus`: the file that `bartizan guard corpus` made (its path from where the guard is started, or what is in it); `key`: what it was made with, `env:NAME` or the key itself. Without settings it finds nothing.",
    example: { corpus: "corpus.json", key: "env:CORPUS_KEY" },
    untried: true,
  },
  secrets: {
    about: "`withoutRules` (ids that stay silent), `leastScore`.",
    example: { withoutRules: ["netrc-password"], leastScore: 0.7 },
  },
  "user-patterns": {
    about:
      "`patterns`: RE2 only, every repeat with an upper bound; `examples` are tried when the policy is loaded. Without settings it finds nothing.",
    example: {
      patterns: [
        {
          id: "staff-number",
          pattern: "EMP-[0-9]{6}",
          category: "personal-data",
          examples: { match: ["EMP-004711"], silent: ["EMP-47"] },
        },
      ],
    },
  },
  extraction: {
    about:
      "`share` of the last 64 requests, `run` of an enumeration, `perHour` different requests, `margin` of scores near a boundary.",
    example: { share: 0.6, run: 12, perHour: 1000, margin: 0.1 },
  },
  "feature-chains": {
    about: "`chain` rows near each other, how `near`, `grid` steps, `flips` of the predicted class.",
    example: { chain: 40, near: 0.1, grid: 15, flips: 6 },
  },
  "key-sharing": {
    about: "`networks` within `minutes`, `switches` between networks within a minute.",
    example: { networks: 6, minutes: 10, switches: 12 },
  },
  probing: {
    about:
      "`variants` of one refused request, `refusals` (halved in weight every `halfLifeMinutes`), `likeness` of variants.",
    example: { variants: 3, refusals: 6, halfLifeMinutes: 20, likeness: 0.4 },
  },
  "query-distribution": {
    about:
      "`profile`: as of [`unknown-input`](#unknown-input), made of at least 256 rows; `unlike`: how many times as unlike the reference as chance makes one window in a thousand; `slack`: how far below the least normal stream of the reference. Without settings it finds nothing.",
    example: { profile: "profile.json", unlike: 1.5, slack: 0.03 },
    untried: true,
  },
  "tool-drift": {
    about:
      "`per` session, virtual key or principal; `approved`: another name pins what is seen next anew; `pins` by digest; `onlyPinned`.",
    example: { per: "virtual-key", approved: "2027-03" },
  },
  "tool-use": {
    about:
      "also under the policy's own key `tools`; [write a policy](../how-to/write-a-policy.md) explains it.",
    example: {
      unknown: "deny",
      tools: [
        { name: "read_mail", effects: ["read-personal"] },
        {
          name: "send_mail",
          effects: ["communicate"],
          arguments: [{ path: "$.to", glob: ["*@example.com"], required: true }],
          most: 5,
        },
      ],
      flows: [
        { id: "no-mail-after-mail", after: { source: ["read_mail"] }, deny: { effects: ["communicate"] } },
      ],
      limits: { calls: 50, repeats: 5 },
    },
  },
  "unknown-input": {
    about:
      "`profile`: the file that `bartizan guard profile` made of data the model was tested with (its path from where the guard is started, or what is in it), `ignore`: features that are not looked at. Without settings it finds nothing.",
    example: { profile: "profile.json", ignore: ["note"] },
    untried: true,
  },
  "usage-spikes": {
    about:
      "`perThousand` false alarms, `warmUp` requests before there is any alarm, `price` of a million tokens.",
    example: { perThousand: 1, warmUp: 40, price: { input: 2.5, output: 10 } },
  },
};

/** Kinds of remote detectors with an example of their use. */
export const remoteSettings: readonly {
  readonly id: string;
  readonly about: string;
  readonly use: JsonObject;
}[] = [
  {
    id: "chat-classifier",
    about:
      "A model that judges texts in a chat: Llama Guard behind an OpenAI-compatible endpoint, or any model by instruction.",
    use: {
      "llama-guard": {
        kind: "chat-classifier",
        endpoint: "http://127.0.0.1:8000/v1/chat/completions",
        deadlineMs: 1500,
        settings: { model: "llama-guard-3-8b", stages: ["input", "output"], key: "env:GUARD_KEY" },
      },
    },
  },
  {
    id: "predict-classifier",
    about:
      "A model that gives scores: Prompt Guard and its like behind a predict endpoint (JSON, or KServe v2).",
    use: {
      "prompt-guard": {
        kind: "predict-classifier",
        endpoint: "http://127.0.0.1:8080/predict",
        settings: {
          unsafe: ["MALICIOUS"],
          category: "jailbreak",
          minScore: 0.5,
          body: { inputs: ["{{text}}"] },
        },
      },
    },
  },
];
