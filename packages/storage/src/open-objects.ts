import { fileURLToPath } from "node:url";
import { DomainError } from "@millrace/core";
import { fileSystemObjects } from "./file-system/file-system-objects";
import type { Objects } from "./objects";

/**
 * Opens the store at a URL: `file:///var/lib/millrace/objects`, or
 * `s3://bucket/prefix?region=eu-west-1&endpoint=https://…`. S3 credentials come from the SDK's default sources, or from
 * the URL as user and password. The S3 SDK is loaded only if it is used.
 */
export async function openObjects(storageUrl: string): Promise<Objects> {
  const url = new URL(storageUrl);
  if (url.protocol === "file:") return fileSystemObjects(fileURLToPath(url));
  if (url.protocol === "s3:") return (await import("./s3/open-s3")).openS3(url);
  throw new DomainError(
    "invalid",
    "invalid_storage_url",
    `STORAGE_URL must start with file:// or s3://, not ${url.protocol}//.`,
  );
}
