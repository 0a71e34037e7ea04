import type { CommandTree } from "./command-tree";

/** Commands that bring code to a server and decide what it serves. */
export function addPushCommands({ program, add, group }: CommandTree): void {
  program.commandsGroup("Push:");
  add(program, "push", "check, bundle, upload, load and activate a version", () => import("../commands/push"), [
    "push",
    'push --external-id "$GITHUB_SHA" --deployment staging',
    "push --dry-run",
  ])
    .option("--dry-run", "check, bundle and diff; push nothing")
    .option("--no-activate", "load the version without making it active")
    .option("--external-id <id>", "push once per id, e.g. a commit")
    .option("--detach", "do not wait until the version is loaded")
    .option("--analyze", "show the largest parts of the bundle");
  add(program, "diff", "what a push would change (exit code 10 when something)", () => import("../commands/diff"));

  const versions = group("versions", "pushed versions of the code location");
  add(versions, "ls", "versions, newest first", async () => ({ command: (await import("../commands/versions")).list }))
    .option("--limit <n>", "at most so many")
    .option("--cursor <cursor>", "continue a list");
  add(versions, "show <version>", "state, error and difference", async () => ({
    command: (await import("../commands/versions")).show,
  }));
  add(versions, "activate <version>", "make a version active", async () => ({
    command: (await import("../commands/versions")).activate,
  }));
  add(versions, "rollback", "back to the version before", async () => ({
    command: (await import("../commands/versions")).rollback,
  }));
}
