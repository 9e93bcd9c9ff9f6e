/** Whether a text of the student's own may hold code or formulas: asked before what takes it apart is loaded. */
export const mayHaveParts = (text: string): boolean => /[`$]|~~~|\\[([]/.test(text);
