import { expect, test } from "vitest";
import { assertStrongPassword } from "./password-strength";

const person = { name: "Ada Lovelace", email: "ada@example.com" };
const rejects = (password: string) =>
  expect(() => assertStrongPassword(password, person)).toThrow(
    expect.objectContaining({ code: "password_too_common" }),
  );

test.each(["correct horse battery", "x9!kqpwl2#", "пароль-длинный", "a-long-enough-password"])(
  "accepts %s",
  (password) => {
    expect(() => assertStrongPassword(password, person)).not.toThrow();
  },
);

test.each([
  "P@ssw0rd123",
  "passwordpassword",
  "1q2w3e4r5t",
  "abcd123456",
  "letmein!letmein",
  "aaaaaaaaaaaa",
  "Password123!",
  "millrace2026",
])("rejects %s, which attackers guess first", rejects);

test.each(["ada@example.com", "lovelace1815!", "AdaLovelace99"])("rejects %s, made of the person's own name", rejects);
