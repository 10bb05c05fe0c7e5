/** A palette known by name, by the values its makers or those who measured it published. */
export interface PalettePreset {
  id: string;
  label: string;
  /** Where the values are published. */
  source: string;
  /** `#rrggbb`, in the order of the source. */
  colors: readonly string[];
}

const list = (hexes: string) => hexes.split(' ').map((hex) => `#${hex}`);

/** Every colour whose red, green and blue are multiples of 51: 00, 33, 66, 99, cc, ff. */
const webSafe = () => {
  const steps = ['00', '33', '66', '99', 'cc', 'ff'];
  return steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)));
};

/** Palettes offered beside the reader's own, fewest colours first. */
export const PALETTES: readonly PalettePreset[] = [
  {
    id: 'one-bit',
    label: 'Black and white',
    source: 'The two values of one bit',
    colors: list('000000 ffffff'),
  },
  {
    id: 'game-boy',
    label: 'Game Boy (1989)',
    source: 'https://en.wikipedia.org/wiki/List_of_video_game_console_palettes#Game_Boy',
    colors: list('0f380f 306230 8bac0f 9bbc0f'),
  },
  {
    id: 'okabe-ito',
    label: 'Okabe and Ito, for every kind of colour vision',
    source: 'https://jfly.uni-koeln.de/color/',
    colors: list('000000 e69f00 56b4e9 009e73 f0e442 0072b2 d55e00 cc79a7'),
  },
  {
    id: 'zx-spectrum',
    label: 'ZX Spectrum (1982)',
    source:
      'https://en.wikipedia.org/wiki/ZX_Spectrum_graphic_modes (normal colours at 85% of the bright ones)',
    colors: list(
      '000000 0000d8 d80000 d800d8 00d800 00d8d8 d8d800 d8d8d8 0000ff ff0000 ff00ff 00ff00 00ffff ffff00 ffffff',
    ),
  },
  {
    id: 'cga',
    label: 'CGA (1981)',
    source: 'https://en.wikipedia.org/wiki/Color_Graphics_Adapter#Color_palette',
    colors: list(
      '000000 0000aa 00aa00 00aaaa aa0000 aa00aa aa5500 aaaaaa 555555 5555ff 55ff55 55ffff ff5555 ff55ff ffff55 ffffff',
    ),
  },
  {
    id: 'commodore-64',
    label: 'Commodore 64 (1982), as Pepto calculated it',
    source: 'https://www.pepto.de/projects/colorvic/2001/',
    colors: list(
      '000000 ffffff 68372b 70a4b2 6f3d86 588d43 352879 b8c76f 6f4f25 433900 9a6759 444444 6c6c6c 9ad284 6c5eb5 959595',
    ),
  },
  {
    id: 'html',
    label: 'The 16 colours of HTML 4',
    source: 'https://www.w3.org/TR/html401/types.html#h-6.5',
    colors: list(
      '000000 008000 c0c0c0 00ff00 808080 808000 ffffff ffff00 800000 000080 ff0000 0000ff 800080 008080 ff00ff 00ffff',
    ),
  },
  {
    id: 'pico-8',
    label: 'PICO-8',
    source: 'https://pico-8.fandom.com/wiki/Palette',
    colors: list(
      '000000 1d2b53 7e2553 008751 ab5236 5f574f c2c3c7 fff1e8 ff004d ffa300 ffec27 00e436 29adff 83769c ff77a8 ffccaa',
    ),
  },
  {
    id: 'dawnbringer-16',
    label: 'DawnBringer 16',
    source: 'https://lospec.com/palette-list/dawnbringer-16',
    colors: list(
      '140c1c 442434 30346d 4e4a4e 854c30 346524 d04648 757161 597dce d27d2c 8595a1 6daa2c d2aa99 6dc2ca dad45e deeed6',
    ),
  },
  {
    id: 'solarized',
    label: 'Solarized',
    source: 'https://ethanschoonover.com/solarized/',
    colors: list(
      '002b36 073642 586e75 657b83 839496 93a1a1 eee8d5 fdf6e3 b58900 cb4b16 dc322f d33682 6c71c4 268bd2 2aa198 859900',
    ),
  },
  {
    id: 'nord',
    label: 'Nord',
    source: 'https://www.nordtheme.com/docs/colors-and-palettes',
    colors: list(
      '2e3440 3b4252 434c5e 4c566a d8dee9 e5e9f0 eceff4 8fbcbb 88c0d0 81a1c1 5e81ac bf616a d08770 ebcb8b a3be8c b48ead',
    ),
  },
  {
    id: 'web-safe',
    label: 'Web-safe colours',
    source: 'https://en.wikipedia.org/wiki/Web_colors#Web-safe_colors',
    colors: webSafe(),
  },
];
