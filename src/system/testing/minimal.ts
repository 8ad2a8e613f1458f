/** The smallest manifest with a target, a gate and rules of engagement, for tests to change. */
export const minimalManifest = `version: bartizan/v1
system:
  id: demo
  name: Demo
  purpose: Answer questions
  jurisdictions: [EU]
  users: {kind: consumers, vulnerable: false}
  autonomy: answers
  consequential_decisions: false
  criticality: low
data_classes:
  - {id: chat, sensitivity: internal, tags: [untrusted]}
zones:
  - {id: out, trust: 0, operator: public}
  - {id: app, trust: 2, operator: self}
components:
  - {id: user, kind: user, zone: out}
  - {id: bot, kind: agent, zone: app, max_steps: 3}
flows:
  - {id: F1, from: user, to: bot, data: [chat], untrusted: true}
controls: []
targets:
  - id: live
    kind: openai-chat
    component: bot
    environment: test
    base_url: https://bot.example/v1
    model: m
    api_key: env:BOT_KEY
gates:
  - {check: redteam/direct-injection, at_most: 0.02}
rules_of_engagement:
  authorised_by: Chief Example
  reference: T-1
  environments: [test, production]
  window: {from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00+01:00"}
  allowed_side_effects: [tool-call]
  rate: {per_minute: 60}
  kill_switch: {file: STOP}
  clean_up: Delete the test account.
`;
