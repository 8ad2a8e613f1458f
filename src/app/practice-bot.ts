import { startFintechBot, type FintechBot, type FintechBotOptions } from "../../range/fintech-bot/index.ts";
import { appErrors } from "./errors.ts";

export { levels as practiceLevels, type Level as PracticeLevel } from "../../range/fintech-bot/index.ts";

/**
 * Starts the practice bot. It is deliberately vulnerable and binds to loopback only.
 * @throws APP_PRACTICE_PORT_TAKEN
 */
export async function startPracticeBot(options: FintechBotOptions): Promise<FintechBot> {
  try {
    return await startFintechBot(options);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    throw appErrors.practicePortTaken(
      `Port ${options.port ?? 0} is in use.`,
      { at: `127.0.0.1:${options.port ?? 0}` },
      { cause },
    );
  }
}
