import { expect, test } from "vitest";
import { exitReason } from "./exit-reason";

const info =
  '{"level":"info","time":"2026-11-21T18:12:49.024Z","name":"daemon","runId":"run_1","msg":"failed run settled"}';

test("returns the error that a crashed app threw, not its stack frames or its log", () => {
  const crash = [
    info,
    "node:_http_server:344",
    "    throw new ERR_HTTP_HEADERS_SENT('write');",
    "          ^",
    "",
    "Error [ERR_HTTP_HEADERS_SENT]: Cannot write headers after they are sent to the client",
    "    at ServerResponse.writeHead (node:_http_server:344:11) {",
    "  code: 'ERR_HTTP_HEADERS_SENT'",
    "}",
    "",
    "Node.js v20.20.2",
  ];
  expect(exitReason(crash)).toBe(
    "Error [ERR_HTTP_HEADERS_SENT]: Cannot write headers after they are sent to the client",
  );
});

test("returns the message of a crash with a cause, not the frames that Node leaves out", () => {
  const crash = [
    "Error: Connection terminated unexpectedly",
    "    at Connection.<anonymous> (client.js:1:1)",
    "    [... lines matching original stack trace ...]",
  ];
  expect(exitReason(crash)).toBe("Error: Connection terminated unexpectedly");
  expect(exitReason(crash.slice(1))).toBe("");
});

test("returns the error that an app logged before it exited", () => {
  const error = '{"level":"error","name":"worker","err":{"message":"no space left on device"},"msg":"the app ends"}';
  expect(exitReason([error, info])).toBe("the app ends: no space left on device");
});

test("returns the message of an app that rejected its configuration, and nothing for one that was killed", () => {
  expect(exitReason(["Redis may evict keys: set maxmemory-policy to noeviction"])).toContain("noeviction");
  expect(exitReason([info, '{"level":"error","na'])).toBe("");
  expect(exitReason([])).toBe("");
});
