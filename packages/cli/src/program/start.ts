import type { CommandTree } from "./command-tree";

/** Commands for the first minutes, and for when something is not as it should be. */
export function addStartCommands({ program, add, group }: CommandTree): void {
  program.commandsGroup("Start:").helpCommand("help [command]", "show the help of a command");
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
  add(program, "doctor", "what works here, what does not, and what to do about it", () => import("../commands/doctor"));
  add(
    program,
    "completion <shell>",
    "completion of commands for bash, zsh or fish",
    () => import("../commands/completion"),
    ['completion bash  # in ~/.bashrc: eval "$(millrace completion bash)"'],
  );
  const config = group("config", "the settings that commands use");
  add(config, "explain", "each setting with its value and where that comes from", async () => ({
    command: (await import("../commands/config")).explain,
  }));
}
