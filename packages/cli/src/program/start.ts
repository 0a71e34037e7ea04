import type { CommandTree } from "./command-tree";

/** Adds the commands for setup and troubleshooting. */
export function addStartCommands({ program, add, group }: CommandTree): void {
  program.commandsGroup("Start:").helpCommand("help [command]", "show help for a command");
  add(program, "init [dir]", "create a code location in this or a new directory", () => import("../commands/init"), [
    "init my-location",
  ]);
  add(program, "login", "save a server URL and token", () => import("../commands/login"), [
    "login --url https://millrace.example.com --token-stdin < token.txt",
  ]);
  add(program, "logout", "remove the saved server and token", () => import("../commands/logout"));
  add(program, "whoami", "show who you're signed in as", () => import("../commands/whoami"));
  add(program, "doctor", "diagnose your setup and suggest fixes", () => import("../commands/doctor"));
  add(
    program,
    "completion <shell>",
    "print a shell completion script (bash, zsh, or fish)",
    () => import("../commands/completion"),
    ['completion bash  # in ~/.bashrc: eval "$(millrace completion bash)"'],
  );
  const config = group("config", "inspect CLI settings");
  add(config, "explain", "show each setting, its value, and its source", async () => ({
    command: (await import("../commands/config")).explain,
  }));
}
