"use client";
import { StatusIcon, shortId } from "@millrace/ui";
import { Command } from "cmdk";
import { Boxes, ListTree, Search } from "lucide-react";
import type { deploymentPaths } from "@/lib/paths";
import type { Outputs } from "@/lib/trpc";

type Results = Outputs["search"]["query"];
const FIND = "search assets";
const assetValue = (asset: Results["assets"][number]) => `asset ${asset.key}`;
const jobValue = (job: Results["jobs"][number]) => `job ${job.location} ${job.name}`;
const runValue = (run: Results["runs"][number]) => `run ${run.id}`;

/** The entry to highlight when results arrive: the first one. */
export function topResult({ assets: [asset], jobs: [job], runs: [run] }: Results): string {
  if (asset) return assetValue(asset);
  if (job) return jobValue(job);
  return run ? runValue(run) : FIND;
}

/** Search results. Values include the ID so that the highlighted entry stays while results change. */
export function PaletteResults(props: {
  text: string;
  results: Results | undefined;
  pages: ReturnType<typeof deploymentPaths>;
  itemClass: string;
  groupClass: string;
  go: (href: string) => void;
}) {
  const { text, results, pages, itemClass, groupClass, go } = props;
  return (
    <Command.Group className={groupClass} heading="Results">
      {results?.assets.map((asset) => (
        <Command.Item
          className={itemClass}
          key={asset.key}
          onSelect={() => go(pages.asset(asset.key))}
          value={assetValue(asset)}
        >
          <Boxes aria-hidden />
          <span className="min-w-0 flex-1 truncate font-mono text-xs">{asset.key}</span>
          <span className="text-2xs text-subtle">asset</span>
        </Command.Item>
      ))}
      {results?.jobs.map((job) => (
        <Command.Item
          className={itemClass}
          key={`${job.location}/${job.name}`}
          onSelect={() => go(pages.job(job.location, job.name))}
          value={jobValue(job)}
        >
          <ListTree aria-hidden />
          <span className="min-w-0 flex-1 truncate font-mono text-xs">{job.name}</span>
          <span className="text-2xs text-subtle">job</span>
        </Command.Item>
      ))}
      {results?.runs.map((run) => (
        <Command.Item className={itemClass} key={run.id} onSelect={() => go(pages.run(run.id))} value={runValue(run)}>
          <StatusIcon status={run.status} />
          <span className="min-w-0 flex-1 truncate font-mono text-xs">
            {shortId(run.id)} <span className="text-subtle">{run.name}</span>
          </span>
          <span className="text-2xs text-subtle">run</span>
        </Command.Item>
      ))}
      <Command.Item
        className={itemClass}
        onSelect={() => go(`${pages.assets}?q=${encodeURIComponent(`key:"*${text}*"`)}`)}
        value={FIND}
      >
        <Search aria-hidden />
        <span className="min-w-0 flex-1 truncate">Search assets for “{text}”</span>
      </Command.Item>
    </Command.Group>
  );
}
