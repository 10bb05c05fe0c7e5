/**
 * Makes the sample pictures of the colour-quantization lab: `node tools/sample-pictures.ts <folder>`, where the folder holds the
 * originals and a manifest.json (file, title, author, licence, source). Writes for each sample pictures/<id>.webp, at most 1024
 * pixels along its longer side and 95 kB, and a thumbnail of a part of it, pictures/<id>-small.webp; figures/pictures/<id>.webp
 * for those that the article's figures show; samples.ts, which describes them; and the section Pictures of public/CREDITS.md.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const TO = 'src/components/color-quantization';
const MOST_BYTES = 95_000;
/** Pixels along the longer side, the largest that fits. */
const SIDES = [1024, 896, 768, 640];
/** Of thumbnails, all of one shape. */
const THUMBNAIL_WIDTH = 128;
const THUMBNAIL_HEIGHT = 96;
const FIGURE_WIDTH = 320;
/** Samples that figures show. */
const IN_FIGURES = ['macaw', 'brushes', 'chameleon', 'sunset'];

/** One picture as the manifest describes it. */
interface Original {
  kind: 'photo' | 'painting' | 'pattern';
  file: string;
  title: string;
  author: string;
  licence: string;
  source: string;
}

/** Which originals become samples, under which id and title; the order is that of the lab. */
const CHOSEN: readonly { id: string; file: string; title?: string; source?: string }[] = [
  { id: 'macaw', file: 'photo-macaw.webp' },
  { id: 'china', file: 'photo-china.jpg', title: 'Summer Palace' },
  { id: 'sunset', file: 'photo-sunset_by_Aitzol_Berasategi.jpg', title: 'Sunset' },
  { id: 'kingfisher', file: 'photo-kingfisher.webp' },
  { id: 'brushes', file: 'photo-Picture_1A_by_freespace.jpg' },
  { id: 'crab', file: 'photo-crab.webp' },
  { id: 'stream', file: 'photo-life_by_Aitzol_Berasategi.jpg' },
  { id: 'chameleon', file: 'photo-chamaeleon.webp' },
  { id: 'fig', file: 'photo-Picture_0B_by_freespace.jpg' },
  { id: 'starry-night', file: 'art-vangogh-starry-night.jpg', source: opencv('starry_night.jpg') },
  { id: 'cafe-terrace', file: 'art-vangogh-cafe-terrace.webp' },
  { id: 'night-cafe', file: 'art-vangogh-night-cafe.webp' },
  { id: 'church', file: 'art-vangogh-church-auvers.webp' },
  { id: 'langlois-bridge', file: 'art-vangogh-langlois-bridge.webp' },
  { id: 'harvest', file: 'art-vangogh-harvest.webp' },
  { id: 'pere-tanguy', file: 'art-vangogh-pere-tanguy.webp' },
  { id: 'paper', file: 'pattern-mamurk_a_1.png' },
];

/** Where pictures come from that the manifest gives no address for. */
const SOURCES: Record<string, string> = {
  painting: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  pattern: 'https://github.com/mypaint/mypaint',
};

const LICENCES: Record<string, { name: string; url?: string }> = {
  'CC0-1.0': { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  'CC-BY-2.0': { name: 'CC BY 2.0', url: 'https://creativecommons.org/licenses/by/2.0/' },
  'CC-BY-3.0': { name: 'CC BY 3.0', url: 'https://creativecommons.org/licenses/by/3.0/' },
  'CC-BY-4.0': { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
};

function opencv(file: string): string {
  return `https://github.com/opencv/opencv/blob/4.x/samples/data/${file}`;
}

/** As a WebP of the best quality that stays within the budget; busy pictures are made smaller rather than bad. */
async function encode(file: string): Promise<{ data: Buffer; width: number; height: number }> {
  const picture = sharp(file).rotate().toColourspace('srgb').removeAlpha();
  for (const side of SIDES) {
    const resized = picture.clone().resize(side, side, { fit: 'inside', withoutEnlargement: true });
    for (let quality = 84; quality >= 60; quality -= 4) {
      const { data, info } = await resized
        .clone()
        .webp({ quality, effort: 6 })
        .toBuffer({ resolveWithObject: true });
      if (data.length <= MOST_BYTES) return { data, width: info.width, height: info.height };
    }
  }
  throw new Error(`${file} does not fit into ${MOST_BYTES} bytes`);
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Give the folder that holds the originals and their manifest.json.');
const manifest: Original[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
for (const to of ['pictures', 'figures/pictures']) mkdirSync(`${TO}/${to}`, { recursive: true });

const samples: Record<string, string | number | undefined>[] = [];
for (const { id, file, title, source } of CHOSEN) {
  const original = manifest.find((each) => each.file === file);
  if (!original) throw new Error(`${file} is not in the manifest`);
  const { data, width, height } = await encode(join(folder, file));
  writeFileSync(`${TO}/pictures/${id}.webp`, data);
  const small = sharp(data).resize(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT, {
    fit: 'cover',
    position: 'attention',
  });
  writeFileSync(`${TO}/pictures/${id}-small.webp`, await small.webp({ quality: 46, effort: 6 }).toBuffer());
  if (IN_FIGURES.includes(id)) {
    const shown = await sharp(join(folder, file))
      .rotate()
      .resize(FIGURE_WIDTH)
      .webp({ quality: 86, effort: 6 })
      .toBuffer();
    writeFileSync(`${TO}/figures/pictures/${id}.webp`, shown);
  }
  const licence = LICENCES[original.licence] ?? { name: 'Public domain' };
  samples.push({
    id,
    title: title ?? original.title,
    author: original.author.replaceAll('"', '').replace(/ \(\d.*\)$/, ''),
    licence: licence.name,
    ...(licence.url && { licenceUrl: licence.url }),
    source: source ?? (original.source || SOURCES[original.kind]),
    kind: original.kind,
    width,
    height,
    bytes: data.length,
  });
}

const quoted = (value: unknown) =>
  typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", '\\u2019')}'`;
const entries = samples.map(
  (sample) =>
    `  {\n${Object.entries(sample)
      .map(([key, value]) => `    ${key}: ${quoted(value)},\n`)
      .join('')}  },\n`,
);
const described = readFileSync(`${TO}/samples.ts`, 'utf8').replace(
  /(SAMPLES: readonly Sample\[\] = \[\n)[\s\S]*?(\];)/,
  (_, head, tail) => head + entries.join('') + tail,
);
writeFileSync(`${TO}/samples.ts`, described);

const credit = ({ id, title, author, licence, licenceUrl, source, kind }: (typeof samples)[number]) => {
  const terms = licenceUrl ? `[${licence}](${licenceUrl})` : 'public domain';
  return `- ${title} (\`${id}.webp\`): ${kind} by ${author}, ${terms}; [source](${source}).\n`;
};
const CREDITS = 'public/CREDITS.md';
const others = readFileSync(CREDITS, 'utf8').replace(/\n## Pictures\n[\s\S]*?(?=\n## |$)/, '');
const preface =
  'Samples of the colour-quantization lab (`src/components/color-quantization/pictures/`), made smaller and stored as WebP, otherwise unchanged. The article’s figures are computed from them.';
writeFileSync(CREDITS, `${others.trimEnd()}\n\n## Pictures\n\n${preface}\n\n${samples.map(credit).join('')}`);
