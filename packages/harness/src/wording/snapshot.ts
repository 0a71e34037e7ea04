import { MESSAGES, type Prose } from "./prose";
import { workspaceOf } from "./sources";

/** Workspaces whose texts only developers of Millrace read. */
const DEVELOPMENT = new Set(["packages/harness", "packages/bench", "packages/reference", "e2e"]);

/** Returns every text that users read, one per line, sorted within its workspace. */
export function snapshotOf(texts: readonly Prose[]): string[] {
  const lines = texts.flatMap(({ path, kind, text }) => {
    const workspace = workspaceOf(path);
    return MESSAGES.includes(kind) && !DEVELOPMENT.has(workspace) ? [`${workspace}: ${text}`] : [];
  });
  return [...new Set(lines)].sort();
}
