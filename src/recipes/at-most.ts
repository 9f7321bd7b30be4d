/** Waits for `work`, but no longer than so many milliseconds. The process stays alive meanwhile: somebody waits for this. */
export const atMost = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await Promise.race([work, new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
  } finally {
    clearTimeout(timer);
  }
};
