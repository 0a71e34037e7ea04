import type { CommandTree } from "./command-tree";

/** Commands for the first minutes, and for when something is not as it should be. */
export function addStartCommands({ program, add }: CommandTree): void {
  add(program, "init [dir]", "make a code location here or in a new folder", () => import("../commands/init"), [
    "init my-location",
  ]);
  add(
    program,
    "login",
    "keep the server's address and a token for the commands that follow",
    () => import("../commands/login"),
    ["login --url https://millrace.example.com --token-stdin < token.txt"],
  );
  add(program, "logout", "forget them", () => import("../commands/logout"));
  add(program, "whoami", "whose token this is", () => import("../commands/whoami"));
}
