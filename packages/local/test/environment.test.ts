import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { appEnvironment } from "../src/stack/environment";

/** Variables that `npm start` sets itself: paths and secrets of its home folder, and settings of a local stack. */
const OWN = [
  ...["MILLRACE_SECRET", "MILLRACE_ENCRYPTION_KEYS", "MILLRACE_EMBEDDED", "SANDBOX_ALLOW_PROCESS"],
  ...["PORT", "HEALTH_PORT", "PACKAGES_DIR", "RUNTIME_DIR", "WORKER_DATA_DIR"],
];
/** Read by `startStack`, which then uses these databases instead of its own. */
const DATABASES = ["DATABASE_URL", "REDIS_URL"];

afterEach(() => vi.unstubAllEnvs());

test("npm start reads every setting in docs/configuration.md from the shell, except those it sets itself", () => {
  const table = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8").split("## ")[0] ?? "";
  const documented = table
    .split("\n")
    .map((line) => line.split("|")[1] ?? "")
    .flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ""));
  const settings = documented.filter((name) => ![...OWN, ...DATABASES].includes(name));
  expect(settings).toContain("EGRESS_PRIVATE_RANGES");
  for (const name of settings) vi.stubEnv(name, `the shell's ${name}`);

  const environment = appEnvironment({
    home: { dir: "/home", secrets: { secret: "s", encryptionKeys: "local:k", slackSigningSecret: "own" } },
    databaseUrl: "postgresql://db",
    redisUrl: "redis://redis",
    webPort: 3000,
  });

  expect(settings.filter((name) => environment[name] !== `the shell's ${name}`)).toEqual([]);
});
