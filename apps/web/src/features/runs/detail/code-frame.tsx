import { CodeBlock, cn } from "@millrace/ui";
import type { RunData } from "./run-data";

type Frame = NonNullable<NonNullable<NonNullable<RunData["failure"]>["error"]>["frame"]>;

/** The source around an error, with the throwing line highlighted. */
export function CodeFrame({ frame }: { frame: Frame }) {
  return (
    <CodeBlock code={frame.text} title={<span className="font-mono">{`${frame.file}:${frame.line}`}</span>}>
      {frame.text.split("\n").map((line, index) => (
        <span
          className={cn("-mx-3 block px-3", line.startsWith(">") && "bg-danger-soft text-danger-text")}
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a frame have no identity
          key={index}
        >
          {line || " "}
        </span>
      ))}
    </CodeBlock>
  );
}
