import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { type CoreExports, float64View, instantiate, uint8View } from '../../src/engine/wasm.ts';

const files = globSync('src/engine/*/*.wasm');

test('every core is there, stands alone, and exports what its header declares', async () => {
  assert.ok(files.length > 0);
  for (const file of files) {
    const module = await WebAssembly.compile(readFileSync(file));
    for (const { module: from, name } of WebAssembly.Module.imports(module))
      assert.ok(
        ['env.emscripten_notify_memory_growth', 'wasi_snapshot_preview1.proc_exit'].includes(
          `${from}.${name}`,
        ),
        name,
      );
    const slug = basename(file, '.wasm');
    const header = readFileSync(`wasm/${slug}/${slug}.h`, 'utf8');
    const name = slug.replaceAll('-', '_');
    const declared = [...header.matchAll(new RegExp(`^[a-z].*[ *](${name}_\\w+)\\(`, 'gm'))].map(
      ([, declaredName]) => declaredName,
    );
    const exported = WebAssembly.Module.exports(module).map((each) => each.name);
    assert.ok(declared.length > 0);
    assert.deepEqual(exported.filter((each) => each.startsWith(`${name}_`)).sort(), declared.sort());
    for (const common of ['memory', 'malloc', 'free', '_initialize'])
      assert.ok(exported.includes(common), common);
  }
});

test('views see the memory as it is, also after it has grown', async () => {
  const core = await instantiate<CoreExports>(await WebAssembly.compile(readFileSync(files[0])));
  const pointer = core.malloc(16);
  float64View(core, pointer, 2).set([1, -0.5]);
  const size = core.memory.buffer.byteLength;
  const large = core.malloc(2 * size);
  assert.ok(large !== 0 && core.memory.buffer.byteLength > 2 * size);
  assert.deepEqual([...float64View(core, pointer, 2)], [1, -0.5]);
  assert.equal(uint8View(core, pointer + 7, 1)[0], 0x3f);
  core.free(pointer);
  core.free(large);
});

test('two instances of a module share nothing', async () => {
  const module = await WebAssembly.compile(readFileSync(files[0]));
  const [one, other] = await Promise.all([
    instantiate<CoreExports>(module),
    instantiate<CoreExports>(module),
  ]);
  assert.notEqual(one.memory, other.memory);
});
