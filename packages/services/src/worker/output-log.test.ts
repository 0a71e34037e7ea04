import { expect, test, vi } from "vitest";
import { outputLog } from "./output-log";
import type { NewLogChunk } from "./ports";
import { secretMask } from "./secret-mask";

const from = (step: string, stream: "stdout" | "stderr" = "stdout") => ({ step, stepAttempt: 1, stream });

function openLog() {
  const chunks: NewLogChunk[] = [];
  const objects = new Map<string, string>();
  const output = outputLog({
    runs: {
      async appendLogChunks(_org, _run, _fence, added) {
        chunks.push(...added);
        return true;
      },
    },
    objects: {
      async put(key, content) {
        let text = "";
        for await (const bytes of content) text += Buffer.from(bytes).toString();
        objects.set(key, text);
      },
    },
    orgId: "org_a",
    runId: "run_a",
    fence: { attempt: 1, lease: "lease_a" },
    mask: secretMask(["hunter2"]),
    outageMs: 100,
    onLost: () => undefined,
  });
  return { output, chunks, objects };
}

test("output is kept per step and stream, with its place in bytes and its secrets masked", async () => {
  const { output, chunks } = openLog();
  await output.add(from("orders"), "first\n");
  await output.add(from("orders", "stderr"), "hunter2\n");
  await output.add(from("sales"), "näch");
  await output.close();
  expect(chunks).toEqual([
    { ...from("orders"), startByte: 0, endByte: 6, lines: 1, text: "first\n" },
    { ...from("orders", "stderr"), startByte: 0, endByte: 9, lines: 1, text: "[secret]\n" },
    { ...from("sales"), startByte: 0, endByte: 5, lines: 0, text: "näch" },
  ]);
});

test("output shows while the run goes on, unfinished lines a little later", async () => {
  const { output, chunks } = openLog();
  await output.add(from("orders"), "done\nworking");
  await vi.waitFor(() => expect(chunks.map(({ text }) => text)).toEqual(["done\n"]));
  await vi.waitFor(() => expect(chunks.map(({ text }) => text)).toEqual(["done\n", "working"]));
});

test("a large piece is an object, and only its place is a row", async () => {
  const { output, chunks, objects } = openLog();
  const text = `${"x".repeat(60_000)}\n`;
  await output.add(from("orders"), text);
  await output.close();
  expect(chunks).toEqual([
    { ...from("orders"), startByte: 0, endByte: 60_001, lines: 1, object: "org_a/logs/run_a/1/orders/1/stdout-0" },
  ]);
  expect([...objects.values()]).toEqual([text]);
});

test("what a run writes beyond its limit is not kept, and the log says so", async () => {
  const { output, chunks, objects } = openLog();
  const line = `${"x".repeat(60_000)}\n`;
  for (let i = 0; i < 1_300; i++) await output.add(from("orders"), line);
  await output.close();
  expect(chunks.at(-1)?.endByte).toBeLessThan(70 * 1024 * 1024);
  const last = chunks.at(-1);
  expect(last?.text ?? objects.get(last?.object ?? "")).toContain("runOutputLogBytesMax");
});
