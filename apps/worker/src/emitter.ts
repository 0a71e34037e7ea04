/** Calls every listener. */
export type Emitter = { emit(): void; on(listener: () => void): () => void };

export function emitter(): Emitter {
  const listeners = new Set<() => void>();
  return {
    emit() {
      for (const listener of listeners) listener();
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
