import { InvalidInputError } from '../../errors.ts';

/** A loss that is not finite; `step` is the one that led there. What was reached before remains. */
export class DivergedError extends InvalidInputError {
  readonly step: number;
  constructor(step: number, advice: string) {
    super(`The loss is no finite number after step ${step}. ${advice}`);
    this.step = step;
  }
}
