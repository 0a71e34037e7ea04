import type { Command } from "commander";
import { commandPath } from "../program/command-tree";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A position in the command line, and the words that complete it. */
type Completion = { readonly path: string; readonly words: readonly { name: string; description: string }[] };

/** Returns a script that completes commands and options. It calls no program, so it never waits. */
export function completionScript(shell: Shell, program: Command): string {
  return { bash, zsh, fish }[shell](completions(program));
}

function completions(command: Command): Completion[] {
  const commands = command.commands.map((child) => ({ name: child.name(), description: child.description() }));
  const options = command.options
    .filter((option) => option.long)
    .map((option) => ({ name: option.long!, description: option.description }));
  return [{ path: commandPath(command), words: [...commands, ...options] }, ...command.commands.flatMap(completions)];
}

/** Returns the words that name each command, without options and arguments. */
const pathCases = (all: readonly Completion[], words: (completion: Completion) => string): string =>
  all.map((completion) => `    ${quoted(completion.path)}) ${words(completion)} ;;`).join("\n");

const bash = (
  all: readonly Completion[],
): string => `# millrace completion for bash; in ~/.bashrc: eval "$(millrace completion bash)"
_millrace() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) continue ;; esac
    case "\${path:+$path }$word" in
      ${all.flatMap(({ path }) => (path ? [quoted(path)] : [])).join("|")}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${pathCases(all, ({ words }) => `words="${words.map((it) => it.name).join(" ")}"`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _millrace millrace
`;

const zsh = (all: readonly Completion[]): string => `#compdef millrace
# millrace completion for zsh; in ~/.zshrc: eval "$(millrace completion zsh)"
_millrace() {
  local path_="" word
  local -a candidates
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    case "$word" in -*) continue ;; esac
    case "\${path_:+$path_ }$word" in
      ${all.flatMap(({ path }) => (path ? [quoted(path)] : [])).join("|")}) path_="\${path_:+$path_ }$word" ;;
    esac
  done
  case "$path_" in
${pathCases(all, ({ words }) => `candidates=(${words.map((it) => quoted(`${it.name}:${it.description}`)).join(" ")})`)}
  esac
  _describe millrace candidates || _files
}
compdef _millrace millrace
`;

const fish = (all: readonly Completion[]): string => {
  const lines = all.flatMap(({ path, words }) => {
    const children = words.filter((it) => !it.name.startsWith("--")).map((it) => it.name);
    const seen = path.split(" ").filter(Boolean);
    const conditions = [
      ...seen.map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(children.length > 0 ? [`not __fish_seen_subcommand_from ${children.join(" ")}`] : []),
    ];
    const when = conditions.length > 0 ? `-n ${quoted(conditions.join("; and "))} ` : "";
    return words.map(({ name, description }) =>
      name.startsWith("--")
        ? `complete -c millrace ${when}-l ${name.slice(2)} -d ${quoted(description)}`
        : `complete -c millrace -f ${when}-a ${name} -d ${quoted(description)}`,
    );
  });
  return `# millrace completion for fish; in ~/.config/fish/config.fish: millrace completion fish | source\n${lines.join("\n")}\n`;
};

/** Quotes text for any of the shells. Single quotes disable all special characters. */
const quoted = (text: string): string => `'${text.replaceAll("'", "’")}'`;
