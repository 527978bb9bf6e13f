import { describe, expect, it } from 'vitest';
import { replaceSection } from './document.ts';

const document = '# Performance\n\n<!-- sweep: measured -->\nold\n<!-- sweep: end -->\n\nWhat limits us.\n';

describe('replaceSection', () => {
  it('replaces the text between the markers and keeps the rest', () => {
    expect(replaceSection(document, 'sweep', '\nnew\n')).toBe(document.replace('old', 'new'));
  });

  it('gives the same document when repeated', () => {
    const once = replaceSection(document, 'sweep', 'new');
    expect(replaceSection(once, 'sweep', 'new')).toBe(once);
  });

  it('refuses a document without the markers', () => {
    expect(() => replaceSection(document, 'scale', 'new')).toThrow('"<!-- scale: measured -->"');
  });
});
