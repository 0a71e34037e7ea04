import { DomainError } from "@millrace/core";

/**
 * Reads the body of a JSON request, and holds no more than `bytesMax` in memory, however much is sent.
 *
 * @throws {DomainError} `body_too_large`
 */
export async function readBodyBytes(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    chunks.push(next.value);
    length += next.value.byteLength;
    if (length <= bytesMax) continue;
    await reader?.cancel();
    const message = `A JSON body may have at most ${bytesMax / 1024 ** 2} MiB`;
    throw new DomainError("overLimit", "body_too_large", message);
  }
  return Buffer.concat(chunks);
}
