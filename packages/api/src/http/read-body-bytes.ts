import { bytesText, DomainError } from "@millrace/core";

/**
 * Reads the body of a request, and holds no more than `bytesMax` in memory, however much is sent.
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
    throw new DomainError(
      "overLimit",
      "body_too_large",
      `The request body exceeds the limit of ${bytesText(bytesMax)}.`,
    );
  }
  return Buffer.concat(chunks);
}

/**
 * The same request with its body in memory, for those who would take in whatever a stranger sends.
 *
 * @throws {DomainError} `body_too_large`
 */
export async function withBodyRead(request: Request, bytesMax: number): Promise<Request> {
  if (!request.body) return request;
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body: await readBodyBytes(request, bytesMax) });
}
