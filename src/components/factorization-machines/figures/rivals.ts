/** Programs that train factorization machines, as their documentation and source say; a dash: they do not say. */
export const RIVALS = {
  headings: ['Program', 'Learns by', 'Penalty', 'Weights of rows', 'Stops early', 'Goes on', 'And also'],
  rows: [
    [
      'pyfms 0.4.0',
      'SGD, RMSProp, Adam',
      'L1, L2',
      'yes (see above)',
      'keeps the best epoch',
      'from a file',
      'own losses',
    ],
    [
      'libFM 1.4.2 (2014; last change 2018)',
      'SGD, ALS, MCMC',
      'L2, or found',
      'no',
      'tunes L2 by held-out rows',
      'from a file',
      'Bayesian intervals of rank',
    ],
    ['fastFM (2021)', 'SGD, ALS, MCMC', 'L2', 'no', 'no', 'ALS only', 'ranking'],
    ['xLearn 0.44 (2022)', 'SGD, AdaGrad, FTRL', 'L2; FTRL: L1', '–', 'yes', 'from a file', 'field-aware FM'],
    ['myFM (2023)', 'Gibbs, variational', 'found', '–', '–', '–', 'ordinal targets'],
    ['This site', 'SGD, RMSProp, Adam', 'L1, L2', 'yes', 'yes', 'anywhere', 'scaling folded back'],
  ],
} as const;
