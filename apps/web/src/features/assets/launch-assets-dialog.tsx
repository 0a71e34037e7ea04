"use client";
import { Button, Callout, Dialog, toast } from "@millrace/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { useConfigDraft } from "../config/config-draft";
import { ConfigDraftEditor } from "../config/config-draft-editor";
import { CopyLaunch } from "../config/copy-launch";
import { selectionOf } from "../config/launch-snippets";
import { AssetPartitionField } from "../jobs/job-partitions";
import { parseTags } from "../jobs/launch-values";
import { givenTags, type PastRun, PastRunPicker } from "../jobs/past-run-picker";
import { NO_PARTITIONS, partitionRequest } from "../partitions/partition-draft";

const CONFIGS_MAX = 100;

/** Materializes selected assets with optional config, partitions, and tags. */
export function LaunchAssets(props: {
  keys: readonly string[];
  /** True if the keys are all of the deployment's assets rather than a selection. */
  all?: boolean;
  /** Number of code locations that have the assets. Each gets a run. */
  locations?: number;
  /** False while the selection that the keys come from can't be read. */
  valid?: boolean;
  size?: "sm" | "md";
}) {
  const { keys, locations = 1, valid = true } = props;
  const can = useCan();
  const [open, setOpen] = useState(false);
  if (!can("run:launch")) return null;
  return (
    <>
      <Button
        disabled={keys.length === 0 || !valid}
        onClick={() => setOpen(true)}
        size={props.size ?? "md"}
        variant="primary"
      >
        <Play aria-hidden /> Materialize {keys.length > 1 && (props.all ? `all ${keys.length}` : keys.length)}
      </Button>
      {open && <LaunchDialog keys={keys} locations={locations} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Returns the number of code locations that have some of the assets. */
export const locationsOf = (
  assets: readonly { readonly key: string; readonly codeLocation: string }[],
  keys: readonly string[],
): number => {
  const wanted = new Set(keys);
  return new Set(assets.flatMap((asset) => (wanted.has(asset.key) ? [asset.codeLocation] : []))).size;
};

function LaunchDialog(props: { keys: readonly string[]; locations: number; onClose: () => void }) {
  const { keys, locations, onClose } = props;
  const trpc = useTRPC();
  const router = useRouter();
  const { scope, paths } = useScope();
  const [partitions, setPartitions] = useState(NO_PARTITIONS);
  const [tags, setTags] = useState("");
  const graph = useQuery(trpc.asset.graph.queryOptions(scope));
  const configs = useQuery(trpc.asset.configs.queryOptions({ ...scope, keys: keys.slice(0, CONFIGS_MAX) }));
  const partitioned = graph.data?.assets.find((asset) => asset.isPartitioned && keys.includes(asset.key))?.key;
  const launch = useMutation(
    trpc.run.launch.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ id, ids }) => {
        onClose();
        toast.success(ids.length > 1 ? `${ids.length} runs queued` : "Run queued");
        router.push(ids.length > 1 ? paths.runs : paths.run(id));
      },
    }),
  );
  const draft = useConfigDraft(configs.data ?? []);
  const submit = () =>
    launch.mutate({
      ...scope,
      assets: [...keys],
      config: draft.config,
      ...partitionRequest(partitions),
      tags: parseTags(tags),
    });
  const prefill = (run: PastRun) => {
    draft.fill(run.config);
    setPartitions({ text: run.partitionKeys.join(", "), runPerPartition: run.partitionKeys.length <= 1 });
    setTags(givenTags(run.tags));
  };
  return (
    <Dialog
      description={keys.length === 1 ? keys[0] : `${keys.length} assets; each step waits for its upstream assets`}
      footer={
        <>
          <CopyLaunch
            request={{
              target: { select: selectionOf(keys) },
              config: draft.config,
              ...partitionRequest(partitions),
              tags: parseTags(tags),
            }}
          />
          <Button
            disabled={draft.isWrong || configs.isPending}
            form="launch-assets"
            pending={launch.isPending}
            type="submit"
            variant="primary"
          >
            <Play aria-hidden /> {locations > 1 ? `Launch ${locations} runs` : "Launch run"}
          </Button>
        </>
      }
      onOpenChange={(next) => !next && onClose()}
      open
      title="Materialize"
    >
      <Form error={launch.error ?? configs.error} id="launch-assets" onSubmit={submit}>
        {keys.length > 1 && (
          <ul className="max-h-32 overflow-y-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs scroll-thin">
            {keys.map((key) => (
              <li className="truncate" key={key}>
                {key}
              </li>
            ))}
          </ul>
        )}
        {locations > 1 && <Callout>{`${locations} code locations: ${locations} runs`}</Callout>}
        {keys.length > 200 && <Callout tone="warning">This launches one run with {keys.length} steps.</Callout>}
        {keys.length === 1 && keys[0] !== undefined && <PastRunPicker of={{ asset: keys[0] }} onPick={prefill} />}
        {partitioned !== undefined && (
          <AssetPartitionField assetKey={partitioned} onChange={setPartitions} value={partitions} />
        )}
        <ConfigDraftEditor draft={draft} />
        <TextField
          label="Tags"
          name="tags"
          onChange={(event) => setTags(event.target.value)}
          optional
          placeholder="reason=backfill, millrace/priority=5"
          value={tags}
        />
      </Form>
    </Dialog>
  );
}
