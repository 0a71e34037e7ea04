import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIMITS } from "@millrace/core";
import { type RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { logFields } from "../src/run/log-fields";
import { Channel } from "../src/sandbox/channel";
import { OutputCap } from "../src/sandbox/output-cap";
import { writeFully } from "../src/sandbox/write-fully";

const MIB = 1024 ** 2;
const dir = mkdtempSync(join(tmpdir(), "millrace-channel-"));
let files = 0;

/** A channel that writes to a file, and what it has written. */
function recorded() {
  const path = join(dir, `channel-${++files}`);
  const channel = new Channel(openSync(path, "w"), () => {
    throw new Error("the channel broke");
  });
  const lines = (): string[] => readFileSync(path, "utf8").split("\n").slice(0, -1);
  return { channel, lines, messages: () => lines().map((line) => RuntimeToWorker.parse(JSON.parse(line))) };
}

const log = (message: string, fields?: Record<string, unknown>): RuntimeEvent => ({
  type: "log",
  at: 1,
  level: "info",
  message,
  ...(fields ? { fields: logFields(fields) } : {}),
});
const codeUnits = fc.oneof(
  fc.array(fc.nat(0xffff), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom("", "😀".repeat(70_000), "\u0000".repeat(140_000), "x\n".repeat(140_000), "é"),
);

test("whatever code says arrives as valid messages of less than 1 MiB, in order and with every character", () => {
  const said = fc.oneof(
    fc.record({
      text: codeUnits,
      step: fc.constantFrom("a", "b", undefined),
      stream: fc.constantFrom("stdout", "stderr"),
    }),
    fc.record({
      message: codeUnits.map((text) => text.slice(0, 16_384)),
      fields: fc.dictionary(codeUnits, fc.anything()),
    }),
  );
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (all) => {
      const { channel, lines, messages } = recorded();
      for (const one of all) {
        if ("message" in one) channel.event(log(one.message, one.fields as Record<string, unknown>));
        else
          channel.output({
            type: "output",
            step: one.step,
            stepAttempt: 1,
            stream: one.stream as "stdout",
            text: one.text,
          });
      }
      channel.send({ type: "runDone", outcome: "success" });
      for (const line of lines()) expect(Buffer.byteLength(line)).toBeLessThan(MIB);
      const found = messages();
      expect(found.at(-1)).toEqual({ type: "runDone", outcome: "success" });
      const order = (list: readonly (string | undefined)[]) => list.join("");
      expect(order(found.map((message) => (message.type === "output" ? message.text : undefined)))).toBe(
        order(all.map((one) => ("text" in one ? one.text : undefined))),
      );
      const logged = found.flatMap((message) => (message.type === "events" ? message.events : []));
      expect(logged.map((event) => event.type === "log" && event.message)).toEqual(
        all.flatMap((one) => ("message" in one ? [one.message] : [])),
      );
    }),
    { numRuns: 60 },
  );
});

test("an event is sent as it was when it happened", () => {
  const { channel, messages } = recorded();
  const metadata: Record<string, unknown> = { rows: 1 };
  channel.event({ type: "observation", at: 1, step: "a", stepAttempt: 1, asset: "a", metadata });
  metadata.rows = 2;
  channel.close();
  expect(messages()).toMatchObject([{ events: [{ metadata: { rows: 1 } }] }]);
});

test("what comes after the end is dropped", () => {
  const { channel, messages } = recorded();
  channel.event(log("first"));
  channel.close();
  channel.event(log("second"));
  channel.send({ type: "runDone", outcome: "success" });
  expect(messages()).toHaveLength(1);
});

test("output is let through up to the limit, then noted once, in whole characters", () => {
  const cap = new OutputCap(MIB);
  const parts = [
    ...cap.admit("😀".repeat(200_000), 99_999),
    ...cap.admit("x".repeat(MIB), 100_000),
    ...cap.admit("y", 10),
  ];
  const text = parts.join("");
  expect(parts.every((part) => part.length <= 100_000 && !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(part))).toBe(true);
  expect(text.match(/runOutputLogBytesMax/g)).toHaveLength(1);
  expect(Buffer.byteLength(text)).toBeLessThan(MIB + 200);
  expect(text).not.toContain("y\n");
  expect(LIMITS.runOutputLogBytesMax / MIB).toBe(64);
});

/** The descriptor of a pipe to a process, which doesn't block. */
function pipeTo(child: ChildProcess): number {
  return (child.stdin as unknown as { readonly _handle: { readonly fd: number } })._handle.fd;
}

test("a writer waits for a slow reader, even on a pipe that doesn't block, and loses nothing", async () => {
  const reader = spawn("/bin/sh", ["-c", "sleep 0.3; wc -c"], { stdio: ["pipe", "pipe", "inherit"] });
  const startedAt = performance.now();
  writeFully(pipeTo(reader), Buffer.alloc(8 * MIB, "x"));
  expect(performance.now() - startedAt).toBeGreaterThan(200);
  reader.stdin.end();
  const counted = Buffer.concat(await reader.stdout.toArray()).toString();
  expect(Number(counted)).toBe(8 * MIB);
});

test("a writer whose reader is gone calls back", async () => {
  const reader = spawn("/bin/sh", ["-c", "exec 0<&-; echo closed; cat /dev/zero"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  reader.stdin.on("error", () => {});
  for await (const _ of reader.stdout) break;
  let isBroken = false;
  const channel = new Channel(pipeTo(reader), () => {
    isBroken = true;
  });
  channel.send({ type: "runDone", outcome: "success" });
  expect(isBroken).toBe(true);
  reader.kill("SIGKILL");
});
