import { accountArticles } from "./account-articles.ts";
import type { Article } from "./article.ts";
import { cardsArticles } from "./cards-articles.ts";
import { helpArticles } from "./help-articles.ts";
import { paymentsArticles } from "./payments-articles.ts";

/** The public knowledge base: what any customer may be told. Nothing here is secret. */
export const articles: readonly Article[] = [
  ...cardsArticles,
  ...paymentsArticles,
  ...accountArticles,
  ...helpArticles,
];
