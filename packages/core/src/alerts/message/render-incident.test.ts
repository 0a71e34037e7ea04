import { expect, test } from "vitest";
import { type AlertMessage, MESSAGE_LIMITS, messageChars, withBlockIds } from "./blocks";
import type { IncidentView } from "./incident-view";
import { renderFailure, renderRecovered, renderReply } from "./render-incident";

const view = (over: Partial<IncidentView> = {}): IncidentView => ({
  url: "https://millrace.example/o/acme/production/incidents/inc_1",
  runUrl: "https://millrace.example/o/acme/production/runs/run_1",
  deployment: "production",
  owner: "team:finance",
  kind: "runFailure",
  subjects: [{ name: "nightly", kind: "job", isResolved: false }],
  failures: 3,
  reopened: 0,
  openedAt: new Date("2026-03-02T09:00:00Z"),
  resolvedAt: null,
  parts: [{ key: "revenue", kind: "asset", error: { name: "Error", message: "division by zero" } }],
  error: null,
  failureReason: "STEP_FAILURE",
  runTags: { team: "finance", api_token: "hunter2" },
  lastSuccessAt: new Date("2026-03-01T09:00:00Z"),
  commit: "0123456789abcdef",
  alsoNotified: [],
  warnings: [],
  ...over,
});

const withError = (message: string) =>
  view({ parts: [{ key: "revenue", kind: "asset", error: { name: "Error", message } }] });

function expectWithinLimits(message: AlertMessage): void {
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

test("a failing job reads like this", () => {
  expect(withBlockIds(renderFailure(view()), 1)).toMatchSnapshot();
});

test("a recovery reads like this", () => {
  const recovered = view({ resolvedAt: new Date("2026-03-02T11:10:00Z") });
  expect(renderRecovered(recovered)).toMatchSnapshot();
  expect(renderReply(recovered, { kind: "recovered", subject: "nightly" }).text).toBe(
    "nightly recovered after 3 failures, 2 h 10 min in production.",
  );
});

const HOSTILE: Record<string, IncidentView> = {
  "100 kB of error": withError("x".repeat(100_000)),
  "100,000 lines": withError("line\n".repeat(100_000)),
  "nothing but ampersands": withError("&".repeat(100_000)),
  "emoji that must not be cut in half": withError("🧨".repeat(50_000)),
  "right-to-left text and overrides": withError("\u202eשלום עולם\u202c".repeat(2_000)),
  "a fence that tries to end": withError("```\n<!channel> escape\n```".repeat(500)),
  "terminal colors": withError(`\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007`),
  "200 owners": view({ alsoNotified: Array.from({ length: 200 }, (_, index) => `team:${"t".repeat(60)}${index}`) }),
  "500 failed steps": view({
    parts: Array.from({ length: 500 }, (_, index) => ({
      key: `${"<k&>".repeat(60)}${index}`,
      kind: "asset" as const,
      error: { message: "<&>".repeat(999) },
    })),
  }),
  "100 tags": view({
    runTags: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, "<v>".repeat(80)])),
  }),
  "endless names": view({
    subjects: [{ name: "<n>".repeat(500), kind: "job", isResolved: false }],
    deployment: "d".repeat(500),
    owner: "team:".padEnd(900, "o"),
    warnings: Array.from({ length: 50 }, () => "<w&>".repeat(500)),
    commit: "c".repeat(500),
  }),
};

test.each(Object.entries(HOSTILE))("%s stays within every limit of Slack", (_, hostile) => {
  expectWithinLimits(renderFailure(hostile));
  expectWithinLimits(renderRecovered({ ...hostile, resolvedAt: new Date() }));
  expectWithinLimits(renderReply(hostile, { kind: "reopened" }));
  expectWithinLimits(renderReply(hostile, { kind: "recovered", subject: "<s>".repeat(300) }));
  expect(JSON.stringify(renderFailure(hostile))).not.toMatch(/<!(?!date)|<@|\\u001b|\\u202e/);
});

test("an error cannot mention a channel, end its fence or hide behind another reading direction", () => {
  const text = JSON.stringify(renderFailure(withError("<!channel> <@U123> ```\nfree\n``` \u202egnp.exe")));
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
])("the secret in %j is not sent", (message, secret) => {
  const text = JSON.stringify(renderFailure(withError(message)));
  expect(text).not.toContain(secret);
  expect(text).toContain("redacted");
});

test("tags whose key looks secret are left out", () => {
  const text = JSON.stringify(renderFailure(view()));
  expect(text).toContain("team: finance");
  expect(text).not.toContain("hunter2");
});

test("a long error keeps two thirds of its head and one third of its tail", () => {
  const message = renderFailure(withError(`${"h".repeat(5_000)}${"t".repeat(5_000)}`));
  const block = message.attachments[0]?.blocks[0];
  const text = block?.type === "section" ? (block.text?.text ?? "") : "";
  const [heads, tails] = [text.split("h").length - 1, text.split("t").length - 1];
  expect(text).toContain("…(truncated)…");
  expect(heads / tails).toBeGreaterThan(1.9);
  expect(heads / tails).toBeLessThan(2.1);
});
