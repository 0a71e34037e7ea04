import { expect, test } from "vitest";
import { maskDeep, secretMask } from "./secret-mask";

test("a secret is masked in each form in which it commonly reappears", () => {
  const secret = 'p&ss "word"';
  const mask = secretMask([secret]);
  const forms = [
    secret,
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("base64url"),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
  for (const form of forms) expect(mask(`before ${form} after`)).toBe("before [secret] after");
});

test("the lines of a key are masked one by one", () => {
  const mask = secretMask(["-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\n-----END KEY-----\n"]);
  expect(mask("MIIEpAIBAAKCAQEA")).toBe("[secret]");
});

test("a secret that contains another is masked whole, and very short ones are left alone", () => {
  expect(secretMask(["horse", "correct horse"])("correct horse, horse")).toBe("[secret], [secret]");
  expect(secretMask(["a", ""])("banana")).toBe("banana");
});

test("strings anywhere in a value are masked", () => {
  expect(maskDeep(secretMask(["hunter2"]), { a: ["x hunter2", 1, null], hunter2: true })).toEqual({
    a: ["x [secret]", 1, null],
    "[secret]": true,
  });
});
