import { expect, test } from "vitest";
import { maskDeep, secretMask } from "./secret-mask";

test("a secret is masked in each form in which it commonly reappears", () => {
  const secret = 'p&ss "word"';
  const mask = secretMask([secret]);
  const forms = [
    secret,
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("base64url"),
    Buffer.from(secret).toString("hex"),
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
  ];
  for (const form of forms) expect(mask(`before ${form} after`)).toBe("before [secret] after");
});

test("base64 of something longer shows nothing of the secret in it", () => {
  const secret = "correct-horse-battery";
  const mask = secretMask([secret]);
  for (const user of ["", "a", "bo", "eve", "mallory"]) {
    for (const after of ["", "x", "yz", "\n"]) {
      const masked = mask(Buffer.from(`${user}:${secret}${after}`).toString("base64"));
      expect(masked).toContain("[secret]");
      const rest = masked.split("[secret]").map((part) => Buffer.from(part, "base64").toString());
      expect(rest.join("")).not.toMatch(/orrect|horse|battery/);
    }
  }
});

test("the lines of a key are masked one by one", () => {
  const mask = secretMask(["-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\n-----END KEY-----\n"]);
  expect(mask("MIIEpAIBAAKCAQEA")).toBe("[secret]");
});

test("a secret that contains another is masked whole, and very short ones are left alone", () => {
  expect(secretMask(["horse", "correct horse"])("correct horse, horse")).toBe("[secret], [secret]");
  expect(secretMask(["a", ""])("banana")).toBe("banana");
});

test("finds the longest end of a text that may be the start of a secret", () => {
  const mask = secretMask(["hunter2", "correct horse"]);
  expect(mask.secretStart("it is hun")).toBe(3);
  expect(mask.secretStart("correct hor")).toBe(11);
  expect(mask.secretStart("100 %")).toBe(0);
  expect(mask.secretStart("hunter2")).toBe(0);
  expect(secretMask(["hunter2", "2021"]).secretStart("hunter2")).toBe(0);
  expect(secretMask([]).secretStart("hun")).toBe(0);
});

test("strings anywhere in a value are masked", () => {
  expect(maskDeep(secretMask(["hunter2"]), { a: ["x hunter2", 1, null], hunter2: true })).toEqual({
    a: ["x [secret]", 1, null],
    "[secret]": true,
  });
});

test("a value nested 100,000 levels deep is cut off instead of overflowing the stack", () => {
  let deep: unknown = "hunter2";
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const masked = JSON.stringify(maskDeep(secretMask(["hunter2"]), deep));
  expect(masked).toContain("[nested too deep]");
  expect(masked.length).toBeLessThan(500);
});
