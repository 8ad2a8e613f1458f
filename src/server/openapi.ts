import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Endpoint } from "./endpoint.ts";
import { wireError } from "./wire/schemas.ts";

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: wireError } },
});

function responsesOf(endpoint: Endpoint) {
  const { status, answer, answerType } = endpoint;
  const done =
    answerType === "none"
      ? { description: "Done." }
      : { description: "The answer.", content: { [answerType]: { schema: answer ?? z.string() } } };
  const refusals =
    endpoint.minimum === "anyone"
      ? { 400: refusal("Not of the documented form.") }
      : {
          400: refusal("Not of the documented form."),
          401: refusal("Not signed in, or the token is refused."),
          403: refusal("The role is too low, or the request came from another site."),
          404: refusal("No such thing, or not visible to this person."),
        };
  return { [status]: done, ...refusals };
}

/** The OpenAPI 3.1 document, made from the endpoints alone. `x-minimum-role` is the declared least role. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string) {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "bartizan",
  });
  for (const endpoint of [...endpoints].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const { params, query, body, bodyMode } = endpoint;
    const binary = { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } };
    app.openAPIRegistry.registerPath({
      method: endpoint.method,
      path: endpoint.path,
      operationId: endpoint.name,
      summary: endpoint.summary,
      security: endpoint.minimum === "anyone" ? [] : [{ token: [] }, { session: [] }],
      "x-minimum-role": endpoint.minimum,
      request: {
        ...(params === undefined ? {} : { params }),
        ...(query === undefined ? {} : { query }),
        ...(bodyMode === "none"
          ? {}
          : {
              body: {
                required: true,
                content:
                  bodyMode === "stream" ? binary : { "application/json": { schema: body ?? z.unknown() } },
              },
            }),
      },
      responses: responsesOf(endpoint),
    });
  }
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Bartizan",
      version,
      description: "The API of `bartizan serve`. Every refused request answers with Error.",
    },
  });
}
