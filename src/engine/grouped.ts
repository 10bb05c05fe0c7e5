/** A whole number as a sentence has it: 1,234,567. */
export const grouped = (value: number): string => value.toLocaleString('en-GB');
