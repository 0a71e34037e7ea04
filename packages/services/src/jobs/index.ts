export { JobRef, type JobUseCases, jobUseCases } from "./jobs";
