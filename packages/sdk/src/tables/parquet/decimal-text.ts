/** Returns a decimal as text, from its unscaled integer (or its big-endian bytes) and its scale. */
export function decimalText(stored: number | bigint | Uint8Array, scale: number): string {
  const digits = stored instanceof Uint8Array ? signed(stored) : BigInt(stored);
  const isNegative = digits < 0n;
  const text = String(isNegative ? -digits : digits).padStart(scale + 1, "0");
  const point = text.length - scale;
  const sign = isNegative ? "-" : "";
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, point)}.${text.slice(point)}`;
}

const BYTE_BITS = 8;

function signed(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * BYTE_BITS, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
}
