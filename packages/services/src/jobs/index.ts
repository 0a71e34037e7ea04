export { type JobReader, JobRef, type JobUseCases, jobUseCases } from "./jobs";
