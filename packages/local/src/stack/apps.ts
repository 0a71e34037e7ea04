import { join } from "node:path";

export type AppName = "web" | "daemon" | "worker" | "slack";

export type App = {
  readonly name: AppName;
  /** Arguments for Node: the built app, and the same app with reload on every change. */
  readonly built: readonly string[];
  readonly watched: readonly string[];
  /** The variable that sets the port of `/readyz`. */
  readonly healthPort: "PORT" | "HEALTH_PORT";
};

/** Returns the processes of Millrace in the order in which they start. They stop in reverse order. */
export function apps(root: string): readonly App[] {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const backend = (name: AppName): App => ({
    name,
    built: ["--enable-source-maps", join(root, `apps/${name}/dist/main.mjs`)],
    watched: [tsx, "watch", "--clear-screen=false", join(root, `apps/${name}/src/main.ts`)],
    healthPort: name === "slack" ? "HEALTH_PORT" : "PORT",
  });
  const next = join(root, "node_modules/next/dist/bin/next");
  const web: App = {
    name: "web",
    built: [next, "start", join(root, "apps/web"), "--hostname", "127.0.0.1"],
    watched: [next, "dev", join(root, "apps/web"), "--hostname", "127.0.0.1"],
    healthPort: "PORT",
  };
  return [web, backend("daemon"), backend("worker"), backend("slack")];
}
