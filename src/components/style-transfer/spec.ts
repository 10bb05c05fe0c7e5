import type { Chosen, ChosenStyle } from './pictures.svelte.ts';
import type { Choices, RunView } from './views.ts';

/** What a run is of. */
export interface Spec {
  content: Chosen;
  styles: readonly ChosenStyle[];
  choices: Choices;
  /** Id of the network. */
  model: string;
  /** Its depth, as text. */
  depth: string;
}

/** What is on screen beside the photo. */
export interface Shown {
  spec: Spec;
  /** Undefined: the photo was just chosen, and nothing made of it. */
  run?: RunView | undefined;
  /** Size of the whole picture, also while smaller ones stand in for it. */
  width: number;
  height: number;
  /** The newest; none while it is the one that the page was served with. */
  picture?: ImageData | undefined;
}

/** The pictures and settings of a run, named: another text for others. */
export function nameOfSpec({ content, styles, choices }: Spec): string {
  const name = ({ source }: Chosen) =>
    source.kind === 'sample' ? source.id : [source.file.name, source.file.size, source.file.lastModified];
  return JSON.stringify([name(content), styles.map((style) => [name(style), style.weight]), choices]);
}

/** Whether runs of these would give equal pictures. */
export const sameSpec = (a: Spec, b: Spec): boolean =>
  a.content.source === b.content.source &&
  a.styles.length === b.styles.length &&
  a.styles.every(({ source, weight }, i) => source === b.styles[i].source && weight === b.styles[i].weight) &&
  a.model === b.model &&
  a.depth === b.depth &&
  JSON.stringify(a.choices) === JSON.stringify(b.choices);
