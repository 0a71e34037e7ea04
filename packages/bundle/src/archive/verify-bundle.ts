import { type ArchiveLimits, type ArchiveSummary, type EntrySink, readArchive } from "./read-archive";

const DISCARD_SINK: EntrySink = {
  directory: async () => {},
  file: async (_path, _mode, content) => {
    for await (const _chunk of content);
  },
};

/** Checks an archive against all rules without writing anything. */
export const verifyBundle = (source: AsyncIterable<Uint8Array>, limits?: ArchiveLimits): Promise<ArchiveSummary> =>
  readArchive(source, DISCARD_SINK, limits);
