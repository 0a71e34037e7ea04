/** Lets work continue after its caller is answered; an error of the work is reported and goes no further. */
export type Background = (work: Promise<unknown>) => void;

/** Returns a {@link Background} that reports errors. */
export const createBackground =
  (onError: (error: unknown) => void): Background =>
  (work) => {
    work.catch(onError);
  };
