export {
  type OnboardingFacts,
  type OnboardingStore,
  type OnboardingUseCases,
  onboardingUseCases,
} from "./onboarding";
