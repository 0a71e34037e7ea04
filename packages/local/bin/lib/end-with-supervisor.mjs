import { isMainThread } from "node:worker_threads";

// Loaded into every app of `npm start` before the app itself: the standard input that the supervisor gave it ends with
// the supervisor, even with one that was killed. Threads and child processes inherit this module, but not that input.
if (isMainThread && process.ppid === Number(process.env.MILLRACE_SUPERVISOR)) {
  process.stdin.resume();
  process.stdin.unref();
  process.stdin.once("end", () => process.kill(process.pid, "SIGTERM"));
}
