import { createWorker } from "../src/create-worker";

/** A process that takes every job of the queue "engine" and finishes none: tests kill it. */
const hang = async () => {
  process.stdout.write("taken\n");
  await new Promise(() => {});
};

await createWorker({
  url: process.argv[2] ?? "",
  queue: "engine",
  concurrency: 4,
  onError: (error) => process.stderr.write(`${error.message}\n`),
  handlers: { handleFailedRun: hang, evaluateAlerts: hang, evaluateLoad: hang },
});
