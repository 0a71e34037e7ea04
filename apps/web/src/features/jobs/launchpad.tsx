"use client";
import { Button, Section, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { type ConfigPart, useConfigDraft } from "../config/config-draft";
import { ConfigDraftEditor } from "../config/config-draft-editor";
import { LaunchElsewhere } from "../config/launch-snippets-dialog";
import { NO_PARTITIONS, partitionRequest } from "../partitions/partition-draft";
import type { JobData } from "./job-data";
import { JobPartitions } from "./job-partitions";
import { parseTags } from "./launch-values";
import { givenTags, type PastRun, PastRunPicker } from "./past-run-picker";

/** Launches a job with config edited as a form or as code, and shows the same launch as snippets. */
export function Launchpad({ data }: { data: JobData }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { scope, paths } = useScope();
  const draft = useConfigDraft(useMemo(() => partsOf(data), [data]));
  const [partitions, setPartitions] = useState(NO_PARTITIONS);
  const [tags, setTags] = useState("");
  const launch = useMutation(
    trpc.run.launch.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ id, ids }) => {
        toast.success(ids.length > 1 ? `${ids.length} runs queued` : "Run queued");
        router.push(ids.length > 1 ? paths.runs : paths.run(id));
      },
    }),
  );
  const prefill = (run: PastRun) => {
    draft.fill(run.config);
    setPartitions({ text: run.partitionKeys.join(", "), runPerPartition: run.partitionKeys.length <= 1 });
    setTags(givenTags(run.tags));
  };
  const job = data.definition.name;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1fr_22rem]">
      <Section action={<PastRunPicker of={{ job }} onPick={prefill} />} title="Launchpad">
        <Form
          error={launch.error}
          onSubmit={() =>
            launch.mutate({
              ...scope,
              job,
              config: draft.config,
              ...partitionRequest(partitions),
              tags: parseTags(tags),
            })
          }
        >
          <ConfigDraftEditor draft={draft} />
          {data.partitions && <JobPartitions of={data.partitions} onChange={setPartitions} value={partitions} />}
          <TextField
            label="Tags"
            name="tags"
            onChange={(event) => setTags(event.target.value)}
            optional
            placeholder="reason=manual, millrace/priority=5"
            value={tags}
          />
          <Button
            className="self-start"
            disabled={draft.isWrong}
            pending={launch.isPending}
            type="submit"
            variant="primary"
          >
            <Play aria-hidden /> Launch run
          </Button>
        </Form>
      </Section>
      <LaunchElsewhere
        request={{ target: { job }, config: draft.config, ...partitionRequest(partitions), tags: parseTags(tags) }}
      />
    </div>
  );
}

/** A job takes an input, or the config of its assets. */
const partsOf = ({ definition, configs }: JobData): readonly ConfigPart[] =>
  definition.input ? [{ key: null, schema: definition.input }] : configs;
