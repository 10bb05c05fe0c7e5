/** What is on screen, as far as code that repeats it needs to know. */
export interface Shown {
  k: number;
  /** All values, where they are few; else the code reads them from `file`. */
  values?: readonly number[];
  /** Name of a file with one number a line. */
  file: string;
}

export interface Snippet {
  label: string;
  language: string;
  code: string;
}

/** Programs that cluster the same numbers elsewhere. */
export function snippets(shown: Shown): Snippet[] {
  return [
    { label: 'TypeScript', language: 'ts', code: typescript(shown) },
    { label: 'Python', language: 'python', code: python(shown) },
  ];
}

function typescript({ k, values, file }: Shown): string {
  const read = values
    ? `const values = Float64Array.of(${wrap(values)});`
    : `const text = await readFile('${file}', 'utf8'); // one number a line\nconst values = Float64Array.from(text.trim().split('\\n'), Number);`;
  return `// In a clone of this site's repository, with Node 24: node cluster.ts
import { readFile } from 'node:fs/promises';
import { createKmeans1d } from './src/engine/kmeans1d/index.ts';

const wasm = await readFile('src/engine/kmeans1d/kmeans1d.wasm');
const kmeans1d = await createKmeans1d(await WebAssembly.compile(wasm));

${read}
const { centroids, labels, inertia, gap } = kmeans1d.cluster(values, ${k});
console.log(centroids, inertia, gap);
`;
}

function python({ k, values, file }: Shown): string {
  const read = values
    ? `values = [${wrap(values)}]`
    : `with open("${file}") as lines:  # one number a line\n    values = [float(line) for line in lines]`;
  return `# pip install kmeans1d
import kmeans1d

${read}
labels, centroids = kmeans1d.cluster(values, ${k})
print(centroids)
`;
}

/** Numbers as source code, broken into lines. */
function wrap(values: readonly number[]): string {
  const written = values.map(String);
  if (written.join(', ').length < 70) return written.join(', ');
  let text = '';
  let line = '\n   ';
  for (const number of written) {
    if (line.length + number.length > 98) {
      text += line;
      line = '\n   ';
    }
    line += ` ${number},`;
  }
  return `${text + line}\n`;
}
