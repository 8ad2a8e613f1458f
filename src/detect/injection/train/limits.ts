/** What the page of the model must not leave unsaid. */
export const limits = `## Limits

- It reads wording. An order that says nothing an honest sender would not say (a plain question in an e-mail,
  "transfer 500 to account …") is often not seen; tool policies and approvals are the answer there.
- It is linear and open: whoever can try texts against it without limit will find some that pass.
- Languages outside the lexicon are judged by n-grams alone, and mostly pass.
- The figures above are of our own texts and of the sets named; traffic elsewhere differs. Run it in \`shadow\`
  first, and train it on your own traffic (\`bartizan guard train\`).
- Encodings are undone before the text comes here; a text that is only encoded is no attack to it.
- A harmful question without any attempt to command the model is not what it looks for.
- Labels of the in-the-wild set are noisy: some of its texts are plain recipes for prompts.`;
