import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a test run with one line alone on stdout: `N passed, N failed, N skipped`. A file that cannot be loaded and an error outside
 * of every test count as one failed test each. Stands beside the default reporter, which says what failed and sets the exit code.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const before = count.failed;
      for (const test of module.children.allTests()) count[test.result().state]++;
      if (count.failed === before && !module.ok()) count.failed++;
    }
    // The default reporter writes its summary in this same moment; at exit everything of its has been written.
    process.once('exit', () => process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped\n`));
  }
}
