import { expect, test } from "vitest";
import { incident, PUBLIC_URL, ROUTING, recovered } from "../../incident.fixture";
import { summarizeIncidents } from "../summarize-incidents";
import { renderEmail } from "./render-email";

const message = (group: Parameters<typeof summarizeIncidents>[0], notice: "opened" | "recovered" = "opened") => ({
  type: "incident" as const,
  notice,
  because: null,
  note: null,
  incident: summarizeIncidents(group, ROUTING, PUBLIC_URL),
});

test("renders an incident as a subject, text, and HTML with the same content", () => {
  const email = renderEmail(message([incident()]));
  expect(email.subject).toBe("nightly is failing in production: 3 consecutive failures. division by zero");
  expect(email.text).toBe(`nightly is failing in production: 3 consecutive failures. division by zero

Error: division by zero

Since: 2026-03-02 09:00 UTC (3 consecutive failures)
Failed step: revenue
Last success: 2026-03-01 09:00 UTC
Owner: team:finance
Commit: 0123456789ab
Tags: team: finance

View run: https://millrace.example/o/acme/production/runs/run_1
View incident: https://millrace.example/o/acme/production/incidents?incident=inc_1`);
  expect(email.html).toContain('<a href="https://millrace.example/o/acme/production/runs/run_1">View run</a>');
});

test("renders a recovery", () => {
  expect(renderEmail(message([recovered()], "recovered")).subject).toBe(
    "nightly recovered after 3 failures (2h 10m) in production.",
  );
});

test("keeps the subject on one line, and escapes HTML", () => {
  const error = { name: "Error", message: "a\nb: <script>alert(1)</script>" };
  const hostile = incident({ subject: "line\r\nBcc: x@evil.example" }, { parts: [], error });
  const email = renderEmail(message([hostile]));
  expect(email.subject).not.toMatch(/[\r\n]/);
  expect(email.html).not.toContain("<script>");
  expect(email.html).toContain("&lt;script&gt;");
});
