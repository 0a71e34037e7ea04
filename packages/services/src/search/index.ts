export { SearchInput, type SearchUseCases, searchUseCases } from "./search";
