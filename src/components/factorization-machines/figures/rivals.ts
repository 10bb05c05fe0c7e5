/** Programs that train factorization machines, as their documentation and source say; a dash: they do not say. */
export const RIVALS = {
  headings: ['Program', 'Learns by', 'Row weights', 'Stops early', 'And also'],
  rows: [
    ['pyfms\u00a00.4.0', 'SGD, RMSProp, Adam', 'see above', 'keeps the best', 'own losses'],
    ['libFM\u00a01.4.2', 'SGD, ALS, MCMC', 'no', 'tunes penalty', 'Bayesian'],
    ['fastFM', 'SGD, ALS, MCMC', 'no', 'no', 'ranking'],
    ['xLearn\u00a00.44', 'SGD, AdaGrad, FTRL', '–', 'yes', 'field-aware'],
    ['myFM', 'Gibbs, variational', '–', '–', 'ordinal'],
    ['This site', 'SGD, RMSProp, Adam', 'yes', 'yes', 'in a page'],
  ],
} as const;
