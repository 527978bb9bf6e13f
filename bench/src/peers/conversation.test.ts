import { describe, expect, it } from 'vitest';
import { parseReply, startConversation } from './conversation.ts';

const talk = (script: string) => startConversation([process.execPath, '-e', script], process.env);
const echo = `require('readline').createInterface({ input: process.stdin }).on('line', (line) => console.log(line))`;

describe('startConversation', () => {
  it('receives one answer to each request, in order', async () => {
    const conversation = talk(echo);
    expect(await conversation.ask({ steps: 1 })).toEqual({ steps: 1 });
    expect(await conversation.ask({ steps: 2 })).toEqual({ steps: 2 });
    await conversation.end();
  });

  it('reports the end of the output of a process that ends', async () => {
    const conversation = talk(`console.error('first\\nno module named fast'); process.exit(3)`);
    await expect(conversation.ask({ steps: 1 })).rejects.toThrow('it ended (exit code 3): no module named fast');
  });

  it('reports a missing program', async () => {
    const conversation = startConversation(['no-such-program'], process.env);
    await expect(conversation.ask({})).rejects.toThrow('ENOENT');
  });
});

describe('parseReply', () => {
  it('refuses a reply that is not JSON and shows it', () => {
    expect(() => parseReply('Warming up')).toThrow('it said "Warming up", which is no JSON');
  });
});
