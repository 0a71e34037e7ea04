import type { NewLogChunk } from "@millrace/core/run";
import { secretMask } from "@millrace/core/secrets";
import { expect, test, vi } from "vitest";
import { outputLog } from "./output-log";

const from = (step: string, stream: "stdout" | "stderr" = "stdout") => ({ step, stepAttempt: 1, stream });

function openLog(broken: { putFails?: boolean; rejects?: string } = {}) {
  const errors: unknown[] = [];
  const chunks: NewLogChunk[] = [];
  const objects = new Map<string, string>();
  const output = outputLog({
    runs: {
      async appendLogChunks(_org, _run, _fence, added) {
        if (broken.rejects !== undefined && added.some(({ text }) => text?.includes(broken.rejects as string)))
          throw Object.assign(new Error("invalid byte sequence"), { code: "22021" });
        chunks.push(...added);
        return true;
      },
    },
    objects: {
      async put(key, content) {
        if (broken.putFails) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
        let text = "";
        for await (const bytes of content) text += Buffer.from(bytes).toString();
        objects.set(key, text);
      },
    },
    orgId: "org_a",
    runId: "run_a",
    fence: { attempt: 1, lease: "lease_a" },
    mask: secretMask(["hunter22"]),
    outageMs: 100,
    onLost: (error) => errors.push(error),
    onError: (error) => errors.push(error),
  });
  return { output, chunks, objects, errors };
}

test("keeps output per step and stream, with byte ranges and masked secrets", async () => {
  const { output, chunks } = openLog();
  await output.add(from("orders"), "first\n");
  await output.add(from("orders", "stderr"), "hunter22\n");
  await output.add(from("sales"), "näch");
  await output.close();
  expect(chunks).toEqual([
    { ...from("orders"), startByte: 0, endByte: 6, lines: 1, text: "first\n" },
    { ...from("orders", "stderr"), startByte: 0, endByte: 9, lines: 1, text: "[secret]\n" },
    { ...from("sales"), startByte: 0, endByte: 5, lines: 0, text: "näch" },
  ]);
});

test("shows output during the run, and unfinished lines a little later", async () => {
  const { output, chunks } = openLog();
  await output.add(from("orders"), "done\nworking");
  await vi.waitFor(() => expect(chunks.map(({ text }) => text)).toEqual(["done\n"]));
  await vi.waitFor(() => expect(chunks.map(({ text }) => text)).toEqual(["done\n", "working"]));
});

test("stores a large piece as an object, and only its key as a row", async () => {
  const { output, chunks, objects } = openLog();
  const text = `${"x".repeat(60_000)}\n`;
  await output.add(from("orders"), text);
  await output.close();
  expect(chunks).toEqual([
    { ...from("orders"), startByte: 0, endByte: 60_001, lines: 1, object: "org_a/logs/run_a/1/orders/1/stdout-0" },
  ]);
  expect([...objects.values()]).toEqual([text]);
});

test("discards output beyond the limit, with a note", async () => {
  const { output, chunks, objects } = openLog();
  const line = `${"x".repeat(60_000)}\n`;
  for (let i = 0; i < 1_300; i++) await output.add(from("orders"), line);
  await output.close();
  expect(chunks.at(-1)?.endByte).toBeLessThan(70 * 1024 * 1024);
  const last = chunks.at(-1);
  expect(last?.text ?? objects.get(last?.object ?? "")).toContain("runOutputLogBytesMax");
});

test("replaces output that can't be stored with a note, and reports it", async () => {
  const full = openLog({ putFails: true });
  await full.output.add(from("orders"), `${"x".repeat(60_000)}\n`);
  await full.output.close();
  expect(full.chunks).toEqual([
    { ...from("orders"), startByte: 0, endByte: 60_001, lines: 1, text: "[output couldn't be stored]\n" },
  ]);
  expect(full.errors).toHaveLength(1);

  const rejected = openLog({ rejects: "odd" });
  await rejected.output.add(from("orders"), "odd\n");
  await rejected.output.close();
  expect(rejected.chunks.map(({ text }) => text)).toEqual(["[output couldn't be stored]\n"]);
});

test("keeps text beyond 20,000 streams without its step", async () => {
  const { output, chunks } = openLog();
  for (let i = 0; i < 20_100; i++) await output.add(from(`s${i}`), "x\n");
  await output.close();
  expect(new Set(chunks.map(({ step }) => step)).size).toBe(20_001);
  expect(chunks.filter(({ step }) => step === "")).toHaveLength(1);
});
