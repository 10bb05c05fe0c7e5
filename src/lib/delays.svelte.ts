// Values that wait, for components: call these while one is set up.

/** What `value` last was for `ms` milliseconds on end; `first` until then. For what is read out, which must not be every step of a slider. */
export function settled<T>(value: () => T, first: T, ms: number): { readonly now: T } {
  let now = $state.raw(first);
  const current = $derived(value()); // what it is made of may change far more often than it does
  $effect(() => {
    const next = current;
    const timer = setTimeout(() => {
      now = next;
    }, ms);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}

/** Whether `is` has held for `ms` milliseconds; where it does not hold, `otherwise`. For bars that work which is over in no time needs not. */
export function lasting(
  is: () => boolean,
  ms: number,
  otherwise: () => boolean = () => false,
): { readonly now: boolean } {
  let now = $state(false);
  const holds = $derived(is());
  $effect(() => {
    if (!holds) {
      now = otherwise();
      return;
    }
    const timer = setTimeout(() => {
      now = true;
    }, ms);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
