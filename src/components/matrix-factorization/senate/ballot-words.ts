import { billKey } from './address.ts';
import type { RollCall } from './senate.ts';

/** What the roll calls of the ballot are about, in plain words; by the key of the roll call. */
const PLAIN: Record<string, { title: string; what: string }> = {
  '2005-44': { title: 'Bankruptcy', what: 'makes it harder to have debts cancelled in court' },
  '2005-114': { title: 'The budget for 2006', what: 'lower taxes, and less for programmes such as Medicaid' },
  '2005-125': { title: 'Roads', what: 'money for highways, bridges and public transport' },
  '2005-158': { title: 'Energy', what: 'supports oil, gas, nuclear power, ethanol and renewable energy' },
  '2005-303': { title: 'A smaller deficit', what: 'saves in Medicare, Medicaid and other programmes' },
  '2006-2': { title: 'Judge Alito', what: 'a conservative judge for the Supreme Court' },
  '2006-29': { title: 'The Patriot Act', what: 'keeps most powers of search given after September 2001' },
  '2006-157': {
    title: 'Immigration',
    what: 'safer borders, and a way to citizenship for those without papers',
  },
  '2006-206': { title: 'Stem cells', what: 'public money for research on cells from surplus embryos' },
  '2006-259': { title: 'Military commissions', what: 'they, not other courts, try foreign terror suspects' },
};

/** A question of the ballot; the roll call's own line where it has no words here. */
export function questionOf(call: RollCall): { title: string; what: string } {
  return PLAIN[billKey(call)] ?? { title: call.description, what: '' };
}
