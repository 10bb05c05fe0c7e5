import { openLab, problem, slider, status } from './kmeans1d-lab.ts';
import { testFailures } from './lab-failures.ts';

testFailures({
  worker: 'kmeans1d.worker',
  open: openLab,
  slider,
  status,
  problem,
  served: 'The best 7 clusters of 100,000 numbers',
  stepped: 'The best 8 clusters of 100,000 numbers',
});
