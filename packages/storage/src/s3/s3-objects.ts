import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { digest } from "../digest";
import { checkObjectKey, checkObjectPrefix, objectNotFound } from "../object-key";
import type { Objects } from "../objects";

/** Parts in memory per upload: up to this many of this size. 10,000 parts are 48 GiB. */
const PART = { bytes: 5 * 1024 * 1024, atOnce: 2 } as const;

export type S3Location = { readonly bucket: string; readonly prefix: string };

/** Stores objects in a bucket of an S3-compatible service. An interrupted upload leaves no object. */
export function s3Objects(client: S3Client, { bucket, prefix }: S3Location): Objects {
  const base = prefix === "" ? "" : `${prefix}/`;
  const at = (key: string) => {
    checkObjectKey(key);
    return { Bucket: bucket, Key: `${base}${key}` };
  };
  return {
    async put(key, source) {
      const { content, result } = digest(source);
      const upload = new Upload({
        client,
        params: { ...at(key), Body: Readable.from(content, { objectMode: false }) },
        partSize: PART.bytes,
        queueSize: PART.atOnce,
      });
      await upload.done();
      return result();
    },
    async get(key) {
      const answer = await client.send(new GetObjectCommand(at(key))).catch((error) => {
        throw isMissing(error) ? objectNotFound(key) : error;
      });
      return answer.Body as Readable;
    },
    async head(key) {
      const answer = await client.send(new HeadObjectCommand(at(key))).catch((error) => {
        if (isMissing(error)) return null;
        throw error;
      });
      return answer === null ? null : { bytes: answer.ContentLength ?? 0 };
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    async *list(keyPrefix) {
      checkObjectPrefix(keyPrefix);
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${base}${keyPrefix}` });
      for await (const page of pages) {
        for (const { Key = "", Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
          yield { key: Key.slice(base.length), bytes: Size, modifiedAt: LastModified };
        }
      }
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && ["NoSuchKey", "NotFound"].includes(error.name);
