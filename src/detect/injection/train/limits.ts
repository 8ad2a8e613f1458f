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
- The development set (\`train/development\`) was written by whoever chose the features, and its texts were
  looked at while they were chosen; it is now part of the training set.
- Of the held-out sets the figures were looked at some forty times, and settings of the training were chosen
  with them in view; they are no longer unseen.
- Each author's rows (\`written-…\`) are judged by a model that saw none of their texts. Features and settings
  of the indirect head were chosen by these rows, and words of the lexicon with missed texts of written-b and
  written-c at hand: expect somewhat less of an author who comes next.
- The held-out attacks are oblique on purpose (an order put as a remark, a reader addressed by a word nobody
  expects); plain orders in the same languages are seen far more often (source \`development\` above).
- The grammar of attacks and the held-out attacks were written in one house. Expect less elsewhere.
- Labels of the in-the-wild set are noisy: some of its texts are plain recipes for prompts.`;
