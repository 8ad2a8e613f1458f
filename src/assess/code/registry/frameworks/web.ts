import type { Framework } from "../framework.ts";

const verbs = ["get", "post", "put", "patch", "delete", "route", "websocket", "api_route", "all", "use"];

/** Web frameworks: where what visitors send comes in. */
export const web: Framework = {
  id: "web",
  names: {
    "express.default": "express.Express",
    "express.Router": "express.Express",
    "fastify.default": "fastify.fastify",
    "hono.default": "hono.Hono",
    "koa.default": "koa.Koa",
  },
  sourceNames: {
    "flask.request": "user-input",
    "quart.request": "user-input",
    "bottle.request": "user-input",
    "fastapi.Request()": "user-input",
    "starlette.requests.Request()": "user-input",
    "django.http.HttpRequest()": "user-input",
    "streamlit.session_state": "user-input",
  },
  sources: [
    {
      label: "user-input",
      calls: [
        "streamlit.text_input",
        "streamlit.text_area",
        "streamlit.chat_input",
        "streamlit.file_uploader",
        "chainlit.AskUserMessage().send",
        "next/headers.cookies",
      ],
    },
  ],
  handlers: [
    ...verbs.flatMap((verb) => [
      `flask.Flask().${verb}`,
      `flask.Blueprint().${verb}`,
      `fastapi.FastAPI().${verb}`,
      `fastapi.APIRouter().${verb}`,
      `quart.Quart().${verb}`,
      `sanic.Sanic().${verb}`,
    ]),
    "chainlit.on_message",
    "discord.ext.commands.Bot().command",
    "discord.Client().event",
    "slack_bolt.App().message",
    "slack_bolt.App().event",
    "telebot.TeleBot().message_handler",
    "rest_framework.decorators.api_view",
    "litestar.get",
    "litestar.post",
    "aiohttp.web.RouteTableDef().get",
    "aiohttp.web.RouteTableDef().post",
    "azure.functions.FunctionApp().route",
    "functions_framework.http",
  ],
  handlerCalls: [
    ...verbs.flatMap((verb) => [
      `express.Express().${verb}`,
      `fastify.fastify().${verb}`,
      `hono.Hono().${verb}`,
      `koa.Koa().${verb}`,
    ]),
    "@koa/router.default().post",
    "@koa/router.default().get",
    "gradio.ChatInterface",
    "gradio.Interface",
    "?.handle_message",
    "@slack/bolt.App().message",
    "@slack/bolt.App().event",
    "Deno.serve",
    "Bun.serve",
    "http.createServer",
  ],
};
