import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Refused, type Dialect } from "./protocol/dialect.ts";
import { mlflow } from "./protocol/mlflow.ts";
import { openInference } from "./protocol/open-inference.ts";
import { plainJson } from "./protocol/plain-json.ts";
import { tfServing } from "./protocol/tf-serving.ts";
import { FilmRecommender } from "./recommender/recommender.ts";
import { answerFilms } from "./recommender/routes.ts";
import type { ServedModel } from "./served-model.ts";

const dialects: readonly Dialect[] = [openInference, tfServing, mlflow, plainJson];
const mostBytes = 32 * 2 ** 20;

/** The models behind four protocols, and the recommender behind one of its own. */
export function createPredictServer(models: readonly ServedModel[]): Server {
  const films = new FilmRecommender();
  return createServer((request, response) => {
    answer(models, films, request)
      .then((body) => send(response, 200, body))
      .catch((error: unknown) => {
        const refused = error instanceof Refused ? error : new Refused(500, "the server had an error");
        send(response, refused.status, { error: refused.message });
      });
  });
}

async function answer(
  models: readonly ServedModel[],
  films: FilmRecommender,
  request: IncomingMessage,
): Promise<object> {
  const path = request.url ?? "";
  if (request.method === "GET") {
    for (const dialect of dialects) {
      const said = dialect.about?.(path, models);
      if (said !== undefined) return said;
    }
    throw new Refused(404, "there is nothing at this path");
  }
  const body = await bodyOf(request);
  for (const dialect of dialects) {
    const name = dialect.modelOf(path);
    const model = models.find((one) => one.name === name);
    if (model === undefined) continue;
    const question = dialect.read(body, model);
    return question.answer(await model.predict(question.rows));
  }
  const said = answerFilms(films, path, body);
  if (said === undefined) throw new Refused(404, "there is nothing at this path");
  return said;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new Refused(413, `the request is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Refused(400, "the body is no JSON");
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
