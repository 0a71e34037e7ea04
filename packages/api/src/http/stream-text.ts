/** How many characters are gathered before they are sent: a response of many small chunks is slow. */
const CHUNK_CHARS = 64 * 1024;

/** Returns a stream of UTF-8 text that reads its pieces only as fast as they are consumed. */
export function streamText(pieces: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = "";
      while (text.length < CHUNK_CHARS) {
        const { value, done } = await pieces.next();
        if (done) {
          if (text !== "") controller.enqueue(encoder.encode(text));
          return controller.close();
        }
        text += value;
      }
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
