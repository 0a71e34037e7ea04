"use client";
import { Button, CodeBlock, Section, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../forms/form";
import { TextField } from "../forms/text-field";
import { ConfigEditor, initialConfig, problemsOf } from "./config-editor";
import type { JobData } from "./job-page";
import { JobPartitions } from "./job-partitions";
import type { Schema } from "./json-schema";
import { parseJson, parseTags } from "./launch-values";
import { givenTags, type PastRun, Prefill } from "./prefill";

/** Launches a job with a config that is a form and JSON at once, and shows the same as a command. */
export function Launchpad({ data }: { data: JobData }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { scope, paths, deployment } = useScope();
  const schema = data.definition.input as Schema | undefined;
  const [text, setText] = useState(() => initialConfig(schema));
  const [partitions, setPartitions] = useState("");
  const [tags, setTags] = useState("");
  const launch = useMutation(
    trpc.run.launch.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ id }) => {
        toast.success("Run queued");
        router.push(paths.run(id));
      },
    }),
  );
  const prefill = (run: PastRun) => {
    setText(run.config === null || run.config === undefined ? "" : JSON.stringify(run.config, null, 2));
    setPartitions(run.partitionKeys.join(", "));
    setTags(givenTags(run.tags));
  };
  const isWrong = problemsOf(schema, text).length > 0;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1fr_22rem]">
      <Section action={<Prefill of={{ job: data.definition.name }} onPick={prefill} />} title="Launchpad">
        <Form
          error={launch.error}
          onSubmit={() => {
            const { value } = parseJson(text);
            launch.mutate({
              ...scope,
              job: data.definition.name,
              ...(value === undefined ? {} : { config: value }),
              partitions,
              tags: parseTags(tags),
            });
          }}
        >
          <ConfigEditor onChange={setText} schema={schema} text={text} />
          {data.partitions && <JobPartitions of={data.partitions} onChange={setPartitions} value={partitions} />}
          <TextField
            label="Tags"
            name="tags"
            onChange={(event) => setTags(event.target.value)}
            optional
            placeholder="reason=manual, millrace/priority=5"
            value={tags}
          />
          <Button className="self-start" disabled={isWrong} pending={launch.isPending} type="submit" variant="primary">
            <Play aria-hidden /> Launch run
          </Button>
        </Form>
      </Section>
      <Section title="The same from a terminal">
        <CodeBlock code={commandOf(data.definition.name, deployment, partitions, text)} wrap />
      </Section>
    </div>
  );
}

function commandOf(job: string, deployment: string, partitions: string, config: string): string {
  const choice = partitions.trim() ? ` --partition '${partitions}'` : "";
  const input = config.trim() ? ` --config - <<'JSON'\n${config}\nJSON` : "";
  return `millrace job run ${job} --deployment ${deployment}${choice}${input}`;
}
