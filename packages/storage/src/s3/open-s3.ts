import { S3Client } from "@aws-sdk/client-s3";
import type { Objects } from "../objects";
import { s3Objects } from "./s3-objects";

/** `s3://[key:secret@]bucket/prefix?region=…&endpoint=…` */
export const openS3 = (url: URL): Objects =>
  s3Objects(s3Client(url), { bucket: url.hostname, prefix: trimmed(url.pathname) });

const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, "");

function s3Client(url: URL): S3Client {
  const endpoint = url.searchParams.get("endpoint");
  return new S3Client({
    region: url.searchParams.get("region") ?? "us-east-1",
    // Services other than Amazon's often support only path-style buckets, and no trailing checksums.
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(url.username === ""
      ? {}
      : {
          credentials: {
            accessKeyId: decodeURIComponent(url.username),
            secretAccessKey: decodeURIComponent(url.password),
          },
        }),
  });
}
