import { expect, test } from "vitest";
import { checkedPartitionKeys } from "./checked-partition-keys";

test("a key that could not be written, listed or joined is refused with its rule", () => {
  expect(checkedPartitionKeys(["acme", "with space", "ünï/cödé", "a...b"])).toHaveLength(4);
  for (const key of ["", "  ", " acme", "acme ", "a|b", "a,b", "[a", "a]", "a\nb", "a\u0000b"])
    expect(() => checkedPartitionKeys([key])).toThrow(/partition key/);
  expect(() => checkedPartitionKeys(["a", "a"])).toThrow(/listed twice/);
  expect(() => checkedPartitionKeys(["x".repeat(256)])).toThrow(
    /256 characters; 255 are allowed \(partitionKeyCharsMax\)/,
  );
});
