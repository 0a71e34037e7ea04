import { expect, test } from "vitest";
import { shortenedEvent } from "../src";

const at = 1;

test("an event that is too large loses what makes it so, and no text ends in half a character", () => {
  const long = `${"x".repeat(16_383)}😀${"x".repeat(300_000)}`;
  const metadata = { table: { type: "json", value: long } };
  expect(
    shortenedEvent({ type: "observation", at, step: "a", stepAttempt: 1, asset: "a", metadata }, 300_000),
  ).toMatchObject({
    metadata: { cut: expect.stringContaining("300000 bytes") },
  });
  const short = shortenedEvent({ type: "engine", at, message: long }, 300_000);
  expect(short).toMatchObject({ message: expect.stringMatching(/^x{16383}… \[truncated: .*eventBytesMax\)\]$/) });
  const error = { name: "E", message: long, stack: long, frame: { file: "a.ts", line: 1, text: long } };
  const failed = shortenedEvent(
    { type: "stepFailed", at, step: "a", stepAttempt: 1, error, reason: "STEP_FAILURE" },
    1,
  );
  expect(JSON.stringify(failed).length).toBeLessThan(40_000);
});
