import { expect, test } from "vitest";
import { checkedPartitionKeys } from "./checked-partition-keys";

test("rejects keys that can't be written, listed, or joined, with the reason", () => {
  expect(checkedPartitionKeys(["acme", "with space", "ünï/cödé", "a...b"])).toHaveLength(4);
  for (const key of ["", "  ", " acme", "acme ", "a|b", "a,b", "[a", "a]", "a\nb", "a\u0000b"])
    expect(() => checkedPartitionKeys([key])).toThrow(/partition key/);
  expect(() => checkedPartitionKeys(["a", "a"])).toThrow(/listed twice/);
  expect(() => checkedPartitionKeys(["x".repeat(256)])).toThrow(
    /256 characters long, over the limit of 255 \(partitionKeyCharsMax\)/,
  );
});
