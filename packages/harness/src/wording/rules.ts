import { MESSAGES, type ProseKind } from "./prose";

/** A habit of writing that the voice guide rules out, as a pattern. Case counts. */
export type Rule = {
  readonly name: string;
  /** A match of a "ban" fails the test; a "warn" is listed by `npm run wording` only. */
  readonly level: "ban" | "warn";
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
  /** Kinds of text it applies to; all if omitted. */
  readonly kinds?: readonly ProseKind[];
};

const ban = (name: string, pattern: RegExp, instead: string, kinds?: readonly ProseKind[]): Rule => ({
  name,
  level: "ban",
  pattern,
  instead,
  ...(kinds && { kinds }),
});

const warn = (name: string, pattern: RegExp, instead: string): Rule => ({ name, level: "warn", pattern, instead });

export const RULES: readonly Rule[] = [
  ban(
    "telling",
    /\b(is|are|was|were|be|been|being) told\b|\b[Tt]ells?\b (?!time)|\btelling\b|\bhears? (of|it|what)\b|\b[Tt]old (at|here|by|to)\b|^Told\b/,
    "notify, show, report, or include",
  ),
  ban(
    "noun-negation",
    /\b(?<!\b[Tt]here )(is|are|was|were) no (?!longer\b|more\b|less\b|matter\b|way\b|separate\b|registry\b)[a-z"`$]|\b(is|are) none of\b|\bhas no meaning\b/,
    "negate the verb: isn't, doesn't",
  ),
  ban(
    "who-pronoun",
    /(^|[.;:,] )[Ww]ho (is|has|lacks|may|can|asks|looks|wants|comes|does not)\b(?![^.]*\?)|\b[Ww]hoever\b|\b[Ww]hom\b/,
    "name the person: members, the caller, an admin",
  ),
  ban("mend", /\bmend(s|ed|ing)?\b/, "fix, recover, or resolve"),
  ban("at-once", /\b(?<!\b[Aa]ll )at once\b/, "concurrently, or immediately"),
  ban(
    "by-itself",
    /\bby (itself|themselves)\b|\bof (ours|yours|mine|theirs)\b|\bone's own\b|\b(a|an) [a-z]+ of (its|their|your|our|his) own\b/,
    "automatically, separate, or dedicated",
  ),
  ban("goes-on", /\b(?<!\b(is|was) )(goes|go|went|gone|going) on\b/, "continue"),
  ban(
    "stands",
    /\b(stands?|standing|stood) (in|on|at|left|where|there|above|below|beside|still)\b(?! for\b)|\blies? (in|on|beside|at|below|between)\b/,
    "is",
  ),
  ban("so-many", /\bso many\b|\bsuch as to\b/, "the number, or the maximum"),
  ban(
    "mail-noun",
    /\b[Mm]ails\b|\b(by|your|the|this|ignore this) mail\b(?! (server|transport))|\b[Ee]-mails?\b/,
    "email",
  ),
  ban(
    "x-was-not-yed",
    /^(The|Your|No) [a-z ]+ (was|were) (not )?(changed|deleted|saved|removed|revoked|canceled|made|sent|ended|wiped|reset|activated|started again|rolled back|loaded)$|^Nothing was [a-z]+( back)?\.?$/,
    "Couldn't …, or the past participle: Policy saved",
    MESSAGES,
  ),
  ban("there-is-no", /\bThere (is|are|was|were) (no|not|nothing)\b/, "No asset named …, or … not found", MESSAGES),
  ban("there-already", /\bThere (is|are) an? [a-z ]+ "[^"]+" already/, "A … named … already exists", MESSAGES),
  ban(
    "make-create",
    /\b[Mm](ake|akes|ade|aking) (a|an|another|the) (team|token|organization|deployment|location|code location|folder|account|limit|namespace|small project)\b/,
    "create",
  ),
  ban(
    "at-most-end",
    /\d( [A-Za-z]+)?,? at (most|least)\b(?! (as|once|one|[\d$]))|\bat (most|least)$/,
    "put it before the number: at most 5",
  ),
  ban(
    "per-article",
    /\b(runs|requests|attempts|messages|keys) an? (day|minute|hour|second|set)\b|\bone (an?|per)? ?line\b(?= with)|\bone a line\b|\bvalue a line\b/,
    "per day, per line",
  ),
  ban("already-end", /\b(already|any more|by now)[.;]?$/, "already before the verb; no longer; now"),
  ban("also-order", /\b[Aa]lso (without|where|that of|what is|those of)\b/, "even without; including"),
  ban(
    "for-because",
    /, for (it|they|nobody|somebody|there|otherwise|most) (is|are|was|were|may|can|could|would|has|have|will|does|do)\b/,
    "because",
  ),
  ban(
    "archaic",
    /\b(shall|anew|whilst|hence|thereof|wherein|whereby|nobody|somebody|anybody|everybody)\b/,
    "will, again, while, so, no one, someone, anyone, everyone",
  ),
  warn("meanwhile", /\b[Mm]eanwhile\b|\b[Bb]eside\b/, "during this time; next to"),
  ban(
    "british",
    /\b\w*(colour|behaviour|favour|cancelled|cancelling|centre\b|analys(e|ed|ing)\b|recognis|serialis|normalis|organis(?!m))\w*|\bset-up\b|\b[Ll]ower-case\b|\b[Uu]pper-case\b|\b[Aa]llow-lists?\b|\bwhite-?list|\bblack-?list/,
    "American spelling",
  ),
  ban(
    "lonely-label",
    /^(What|Where|Who|When|Why|To|From|In|On|At|With|Did|May|Is|Has|Of|Told|About|Answer|By|For|Code|Found|Set)$/,
    "a noun that names the content",
    ["label", "button"],
  ),
  ban("long-button", /\.$|^(\S+\s+){5}\S/, "up to five words, a verb and a noun, without a period", ["button"]),
  ban("no-such", /\b[Nn]o such\b/, "not found"),
  warn(
    "what-clause",
    /(^|[.;:,] )[Ww]hat (?!is |are |Millrace|you |happened|changed|it |this |that |to |we )[a-z`$]+ (?![^.]*\?)/,
    "a noun: the value, failures that recover",
  ),
  warn("refuse", /\b(?<!connection )[Rr]efus(e|es|ed|al|ing)\b/, "reject, or Invalid …"),
  warn(
    "not-yed",
    /\b(is|are|was|were) not (taken|accepted|understood|known|told|there|meant|kept)\b/,
    "isn't supported, Unknown …, is missing",
  ),
  warn(
    "may",
    /\b(may|might) (have|be|take|make|run|reach|start|launch|push|use|see|do|go|keep|hold|change|return)\b/,
    "can, or must be at most",
  ),
  warn(
    "of-chain",
    /\b(Time|State|Views|Rows|Keys|Steps|Events|Ranges|Columns|Runs|Retries|Quotas|Variables|Versions|Status|Places|Limit|Names?) of (an?|the) [a-z]+/,
    "a compound: Run steps, Matrix rows",
  ),
  warn("serve-version", /\b(serves|serving|served)\b(?! (http|requests|files|the dashboard))/, "active, or uses"),
  warn("semicolon", /[a-z)]; [a-z]/, "two sentences"),
  warn("choose-not-select", /\b([Cc]hosen|[Cc]hoice|[Pp]icks?|[Pp]icked)\b/, "select"),
  warn("location-alone", /\b(?<!code )(?<!Code )[Ll]ocations?\b(?! of the (disk|file))/, "code location"),
];
