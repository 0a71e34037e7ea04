"use client";
import { CodeBlock, Section, TabPanel, Tabs } from "@millrace/ui";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { asCommand, asCurl, asTypeScript, type LaunchRequest } from "./launch-snippets";

const SNIPPET_FORMATS = [
  { value: "command", label: "Command", write: asCommand },
  { value: "curl", label: "curl", write: asCurl },
  { value: "typescript", label: "TypeScript", write: asTypeScript },
] as const;

/** Shows the launch draft as snippets for other programs. */
export function LaunchElsewhere({ request }: { request: LaunchRequest }) {
  const { org, deployment } = useScope();
  const [way, setWay] = useState<(typeof SNIPPET_FORMATS)[number]["value"]>("command");
  return (
    <Section title="Launch from code or CLI">
      <Tabs items={SNIPPET_FORMATS} label="Format" onValueChange={setWay} value={way}>
        {SNIPPET_FORMATS.map(({ value, write }) => (
          <TabPanel className="pt-3" key={value} value={value}>
            <CodeBlock code={write(request, { origin: window.location.origin, org, deployment })} wrap />
          </TabPanel>
        ))}
      </Tabs>
    </Section>
  );
}
