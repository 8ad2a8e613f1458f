import { z } from "zod";
import { Refused } from "../protocol/dialect.ts";
import { itemNames, type FilmRecommender } from "./recommender.ts";

/** Accounts of tests; people cannot be written or read by others. */
const account = z.string().regex(/^test-[a-z0-9-]{1,40}$/u, "an account of a test begins with `test-`");
const ratingSchema = z.object({ account, item: z.enum(itemNames), value: z.int().min(1).max(5) });
const withdrawSchema = z.object({ account });
const recommendSchema = z.object({ account, k: z.int().min(1).max(100).default(10) });
const expectedSchema = z.object({ account, items: z.array(z.enum(itemNames)).max(200) });

/** `POST /films/rate|withdraw|recommend|expect`. @throws Refused */
export function answerFilms(films: FilmRecommender, path: string, body: unknown): object | undefined {
  switch (path) {
    case "/films/rate": {
      const asked = read(ratingSchema, body);
      films.rate(asked.account, asked.item, asked.value);
      return { rated: true };
    }
    case "/films/withdraw":
      films.withdraw(read(withdrawSchema, body).account);
      return { withdrawn: true };
    case "/films/recommend": {
      const asked = read(recommendSchema, body);
      return { items: films.recommend(asked.account, asked.k) };
    }
    case "/films/expect": {
      const asked = read(expectedSchema, body);
      return { values: asked.items.map((item) => films.expected(asked.account, item) ?? null) };
    }
    default:
      return undefined;
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused(400, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not understood"}`);
}
