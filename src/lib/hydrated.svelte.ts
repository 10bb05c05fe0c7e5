import { onMount } from 'svelte';

/**
 * Whether the component that calls this runs in the browser yet: false at build time and until hydration is done.
 * A control is `disabled` until then, because a click before it would be lost.
 */
export function hydration(): { readonly done: boolean } {
  let done = $state.raw(false);
  onMount(() => {
    done = true;
  });
  return {
    get done() {
      return done;
    },
  };
}
