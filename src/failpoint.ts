/**
 * `THRESHER_FAILPOINT=<name>[:k]`: the process kills itself with SIGKILL when it passes the point for the k-th time (default 1). For tests of
 * delivery: nothing gets a chance to tidy up. Without the variable every point is free.
 */
export const openFailpoint = (setting: string | undefined): ((point: string) => void) => {
  if (!setting) return () => {};
  const [name, times = '1'] = setting.split(':');
  let left = Number(times);
  return (point) => {
    if (point === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
};
