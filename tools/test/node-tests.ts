import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Stage } from './stage.ts';

/** A stage of `node --test` files; counts what they count. */
export function nodeTests(name: string, title: string, pattern: string): Stage {
  const runFiles = async () => {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const files = globSync(pattern).sort();
    if (files.length === 0) return { passed: 0, failed: 1, note: `no file matches ${pattern}` };
    const events = run({ files, concurrency: true });
    events.on('test:summary', ({ file, counts }) => {
      if (file !== undefined) return; // only the sum over all files
      count.passed = counts.passed;
      count.skipped = counts.skipped + counts.todo;
      count.failed = counts.tests - count.passed - count.skipped; // cancelled ones too
    });
    for await (const line of events.compose(new spec())) process.stdout.write(line);
    return count;
  };
  return { name, title, run: runFiles };
}
