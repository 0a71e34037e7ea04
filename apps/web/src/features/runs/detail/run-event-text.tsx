import { StatusIcon } from "@millrace/ui";
import { metadataEntries } from "../../metadata/metadata-entry";
import { MetadataList } from "../../metadata/metadata-list";
import { describeEvent } from "./describe-event";

const NAMES_SHOWN = 6;
const CHARS_SHOWN = 60;

/** An event as a sentence, with its metadata in a collapsible section. */
export function RunEventText({ event, location }: { event: Parameters<typeof describeEvent>[0]; location: string }) {
  const { status, text, detail, metadata } = describeEvent(event);
  return (
    <span className="flex items-start gap-2">
      <StatusIcon className="mt-0.5 size-3.5" decorative status={status} />
      <div className="min-w-0 flex-1">
        <span className="break-words">{text}</span>
        {detail && <span className="block break-all font-mono text-subtle text-xs">{detail}</span>}
        {metadata && Object.keys(metadata).length > 0 && (
          <details>
            <summary className="break-all font-mono text-subtle text-xs">{inOneLine(metadata)}</summary>
            <div className="flex flex-col gap-4 py-2">
              <MetadataList location={location} metadata={metadata} />
            </div>
          </details>
        )}
      </div>
    </span>
  );
}

function inOneLine(metadata: Record<string, unknown>): string {
  const shown = metadataEntries(metadata).slice(0, NAMES_SHOWN);
  return shown
    .map(({ name, text }) => `${name}=${text.length > CHARS_SHOWN ? `${text.slice(0, CHARS_SHOWN)}…` : text}`)
    .join("  ");
}
