/** Films that nobody made, for the ratings that the page is served with. */
export const TITLES = [
  'The Lamplighter’s Daughter, Salt Roads, Night Ferry, A Quiet Orbit, Copper Rain, The Ninth Gardener, Paper Lions, Low Tide, Winter in Ostend, The Clockmaker’s Truce',
  'Seven Umbrellas, Dust and Honey, The Long Platform, Moth Season, Glass Harbour, Uncle Perpetual, Tin Cathedral, The Borrowed Moon, Red Kite Summer, Static',
  'The Understudy, Marrow Street, Kingdom of Eels, Half a Horse, The Last Cartographer, Blue Thursday, Velvet Avalanche, Nobody’s Orchestra, The Snow Ledger, Ember Days',
  'Third Floor, Left, The Pepper Thief, Songs for a Lighthouse, Ironwood, The Whispering Gallery, Two Left Gloves, Satellite Choir, Goodnight Rotterdam, The Apricot War, Field Notes',
]
  .join(', ')
  .replace('Third Floor, Left', 'Third Floor Left')
  .split(', ');

/** Who rated them. */
export const PEOPLE =
  'Ada Ben Cleo Dan Eva Finn Gita Hugo Ines Jun Kai Lena Milo Nora Omar Pia Quim Rosa Sven Tara Ugo Vera Wim Xenia Yuri Zoe Abel Bea Carl Dina Emil Faye Gus Hana Ivo Jana Karl Lou Mira Nils Olga Per Runa Saul Tess Ulla Vito Wanda Yann Zita Amos Bess Cato Dora Ezra Flora Ged Hope Isak Judy'.split(
    ' ',
  );
