import { parseArgs } from "node:util";
import { levels, startFintechBot } from "./index.ts";

/** Runs the practice bot by itself: `node range/fintech-bot/main.ts --port 8421 --level 2`. */
const { values } = parseArgs({
  options: { port: { type: "string", default: "8421" }, level: { type: "string", default: "0" } },
});
const level = levels.find((known) => String(known) === values.level);
const port = Number(values.port);
if (level === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write("usage: main.ts [--port 0-65535] [--level 0-5]\n");
  process.exit(2);
}
const bot = await startFintechBot({ port, level });
process.stdout.write(`Practice bot, deliberately vulnerable, level ${level}: ${bot.url}/v1\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void bot.close());
