import { expect, test } from "vitest";
import { incident, PUBLIC_URL, ROUTING, recovered } from "../../incident.fixture";
import type { Incident } from "../../records";
import type { IncidentMessage } from "../alert-message";
import { summarizeIncidents } from "../summarize-incidents";
import { MESSAGE_LIMITS, messageChars, type SlackMessage } from "./blocks";
import { renderSlack } from "./render-slack";

type Options = Partial<Omit<IncidentMessage, "type" | "incident">> & { resolvedBy?: string };

const render = (group: readonly Incident[], { resolvedBy, ...over }: Options = {}): SlackMessage =>
  renderSlack(
    {
      type: "incident",
      notice: "opened",
      because: null,
      note: null,
      ...over,
      incident: summarizeIncidents(group, ROUTING, PUBLIC_URL, resolvedBy),
    },
    1,
  );
const withError = (message: string) =>
  incident({}, { parts: [{ key: "revenue", kind: "asset", error: { name: "Error", message } }] });
const textOf = (message: SlackMessage) => JSON.stringify(message);

test("renders a failing job", () => {
  expect(render([incident()])).toMatchSnapshot();
});

test("renders a recovery", () => {
  expect(render([recovered()], { notice: "edit" })).toMatchSnapshot();
});

test("renders updates as replies", () => {
  const reply = (group: readonly Incident[], over: Options) => {
    const [first] = render(group, over).blocks;
    return first?.type === "section" ? first.text?.text : undefined;
  };
  const run = "<https://millrace.example/o/acme/production/runs/run_1|View run>";
  expect(reply([recovered()], { notice: "recovered" })).toBe(
    `:white_check_mark: *nightly* recovered after 3 failures (2h 10m) · ${run}`,
  );
  expect(reply([recovered()], { notice: "recovered", resolvedBy: "Ada" })).toBe(
    `:white_check_mark: *nightly* was marked resolved by Ada after 3 failures (2h 10m) · ${run}`,
  );
  expect(reply([incident()], { notice: "reminder", because: "changedError" })).toBe(
    `*nightly* is now failing with a different error: 3 consecutive failures · ${run}`,
  );
  expect(reply([incident()], { notice: "reminder", because: "renotify" })).toBe(
    `*nightly* is still failing: 3 consecutive failures · ${run}`,
  );
  expect(reply([incident({ failures: 1, reopened: 2 })], { notice: "reopened" })).toBe(
    `*nightly* is failing again (reopened 2×): 1 failure · ${run}`,
  );
});

test("renders the number of failures, their start, and how often the incident was reopened", () => {
  expect(textOf(render([incident({ reopened: 2 })]))).toMatch(
    /3 consecutive failures since <!date\^1772442000[^>]*> · reopened 2×/,
  );
});

test("names the code location that failed to load, and links to no run", () => {
  const load = incident(
    { kind: "loadError", subjectKind: "location", subject: "sales", lastRunId: null, failures: 1 },
    { parts: [], runId: null, error: { name: "SyntaxError", message: "Unexpected token" } },
  );
  const message = render([load]);
  expect(message.text).toBe("Code location sales failed to load in production: 1 failure. Unexpected token");
  expect(textOf(message)).not.toContain("View run");
});

test("renders incidents that share a message as one, with the reason why it was sent here", () => {
  const group = ["a", "b", "c"].map((subject) => incident({ id: subject, subjectKind: "asset", subject }));
  const message = render(group, { note: "Sent here because #finance failed: The channel is archived." });
  expect(message.text).toBe(
    "a and 2 more are failing in production: 3 consecutive failures. division by zero Sent here because #finance failed: The channel is archived.",
  );
  expect(textOf(message)).toContain(":warning: Sent here because #finance failed");
});

function expectWithinLimits(message: SlackMessage): void {
  const blocks = [...message.blocks, ...message.attachments.flatMap((it) => it.blocks)];
  expect(blocks.length).toBeLessThanOrEqual(MESSAGE_LIMITS.blocks);
  expect(messageChars(message)).toBeLessThanOrEqual(MESSAGE_LIMITS.totalChars);
  expect(message.text.length).toBeLessThanOrEqual(MESSAGE_LIMITS.textChars);
  expect(message.text).not.toBe("");
  for (const block of blocks) {
    if (block.type === "section") expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(MESSAGE_LIMITS.sectionChars);
    if (block.type === "actions") {
      for (const button of block.elements)
        expect(button.text.text.length).toBeLessThanOrEqual(MESSAGE_LIMITS.buttonTextChars);
    }
  }
}

const HOSTILE: Record<string, Incident> = {
  "100 kB of error": withError("x".repeat(100_000)),
  "100,000 lines": withError("line\n".repeat(100_000)),
  "an error of ampersands": withError("&".repeat(100_000)),
  "emoji that must not be cut in half": withError("🧨".repeat(50_000)),
  "half an emoji": withError("🧨".slice(0, 1).repeat(5_000)),
  "right-to-left text and overrides": withError("\u202eשלום עולם\u202c".repeat(2_000)),
  "a fence that tries to end": withError("```\n<!channel> escape\n```".repeat(500)),
  "terminal colors": withError(`\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007`),
  "200 owners": incident({ alsoNotified: Array.from({ length: 200 }, (_, index) => `team:${"t".repeat(60)}${index}`) }),
  "500 failed steps": incident(
    {},
    {
      parts: Array.from({ length: 500 }, (_, index) => ({
        key: `${"<k&>".repeat(60)}${index}`,
        kind: "asset" as const,
        error: { message: "<&>".repeat(999) },
      })),
    },
  ),
  "100 tags": incident(
    {},
    { runTags: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, "<v>".repeat(80)])) },
  ),
  "endless names": incident(
    {
      subject: "<n>".repeat(500),
      owner: "team:".padEnd(900, "o"),
      warnings: Array.from({ length: 50 }, () => "<w&>".repeat(500)),
    },
    { commit: "c".repeat(500) },
  ),
};

test.each(Object.entries(HOSTILE))("stays within every limit of Slack with %s", (_, hostile) => {
  const note = "<n&>".repeat(500);
  const resolvedAt = new Date();
  expectWithinLimits(render([hostile], { note }));
  expectWithinLimits(render([{ ...hostile, state: "RESOLVED", resolvedAt }], { notice: "edit", note }));
  expectWithinLimits(render([hostile], { notice: "reopened" }));
  expectWithinLimits(render([{ ...hostile, state: "RESOLVED", resolvedAt }], { notice: "recovered" }));
  expect(textOf(render([hostile]))).not.toMatch(/<!(?!date)|<@|\\u001b|\\u202e|\\ud/);
});

test("an error can't mention a channel, end its fence, or change the reading direction", () => {
  const text = textOf(render([withError("<!channel> <@U123> ```\nfree\n``` \u202egnp.exe")]));
  expect(text).toContain("&lt;!channel&gt; &lt;@U123&gt;");
  expect(text.split("```")).toHaveLength(3);
  expect(text).not.toContain("\u202e");
});

test.each([
  ["postgres://app:hunter2@db.internal/shop", "hunter2"],
  ["PASSWORD=hunter2 host=x", "hunter2"],
  ['{"api_key": "hunter2"}', "hunter2"],
  ["Authorization: Bearer abcdef0123456789", "abcdef0123456789"],
  ["token mr_svc_abc_secretsecret", "secretsecret"],
  ["AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"],
  ["eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ", "SflKxwRJ"],
  ["-----BEGIN PRIVATE KEY-----\nMIIsecret\n-----END PRIVATE KEY-----", "MIIsecret"],
])("doesn't send the secret in %j", (message, secret) => {
  const text = textOf(render([withError(message)]));
  expect(text).not.toContain(secret);
  expect(text).toContain("redacted");
});

test("omits tags whose name looks secret", () => {
  const text = textOf(render([incident()]));
  expect(text).toContain("team: finance");
  expect(text).not.toContain("hunter2");
});

test("keeps two thirds of the limit from the head of a long error and one third from its tail", () => {
  const message = render([withError(`${"h".repeat(5_000)}${"t".repeat(5_000)}`)]);
  const block = message.attachments[0]?.blocks[0];
  const text = block?.type === "section" ? (block.text?.text ?? "") : "";
  const [heads, tails] = [text.split("h").length - 1, text.split("t").length - 1];
  expect(text).toContain("…(truncated)…");
  expect(heads / tails).toBeGreaterThan(1.9);
  expect(heads / tails).toBeLessThan(2.1);
});
