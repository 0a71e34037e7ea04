import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

export type Sealed = { readonly keyId: string; readonly ciphertext: Uint8Array<ArrayBuffer> };

/** Encrypts small texts with AES-256-GCM; what a text belongs to (`aad`) is sealed with it. */
export type SecretBox = {
  seal(text: string, aad: string): Sealed;
  open(sealed: { readonly keyId: string; readonly ciphertext: Uint8Array }, aad: string): string;
};

/**
 * A box from `MILLRACE_ENCRYPTION_KEYS`: `<id>:<base64 of 32 bytes>`, comma separated. The first key seals, the others
 * still open.
 */
export function createSecretBox(keys: string): SecretBox {
  const byId = new Map(keys.split(",").map((entry) => parseKey(entry.trim())));
  const [currentId, currentKey] = [...byId][0]!;
  return {
    seal(text, aad) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", currentKey, iv).setAAD(Buffer.from(aad));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return { keyId: currentId, ciphertext: new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body])) };
    },
    open({ keyId, ciphertext }, aad) {
      const key = byId.get(keyId);
      if (!key)
        throw new Error(
          `Encryption key "${keyId}" not found. Keep it in MILLRACE_ENCRYPTION_KEYS until nothing uses it.`,
        );
      const bytes = Buffer.from(ciphertext);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
    },
  };
}

function parseKey(entry: string): [string, Buffer] {
  const [id = "", encoded = ""] = entry.split(":");
  const key = Buffer.from(encoded, "base64");
  if (id === "" || key.byteLength !== 32) {
    throw new Error("An encryption key must be <id>:<base64 of 32 bytes>: openssl rand -base64 32");
  }
  return [id, key];
}
