import { relative, resolve, sep } from "node:path";
import { watch } from "chokidar";

const IGNORED = new Set(["node_modules", ".git", "dist", ".next", "coverage"]);
const CODE = /\.[cm]?[jt]sx?$/;
const SETTLE_MS = 20;

/** Changes to a project's files. */
export type ProjectWatch = {
  /** Resolves with the files that changed since the last call, or undefined after the watch has ended. */
  next(): Promise<ReadonlySet<string> | undefined>;
  /** Watches additional files: data, and modules outside the project's folder. */
  include(files: readonly string[]): void;
};

/** Watches a project's code. Files that the project's own runs write are ignored. */
export async function watchProject(projectDir: string, signal: AbortSignal): Promise<ProjectWatch> {
  const included = new Set<string>();
  let changed = new Set<string>();
  let wake = () => {};
  const watcher = watch(projectDir, {
    ignoreInitial: true,
    ignored: (path) =>
      relative(projectDir, path)
        .split(sep)
        .some((part) => IGNORED.has(part)),
  });
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir") return;
    if (!CODE.test(path) && !included.has(path)) return;
    changed.add(path);
    wake();
  });
  const ended = new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
  signal.addEventListener("abort", () => void watcher.close(), { once: true });
  await new Promise<void>((done) => watcher.once("ready", () => done()));

  return {
    async next() {
      if (changed.size === 0) {
        await Promise.race([
          ended,
          new Promise<void>((done) => {
            wake = done;
          }),
        ]);
        await new Promise((done) => setTimeout(done, SETTLE_MS));
      }
      if (signal.aborted) return undefined;
      const batch = changed;
      changed = new Set();
      return batch;
    },
    include(files) {
      for (const file of files) {
        const path = resolve(projectDir, file);
        if (included.has(path)) continue;
        included.add(path);
        if (relative(projectDir, path).startsWith("..")) watcher.add(path);
      }
    },
  };
}
