/** One answer of the knowledge base. `about` are the words people use for it; retrieval weighs them. */
export interface Article {
  readonly title: string;
  readonly about: string;
  readonly text: string;
}
