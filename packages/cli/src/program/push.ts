import type { CommandTree } from "./command-tree";

/** Adds the commands that push code and activate versions. */
export function addPushCommands({ program, add, group }: CommandTree): void {
  program.commandsGroup("Push:");
  add(program, "push", "check, bundle, upload, load and activate a version", () => import("../commands/push"), [
    "push",
    'push --external-id "$GITHUB_SHA" --deployment staging',
    "push --dry-run",
  ])
    .option("--dry-run", "check, bundle, and diff without pushing")
    .option("--no-activate", "load the version without activating it")
    .option("--external-id <id>", "skip if a version with this ID exists (e.g., a commit SHA)")
    .option("--detach", "don't wait for the version to load")
    .option("--analyze", "show the largest parts of the bundle");
  add(
    program,
    "diff",
    "show what a push would change (exit code 10 if there are changes)",
    () => import("../commands/diff"),
  );

  const versions = group("versions", "manage versions of the code location");
  add(versions, "ls", "list versions, newest first", async () => ({
    command: (await import("../commands/versions")).list,
  }))
    .option("--limit <n>", "maximum number of results")
    .option("--cursor <cursor>", "fetch the next page");
  add(versions, "show <version>", "show a version's status, error, and changes", async () => ({
    command: (await import("../commands/versions")).show,
  }));
  add(versions, "activate <version>", "activate a version", async () => ({
    command: (await import("../commands/versions")).activate,
  }));
  add(versions, "rollback", "roll back to the previously active version", async () => ({
    command: (await import("../commands/versions")).rollback,
  }));
}
