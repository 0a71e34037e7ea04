export { checkFreshness } from "./check-freshness";
export {
  FRESHNESS_STATES,
  type Freshness,
  type FreshnessFacts,
  type FreshnessState,
  freshness,
} from "./freshness";
