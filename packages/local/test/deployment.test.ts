import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

type Service = {
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: object;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
};

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { services, networks } = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
};
const APPS = ["web", "daemon", "worker", "slack"] as const;

/** Returns the names of the variables an app requires: those in its error for an empty environment. */
async function required(app: (typeof APPS)[number]): Promise<string[]> {
  const { readEnv } = await import(join(root, "apps", app, app === "web" ? "src/server/env.ts" : "src/env.ts"));
  try {
    readEnv({});
  } catch (error) {
    return [...new Set((error as Error).message.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g))];
  }
  return [];
}

test.each(APPS)("the deployment gives %s every variable it requires", async (app) => {
  const image = [...read(`docker/${app}.Dockerfile`).matchAll(/\b([A-Z][A-Z_]+)=/g)].map((it) => it[1]);
  const given = [...Object.keys(services[app]?.environment ?? {}), ...image];
  const names = await required(app);
  expect(names).toContain("DATABASE_URL");
  expect(names.filter((name) => !given.includes(name))).toEqual([]);
});

/** Variables of a local machine, or of the image itself, which an operator's `.env` doesn't set. */
const NOT_THE_OPERATORS = ["PORT", "MILLRACE_EMBEDDED", "SANDBOX_ALLOW_PROCESS", "SANDBOX_UID_BASE", "RUNTIME_DIR"];

/** Returns the variables an app reads, from the table in docs/configuration.md: `names | apps | meaning`. */
function documented(app: string): string[] {
  const rows = read("docs/configuration.md").matchAll(/^\| (`[A-Z].*?) \| (.+?) \|/gm);
  return [...rows].flatMap(([, names = "", apps = ""]) =>
    ["all", app].some((name) => apps.split(", ").includes(name))
      ? [...names.matchAll(/`([A-Z0-9_]+)`/g)].map((it) => it[1] as string)
      : [],
  );
}

test.each(APPS)("the deployment passes on every documented variable that an operator sets for %s", (app) => {
  const given = services[app]?.environment ?? {};
  const image = [...read(`docker/${app}.Dockerfile`).matchAll(/\b([A-Z][A-Z_]+)=/g)].map((it) => it[1]);
  const names = documented(app).filter((name) => !NOT_THE_OPERATORS.includes(name));
  expect(names).toContain("LOG_LEVEL");
  expect(names.filter((name) => !(name in given) && !image.includes(name))).toEqual([]);
});

test.each(APPS)("%s treats an empty variable as unset", async (app) => {
  const { readEnv } = await import(join(root, "apps", app, app === "web" ? "src/server/env.ts" : "src/env.ts"));
  const complete = {
    DATABASE_URL: "postgresql://postgres/millrace",
    REDIS_URL: "redis://redis",
    MILLRACE_URL: "https://millrace.example.com",
    MILLRACE_SECRET: "s".repeat(32),
    MILLRACE_ENCRYPTION_KEYS: "k1:key",
    STORAGE_URL: "s3://objects",
    WORKER_DATA_DIR: "/var/lib/millrace/worker",
  };
  const optional = Object.entries(services[app]?.environment ?? {}).filter(([, value]) => /-\}$/.test(value));
  const empty = Object.fromEntries(optional.map(([name]) => [name, ""]));
  expect(Object.keys(empty).length).toBeGreaterThan(0);
  expect(readEnv({ ...empty, ...complete })).toEqual(readEnv(complete));
});

test("secrets of the deployment have no defaults", () => {
  const values = Object.values(services).flatMap((service) => Object.entries(service.environment ?? {}));
  const secrets = values.filter(([name]) => /SECRET|PASSWORD|TOKEN|KEY|DATABASE_URL|REDIS_URL|SMTP_URL/.test(name));
  expect(secrets.length).toBeGreaterThan(10);
  // `${NAME:?why}` must be set, and `${NAME-}` can be missing; anything else would be a publicly known value.
  for (const [name, value] of secrets) expect(value, name).toMatch(/\$\{[A-Z_]+(:\?[^}]+|-)\}/);
});

test("every service of the deployment has a health check", () => {
  for (const [name, service] of Object.entries(services)) {
    if (name === "migrate") continue; // exits when done
    const image = service.build ? read(service.build.dockerfile) : "";
    expect(service.healthcheck !== undefined || image.includes("HEALTHCHECK"), name).toBe(true);
  }
});

test("the databases' network has no outbound access, and only the dashboard and Slack's events are published", () => {
  expect(networks.data).toEqual({ internal: true });
  expect(services.postgres?.networks).toEqual(["data"]);
  expect(services.redis?.networks).toEqual(["data"]);
  expect(Object.keys(services).filter((name) => services[name]?.ports)).toEqual(["web", "slack"]);
});

test("every image runs a program from its build, as a user other than root", () => {
  for (const [name, { build, command }] of Object.entries(services)) {
    if (!build) continue;
    const dockerfile = read(build.dockerfile);
    expect(dockerfile, name).toMatch(/^USER node$/m);
    const line = command ?? (JSON.parse(dockerfile.match(/^CMD (\[.*\])$/m)?.[1] ?? "[]") as string[]);
    const program = line.join(" ").match(/apps\/(\w+)\/dist\/(\w+)\.mjs/);
    if (!program) {
      expect(line, name).toContain("node_modules/next/dist/bin/next");
      continue;
    }
    const [, app, entry] = program;
    expect(existsSync(join(root, `apps/${app}/src/${entry}.ts`)), name).toBe(true);
    const { scripts } = JSON.parse(read(`apps/${app}/package.json`)) as { scripts: { build: string } };
    expect(["main", ...scripts.build.split(" ")], name).toContain(entry);
  }
});
