import { CodeBlock, StatusIcon, stripAnsi } from "@millrace/ui";

type Version = {
  number: number;
  error: {
    name: string;
    message: string;
    stack?: string | undefined;
    frame?: { file: string; line: number; text: string } | undefined;
  } | null;
  warnings?: readonly { message: string }[];
};

/** A version's load error with its source lines. */
export function LoadError({ version, servesStill }: { version: Version; servesStill?: number | undefined }) {
  const { error } = version;
  return (
    <section
      aria-label={`Load error in version ${version.number}`}
      className="overflow-hidden rounded-lg border border-danger/50 bg-surface"
    >
      <div className="bg-danger-soft p-4">
        <h2 className="flex items-center gap-2 font-semibold text-base">
          <StatusIcon className="size-5" decorative status="FAILED" /> v{version.number} failed to load
        </h2>
        {error && (
          <p className="mt-1 whitespace-pre-wrap break-words font-mono text-danger-text text-xs">
            {stripAnsi(error.message)}
          </p>
        )}
        <p className="mt-1 text-muted">
          {servesStill ? `v${servesStill} is still active.` : "No active version was replaced."}
        </p>
      </div>
      {(error?.frame || error?.stack) && (
        <div className="grid gap-3 border-danger/25 border-t p-4">
          {error.frame ? (
            <CodeBlock
              code={error.frame.text}
              title={<span className="font-mono">{`${error.frame.file}:${error.frame.line}`}</span>}
            />
          ) : (
            <CodeBlock code={stripAnsi(error.stack ?? "")} title="Stack" wrap />
          )}
        </div>
      )}
    </section>
  );
}
