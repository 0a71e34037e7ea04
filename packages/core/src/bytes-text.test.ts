import { expect, it } from "vitest";
import { bytesText } from "./bytes-text";

it("names a size in the largest unit that it fills, and distinguishes a limit from what is just over it", () => {
  const sizes = [0, 1, 1023, 1024, 1536, 1024 ** 2 - 1, 50 * 1024 ** 2, 50.01 * 1024 ** 2, 3 * 1024 ** 5];
  expect(sizes.map(bytesText)).toEqual([
    "0 B",
    "1 B",
    "1023 B",
    "1 KiB",
    "1.5 KiB",
    "1024.0 KiB",
    "50 MiB",
    "50.0 MiB",
    "3072 TiB",
  ]);
});
