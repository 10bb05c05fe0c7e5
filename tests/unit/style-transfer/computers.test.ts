import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Computers, type ComputerTools } from '../../../src/components/style-transfer/computers.ts';
import { type Executor, finish } from '../../../src/engine/style-transfer/executor.ts';
import { smallVgg } from './networks.ts';

const network = smallVgg([4]);

/** An executor whose evaluations take so many milliseconds. */
function slow(name: string, ms: number, freed: string[] = []): Executor {
  return {
    name,
    *describe(_, { grams = [] }) {
      yield;
      return { grams: new Map(grams.map((layer) => [layer, new Float32Array(16)])), features: new Map() };
    },
    aim: () => ({
      *evaluate() {
        yield new Promise<void>((resolve) => setTimeout(resolve, ms));
        return { style: new Float64Array(1), content: new Float64Array() };
      },
    }),
    memory: () => 0,
    free: () => void freed.push(name),
  };
}

function toolsOf(gpuMs: number, over: Partial<ComputerTools> = {}) {
  const freed: string[] = [];
  const asked: string[] = [];
  const tools: ComputerTools = {
    compiled: () => slow('compiled', 20, freed),
    graphics: async (way) => {
      asked.push(way);
      return () => slow(`tfjs ${way}`, gpuMs, freed);
    },
    graphicsHere: async () => 'webgpu',
    finish,
    ...over,
  };
  return { computers: new Computers(tools), freed, asked };
}

test('the faster one is found in one trial, and what was tried is freed', async () => {
  const { computers, freed, asked } = toolsOf(1);
  assert.equal((await computers.create(network, undefined)).name, 'tfjs webgpu');
  assert.deepEqual(freed, ['compiled', 'tfjs webgpu']);
  assert.equal((await computers.create(network, undefined)).name, 'tfjs webgpu');
  assert.equal(asked.length, 3, 'one trial, two executors');
  assert.equal(freed.length, 2);
  const slower = toolsOf(60).computers;
  assert.equal((await slower.create(network, undefined)).name, 'compiled');
});

test('who is asked for is had without a trial; without graphics nothing of it is loaded', async () => {
  const { computers, asked } = toolsOf(60);
  assert.equal((await computers.create(network, 'webgl')).name, 'tfjs webgl');
  assert.equal((await computers.create(network, 'compiled')).name, 'compiled');
  assert.deepEqual(asked, ['webgl']);
  const none = toolsOf(1, { graphicsHere: async () => undefined });
  assert.equal((await none.computers.create(network, undefined)).name, 'compiled');
  assert.deepEqual(none.asked, []);
});

test('graphics that fail give way to WebAssembly; so do those that were lost, for good', async () => {
  const broken = toolsOf(1, { graphics: () => Promise.reject(new Error('no device')) });
  assert.equal((await broken.computers.create(network, undefined)).name, 'compiled');
  assert.equal((await broken.computers.create(network, 'webgpu')).name, 'compiled');
  const { computers } = toolsOf(1);
  await computers.create(network, undefined);
  assert.equal((await computers.instead(network)).name, 'compiled');
  assert.equal((await computers.create(network, undefined)).name, 'compiled');
});
