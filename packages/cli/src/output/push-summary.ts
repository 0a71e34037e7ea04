import { diffSummary } from "./diff";
import type { PushResult } from "./push-result";

/** Returns a push as Markdown: its status, and a table of changes. */
export function pushSummary({ status, location, deployment, version, diff, url }: PushResult): string {
  const name = version ? `version ${version.number} of \`${location}\`` : `\`${location}\``;
  const title = `### Millrace: ${url ? `[${name}](${url})` : name} is ${status} in \`${deployment}\``;
  if (!diff) return title;
  const rows = diff.changes.map(
    ({ change, kind, key, fields }) =>
      `| ${change} | ${kind} | \`${key}\` | ${fields.map(({ field }) => field).join(", ")} |`,
  );
  const table = ["| change | kind | key | fields |", "|---|---|---|---|", ...rows];
  return [title, "", diffSummary(diff), "", ...(rows.length > 0 ? table : [])].join("\n");
}
