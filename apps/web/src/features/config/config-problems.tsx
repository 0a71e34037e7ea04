import type { ErrorDetail } from "@millrace/core";
import { CircleAlert } from "lucide-react";

/** Config problems with their paths. */
export function ConfigProblems({ problems }: { problems: readonly ErrorDetail[] }) {
  if (problems.length === 0) return null;
  return (
    <ul aria-label="Config errors" className="flex flex-col gap-1 text-danger-text text-xs" role="status">
      {problems.map((problem) => (
        <li className="flex items-start gap-1.5" key={`${problem.pointer} ${problem.detail}`}>
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-words">
            {problem.code !== "json" && <code className="font-mono">{problem.pointer || "/"}</code>} {problem.detail}
          </span>
        </li>
      ))}
    </ul>
  );
}
