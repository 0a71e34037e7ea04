import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { shortSecretWarning } from "./secret-length";
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

test("a secret that contains another is masked whole", () => {
  expect(secretMask(["horse-battery", "correct horse-battery"])("correct horse-battery, horse-battery")).toBe(
    "[secret], [secret]",
  );
});

test("values of fewer than 8 characters don't make ordinary text unreadable", () => {
  expect(secretMask(["true", "a", "", "5432", "hunter2"])("it is true: banana at 5432")).toBe(
    "it is true: banana at 5432",
  );
});

describe("a value inside a secret is masked", () => {
  const pem = `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n".repeat(12)}-----END PRIVATE KEY-----\n`;
  const account = {
    type: "service_account",
    private_key: pem,
    nested: [{ pin: 1234567890, url: "postgres://ada:p%40ss%2Fword@db/shop" }],
  };
  test.each<[string, string, string | Buffer, string]>([
    ["a leaf of JSON", JSON.stringify(account), pem, "MIIEv"],
    ["a leaf of pretty JSON", JSON.stringify(account, null, 2), pem, "MIIEv"],
    ["a leaf as Node prints it", JSON.stringify(account), inspect(account, { depth: 9 }), "MIIEv"],
    ["a leaf as JSON in JSON", JSON.stringify(account), JSON.stringify(JSON.stringify(account)), "MIIEv"],
    ["a number of JSON", JSON.stringify(account), "pin 1234567890", "1234567890"],
    ["the password of a URL in JSON", JSON.stringify(account), "p@ss/word", "p@ss/word"],
    ["JSON in JSON", JSON.stringify({ a: JSON.stringify({ token: "abcdefgh1" }) }), "abcdefgh1", "abcdefgh1"],
    ["the password of a URL, decoded", "postgres://ada:p%40ss%2Fword@db/shop", "p@ss/word", "p@ss/word"],
    ["the password of a URL, as written", "postgres://ada:p%40ss%2Fword@db/shop", "p%40ss%2Fword", "p%40ss"],
    ["the password of a URL that isn't encoded", "mysql://ada:pa$$:w0rd@db/shop", "pa$$:w0rd", "w0rd"],
    ["the token of a URL", "https://ghp_abcdef123456@github.com/a/b.git", "ghp_abcdef123456", "ghp_"],
    ["a parameter of a URL", "https://blob/x?sv=2020&sig=abc%2Bdefgh%3D", "abc+defgh=", "defgh"],
    [
      "the end of a webhook",
      "https://hooks.slack.com/services/T0/B0/abcdefghij1234567890XY",
      "abcdefghij1234567890XY",
      "abcd",
    ],
    ["a field of a connection string", "Server=db;User Id=sa;Password=hunter2hunter2;", "hunter2hunter2", "hunter"],
    ["the password of a pair", "ada:hunter2hunter2", "hunter2hunter2", "hunter"],
    ["a key whose line breaks are escaped", pem.replaceAll("\n", "\\n"), pem, "MIIEv"],
    ["a key without its line breaks", pem, pem.replaceAll("\n", ""), "MIIEv"],
    ["a value without the line break at its end", "hunter2hunter2\n", "is hunter2hunter2.", "hunter"],
    [
      "base64 of a long key",
      pem,
      Buffer.from(`key:${pem}`).toString("base64"),
      Buffer.from(pem.slice(64, 90)).toString("base64").slice(4, 20),
    ],
  ])("%s", (_, secret, text, readable) => {
    expect(secretMask([secret])(String(text))).not.toContain(readable);
  });

  test("and what is around it stays readable", () => {
    const mask = secretMask([JSON.stringify(account)]);
    expect(mask("postgres://ada is at db/shop, 1234")).toBe("postgres://ada is at db/shop, 1234");
  });
});

test("a secret is masked however Node prints it", () => {
  const secrets = [
    "back\\slash\\es",
    "it's a secret",
    'say "secret"',
    `it's "both"`,
    'it\'s "all" of `them`',
    "tab\tand\nline",
    "bell\u0007\u001b[31mred",
    "ünïcödé-secret",
    "$" + "{dollar} and 'quote'",
  ];
  for (const secret of secrets) {
    const mask = secretMask([secret]);
    const printed = [
      inspect(secret),
      inspect({ s: secret }),
      inspect({ s: `before ${secret} after` }),
      inspect({ s: `before ' ${secret}` }),
      inspect({ s: `before ' " ${secret}` }),
      inspect({ s: inspect({ s: secret }) }),
      inspect(new Map([[secret, [secret]]])),
      inspect(Buffer.from(secret)),
      inspect(new Error(secret)).replaceAll(/^ +at .*$/gm, ""),
      JSON.stringify({ s: secret }),
      JSON.stringify({ s: JSON.stringify({ s: secret }) }),
      JSON.stringify(Buffer.from(secret)),
      format("%s %o %j", secret, secret, secret),
      encodeURIComponent(secret),
      encodeURI(secret),
      escapedUrl(secret),
    ];
    for (const text of printed) {
      const masked = mask(text);
      expect(masked, text).toContain("[secret]");
      const words = secret.match(/[a-z]{5,}/g) ?? [];
      for (const word of words)
        if (word !== "quote") expect(masked.replaceAll("[secret]", ""), text).not.toContain(word);
    }
  }
});

const escapedUrl = (secret: string): string => new URL(`https://u:${encodeURIComponent(secret)}@h/`).href;

test("the beginning of a secret is masked where a text was cut", () => {
  const secret = "correct-horse-battery-staple";
  const mask = secretMask([secret]);
  expect(mask("it is correct-horse… (20000 characters)")).toBe("it is [secret]… (20000 characters)");
  expect(mask.cut("it is correct-horse")).toBe("it is [secret]");
  expect(mask.cut("it is cor")).toBe("it is cor");
  expect(mask("it is correct-horse")).toBe("it is correct-horse");
});

test("a text that begins many notes about a cut is masked in one pass over it", () => {
  const text = "… [truncated: ".repeat(100_000);
  expect(secretMask(["hunter22"])(`${text}hunter22)`)).toBe(`${text}[secret])`);
});

test("finds the longest end of a text that can be the start of a secret", () => {
  const mask = secretMask(["hunter22", "correct horse"]);
  expect(mask.secretStart("it is hun")).toBe(3);
  expect(mask.secretStart("correct hor")).toBe(11);
  expect(mask.secretStart("100 !")).toBe(0);
  expect(mask.secretStart("hunter22")).toBe(0);
  expect(secretMask(["hunter22", "2021-secret"]).secretStart("hunter22")).toBe(0);
  expect(secretMask([]).secretStart("hun")).toBe(0);
});

test("warns about a secret that is too short to be masked", () => {
  expect(shortSecretWarning("PIN", "1234567")).toContain("at least 8 characters");
  expect(shortSecretWarning("PIN", "12345678")).toBeUndefined();
});

test("a secret that is mostly spaces is taken apart in one pass over it", () => {
  const secret = `a${" ".repeat(200_000)}!`;
  expect(secretMask([secret])(`it is ${secret}`)).toBe("it is [secret]");
});

test("a long secret of characters outside of the basic plane is masked", () => {
  const secret = `x${"😀".repeat(200)}`;
  expect(secretMask([secret])(`it is ${secret}`)).toBe("it is [secret]");
});

test("strings and numbers anywhere in a value are masked", () => {
  expect(
    maskDeep(secretMask(["hunter22", "12345678"]), { a: ["x hunter22", 1, null, 12345678], hunter22: true }),
  ).toEqual({
    a: ["x [secret]", 1, null, "[secret]"],
    "[secret]": true,
  });
});

test("a value nested 100,000 levels deep is cut off instead of overflowing the stack", () => {
  let deep: unknown = "hunter22";
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const masked = JSON.stringify(maskDeep(secretMask(["hunter22"]), deep));
  expect(masked).toContain("[nested too deep]");
  expect(masked.length).toBeLessThan(500);
});
