import {
  parseSelection,
  SELECTION_ATTRIBUTES,
  SELECTION_FUNCTIONS,
  SelectionError,
  type SelectionToken,
  tokenizeSelection,
  type UnknownValue,
} from "@millrace/core/selection";
import { cn } from "@millrace/ui";

const KEYWORDS = ["and", "or", "not"];

/** Highlights a selection's tokens, its first error, and unknown names. Decorative only. */
export function SelectionHighlight(props: { text: string; scrollLeft: number; unknown: readonly UnknownValue[] }) {
  const { text, scrollLeft, unknown } = props;
  const error = errorAt(text);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 right-2.5 left-8 flex items-center overflow-hidden"
    >
      <div className="whitespace-pre font-mono text-xs" style={{ transform: `translateX(${-scrollLeft}px)` }}>
        {piecesOf(text).map((piece) => (
          <span
            className={cn(
              piece.className,
              unknown.some((it) => it.start === piece.start) && "underline decoration-warning decoration-wavy",
              error !== undefined &&
                error >= piece.start &&
                error < piece.start + piece.text.length &&
                "text-danger-text underline decoration-danger decoration-wavy",
            )}
            key={piece.start}
          >
            {piece.text}
          </span>
        ))}
      </div>
    </div>
  );
}

type Piece = { start: number; text: string; className: string };

/** Splits the text into tokens and the text between them; text that can't be tokenized is one plain piece. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const plain = (end: number) => {
    if (end > at) pieces.push({ start: at, text: text.slice(at, end), className: "text-fg" });
    at = end;
  };
  for (const [token, next] of tokensOf(text)) {
    plain(token.start);
    pieces.push({ start: token.start, text: text.slice(token.start, token.end), className: classOf(token, next) });
    at = token.end;
  }
  plain(text.length);
  return pieces;
}

function tokensOf(text: string): (readonly [SelectionToken, SelectionToken | undefined])[] {
  const end = errorAt(text, tokenizeSelection) ?? text.length;
  const tokens = tokenizeSelection(text.slice(0, end)).filter((token) => token.kind !== "end");
  return tokens.map((token, index) => [token, tokens[index + 1]] as const);
}

function classOf(token: SelectionToken, next: SelectionToken | undefined): string {
  if (token.kind === "quoted") return "text-success-text";
  if (token.kind !== "word") return "text-muted";
  if (KEYWORDS.includes(token.value.toLowerCase())) return "text-info-text";
  if (next?.kind === "colon" && SELECTION_ATTRIBUTES.some((it) => it === token.value)) return "text-accent-text";
  if (next?.kind === "open" && SELECTION_FUNCTIONS.some((it) => it === token.value)) return "text-accent-text";
  return "text-fg";
}

/** Position of the first syntax error; undefined if the text is valid. */
function errorAt(text: string, read: (text: string) => unknown = parseSelection): number | undefined {
  if (text.trim() === "") return undefined;
  try {
    read(text);
    return undefined;
  } catch (error) {
    return error instanceof SelectionError ? error.position : undefined;
  }
}
