import type { Demo } from "./demo";

/** Returns the text shown on the terminal when everything is ready. */
export function banner(url: string, demo: Demo | undefined): string {
  const lines = demo
    ? [
        `  Millrace is ready at ${url}`,
        `  Sign in with ${demo.email} and the password ${demo.password}`,
        "",
        "  Try next:",
        `  1. See the lineage of three million flights: ${url}/o/${demo.organization}/production/lineage`,
        `  2. Open a run, its timeline and its logs:    ${url}/o/${demo.organization}/production/runs`,
        `  3. Push your own project:               ${url}/o/${demo.organization}/onboarding`,
      ]
    : [
        `  Millrace is ready at ${url}`,
        "",
        "  Try next:",
        `  1. Sign up: ${url}/sign-up`,
        "  2. Create an organization.",
        "  3. Run the commands shown on its onboarding page.",
      ];
  return `\n${[...lines, "", "  Ctrl-C stops everything; your data is kept."].join("\n")}\n\n`;
}
