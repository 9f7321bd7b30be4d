import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { java, maven } from './java.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-java-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => { vi.unstubAllEnvs(); vi.restoreAllMocks(); });

/** A PATH with nothing on it but a command that prints these lines. */
const only = (name: string, lines: string, code = 0): void => {
  const path = join(mkdtempSync(join(folder, 'path-')), name);
  writeFileSync(path, `#!/bin/sh\ncase "$1" in --version) exit 0;; esac\nprintf '%s\\n' '${lines}'\nexit ${code}\n`);
  chmodSync(path, 0o755);
  vi.stubEnv('PATH', join(path, '..'));
};

describe.skipIf(process.platform === 'win32')('what is on the PATH', () => {
  test('Java: its build, or why it does not do', async () => {
    only('java', '    java.specification.version = 21\n    java.vm.vendor = Eclipse Adoptium\n    java.vm.version = 21.0.4+7-LTS');
    expect(await java()).toBe('Eclipse_Adoptium-21.0.4_7-LTS');
    only('java', '    java.specification.version = 11');
    await expect(java()).rejects.toMatchObject({ name: 'Missing', what: 'Java 17 or newer (found 11)' });
    only('java', '    java.specification.version = 1.8');
    await expect(java()).rejects.toMatchObject({ what: 'Java 17 or newer (found 1.8)' });
    only('java', 'Unable to locate a Java Runtime.', 1);
    await expect(java()).rejects.toMatchObject({ what: 'Java 17 or newer' });
  });

  test('Maven: not there, or without a way to its repository', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    only('java', '');
    await expect(maven([], 'Some Thing 1.0')).rejects.toMatchObject({ name: 'Missing', what: 'Maven' });
    only('mvn', '[ERROR] Could not transfer artifact a:b:1 from central: Unknown host\n[ERROR] more', 1);
    await expect(maven([], 'Some Thing 1.0')).rejects.toMatchObject({ name: 'Missing', what: 'Some Thing 1.0 (Maven: Could not transfer artifact a:b:1 from central: Unknown host)' });
  });
});
