/** Programs that train factorization machines, as their documentation and source say; a dash: they do not say. */
export const RIVALS = {
  headings: ['Program', 'Learns by', 'Penalty', 'Row weights', 'Stops early', 'And also'],
  rows: [
    [
      'pyfms\u00a00.4.0',
      'SGD, RMSProp, Adam',
      'L1, L2',
      'see above',
      'no; keeps the best',
      'losses of one’s own',
    ],
    ['libFM\u00a01.4.2', 'SGD, ALS, MCMC', 'L2, or found', 'no', 'no; tunes L2', 'Bayesian predictions'],
    ['fastFM', 'SGD, ALS, MCMC', 'L2', 'no', 'no', 'ranking'],
    ['xLearn\u00a00.44', 'SGD, AdaGrad, FTRL', 'L2; FTRL: L1', '–', 'yes', 'field-aware machines'],
    ['myFM', 'Gibbs, variational', 'found', '–', '–', 'ordinal targets'],
    ['This site', 'SGD, RMSProp, Adam', 'L1, L2', 'yes', 'yes', 'runs in a page'],
  ],
} as const;
