import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A program that the browser tests or the sandbox tests need: its path, or why it is missing and how to fix that. */
export type Tool = { readonly path: string } | { readonly missing: string };

export const isFound = (tool: Tool): tool is { readonly path: string } => "path" in tool;

const PLAYWRIGHT_INSTALL_TIMEOUT_MS = 180_000;

/** Finds Chromium: an installed one, otherwise Playwright's download, otherwise Debian's package (if root). */
export function findChromium(root: string): Tool {
  const existing = [
    process.env.CHROMIUM_PATH,
    onPath("chromium"),
    onPath("chromium-browser"),
    onPath("google-chrome"),
    downloaded(root),
  ].find(runs);
  if (existing) return { path: existing };
  spawnSync(process.execPath, [join(root, "node_modules/@playwright/test/cli.js"), "install", "chromium"], {
    stdio: "ignore",
    timeout: PLAYWRIGHT_INSTALL_TIMEOUT_MS,
  });
  const fresh = downloaded(root);
  if (runs(fresh)) return { path: fresh };
  return (
    debian("chromium", "chromium") ?? {
      missing:
        "Chromium is missing and couldn't be installed. Run `npx playwright install chromium --with-deps`, or set CHROMIUM_PATH",
    }
  );
}

/** Finds bubblewrap, which isolates user code on Linux. Other systems have no replacement. */
export function findBubblewrap(): Tool {
  if (process.platform !== "linux")
    return { missing: "bubblewrap exists on Linux only; the `process` launcher is used here" };
  const path = onPath("bwrap");
  const tool = path ? { path } : debian("bubblewrap", "bwrap");
  if (!tool) return { missing: "bubblewrap is missing: install the package `bubblewrap` as root" };
  const probe = spawnSync(tool.path, ["--unshare-all", "--ro-bind", "/", "/", "true"], { stdio: "ignore" });
  return probe.status === 0
    ? tool
    : {
        missing:
          "bubblewrap can't create namespaces on this machine. Allow unprivileged user namespaces (docs/deploying.md)",
      };
}

function downloaded(root: string): string | undefined {
  const probe = "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
  const result = spawnSync(process.execPath, ["-e", probe], { cwd: join(root, "e2e"), encoding: "utf8" });
  return result.status === 0 && existsSync(result.stdout) ? result.stdout : undefined;
}

function debian(name: string, binary: string): { path: string } | undefined {
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  process.stderr.write(`Installing Debian's package ${name} …\n`);
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], {
    stdio: ["ignore", "ignore", 2],
    env,
  });
  const path = onPath(binary);
  return path ? { path } : undefined;
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(":")
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function runs(path: string | undefined): path is string {
  return path !== undefined && spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}
