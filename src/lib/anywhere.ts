/** Takes pictures that are dropped or pasted anywhere in an element, unless something in it took them. Returns what ends it. */
export function anywhere(
  element: HTMLElement,
  { onfile, onfiles }: { onfile: (file: File) => void; onfiles: (files: File[]) => void },
): () => void {
  const end = new AbortController();
  const { signal } = end;
  const take = (event: Event, files: FileList | undefined) => {
    if (event.defaultPrevented || !files || files.length === 0) return;
    event.preventDefault();
    if (files.length > 1) onfiles([...files]);
    else onfile(files[0]);
  };
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  element.addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault(), { signal });
  element.addEventListener('drop', (event) => take(event, event.dataTransfer?.files), { signal });
  // With the focus on nothing at all, a paste belongs to the page; the lab is what can use it.
  document.addEventListener(
    'paste',
    (event) => {
      const { target } = event;
      const here = target === document.body || (target instanceof Node && element.contains(target));
      if (here) take(event, event.clipboardData?.files);
    },
    { signal },
  );
  return () => end.abort();
}
