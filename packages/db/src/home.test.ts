import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { homeLayout } from './home.ts';

it('puts the database, the blobs and the fits into the home', () => {
  expect(homeLayout({ home: '/somewhere/.hourglass' })).toEqual({
    home: '/somewhere/.hourglass',
    database: '/somewhere/.hourglass/hourglass.db',
    blobs: '/somewhere/.hourglass/blobs',
    fits: '/somewhere/.hourglass/fits',
    stops: '/somewhere/.hourglass/stops.lock',
  });
  expect(homeLayout({ home: '.hourglass' }).home).toBe(resolve('.hourglass'));
});

it.each([
  ['file:/elsewhere/other.db', '/elsewhere/other.db'],
  ['file:///elsewhere/other%20one.db', '/elsewhere/other one.db'],
  ['file:other.db', resolve('other.db')],
])('takes the database from %s', (databaseUrl, database) => {
  expect(homeLayout({ home: '/somewhere', databaseUrl })).toMatchObject({ home: '/somewhere', database });
});

it.each(['postgresql://localhost/hourglass', '/plain/path.db', 'file:', ''])('refuses the database URL %j', (databaseUrl) => {
  expect(() => homeLayout({ home: '/somewhere', databaseUrl })).toThrow(
    expect.objectContaining({ code: 'HOME_UNSUITABLE', message: expect.stringContaining('must begin with "file:"') }),
  );
});
