import { afterEach, expect, test } from "vitest";
import { loadWithoutVariables } from "./load-environment";

afterEach(() => {
  delete process.env.MILLRACE_TEST_URL;
});

test("hides the shell's variables from code that is loaded, and names them in its error", () => {
  process.env.MILLRACE_TEST_URL = "https://example.com";
  const load = () => loadWithoutVariables(() => new URL(process.env.MILLRACE_TEST_URL as string));
  expect(load).toThrow(/^Invalid URL\n.*read process\.env\.MILLRACE_TEST_URL.*use env\("MILLRACE_TEST_URL"\)/s);
  expect(process.env.MILLRACE_TEST_URL).toBe("https://example.com");
});

test("leaves the variables of every process, and those that the code sets", () => {
  expect(loadWithoutVariables(() => process.env.PATH)).toBe(process.env.PATH);
  const loaded = loadWithoutVariables(() => {
    process.env.MILLRACE_TEST_URL = "own";
    return process.env.MILLRACE_TEST_URL;
  });
  expect(loaded).toBe("own");
  expect(() => loadWithoutVariables(() => JSON.parse("{"))).toThrow(/^(?!.*process\.env)/);
});
