import { expect, test } from "vitest";
import { incident, PUBLIC_URL, ROUTING } from "../incident.fixture";
import { readAlertMessage } from "./alert-message";
import { summarizeIncidents } from "./summarize-incidents";

const message = (error: string) => ({
  type: "incident" as const,
  notice: "opened" as const,
  because: null,
  note: null,
  incident: summarizeIncidents([incident({}, { error: { message: error }, parts: [] })], ROUTING, PUBLIC_URL),
});

test("a message is the same after it was stored as JSON", () => {
  const sent = message("boom");
  expect(readAlertMessage(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
});

test("reads the text of a message that an older version stored", () => {
  expect(readAlertMessage({ text: "nightly is failing", blocks: [], attachments: [] })).toEqual({
    type: "text",
    text: "nightly is failing",
  });
  expect(readAlertMessage(null)).toMatchObject({ type: "text" });
});

test("stays small, whatever an error contains", () => {
  const parts = Array.from({ length: 300 }, (_, index) => ({
    key: `step ${index}`,
    kind: "op" as const,
    error: { message: "x".repeat(50_000) },
  }));
  const summary = summarizeIncidents([incident({}, { parts })], ROUTING, PUBLIC_URL);
  expect(JSON.stringify(summary).length).toBeLessThan(20_000);
  expect(summary.moreSteps).toBe(290);
});
