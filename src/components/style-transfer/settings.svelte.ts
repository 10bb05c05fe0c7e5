import type { UrlState } from '../../lib/url-state.ts';
import { address, type LinkSettings, stylesFromLink, stylesToLink } from './address.ts';
import type { Computer } from './computers.ts';
import type { Lab } from './lab.svelte.ts';
import { MODEL_IDS } from './models/models.ts';
import { type Choices, PHONE_SIZE, SIZE, type Source, USUAL } from './views.ts';

const idOf = (source: Source) => (source.kind === 'sample' ? source.id : 'own');

/** What the reader set, and its way into the lab's work and the page's address. */
export class Settings {
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: Lab;
  readonly #url: UrlState<LinkSettings>;
  #size = USUAL.size;

  constructor(lab: Lab, id: string) {
    this.#lab = lab;
    this.#url = address(id, MODEL_IDS);
  }

  /** What a link to what is set holds. */
  get now(): LinkSettings {
    const { choices, pictures, models } = this.#lab;
    const {
      size,
      steps,
      pyramid,
      strength,
      smoothness,
      without,
      pooling,
      brush,
      keepColors,
      start,
      optimizer,
      seed,
    } = choices;
    return {
      photo: idOf(pictures.content.source),
      style: stylesToLink(pictures.styles.map(({ source, weight }) => ({ id: idOf(source), weight }))),
      ...{ size, steps, pyramid, strength, pooling, brush, start, seed },
      smooth: smoothness,
      without: without.join('.'),
      colors: keepColors,
      by: optimizer,
      model: models.model === 'own' ? MODEL_IDS[0] : models.model,
      bits: String(models.depth.bits) as LinkSettings['bits'],
      method: models.depth.method,
    };
  }

  /** Sets what the page's address asks for; `phone` begins with a smaller size. */
  readAddress(phone: boolean): void {
    const lab = this.#lab;
    const { values, notices } = this.#url.read();
    lab.by = computerFrom(new URLSearchParams(location.search).get('backend'), notices);
    const plain = this.#url.defaults();
    if (phone) this.#size = PHONE_SIZE;
    if (values.photo === 'own') {
      notices.push(
        'The link was made with a photo of its maker’s own, which cannot travel in it. Open yours.',
      );
      values.photo = plain.photo;
    }
    const { styles, notice } = stylesFromLink(values.style);
    if (notice) notices.push(notice);
    if (values.size === plain.size) values.size = this.#size;
    lab.set(choicesOf(values));
    if (values.photo !== plain.photo || values.style !== plain.style) lab.pictures.set(values.photo, styles);
    if (values.model !== plain.model) lab.models.choose(values.model);
    if (values.bits !== plain.bits || values.method !== plain.method)
      lab.models.setDepth({ bits: Number(values.bits), method: values.method });
    this.notices = notices;
    if (values.photo !== plain.photo) void lab.pickContent({ kind: 'sample', id: values.photo });
  }

  write(values: LinkSettings): void {
    this.#url.write(values);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.notices = [];
    this.#lab.reset(this.#size);
  }
}

/** Who computes, as `?backend=` of the page's address has it. */
function computerFrom(asked: string | null, notices: string[]): Computer | undefined {
  if (asked === 'wasm' || asked === 'compiled') return 'compiled';
  if (asked === 'webgl' || asked === 'webgpu') return asked;
  if (asked)
    notices.push(
      `The link asks for backend = “${asked.slice(0, 20)}”, which is not one of wasm, webgl, webgpu; the faster one is used.`,
    );
  return undefined;
}

const choicesOf = (values: LinkSettings): Choices => {
  const { size, steps, pyramid, strength, smooth, without, pooling, brush, colors, start, by, seed } = values;
  return {
    ...{ steps, pyramid, strength, pooling, brush, start, seed },
    size: SIZE.step * Math.round(size / SIZE.step),
    without: without.split('.').filter((name) => /^[\w-]{1,24}$/.test(name)),
    smoothness: smooth,
    keepColors: colors,
    optimizer: by,
  };
};
