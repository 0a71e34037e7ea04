import { didYouMeanText } from "@millrace/core";
import { z } from "zod";
import { pageUrl } from "../api/page-url";
import { defineCommand } from "../command";
import { usageError } from "../errors/cli-error";

/** Dashboard pages of a deployment, by URL segment. */
const PAGES = ["overview", "runs", "assets", "lineage", "jobs", "automation", "incidents", "alerts", "code", "queues"];

const Answer = z.object({ url: z.string(), opened: z.boolean() });

/** Prints a page's URL. Opens it only on an interactive terminal, and never in CI. */
export const command = defineCommand({
  output: Answer,
  async run(context, input: { page?: string }) {
    const url = await pageUrl(context, pagePath(input.page ?? "overview"));
    const hasPerson = context.output.isInteractive && process.stdout.isTTY && !context.output.json;
    if (hasPerson) await (await import("open")).default(url);
    return { url, opened: hasPerson };
  },
  print: ({ url }, output) => output.line(url),
});

/** Returns the path of `runs`, `run_…`, `asset:<key>`, or `code:<location>`. */
function pagePath(page: string): string {
  const key = /^asset:(.+)$/.exec(page)?.[1];
  if (key) return `assets/${key.split("/").map(encodeURIComponent).join("/")}`;
  const location = /^code:(.+)$/.exec(page)?.[1];
  if (location) return `code/${encodeURIComponent(location)}`;
  if (page.startsWith("run_")) return `runs/${encodeURIComponent(page)}`;
  if (PAGES.includes(page)) return page;
  throw usageError(
    "page_unknown",
    `Unknown page "${page}".${didYouMeanText(page, PAGES)}`,
    `one of ${PAGES.join(", ")}, a run ID, asset:<key>, or code:<location>`,
  );
}
