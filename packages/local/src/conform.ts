import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { answer } from "./conform/answer";

async function* answers(): AsyncGenerator<string, void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield `${answer(line)}\n`;
  }
}

try {
  await pipeline(answers, process.stdout);
} catch (error) {
  // The reader closed the pipe, as in `npm run conform < cases | head`.
  if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
  process.exit(0);
}
