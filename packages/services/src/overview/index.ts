export { type OverviewReader, type OverviewUseCases, overviewUseCases } from "./overview";
