/** The practice bot, for the command line and the tour. It is deliberately vulnerable and binds to loopback. */
export { startFintechBot } from "../../range/fintech-bot/index.ts";
