import type { Operand } from "../condition/condition";
import type { StoredEvaluation } from "../evaluate/store-evaluation";

type Sentence = (subject: string, evaluation: StoredEvaluation) => readonly [holds: string, doesNot: string];

/** What it means that an operand holds for a subject, and that it doesn't. */
const SENTENCES: { readonly [O in Operand["op"]]: Sentence } = {
  missing: (it) => [`${it} is missing`, `${it} isn't missing`],
  newlyUpdated: (it) => [`${it} was updated`, `${it} wasn't updated`],
  newlyRequested: (it) => [`${it} was requested a moment ago`, `${it} wasn't requested in the last evaluation`],
  willBeRequested: (it) => [`${it} is requested too`, `${it} isn't requested`],
  inProgress: (it) => [`${it} is in progress`, `${it} isn't in progress`],
  executionFailed: (it) => [`the latest run of ${it} failed`, `the latest run of ${it} didn't fail`],
  initialEvaluation: () => ["the condition is new", "the condition isn't new"],
  codeVersionChanged: (it) => [`the code version of ${it} changed`, `the code version of ${it} didn't change`],
  dataVersionChanged: (it) => [`the data version of ${it} changed`, `the data version of ${it} didn't change`],
  cronTickPassed: (_, { text }) => [`${text} held`, `no tick of ${text} passed since the last evaluation`],
  inLatestTimeWindow: (it) => [`${it} is in the latest time window`, `${it} isn't in the latest time window`],
  freshness: (it, { text }) => [`${text} holds for ${it}`, `${text} doesn't hold for ${it}`],
  checkPassed: (it) => [`${it} passed`, `${it} didn't pass`],
  checkFailed: (it) => [`${it} failed`, `${it} didn't fail`],
  executedWithTags: (it, { text }) => [`${text} holds for ${it}`, `${text} doesn't hold for ${it}`],
  executedWithRootTarget: (it) => [
    `the run that updated ${it} included this asset`,
    `the run that updated ${it} didn't include this asset`,
  ],
};

export const isOperand = ({ op }: StoredEvaluation): boolean => Object.hasOwn(SENTENCES, op);

/** Says whether an operand holds, without a period. */
export function operandSentence(evaluation: StoredEvaluation): string {
  const { op, asset, check, holds } = evaluation;
  const subject = check === undefined ? asset : `check ${check} of ${asset}`;
  const [yes, no] = SENTENCES[op as Operand["op"]](subject, evaluation);
  return holds > 0 ? yes : no;
}
