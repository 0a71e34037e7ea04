export { type OverviewUseCases, overviewUseCases } from "./overview";
