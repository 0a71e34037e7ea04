import { isMainThread } from "node:worker_threads";

// Loaded into every app of `npm start` before the app itself. The standard input from the supervisor ends when the
// supervisor does, even if it was killed, and the app then exits. Threads and child processes inherit this module, but
// not that input.
if (isMainThread && process.ppid === Number(process.env.MILLRACE_SUPERVISOR)) {
  process.stdin.resume();
  process.stdin.unref();
  process.stdin.once("end", () => process.kill(process.pid, "SIGTERM"));
}
