import { defineErrors } from "../../errors/index.ts";

export const recommendersErrors = defineErrors("recommenders", {
  ratings: {
    summary: "Ratings cannot be used.",
    remedy: "Each user rates an item once, with a number within the scale.",
    exit: 2,
  },
  plan: {
    summary: "An attack on a recommender cannot be carried out as planned.",
    remedy: "Name items that exist, at least one attacking profile, and a list of at least one place.",
    exit: 2,
  },
  notAuthorised: {
    summary: "An account is not among those that may be used.",
    remedy: "Use accounts made for this test alone, and list each of them as authorised.",
    exit: 2,
  },
});
