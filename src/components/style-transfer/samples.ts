/** A picture that the lab brings along. */
export interface Sample {
  id: string;
  /** What it is used as, though either can be either: photos as contents, paintings as styles. */
  kind: 'photo' | 'painting';
  title: string;
  author: string;
  licence: string;
  /** Where it comes from, an address. */
  source: string;
}

/** Written by tools/style-samples.ts. */
export const SAMPLES: readonly Sample[] = [
  {
    id: 'china',
    kind: 'photo',
    title: 'Summer Palace',
    author: 'danielbuechele',
    licence: 'CC BY 2.0',
    source: 'https://www.flickr.com/photos/danielbuechele/6061409035/',
  },
  {
    id: 'great-wall',
    kind: 'photo',
    title: 'Great Wall of China',
    author: 'Nicolas Perrault III',
    licence: 'CC0 1.0',
    source: 'https://commons.wikimedia.org/wiki/File:Great_Wall_of_China_July_2006.JPG',
  },
  {
    id: 'machu-picchu',
    kind: 'photo',
    title: 'Machu Picchu',
    author: 'Guillaume Pascal',
    licence: 'CC0 1.0',
    source: 'https://commons.wikimedia.org/wiki/File:Yet_another_pic_of_machu_picchu.jpg',
  },
  {
    id: 'red-panda',
    kind: 'photo',
    title: 'Red panda',
    author: 'Mathias Appel',
    licence: 'CC0 1.0',
    source: 'https://commons.wikimedia.org/wiki/File:Red_Panda_(30324056733).jpg',
  },
  {
    id: 'macaw',
    kind: 'photo',
    title: 'Scarlet macaw',
    author: 'Dcoetzee',
    licence: 'CC0 1.0',
    source: 'https://commons.wikimedia.org/wiki/File:Scarlet_macaw_at_Cougar_Mountain_Zoological_Park.jpg',
  },
  {
    id: 'giraffe',
    kind: 'photo',
    title: 'Giraffe',
    author: 'Sergio Cambelo',
    licence: 'Public domain',
    source: 'https://commons.wikimedia.org/wiki/File:Giraffe.JPG',
  },
  {
    id: 'kingfisher',
    kind: 'photo',
    title: 'Kingfisher',
    author: 'Frank-2.0',
    licence: 'CC0 1.0',
    source: 'https://commons.wikimedia.org/wiki/File:Eisvogel_kingfisher.jpg',
  },
  {
    id: 'starry-night',
    kind: 'painting',
    title: 'The Starry Night (1889)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/opencv/opencv/blob/4.x/samples/data/starry_night.jpg',
  },
  {
    id: 'cafe-terrace',
    kind: 'painting',
    title: 'Café Terrace at Night (1888)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  },
  {
    id: 'night-cafe',
    kind: 'painting',
    title: 'The Night Café (1888)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  },
  {
    id: 'harvest',
    kind: 'painting',
    title: 'The Harvest (1888)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  },
  {
    id: 'langlois-bridge',
    kind: 'painting',
    title: 'Langlois Bridge at Arles (1888)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  },
  {
    id: 'corridor',
    kind: 'painting',
    title: 'Corridor in the Asylum (1889)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  },
  {
    id: 'pere-tanguy',
    kind: 'painting',
    title: 'Portrait of Père Tanguy (1887)',
    author: 'Vincent van Gogh',
    licence: 'Public domain',
    source: 'https://github.com/gcompris/GCompris-qt/tree/master/src/activities/details/resource/image',
  },
];

/** The pictures that the lab shows first. */
export const DEFAULT_PAIR = { content: 'china', style: 'starry-night' } as const;
