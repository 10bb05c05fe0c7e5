import type { UrlState } from '../../../lib/url-state.ts';
import { address, billKey, type LinkSettings, memberKey, readVotes, writeVotes } from './address.ts';
import type { SenateLab } from './lab.svelte.ts';
import type { Opening } from './opening.ts';

/** What the reader chose, and its way into the lab's work and the page's address. */
export class Settings {
  /** A member, by row, and a roll call, by column; -1 for none. */
  member = $state(-1);
  rollCall = $state(-1);
  /** The ballot is open. */
  voting = $state(false);
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: SenateLab;
  readonly #opening: Opening;
  readonly #url: UrlState<LinkSettings>;
  /** A roll call, as a link names it, that is not known before the table of votes is here. */
  #asked = $state('');

  constructor(lab: SenateLab, opening: Opening, id: string) {
    this.#lab = lab;
    this.#opening = opening;
    this.#url = address(id);
  }

  /** What a link to what is shown holds. */
  get now(): LinkSettings {
    const { k, loss, seed, hidden, votes } = this.#lab;
    const { senate } = this.#lab.connection;
    const call = senate?.rollCalls[this.rollCall];
    const member = this.#opening.members[this.member];
    return {
      k,
      loss,
      seed,
      member: member ? memberKey(member) : '',
      bill: call ? billKey(call) : this.#asked,
      hide: hidden !== undefined,
      me: writeVotes(votes),
    };
  }

  /** Sets what the page's address asks for. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    const { k, loss, seed } = this.#url.defaults();
    this.notices = notices;
    const lab = this.#lab;
    [lab.k, lab.loss, lab.seed] = [values.k, values.loss, values.seed];
    this.member = this.#opening.members.findIndex((each) => memberKey(each) === values.member);
    if (values.member && this.member < 0) this.#note(`No member is called “${values.member}”.`);
    const refit = values.k !== k || values.loss !== loss || values.seed !== seed;
    if (values.me) {
      this.voting = true;
      lab.votes = readVotes(values.me);
    }
    this.#asked = values.bill;
    if (values.bill || refit || values.me) void this.#open(values, refit);
  }

  writeAddress(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  pickMember(member: number): void {
    this.member = member;
    this.#lab.connection.warm();
  }

  pickRollCall(rollCall: number): void {
    this.rollCall = rollCall;
    this.#asked = '';
    this.#lab.connection.warm();
  }

  /** Fits anew, from scratch, with another number of factors, loss or start. */
  fit(changed: Partial<Pick<SenateLab, 'k' | 'loss' | 'seed'>>): void {
    Object.assign(this.#lab, changed);
    this.#lab.train();
  }

  /** Opens the ballot. */
  vote(): void {
    this.voting = true;
    this.#lab.connection.warm();
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.member = this.rollCall = -1;
    this.#asked = '';
    this.voting = false;
    this.notices = [];
    this.#lab.reset();
  }

  async #open({ bill, hide }: LinkSettings, refit: boolean): Promise<void> {
    const senate = await this.#lab.connection.table();
    if (!senate) return;
    if (bill && this.#asked === bill) {
      this.rollCall = senate.rollCalls.findIndex((call) => billKey(call) === bill);
      this.#asked = '';
      if (this.rollCall < 0)
        this.#note(`There is no roll call “${bill}”; the link should name one like 2005-3.`);
    }
    const { member, rollCall } = this;
    const voted =
      member >= 0 && rollCall >= 0 && senate.votes[member * senate.rollCalls.length + rollCall] !== 0;
    if (hide && voted) this.#lab.hide({ member, rollCall }, refit);
    else if (refit) this.#lab.train();
    else this.#lab.answer(this.#lab.votes);
  }

  #note(sentence: string): void {
    this.notices = [...this.notices, sentence];
  }
}
