import { address, type DataChoice } from './address.ts';
import { presetOf } from './presets.ts';
import type { RunSettings } from './views.ts';

/** What suits the data: a preset's own settings, or what suits most. */
export function standardRun(data: DataChoice): RunSettings {
  const {
    data: _data,
    roles: _roles,
    task: _task,
    one: _one,
    missing: _missing,
    many: _many,
    ...run
  } = address('').defaults();
  return data === 'own' ? run : { ...run, ...presetOf(data).run };
}
