/**
 * Makes the sample pictures of the style-transfer lab: `node tools/style-samples.ts <folder>`, where the folder holds the originals and
 * a manifest.json (file, title, author, licence, source). Writes samples/<id>.webp, at most 512 pixels along the longer side and 60 kB,
 * a thumbnail samples/<id>-small.webp, the list in samples.ts, and a section of public/CREDITS.md.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const TO = 'src/components/style-transfer/samples';
const CREDITS = 'public/CREDITS.md';
const SIDE = 512;
const MOST_BYTES = 60_000;
/** Of thumbnails, all of one shape. */
const THUMBNAIL = { width: 128, height: 96 };

interface Original {
  file: string;
  title: string;
  author: string;
  licence: string;
  source: string;
}

interface Chosen {
  id: string;
  file: string;
  kind: 'photo' | 'painting';
  title?: string;
  source?: string;
  /** Share of width and height to leave out on each side: a frame. */
  trim?: number;
}

/** The order is that of the lab; the first photo and the first painting are what it shows first. */
const CHOSEN: readonly Chosen[] = [
  { id: 'china', kind: 'photo', file: 'photo-china.jpg', title: 'Summer Palace' },
  { id: 'great-wall', kind: 'photo', file: 'photo-great-wall.webp' },
  { id: 'machu-picchu', kind: 'photo', file: 'photo-machu-picchu.webp' },
  { id: 'red-panda', kind: 'photo', file: 'photo-red_panda.webp' },
  { id: 'macaw', kind: 'photo', file: 'photo-macaw.webp' },
  { id: 'giraffe', kind: 'photo', file: 'photo-giraffe.webp' },
  { id: 'kingfisher', kind: 'photo', file: 'photo-kingfisher.webp' },
  {
    id: 'starry-night',
    kind: 'painting',
    file: 'art-vangogh-starry-night.jpg',
    source: 'https://github.com/opencv/opencv/blob/4.x/samples/data/starry_night.jpg',
    trim: 0.03,
  },
  { id: 'cafe-terrace', kind: 'painting', file: 'art-vangogh-cafe-terrace.webp' },
  { id: 'night-cafe', kind: 'painting', file: 'art-vangogh-night-cafe.webp' },
  { id: 'harvest', kind: 'painting', file: 'art-vangogh-harvest.webp' },
  { id: 'langlois-bridge', kind: 'painting', file: 'art-vangogh-langlois-bridge.webp' },
  { id: 'corridor', kind: 'painting', file: 'art-vangogh-corridor-asylum.webp' },
  { id: 'pere-tanguy', kind: 'painting', file: 'art-vangogh-pere-tanguy.webp' },
];

/** Where paintings come from that the manifest gives no address for. */
const PAINTINGS = 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image';

const LICENCES: Record<string, { name: string; url?: string }> = {
  'CC0-1.0': { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  'CC-BY-2.0': { name: 'CC BY 2.0', url: 'https://creativecommons.org/licenses/by/2.0/' },
};

/** As a WebP of the best quality that stays within the budget. */
async function encode(file: string, trim: number): Promise<Buffer> {
  const { width, height } = await sharp(file).metadata();
  const [left, top] = [Math.round(width * trim), Math.round(height * trim)];
  const resized = sharp(file)
    .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
    .toColourspace('srgb')
    .removeAlpha()
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true });
  for (let quality = 84; quality >= 50; quality -= 2) {
    const data = await resized.clone().webp({ quality, effort: 6 }).toBuffer();
    if (data.length <= MOST_BYTES) return data;
  }
  throw new Error(`${file} does not fit into ${MOST_BYTES} bytes`);
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Give the folder that holds the originals and their manifest.json.');
const manifest: Original[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
mkdirSync(TO, { recursive: true });

const entries: string[] = [];
const credits: string[] = [];
for (const { id, file, kind, title, source, trim = 0 } of CHOSEN) {
  const original = manifest.find((each) => each.file === file);
  if (!original) throw new Error(`${file} is not in the manifest`);
  const data = await encode(join(folder, file), trim);
  writeFileSync(`${TO}/${id}.webp`, data);
  const thumbnail = sharp(data).resize({ ...THUMBNAIL, fit: 'cover', position: 'attention' });
  writeFileSync(`${TO}/${id}-small.webp`, await thumbnail.webp({ quality: 46, effort: 6 }).toBuffer());
  const licence = LICENCES[original.licence] ?? { name: 'Public domain' };
  const sample = {
    id,
    kind,
    title: title ?? original.title,
    author: original.author.replace(/ \(\d.*\)$/, ''),
    licence: licence.name,
    source: source ?? (original.source || PAINTINGS),
  };
  entries.push(
    `  {\n${Object.entries(sample)
      .map(([key, value]) => `    ${key}: '${value.replaceAll("'", '’')}',\n`)
      .join('')}  },\n`,
  );
  const terms = licence.url ? `[${licence.name}](${licence.url})` : 'public domain';
  credits.push(
    `- ${sample.title} (\`${id}.webp\`): ${kind} by ${sample.author}, ${terms}; [source](${sample.source}).\n`,
  );
}

const list = `${TO}/../samples.ts`;
writeFileSync(
  list,
  readFileSync(list, 'utf8').replace(
    /(SAMPLES: readonly Sample\[\] = \[\n)[\s\S]*?(\];)/,
    (_, head, tail) => head + entries.join('') + tail,
  ),
);

const preface =
  'Samples of the style-transfer lab (`src/components/style-transfer/samples/`), made smaller and stored as WebP; the border of The Starry Night is cut off. Everything that the article shows stylized is computed from them.';
const heading = 'Pictures of style transfer';
const others = readFileSync(CREDITS, 'utf8').replace(
  new RegExp(`\n## ${heading}\n[\\s\\S]*?(?=\n## |$)`),
  '',
);
writeFileSync(CREDITS, `${others.trimEnd()}\n\n## ${heading}\n\n${preface}\n\n${credits.join('')}`);
