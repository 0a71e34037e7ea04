import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { wholeValue } from "./whole-value";

const source = () => Readable.from([Buffer.from("he"), Buffer.from("llo")]);

test("a complete value is passed on", async () => {
  expect((await buffer(wholeValue(source(), { object: "x", bytes: 5 }))).toString()).toBe("hello");
});

test("a source that ends early is an error, not a shorter value", async () => {
  await expect(buffer(wholeValue(source(), { object: "org_a/x", bytes: 9 }))).rejects.toMatchObject({
    code: "VALUE_CUT_SHORT",
    message: 'received only 5 of 9 bytes of "org_a/x"',
  });
});

test("an error of the source is passed on, and stopping early closes the source", async () => {
  const failing = Readable.from(
    (async function* () {
      yield Buffer.from("he");
      throw new Error("reset");
    })(),
  );
  await expect(buffer(wholeValue(failing, { object: "x", bytes: 5 }))).rejects.toThrow("reset");

  const left = source();
  for await (const _ of wholeValue(left, { object: "x", bytes: 5 })) break;
  expect(left.destroyed).toBe(true);
});
