import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "range/**/*.test.ts", "tools/**/*.test.ts"],
    // Two workers: the machines this runs on have two cores, and some tests start real servers.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "range/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.suite.ts", "**/*.generated.ts", "src/console/**"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { statements: 90, branches: 80, functions: 90, lines: 90 },
    },
  },
});
