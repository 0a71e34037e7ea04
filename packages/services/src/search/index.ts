export {
  SearchInput,
  type SearchResults,
  type SearchStore,
  type SearchUseCases,
  searchUseCases,
} from "./search";
