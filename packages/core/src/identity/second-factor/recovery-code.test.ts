import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecoveryCode, RECOVERY_CODE_BYTES, recoveryCode } from "./recovery-code";

const code = fc.uint8Array({ minLength: RECOVERY_CODE_BYTES, maxLength: RECOVERY_CODE_BYTES }).map(recoveryCode);

test("shows five groups of five characters that can't be mixed up", () => {
  fc.assert(fc.property(code, (text) => /^[2-9a-km-np-z]{5}(-[2-9a-km-np-z]{5}){4}$/.test(text)));
});

test("reads a code as people type it", () => {
  fc.assert(
    fc.property(code, (text) => {
      for (const typed of [text, text.toUpperCase(), text.replaceAll("-", ""), ` ${text.replaceAll("-", " ")} `]) {
        expect(parseRecoveryCode(typed)).toBe(text);
      }
    }),
  );
});

test.each(["", "123456", "aaaaa-aaaaa-aaaaa-aaaaa", "aaaaa-aaaaa-aaaaa-aaaaa-aaaa0", "aaaaa-aaaaa-aaaaa-aaaaa-aaaaaa"])(
  "rejects %j",
  (text) => {
    expect(parseRecoveryCode(text)).toBeNull();
  },
);
